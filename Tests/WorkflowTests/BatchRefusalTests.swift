import Testing

@testable import Workflow

@Suite("What a list of the head says of a document that it cannot sign")
struct BatchRefusalTests {
    /// Rule: what cannot succeed later is told, and does not go round for ever.
    @Test(arguments: [WorkflowError.attestation(.alreadyAttested), .amendment(.placementOver)])
    func `an amendment that came too late is refused`(error: WorkflowError) {
        #expect(BatchRefusal(error) == .overtaken)
    }
}
