package import ConventionDomain
package import Workflow

/// Holds a printed page against the convention that it says it shows.
package struct PrintedCopies: Sendable {
    /// `nil` when no convention has these data.
    package var find: @Sendable (VerificationCode) async throws(WorkflowError) -> PrintedCopy?

    package init(find: @escaping @Sendable (VerificationCode) async throws(WorkflowError) -> PrintedCopy?) {
        self.find = find
    }
}
