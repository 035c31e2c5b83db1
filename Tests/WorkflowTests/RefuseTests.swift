import ConventionDomain
import Testing
import Workflow
import WorkflowTestSupport

@Suite("Refusing")
struct RefuseTests {
    @Test func `a refusal ends the convention, and the school reads the reason at once`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        let parent = try await bench.hands.prepare("representative-1")
        try await bench.workflow.refuse(
            try await bench.hands.signingLink("student"), reason: "Les horaires\r\nne conviennent pas.")
        let toSchool = try #require(try await bench.hands.mails(to: "school").last)
        #expect(toSchool.textBody.contains("Les horaires ne conviennent pas."))
        #expect(toSchool.textBody.contains("Awa Diallo (Élève)"))
        let toParent = try #require(try await bench.hands.mails(to: "representative-1").last)
        #expect(!toParent.textBody.contains("horaires"))
        #expect(try await bench.hands.mails(to: "employer").isEmpty)
        await #expect(throws: WorkflowError.conventionRefused) { try await bench.hands.finish(parent) }
        #expect(try await bench.workflow.show(id).refusal?.fieldName == "student")
    }

    @Test func `refusing twice changes nothing more`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let token = try await bench.hands.signingLink("student")
        try await bench.workflow.refuse(token, reason: "Non")
        let count = bench.store.mails.count
        try await bench.workflow.refuse(token, reason: "Toujours non")
        #expect(bench.store.mails.count == count)
    }

    @Test func `who has signed cannot refuse any more`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let token = try await bench.hands.signingLink("student")
        try await bench.hands.sign("student")
        await #expect(throws: WorkflowError.alreadySigned) { try await bench.workflow.refuse(token, reason: "Non") }
    }

    @Test(arguments: ["", " \n ", String(repeating: "x", count: 501)])
    func `a refusal needs a reason of reasonable length`(reason: String) async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let token = try await bench.hands.signingLink("student")
        await #expect(throws: WorkflowError.self) { try await bench.workflow.refuse(token, reason: reason) }
        #expect(try await bench.workflow.view(token).situation == .toSign)
    }

    @Test func `an employer refuses from its reading link`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued(.preset(.free))
        try await bench.workflow.refuse(try await bench.hands.readingLink("employer"), reason: "Plus de place")
        #expect(try await bench.workflow.show(id).refusal == Refusal(fieldName: "employer", reason: "Plus de place"))
    }
}
