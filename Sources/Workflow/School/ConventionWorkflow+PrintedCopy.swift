package import ConventionDomain

package import struct Foundation.Date

/// What anybody who holds a printed page may know of its convention: no name, no place.
package struct PrintedCopy: Hashable, Sendable {
    package let convention: ConventionID
    package let status: ConventionSummary.Status
    package let issuedAt: Date
    package let signatureCount: Int
    package let signatoryCount: Int
    /// `nil` before anybody has signed.
    package let lastSignedAt: Date?
    package var relation = DocumentRelation.none

    package init(
        convention: ConventionID, status: ConventionSummary.Status, issuedAt: Date, signatureCount: Int,
        signatoryCount: Int, lastSignedAt: Date?
    ) {
        self.convention = convention
        self.status = status
        self.issuedAt = issuedAt
        self.signatureCount = signatureCount
        self.signatoryCount = signatoryCount
        self.lastSignedAt = lastSignedAt
    }
}

extension ConventionWorkflow {
    /// Holds a printed page against the convention that it says it shows.
    ///
    /// - Returns: `nil` when there is no such convention, it is not issued, its data were erased, or they are not those that the
    ///   page shows: whoever guesses learns nothing.
    package func printedCopy(_ code: VerificationCode) async throws(WorkflowError) -> PrintedCopy? {
        let dossier: Dossier
        do { dossier = try await self.dossier(code.convention) } catch {
            switch error {
            case .unavailable: throw error
            default: return nil
            }
        }
        guard let issuedAt = dossier.issuedAt, code.matches(dossier.signedDrafting.dataDigest) else { return nil }
        let summary = dossier.summary
        var copy = PrintedCopy(
            convention: dossier.id, status: summary.status, issuedAt: issuedAt, signatureCount: summary.signatureCount,
            signatoryCount: summary.signatoryCount, lastSignedAt: dossier.revisions.last { $0.fieldName != nil }?.at)
        copy.relation = dossier.relation
        return copy
    }
}
