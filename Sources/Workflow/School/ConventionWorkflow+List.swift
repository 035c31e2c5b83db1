extension ConventionWorkflow {
    /// Every convention, newest first.
    package func list() async throws(WorkflowError) -> [ConventionSummary] {
        do { return try await ports.store.list() } catch { throw WorkflowError(error) }
    }
}
