import ConventionTemplates
package import Workflow

extension Installation {
    /// What answers people who ask what is held about them.
    package func personOffice() -> PersonOffice {
        var office = PersonOffice(
            workflow, rules: workflow.settings.retention, store: store, heads: store,
            read: { bytes throws(WorkflowError) in
                do { return try ConventionXML.parseKept(bytes) } catch { throw .unavailable(.damagedStorage) }
            }, seal: retentionOffice().seal)
        office.besides = { query throws(WorkflowError) in try await rosterData(of: query) + schoolData(of: query) }
        office.isClosedToFamily = isClosedToFamily
        return office
    }
}
