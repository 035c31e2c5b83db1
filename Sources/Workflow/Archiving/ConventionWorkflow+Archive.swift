package import ConventionDomain

package import struct Foundation.Date

/// What archiving one convention came to.
package enum ArchivingOutcome: Hashable, Sendable {
    /// A layer was added; the new document proves until the moment given.
    case archived(until: Date)
    /// Somebody else had added the first layer already.
    case alreadyArchived
}

extension ConventionWorkflow {
    /// Adds the first archival layer to a completed convention, unless it has one.
    ///
    /// - Throws: ``WorkflowError/wrongState(_:)`` when not all have signed, ``WorkflowError/unavailable(_:)`` when the
    ///   layer could not be made, verified or stored: the convention is complete all the same.
    package func archive(_ id: ConventionID) async throws(WorkflowError) -> ArchivingOutcome {
        try await addLayer(to: id, isFirst: true)
    }

    /// Adds a further layer, or the first one when there is none.
    ///
    /// - Throws: As ``archive(_:)``.
    package func renewArchive(of id: ConventionID) async throws(WorkflowError) -> ArchivingOutcome {
        try await addLayer(to: id, isFirst: false)
    }

    /// Completed conventions without an archival layer, oldest first.
    package func awaitingArchive() async throws(WorkflowError) -> [ConventionID] {
        do { return try await ports.store.awaitingArchive() } catch { throw WorkflowError(error) }
    }

    private func addLayer(to id: ConventionID, isFirst: Bool) async throws(WorkflowError) -> ArchivingOutcome {
        for _ in 0..<settings.rounds {
            let dossier = try await dossier(id)
            guard let progress = dossier.state.finished else { throw .wrongState(dossier.state.phase) }
            if isFirst, !dossier.archivals.isEmpty { return .alreadyArchived }
            let previous = try await file(progress.headDigest, of: id)
            let archived = try await layer(
                on: previous, signed: progress.signed, statements: try await statements(of: dossier))
            let record = Archival(
                level: archived.level, previousDigest: progress.headDigest,
                revisionDigest: digest(of: archived.document), provableUntil: archived.provableUntil)
            var change = dossier.newChange(at: now())
            change.events = [.archived(record)]
            change.files = [
                StoredFile(kind: .revision, digest: record.revisionDigest, bytes: archived.document)
            ]
            if try await commit(change, to: dossier) { return .archived(until: record.provableUntil) }
        }
        throw .unavailable(.contention)
    }

    /// The new document continues the old one byte for byte, and the service's own verifier finds nothing wrong and
    /// nobody's signature more or less.
    private func layer(
        on previous: [UInt8], signed: [String], statements: [[UInt8]] = []
    ) async throws(WorkflowError) -> ArchivedDocument {
        let archived: ArchivedDocument
        do { archived = try await ports.archiver.archive(previous) } catch { throw .unavailable(.archiving) }
        guard archived.document.count > previous.count, archived.document.starts(with: previous) else {
            throw .unavailable(.verification)
        }
        let assessment = try await assess(archived.document, statements: statements)
        guard assessment.isSound, assessment.isComplete, assessment.signedFields == signed else {
            throw .unavailable(.verification)
        }
        return archived
    }
}

/// How one completed convention is archived.
package struct ConventionArchive: Hashable, Sendable {
    package let convention: ConventionID
    package let layerCount: Int
    /// Of the newest layer; `nil` when there is none.
    package let provableUntil: Date?
}

extension ConventionWorkflow {
    /// Every completed convention that was not erased, newest first.
    package func archives() async throws(WorkflowError) -> [ConventionArchive] {
        var archives: [ConventionArchive] = []
        for summary in try await list() where [.completed, .ended, .interrupted].contains(summary.status) {
            let dossier = try await dossier(summary.id)
            archives.append(
                ConventionArchive(
                    convention: dossier.id, layerCount: dossier.archivals.count,
                    provableUntil: dossier.archivals.last?.record.provableUntil))
        }
        return archives
    }

    /// Adds a layer to a document outside the store, signed by all; nothing is stored.
    ///
    /// - Throws: ``WorkflowError/unavailable(_:)`` with `verification` when the document is not complete and in order.
    package func renewArchive(ofDocument bytes: [UInt8]) async throws(WorkflowError) -> ArchivedDocument {
        let assessment = try await assess(bytes)
        guard assessment.isSound, assessment.isComplete else { throw .unavailable(.verification) }
        return try await layer(on: bytes, signed: assessment.signedFields)
    }
}
