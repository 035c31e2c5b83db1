import ConventionDomain
import Testing
import Workflow
import WorkflowTestSupport

@Suite("« Ce n’est pas moi »")
struct DisownTests {
    @Test func `stops what was sent there, tells the school at once, and nobody signs with it any more`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        let parent = try await bench.hands.prepare("representative-1")
        try await bench.workflow.disown(parent.token)
        let mail = try #require(try await bench.hands.mails(to: "school").last)
        #expect(mail.textBody.contains("Mariam Diallo (Mère)"))
        await #expect(throws: WorkflowError.disownedLink) { try await bench.hands.finish(parent) }
        await #expect(throws: WorkflowError.disownedLink) { try await bench.workflow.view(parent.token) }
        #expect(try await bench.workflow.show(id).summary.status == .signing)
        try await bench.hands.sign("student")
    }

    @Test func `said twice is said once, and the dead link brings no new one to the same stranger`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let token = try await bench.hands.signingLink("representative-1")
        try await bench.workflow.disown(token)
        let count = bench.store.mails.count
        try await bench.workflow.disown(token)
        try await bench.workflow.renewLink(token)
        #expect(bench.store.mails.count == count)
    }

    @Test func `leaves no reminder to that address, until the school has corrected it`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        try await bench.hands.sign("student")
        try await bench.workflow.disown(try await bench.hands.signingLink("representative-1"))
        bench.hands.advance(by: 7 * 86_400)
        let count = bench.store.mails.count
        _ = try await bench.workflow.meetDeadlines(of: id)
        #expect(bench.store.mails.count == count)
        try await bench.workflow.correctContact(of: id, signatory: "representative-1", email: "mere@exemple.fr")
        #expect(try await bench.hands.mails(toAddress: "mere@exemple.fr").count == 1)
        bench.hands.advance(by: 2 * 86_400)
        _ = try await bench.workflow.meetDeadlines(of: id)
        #expect(try await bench.hands.mails(toAddress: "mere@exemple.fr").last?.subject.contains("Rappel") == true)
    }

    @Test func `the school may also send the means to sign again to the same address`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        try await bench.workflow.disown(try await bench.hands.signingLink("student"))
        try await bench.workflow.resendInvitation(of: id, to: "student")
        try await bench.hands.sign("student")
    }

    @Test func `is for who has not signed, while signatures are gathered`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        let token = try await bench.hands.signingLink("student")
        let other = try await bench.hands.signingLink("representative-1")
        try await bench.hands.sign("student")
        await #expect(throws: WorkflowError.alreadySigned) { try await bench.workflow.disown(token) }
        try await bench.workflow.cancel(id, reason: "Erreur")
        await #expect(throws: WorkflowError.conventionCancelled) { try await bench.workflow.disown(other) }
    }
}
