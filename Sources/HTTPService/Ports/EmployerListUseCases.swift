package import Parties
package import Workflow

/// What the list for employers' software needs of the use cases.
package struct EmployerListUseCases: Sendable {
    /// Throws ``WorkflowError/unauthorized`` for a key that is none of ours.
    package var authenticate: @Sendable (EmployerKey) async throws(WorkflowError) -> EmployerKeyRecord
    package var page:
        @Sendable (SIRET, _ after: EmployerWorklist.Place?, _ limit: Int) async throws(WorkflowError)
            -> EmployerWorklist.Page

    package init(
        authenticate: @escaping @Sendable (EmployerKey) async throws(WorkflowError) -> EmployerKeyRecord,
        page:
            @escaping @Sendable (SIRET, EmployerWorklist.Place?, Int) async throws(WorkflowError)
            -> EmployerWorklist.Page
    ) {
        self.authenticate = authenticate
        self.page = page
    }
}
