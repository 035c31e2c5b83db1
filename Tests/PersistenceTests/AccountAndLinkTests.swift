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
