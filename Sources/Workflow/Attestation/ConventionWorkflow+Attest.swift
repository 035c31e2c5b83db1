import ConventionDomain
import Parties

import struct Foundation.Date

extension ConventionWorkflow {
    /// What the host may say of a placement that is over; changes nothing.
    ///
    /// - Throws: ``WorkflowError/unknownLink`` behind any link but a reading link of who signs for the host;
    ///   ``WorkflowError/attestation(_:)`` when there is nothing to attest, or it was attested; and as ``view(_:)``.
    package func attestationForm(_ token: LinkToken) async throws(WorkflowError) -> AttestationForm {
        let link = try await openForAttesting(token)
        let end = try end(of: link.dossier, at: now())
        return AttestationForm(
            convention: link.dossier.id, outline: link.dossier.drafting.outline,
            signatory: try link.dossier.requireSignatory(link.fieldName), outcome: end.outcome,
            plannedDays: try await plannedDays(of: link.dossier, until: end.stoppedOn))
    }

    /// Makes the attestation, ready to be signed; one that the host had written and not signed is given up.
    ///
    /// - Returns: A link with which the host reads and signs it, with a code as always.
    /// - Throws: As ``attestationForm(_:)``; ``WorkflowError/invalidData(_:)`` for what was entered.
    package func attest(_ token: LinkToken, _ entry: AttestationEntry) async throws(WorkflowError) -> LinkToken {
        for _ in 0..<settings.rounds {
            let link = try await openForAttesting(token)
            let time = now()
            guard let attestation = ConventionID(randomBytes: try randomBytes(ConventionID.length)) else {
                throw .unavailable(.randomness)
            }
            var signing: LinkToken?
            let isBegun = try await beginAttestation(
                entry, as: attestation, of: link.dossier, by: link.fieldName, at: time
            ) { base, change throws(WorkflowError) in
                let made = try makeLink(.signing, for: link.fieldName, of: attestation, base: base, at: time)
                change.links = [made.record]
                signing = made.token
            }
            if isBegun, let signing { return signing }
        }
        throw .unavailable(.contention)
    }

    /// Drafts and issues an attestation; one that was written before and not signed is given up.
    ///
    /// - Parameters:
    ///   - fieldName: Who signs for the host.
    ///   - addMeans: Adds that person's means to sign; it is given the digest of revision 0.
    /// - Returns: `false` when a journal has grown meanwhile, and nothing was written.
    func beginAttestation(
        _ entry: AttestationEntry, as attestation: ConventionID, of dossier: Dossier, by fieldName: String,
        at time: Date,
        _ addMeans: (DocumentDigest, inout ConventionChange) throws(WorkflowError) -> Void
    ) async throws(WorkflowError) -> Bool {
        let end = try end(of: dossier, at: time)
        try requireDays(entry, atMost: try await plannedDays(of: dossier, until: end.stoppedOn))
        var made = try await draft(
            entry, stoppedOn: end.stoppedOn, of: dossier, as: attestation, for: fieldName, at: time)
        try addMeans(made.base, &made.change)
        var begun = dossier.newChange(at: time)
        begun.events = end.events + [.attestationBegun(AttestationBeginning(attestation: attestation))]
        try dossier.requirePossible(begun.events)
        let givenUp = try await givingUp(
            dossier.state.finished?.begunAttestation, because: "Remplacée par une autre rédaction", stopsLinks: false,
            at: time)
        do { try await ports.store.commitAll([begun, made.change] + [givenUp].compactMap(\.self)) } catch {
            if error == .headMoved { return false }
            throw WorkflowError(error)
        }
        return true
    }

    /// The document that the host signed, behind a link of the convention; changes nothing.
    ///
    /// - Throws: As ``document(_:)``; ``WorkflowError/unknownConvention`` when there is none.
    package func attestation(behind token: LinkToken) async throws(WorkflowError) -> DocumentFile {
        let link = try await openForReading(token)
        guard let attestation = link.dossier.state.finished?.attestation else { throw .unknownConvention }
        return try await newestRevision(of: try await dossier(attestation))
    }

