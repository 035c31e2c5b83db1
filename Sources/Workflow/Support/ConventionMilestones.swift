package import ConventionDomain
package import Parties

package import struct Foundation.Date

/// One line of a school's list with the steps that its figures count.
package struct ConventionMilestones: Hashable, Sendable {
    package let summary: ConventionSummary
    package let issuedAt: Date?
    /// When the last signature was there.
    package let completedAt: Date?
    /// Whether the family named the host.
    package let isHostNamedByFamily: Bool

    package init(
        summary: ConventionSummary, issuedAt: Date?, completedAt: Date?, isHostNamedByFamily: Bool
    ) {
        self.summary = summary
        self.issuedAt = issuedAt
        self.completedAt = completedAt
        self.isHostNamedByFamily = isHostNamedByFamily
    }
}

extension ConventionWorkflow {
    /// What took a convention's place when it was corrected; `nil` when nothing did.
    package func successor(of id: ConventionID) async throws(WorkflowError) -> ConventionID? {
        try await dossier(id).successor
    }

    /// The roles whose turn it is in a convention; none while a parent objects.
    package func awaitedRoles(of id: ConventionID) async throws(WorkflowError) -> [Signatory.Role] {
        let dossier = try await dossier(id)
        return dossier.roles(of: dossier.awaited)
    }
}
