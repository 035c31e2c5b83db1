package import ConventionDomain
package import Typesetting
package import Workflow

/// What the pages and the API need of proof files; all of it serves GET.
package struct ProofUseCases: Sendable {
    /// Of the signatory behind a link.
    package var copy: @Sendable (ProofForm, LinkToken) async throws(WorkflowError) -> ProofCopy
    /// The same for reading on a page.
    package var content: @Sendable (LinkToken) async throws(WorkflowError) -> DocumentContent
    /// For the school: of a convention, or of one signatory by field name.
    package var ofConvention: @Sendable (ConventionID, _ fieldName: String?) async throws(WorkflowError) -> ProofCopy

    package init(
        copy: @escaping @Sendable (ProofForm, LinkToken) async throws(WorkflowError) -> ProofCopy,
        content: @escaping @Sendable (LinkToken) async throws(WorkflowError) -> DocumentContent,
        ofConvention: @escaping @Sendable (ConventionID, String?) async throws(WorkflowError) -> ProofCopy
    ) {
        (self.copy, self.content, self.ofConvention) = (copy, content, ofConvention)
    }

    package init(_ workflow: ConventionWorkflow) {
        self.init(
            copy: { form, token throws(WorkflowError) in try await workflow.proof(form, behind: token) },
            content: { token throws(WorkflowError) in try await workflow.proofContent(behind: token) },
            ofConvention: { id, field throws(WorkflowError) in try await workflow.proof(.xml, of: id, for: field) })
    }

    /// Gives none.
    package static let none = ProofUseCases(
        copy: { _, _ throws(WorkflowError) in throw .unavailable(.signing) },
        content: { _ throws(WorkflowError) in throw .unavailable(.signing) },
        ofConvention: { _, _ throws(WorkflowError) in throw .unavailable(.signing) })
}
