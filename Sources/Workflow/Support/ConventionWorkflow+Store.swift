import ConventionDomain

import struct Foundation.Date

extension ConventionWorkflow {
    /// The time in whole seconds, as the journal and signatures tell it.
    func now() -> Date {
        Date(timeIntervalSince1970: ports.clock.now().timeIntervalSince1970.rounded(.down))
    }

    func dossier(_ id: ConventionID) async throws(WorkflowError) -> Dossier {
        let history: ConventionHistory?
        do { history = try await ports.store.history(id) } catch { throw WorkflowError(error) }
        guard let history else { throw .unknownConvention }
        var dossier = try Dossier(history)
        dossier.accountFields = try await accountFields(of: dossier)
        return dossier
    }

    /// Writes a change whose events the lifecycle allows; one that completes an amendment, together with what that changes, and the host's attestation
    /// with the convention that it is about.
    ///
    /// - Returns: `false` when somebody else's event came first; read the convention again and decide anew.
    func commit(_ change: ConventionChange, to dossier: Dossier) async throws(WorkflowError) -> Bool {
        try dossier.requirePossible(change.events)
        let changes =
            [change]
            + [
                try await amending(by: change, of: dossier), try await attesting(by: change, of: dossier),
                try await endingUnsigned(by: change, of: dossier),
            ].compactMap(\.self)
        do { try await ports.store.commitAll(changes) } catch {
            if error == .headMoved { return false }
            throw await refusal(error, of: [change])
        }
        return true
    }

    /// Decides on the newest journal and writes the decision; decides anew while others are faster.
    ///
    /// - Parameter decide: The change to write, or `nil` when there is nothing to write.
    func change(
        _ id: ConventionID, _ decide: (Dossier, Date) async throws(WorkflowError) -> ConventionChange?
    ) async throws(WorkflowError) {
        for _ in 0..<settings.rounds {
            let dossier = try await dossier(id)
            guard let change = try await decide(dossier, now()) else { return }
            if try await commit(change, to: dossier) { return }
        }
        throw .unavailable(.contention)
    }

    func file(_ digest: DocumentDigest, of id: ConventionID) async throws(WorkflowError) -> [UInt8] {
        let bytes: [UInt8]?
        do { bytes = try await ports.store.file(id, digest) } catch { throw WorkflowError(error) }
        guard let bytes, Workflow.digest(of: bytes) == digest else { throw .unavailable(.damagedStorage) }
        return bytes
    }

    func randomBytes(_ count: Int) throws(WorkflowError) -> [UInt8] {
        do { return try ports.randomness.bytes(count) } catch { throw .unavailable(.randomness) }
    }
}

extension Dossier {
    /// An empty change on the end of this journal.
    func newChange(at time: Date) -> ConventionChange {
        ConventionChange(convention: id, expectedHead: history.head, at: time)
    }
}

extension WorkflowError {
    init(_ error: StoreError) {
        switch error {
        case .headMoved: self = .unavailable(.contention)
        case .unavailable: self = .unavailable(.storage)
        case .damaged: self = .unavailable(.damagedStorage)
        case .erased: self = .conventionErased
        case .overlapping(let taken):
            self = .overlapping(taken.map { PlacementOverlap(convention: $0.convention, other: $0.other) })
        }
    }
}
