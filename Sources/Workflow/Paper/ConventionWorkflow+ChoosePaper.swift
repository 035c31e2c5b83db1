package import ConventionDomain
import Parties

extension ConventionWorkflow {
    /// Records that the signatory behind a link would rather sign a printed copy, and tells the school. The link goes on signing;
    /// a second time changes nothing.
    ///
    /// - Throws: As ``view(_:)``; ``WorkflowError/paper(_:)`` for the school itself.
    package func choosePaper(_ token: LinkToken) async throws(WorkflowError) {
        let opened = try await openAlive(token)
        try await change(opened.dossier.id) { dossier, time throws(WorkflowError) in
            let fieldName = opened.fieldName
            guard !dossier.settledFields.contains(fieldName) else { throw .alreadySigned }
            try dossier.requireRequired(fieldName)
            _ = try dossier.requireSigning()
            guard !dossier.prefersPaper(fieldName) else { return nil }
            var change = dossier.newChange(at: time)
            change.events = [.paperChosen(PaperWish(fieldName: fieldName))]
            try dossier.requirePossible(change.events)
            try await addToSchool(
                .paperChosenSchool, about: dossier, [.missing: dossier.names(of: [fieldName])], to: &change)
            return change
        }
    }

    /// What the school states about a signature on paper, as a file; changes nothing.
    ///
    /// - Throws: As ``document(_:)``; ``WorkflowError/paper(_:)`` when there is none.
    package func paperStatement(_ token: LinkToken) async throws(WorkflowError) -> StatementFile {
        try await statement(of: try await openForReading(token).dossier)
    }

    /// The same for the school's own command.
    package func paperStatement(of id: ConventionID) async throws(WorkflowError) -> StatementFile {
        try await statement(of: try await dossier(id))
    }

    private func statement(of dossier: Dossier) async throws(WorkflowError) -> StatementFile {
        guard let paper = dossier.onPaper else { throw .paper(.notOnPaper) }
        let bytes = try await file(paper.attestation.statementDigest, of: dossier.id)
        return StatementFile(convention: dossier.id, digest: paper.attestation.statementDigest, bytes: bytes)
    }

    /// The statements that the newest revision has to be verified with.
    func statements(of dossier: Dossier) async throws(WorkflowError) -> [[UInt8]] {
        guard let paper = dossier.onPaper else { return [] }
        return [try await file(paper.attestation.statementDigest, of: dossier.id)]
    }
}

/// The school's statement about a signature on paper.
package struct StatementFile: Hashable, Sendable {
    package let convention: ConventionID
    package let digest: DocumentDigest
    package let bytes: [UInt8]
}
