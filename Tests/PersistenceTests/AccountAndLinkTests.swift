import ConventionDomain
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("An account and the links of mails")
struct AccountAndLinkTests {
    private let test: TestStore
    private let bench: WorkflowBench
    private let office: HeadOffice

    init() throws {
        test = try TestStore()
        bench = try test.bench()
        office = HeadOffice(bench.workflow, store: test.store)
    }

    private func mustUseAccount(_ token: LinkToken) async throws -> Bool {
        try await bench.workflow.view(token).mustUseAccount
    }

    @Test func `once it was used, no link signs for its holder, and mails carry none`() async throws {
        let id = try await bench.issued(.preset(.free))
        let token = try await bench.signingLink("school")
        let ready = try await bench.prepare("school")
        let head = try await HeadAtWork(bench, office)
        #expect(try await !mustUseAccount(token), "one that was never used locks nobody out")
        _ = try await head.enter()
        #expect(try await mustUseAccount(token))
        await #expect(throws: WorkflowError.accountRequired) { try await bench.finish(ready) }
        try await bench.workflow.resendInvitation(of: id, to: "school")
        let mail = try #require(try await bench.mails(to: "school").last)
        #expect(!mail.textBody.contains("/s/") && mail.subject.contains("avec votre compte"))
        let batch = try await office.propose([id], by: head.account)
        try await head.agree(to: batch)
        #expect(try await BatchRunner(office).runDue().signed == 1)
    }

    @Test func `it is told where to enter when a convention is issued, and when one that had expired is reopened`()
        async throws
    {
        let head = try await HeadAtWork(bench, office)
        _ = try await head.enter()
        let id = try await bench.issued(.preset(.free))
        try expectAccount(in: try await bench.mails(to: "school").last)
        bench.advance(by: 14 * 86_400)
        _ = try await bench.workflow.meetDeadlines(of: id)
        #expect(try await bench.workflow.show(id).summary.status == .expired)
        try await bench.workflow.reopen(id, reason: "Décision du chef d’établissement")
        try expectAccount(in: try await bench.mails(to: "school").last)
        await #expect(throws: NotInTheMail.self) { try await bench.signingLink("school") }
    }

    @Test func `it is told where to enter when the school's address is corrected to its own`() async throws {
        let id = try await bench.issued(.preset(.free))
        let head = try await HeadAtWork(bench, office, email: "direction@exemple.fr")
        _ = try await head.enter()
        try await bench.workflow.correctContact(of: id, signatory: "school", email: "direction@exemple.fr")
        try expectAccount(in: try await bench.mails(to: "direction").last)
        try await bench.workflow.correctContact(of: id, signatory: "school", email: "school@exemple.fr")
        #expect(try await !mustUseAccount(try await bench.signingLink("school")))
    }

    private func expectAccount(in mail: OutgoingMail?) throws {
        let mail = try #require(mail)
        #expect(!mail.textBody.contains("/s/") && mail.subject.contains("avec votre compte"))
    }

    @Test func `of another name or address, or taken back, changes nothing`() async throws {
        _ = try await bench.issued(.preset(.free))
        let token = try await bench.signingLink("school")
        let other = try await HeadAtWork(bench, office, name: "Paul Martin")
        _ = try await other.enter()
        #expect(try await !mustUseAccount(token))
        #expect(try await office.revoke(email: HeadAtWork.email))
        let head = try await HeadAtWork(bench, office)
        _ = try await head.enter()
        #expect(try await mustUseAccount(token))
        #expect(try await office.revoke(email: HeadAtWork.email))
        #expect(try await !mustUseAccount(token))
        #expect(try await bench.sign("school").identification == .emailCode)
    }
}
