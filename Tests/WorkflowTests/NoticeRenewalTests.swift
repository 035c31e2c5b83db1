import ConventionDomain
import Parties
import Testing
import Workflow
import WorkflowTestSupport

import struct Foundation.TimeInterval

/// The bench begins on Monday 1 June 2026, 10:00 in Paris; the placement on Monday 15 June.
@Suite("The link of a parent who does not sign")
struct NoticeRenewalTests {
    private static let right = "juste@exemple.fr"

    private let store = InMemoryStore()
    private let bench: WorkflowBench
    private let father: OtherParent

    init() throws {
        let store = store
        bench = WorkflowBench(
            store: store.conventionStore, mails: { store.mails }, texts: try Bench.texts(),
            documents: OtherParent.documents)
        father = OtherParent(bench)
    }

    private var workflow: ConventionWorkflow { bench.workflow }

    private func correct(_ id: ConventionID, _ contact: ContactSheet.Contact) async throws {
        try await workflow.correctSheet(of: id, with: ContactSheet(contacts: [contact]))
    }

    private func count(at address: String = OtherParent.email) async throws -> Int {
        try await bench.mails(toAddress: address).count
    }

    @Test func `ends when the address is corrected: the right one is told, and the former opens nothing`() async throws
    {
        let id = try await father.issued()
        let former = try await father.link()
        let code = try await workflow.requestObjectionCode(former)
        let digits = try await father.code()
        try await correct(id, .init(of: .representative2, email: Self.right))
        let dead = WorkflowError.revokedLink
        await #expect(throws: dead) { try await workflow.noticeView(former) }
        await #expect(throws: dead) { try await workflow.noticeText(former) }
        await #expect(throws: dead) { try await workflow.requestObjectionCode(former) }
        await #expect(throws: dead) { try await workflow.object(former, code: digits, attempt: code.attempt) }
        #expect(try await workflow.noticeView(try await father.link(at: Self.right)).situation == .open)
        #expect(try await workflow.show(id).notified.count == 1)
    }

    @Test func `ends when the school forbids to tell this parent, who hears nothing more`() async throws {
        let id = try await father.issued()
        let former = try await father.link()
        try await correct(id, .init(of: .representative2, email: OtherParent.email, notice: .forbidden))
        let sent = store.mails.count
        await #expect(throws: WorkflowError.unknownLink) { try await workflow.noticeView(former) }
        try await workflow.renewNotice(former)
        await #expect(throws: WorkflowError.self) {
            try await workflow.resendInvitation(of: id, to: "representative-2")
        }
        #expect(store.mails.count == sent)
        let told = try await count()
        try await workflow.cancel(id, reason: "Nouvelle convention")
        #expect(try await count() == told)
    }

    @Test func `goes with the address when the school takes that out of the sheet`() async throws {
        let id = try await father.issued()
        let former = try await father.link()
        try await correct(id, .init(of: .representative2, telephone: "+33639981031"))
        await #expect(throws: WorkflowError.unknownLink) { try await workflow.noticeView(former) }
        #expect(try await count() == 1)
    }

    @Test func `stays when something else in the sheet is corrected`() async throws {
        let id = try await father.issued()
        let token = try await father.link()
        try await correct(id, .init(of: .representative2, email: OtherParent.email, telephone: "+33639981031"))
        try await correct(id, .init(of: .tutor, email: "tuteur@exemple.fr"))
        #expect(try await workflow.noticeView(token).situation == .open)
        #expect(try await count() == 1)
    }

    @Test func `is sent when the address is entered, or allowed, after the issue`() async throws {
        for contact in [
            ContactSheet.Contact(of: .representative2, telephone: "+33639981031"),
            .init(of: .representative2, email: Self.right, notice: .forbidden),
        ] {
            let id = try await father.issued(contact)
            let before = try await count(at: Self.right)
            try await correct(id, .init(of: .representative2, email: Self.right, notice: .allowed))
            #expect(try await count(at: Self.right) == before + 1)
            #expect(try await workflow.noticeView(try await father.link(at: Self.right)).convention == id)
        }
    }

    @Test func `is sent again by the school, so that who has lost the mail takes an objection back`() async throws {
        let id = try await father.issued()
        try await father.object()
        let former = try await father.link()
        try await workflow.resendInvitation(of: id, to: "representative-2")
        await #expect(throws: WorkflowError.revokedLink) { try await workflow.noticeView(former) }
        let mail = try #require(try await bench.mails(toAddress: OtherParent.email).last)
        #expect(mail.textBody.contains("retirer votre opposition"))
        try await father.withdraw()
        #expect(try await workflow.show(id).objections.isEmpty)
    }

    @Test func `is renewed to the address on file by who holds a dead one, three times an hour`() async throws {
        let id = try await father.issued()
        let former = try await father.link()
        try await workflow.renewNotice(former)
        #expect(try await count() == 1, "a link that works is left alone")
        bench.advance(by: 7_200)
        try await correct(id, .init(of: .representative2, email: Self.right))
        let own = try await father.link(at: Self.right)
        for _ in 0..<5 { try await workflow.renewNotice(former) }
        #expect(try await count() == 1)
        #expect(try await count(at: Self.right) == 3)
        // Whoever holds a dead link does not kill the one in use.
        #expect(try await workflow.noticeView(own).situation == .open)
    }

    @Test func `is of no use to a signatory's, and theirs of none here`() async throws {
        _ = try await father.issued()
        let student = try await bench.signingLink("student")
        let sent = store.mails.count
        bench.advance(by: 40 * 86_400)
        try await workflow.renewNotice(student)
        try await workflow.renewLink(try await father.link())
        #expect(store.mails.count == sent)
    }
}
