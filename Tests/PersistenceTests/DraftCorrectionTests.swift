import ConventionDomain
import Foundation
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("A draft corrected by a school's software", .serialized)
struct DraftCorrectionTests {
    private struct Desk {
        let store: Adapter.Opened
        let workflow: ConventionWorkflow
        let holder: SchoolKeyRecord

        init(_ adapter: Adapter) throws {
            store = try adapter.open()
            workflow =
                WorkflowBench(
                    store: store.conventions, mails: { [] }, texts: try TestStore.texts(),
                    documents: PlacementSheet.documents
                ).workflow
            holder = SchoolKeyRecord(
                hash: TokenHash(bytes: [UInt8](repeating: 5, count: 32)), name: "ENT",
                createdAt: Date(timeIntervalSince1970: 0))
        }

        func correct(
            _ id: ConventionID, key: String = "key-1", _ change: (inout PlacementSheet) -> Void
        ) async throws -> EnteredCorrection {
            try await workflow.correctDraft(
                id, PlacementSheet(change).request, reason: "Horaires", idempotencyKey: key, of: holder)
        }
    }

    @Test(arguments: Adapter.allCases)
    func `takes the former one's place in one transaction, once for each key`(adapter: Adapter) async throws {
        let desk = try Desk(adapter)
        let draft = try await desk.workflow.draft(PlacementSheet().request)
        let corrected = try await desk.correct(draft) { $0.hours = "8 h à 11 h" }
        #expect(!corrected.isReplay)
        let detail = try await desk.workflow.show(corrected.convention)
        #expect(detail.summary.status == .draft && detail.replaces?.convention == draft)
        #expect(try await desk.workflow.show(draft).supersession?.by == corrected.convention)
        let again = try await desk.correct(draft) { $0.hours = "8 h à 11 h" }
        #expect(again == EnteredCorrection(convention: corrected.convention, isReplay: true))
        await #expect(throws: WorkflowError.idempotencyConflict) {
            try await desk.correct(draft) { $0.hours = "10 h à 11 h" }
        }
        await #expect(throws: WorkflowError.conventionSuperseded) {
            try await desk.correct(draft, key: "key-2") { $0.hours = "10 h à 11 h" }
        }
        #expect(try await desk.workflow.list().count == 2)
    }

    @Test(arguments: Adapter.allCases)
    func `leaves alone what the school has issued`(adapter: Adapter) async throws {
        let desk = try Desk(adapter)
        let draft = try await desk.workflow.draft(PlacementSheet().request)
        try await desk.workflow.issue(draft)
        await #expect(throws: WorkflowError.wrongState(.signing)) {
            try await desk.correct(draft) { $0.hours = "8 h à 11 h" }
        }
        #expect(try await desk.workflow.show(draft).summary.status == .signing)
        #expect(try await desk.workflow.list().count == 1)
    }
}