    private func openForAttesting(_ token: LinkToken) async throws(WorkflowError) -> OpenedLink {
        let link = try await openAlive(token)
        guard link.record.kind == .reading, link.dossier.drafting.follows == nil,
            try link.dossier.requireSignatory(link.fieldName).role == .employer
        else { throw .unknownLink }
        return link
    }

    /// How the placement ended; what the sweep would have noted is noted with it.
    private func end(
        of dossier: Dossier, at time: Date
    ) throws(WorkflowError) -> (outcome: PlacementOutcome, stoppedOn: CalendarDate?, events: [ConventionEvent]) {
        guard let progress = dossier.state.finished, let lastDay = dossier.lastDay else {
            throw .attestation(.placementNotOver)
        }
        guard progress.attestation == nil else { throw .attestation(.alreadyAttested) }
        if let ending = ending(of: dossier, at: time) { return (.ended(lastDay: lastDay), nil, ending.events) }
        switch outcome(of: dossier) {
        case .ended(let day): return (.ended(lastDay: day), nil, [])
        case .interrupted(let day): return (.interrupted(on: day), day, [])
        case .notBegun: throw .attestation(.placementNotBegun)
        case nil: throw .attestation(.placementNotOver)
        }
    }

    private func plannedDays(of dossier: Dossier, until day: CalendarDate?) async throws(WorkflowError) -> Int {
        let days = ports.documents.days(try await file(dossier.drafting.dataDigest, of: dossier.id))
        return days.count { planned in day.map { planned <= $0 } ?? true }
    }

    private func requireDays(_ entry: AttestationEntry, atMost planned: Int) throws(WorkflowError) {
        guard !(1...max(planned, 1)).contains(entry.daysPresent) else { return }
        throw .invalidData([
            BilingualText(
                "Indiquez les jours de présence, en chiffres : 1 au moins, \(planned) au plus, comme la convention les prévoit.",
                "Give the days of presence in digits: 1 at least, \(planned) at most, as the convention has them.")
        ])
    }

    private func draft(
        _ entry: AttestationEntry, stoppedOn: CalendarDate?, of dossier: Dossier, as id: ConventionID,
        for fieldName: String, at time: Date
    ) async throws(WorkflowError) -> (change: ConventionChange, base: DocumentDigest) {
        let source = AttestationSource(
            inForce: try await file(dossier.drafting.dataDigest, of: dossier.id), entry: entry, stoppedOn: stoppedOn)
        let checked: CheckedConvention
        do { checked = try await ports.documents.attest(source) } catch { throw WorkflowError(error) }
        let order = try signingOrder(.preset(.free), for: checked.signatories)
        let follows = FollowedConvention(
            kind: .attestation, convention: dossier.id, baseDigest: try dossier.requireIssue().baseDigest)
        let facts = IssueFacts(
            templateIdentifier: checked.templateIdentifier, convention: id, issuedAt: time, isDemo: settings.isDemo,
            order: order, follows: follows)
        let rendered = try await sound(checked.canonicalData, facts)
        let data = StoredFile(kind: .data, digest: digest(of: checked.canonicalData), bytes: checked.canonicalData)
        let revision = StoredFile(kind: .revision, digest: digest(of: rendered.bytes), bytes: rendered.bytes)
        var change = ConventionChange(convention: id, expectedHead: nil, at: time)
        change.events = [
            .drafted(drafting(of: checked, data: data.digest, order: order, follows: follows)),
            .issued(
                Issue(
                    baseDigest: revision.digest, order: order, templateDigest: rendered.templateDigest,
                    isDemo: settings.isDemo)), .invited(Invitation(fieldName: fieldName)),
        ]
        change.events += dossier.legalHold.map { [.legalHoldPlaced($0)] } ?? []
        change.files = [data, revision]
        change.contacts = dossier.history.contacts.filter { $0.key == fieldName }
        return (change, revision.digest)
    }
}
