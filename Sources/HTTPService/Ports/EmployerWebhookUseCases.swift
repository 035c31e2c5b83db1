package import Workflow

/// What the door where employers' software sets up its endpoint needs of the use cases.
package struct EmployerWebhookUseCases: Sendable {
    /// Throws ``WorkflowError/unauthorized`` for a key that is none of ours.
    package var authenticate: @Sendable (EmployerKey) async throws(WorkflowError) -> EmployerKeyRecord
    package var office: WebhookOffice

    package init(
        authenticate: @escaping @Sendable (EmployerKey) async throws(WorkflowError) -> EmployerKeyRecord,
        office: WebhookOffice
    ) {
        self.authenticate = authenticate
        self.office = office
    }
}
