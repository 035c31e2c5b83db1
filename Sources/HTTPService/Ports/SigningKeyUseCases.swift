package import ConventionDomain
package import Workflow

/// What the endpoints for keys that were let sign need of the use cases.
package struct SigningKeyUseCases: Sendable {
    package var awaitingSchool:
        @Sendable (SchoolKeyRecord, _ after: EmployerWorklist.Place?, _ limit: Int) async throws(WorkflowError)
            -> EmployerWorklist.Page
    package var view: @Sendable (ConventionID, SigningKeyHolder) async throws(WorkflowError) -> EmployerView
    package var document: @Sendable (ConventionID, SigningKeyHolder) async throws(WorkflowError) -> DocumentFile
    package var start:
        @Sendable ([SigningItem<OwnSignatureStart>], SigningKeyHolder) async throws(WorkflowError)
            -> [SignedItem<OwnSignatureSession>]
    package var complete:
        @Sendable ([SigningItem<OwnSignatureValue>], SigningKeyHolder) async throws(WorkflowError)
            -> [SignedItem<CountersignatureResult>]
    package var countersign:
        @Sendable ([SigningItem<CountersignatureRequest>], EmployerKeyRecord) async throws(WorkflowError)
            -> [SignedItem<CountersignatureOutcome>]

    package init(_ software: SigningSoftware) {
        awaitingSchool = { key, place, limit throws(WorkflowError) in
            try await software.awaitingSchool(key, after: place, limit: limit)
        }
        view = { id, holder throws(WorkflowError) in try await software.view(id, by: holder) }
        document = { id, holder throws(WorkflowError) in try await software.document(of: id, by: holder) }
        start = { items, holder throws(WorkflowError) in try await software.start(items, by: holder) }
        complete = { items, holder throws(WorkflowError) in try await software.complete(items, by: holder) }
        countersign = { items, key throws(WorkflowError) in try await software.countersign(items, by: key) }
    }
}
