import ConventionDomain
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@Suite("Refusing")
struct RefuseTests {
    @Test func `a refusal ends the convention, and the school reads the reason at once`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        let parent = try await bench.hands.prepare("representative-1")
        try await bench.hands.refuse(
            try await bench.hands.signingLink("student"), "student", reason: "Les horaires\r\nne conviennent pas.")
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
        let requested = try await bench.workflow.requestRefusalCode(token)
        let code = try await bench.hands.code("student")
        try await bench.workflow.refuse(token, reason: "Non", code: code, attempt: requested.attempt)
        let count = bench.store.mails.count
        try await bench.workflow.refuse(token, reason: "Toujours non", code: code, attempt: requested.attempt)
        #expect(bench.store.mails.count == count)
    }

    @Test func `who has signed cannot refuse any more`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let token = try await bench.hands.signingLink("student")
        let requested = try await bench.workflow.requestRefusalCode(token)
        let code = try await bench.hands.code("student")
        try await bench.hands.sign("student")
        await #expect(throws: WorkflowError.alreadySigned) { try await bench.workflow.requestRefusalCode(token) }
        await #expect(throws: WorkflowError.alreadySigned) {
            try await bench.workflow.refuse(token, reason: "Non", code: code, attempt: requested.attempt)
        }
    }

    @Test(arguments: ["", " \n ", String(repeating: "x", count: 501), "Pas d\u{1}accord"])
    func `a refusal needs a reason of reasonable length`(reason: String) async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let token = try await bench.hands.signingLink("student")
        let requested = try await bench.workflow.requestRefusalCode(token)
        let code = try await bench.hands.code("student")
        await #expect(throws: WorkflowError.self) {
            try await bench.workflow.refuse(token, reason: reason, code: code, attempt: requested.attempt)
        }
        #expect(try await bench.workflow.view(token).situation == .toSign)
        try await bench.workflow.refuse(token, reason: "Non", code: code, attempt: requested.attempt)
    }

    @Test func `an employer refuses from its reading link`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued(.preset(.free))
        try await bench.hands.refuse(
            try await bench.hands.readingLink("employer"), "employer", reason: "Plus de place")
        let expected = Refusal(fieldName: "employer", reason: "Plus de place", identification: .emailCode)
        #expect(try await bench.workflow.show(id).refusal == expected)
    }

    @Test func `a reading link of anybody else does not refuse`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        try await bench.hands.sign("student")
        let reading = try await bench.hands.readingLink("student")
        await #expect(throws: WorkflowError.unknownLink) { try await bench.workflow.requestRefusalCode(reading) }
    }

    @Test func `a link alone refuses nothing: the code is asked for, and the wrong one is counted`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let token = try await bench.hands.signingLink("student")
        let requested = try await bench.workflow.requestRefusalCode(token)
        let right = try await bench.hands.code("student")
        let wrong = right == "000000" ? "000001" : "000000"
        await #expect(throws: WorkflowError.wrongCode(remainingTries: 4)) {
            try await bench.workflow.refuse(token, reason: "Non", code: wrong, attempt: requested.attempt)
        }
        bench.hands.advance(by: 600)
        await #expect(throws: WorkflowError.codeExpired) {
            try await bench.workflow.refuse(token, reason: "Non", code: right, attempt: requested.attempt)
        }
        #expect(try await bench.workflow.view(token).situation == .toSign)
    }

    @Test func `a code for signing does not refuse, and a code for refusing does not sign`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let signing = try await bench.hands.prepare("student")
        await #expect(throws: WorkflowError.wrongCode(remainingTries: 4)) {
            try await bench.workflow.refuse(
                signing.token, reason: "Non", code: signing.code, attempt: signing.attempt)
        }
        let parent = try await bench.hands.signingLink("representative-1")
        let refusing = try await bench.workflow.requestRefusalCode(parent)
        let code = try await bench.hands.code("representative-1")
        let shown = try await bench.workflow.view(parent).documentDigest
        await #expect(throws: WorkflowError.wrongCode(remainingTries: 4)) {
            try await bench.workflow.sign(parent, code: code, shownDigest: shown, attempt: refusing.attempt)
        }
        #expect(try await bench.workflow.view(parent).situation == .toSign)
        #expect(
            try await bench.hands.mails(to: "representative-1").last?.textBody.contains("refuser de signer") == true)
    }
}
