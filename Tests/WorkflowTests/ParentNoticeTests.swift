import ConventionDomain
import Parties
import Testing
import Workflow
import WorkflowTestSupport

import struct Foundation.TimeInterval

/// The bench begins on Monday 1 June 2026, 10:00 in Paris; the placement on Monday 15 June.
@Suite("A parent who does not sign")
struct ParentNoticeTests {
    private static let day: TimeInterval = 86_400

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

    private func kinds(_ id: ConventionID) async throws -> [ConventionEvent.Kind] {
        try await workflow.show(id).history.map(\.kind)
    }

    @Test func `is told at the issue, once, with a link and nobody's contacts`() async throws {
        let id = try await father.issued()
        let mails = try await bench.mails(toAddress: OtherParent.email)
        let mail = try #require(mails.first)
        #expect(mails.count == 1 && mail.textBody.contains("vous n’avez rien à signer"))
        #expect(!mail.textBody.contains("@") && !mail.textBody.contains("Mariam"))
        let view = try await workflow.noticeView(try await father.link())
        #expect(view.situation == .open && view.reader.name.full == "Ousmane Diallo" && view.convention == id)
        #expect(try await workflow.show(id).notified.map(\.fieldName) == ["representative-2"])
        #expect(try await kinds(id).contains(.parentNotified))
        for mail in store.mails where mail.to != OtherParent.email { #expect(!mail.textBody.contains("Ousmane")) }
    }

    @Test(arguments: [
        ContactSheet.Contact(of: .representative2, email: OtherParent.email, notice: .forbidden),
        ContactSheet.Contact(of: .representative2, telephone: "+33639981031"),
        ContactSheet.Contact(of: .tutor, email: OtherParent.email),
    ])
    func `is not told when the school's file forbids it, or has no address`(contact: ContactSheet.Contact) async throws
    {
        let id = try await father.issued(contact)
        #expect(try await bench.mails(toAddress: OtherParent.email).isEmpty)
        #expect(try await !kinds(id).contains(.parentNotified))
    }

    @Test func `a correction of the sheet leaves the prohibition as it is, and nobody's copy shows it`() async throws {
        let sample = bench.sample
        let forbidden = ContactSheet.Contact(of: .representative2, email: OtherParent.email, notice: .forbidden)
        let id = try await workflow.draft(
            DraftRequest(data: sample.data, contacts: sample.contacts, otherContacts: [forbidden]))
        try await workflow.correctSheet(
            of: id,
            with: ContactSheet(contacts: [
                .init(of: .representative2, email: OtherParent.email, telephone: "+33639981031")
            ]))
        let kept = try await workflow.source(of: id).otherContacts
        #expect(kept.map(\.notice) == [.forbidden] && kept.map(\.telephone) == ["+33639981031"])
        for reader in ConventionData.RequiredSignature.allCases {
            #expect(ContactSheet(contacts: kept).scoped(for: reader).contacts.allSatisfy { $0.notice == nil })
        }
        try await workflow.issue(id)
        #expect(try await bench.mails(toAddress: OtherParent.email).isEmpty)
    }

    @Test func `by objecting holds the convention: nobody signs, the school is told who, the others are not`()
        async throws
    {
        let id = try await father.issued(order: .free)
        let ready = try await bench.prepare("student")
        try await father.object()
        await #expect(throws: WorkflowError.conventionOnHold) { try await bench.finish(ready) }
        await #expect(throws: WorkflowError.conventionOnHold) { try await bench.prepare("representative-1") }
        await #expect(throws: WorkflowError.conventionOnHold) { try await bench.countersign(id) }
        let view = try await workflow.view(ready.token)
        #expect(view.situation == .onHold(nil))
        #expect(try await !workflow.employerView(id, accessToken: try await bench.accessToken()).isYourTurn)
        let told = try #require(try await bench.mails(to: "school").last)
        #expect(told.textBody.contains("Ousmane Diallo (Père)"))
        for fieldName in ["student", "representative-1", "employer"] {
            let mail = try #require(try await bench.mails(to: fieldName).last)
            #expect(mail.subject.contains("suspendue") && !mail.textBody.contains("Ousmane"))
            #expect(!mail.textBody.contains("oppos") && !mail.textBody.contains("parent"))
        }
        let detail = try await workflow.show(id)
        #expect(detail.objections == ["representative-2"] && detail.summary.status == .signing)
        #expect(try await !kinds(id).contains(.signed))
    }

    @Test func `can take the objection back, and then it is signed by all`() async throws {
        let id = try await father.issued()
        try await bench.sign("student")
        try await father.object()
        let count = try await bench.mails(to: "representative-1").count
        try await father.withdraw()
        let mails = try await bench.mails(to: "representative-1")
        #expect(mails.count == count + 1 && mails.last?.subject.contains("de nouveau être signée") == true)
        #expect(try await bench.mails(to: "school").last?.textBody.contains("a retiré son opposition") == true)
        try await bench.sign("representative-1")
        try await bench.sign("school")
        try await bench.countersign(id)
        #expect(try await workflow.show(id).summary.status == .completed)
        #expect(try await workflow.noticeView(try await father.link()).situation == .completed)
        await #expect(throws: WorkflowError.conventionCompleted) { try await father.object() }
    }

    @Test func `decides by a code of its own, once, and twice is once`() async throws {
        let id = try await father.issued()
        let token = try await father.link()
        let requested = try await workflow.requestObjectionCode(token)
        await #expect(throws: WorkflowError.wrongCode(remainingTries: 4)) {
            try await workflow.object(token, code: "12345", attempt: requested.attempt)
        }
        // What was sent for objecting takes nothing back, and a signatory's code does not object.
        let student = try await bench.prepare("student")
        await #expect(throws: WorkflowError.codeExpired) {
            try await workflow.object(token, code: student.code, attempt: student.attempt)
        }
        let code = try await father.code()
        try await workflow.object(token, code: code, attempt: requested.attempt)
        try await workflow.object(token, code: code, attempt: requested.attempt)
        #expect(try await kinds(id).count { $0 == .objected } == 1)
        await #expect(throws: WorkflowError.codeExpired) {
            try await workflow.withdrawObjection(token, code: code, attempt: requested.attempt)
        }
        #expect(try await workflow.show(id).objections == ["representative-2"])
    }

    @Test func `has a link that opens nothing of the signatories', and theirs does not open his`() async throws {
        _ = try await father.issued()
        let own = try await father.link()
        let unknown = WorkflowError.unknownLink
        await #expect(throws: unknown) { try await workflow.view(own) }
        await #expect(throws: unknown) { try await workflow.document(own) }
        await #expect(throws: unknown) { try await workflow.sheet(.contacts, behind: own) }
        await #expect(throws: unknown) { try await workflow.requestRefusalCode(own) }
        await #expect(throws: unknown) { try await workflow.disown(own) }
        await #expect(throws: unknown) { try await workflow.choosePaper(own) }
        let other = try await bench.signingLink("representative-1")
        await #expect(throws: unknown) { try await workflow.noticeView(other) }
        await #expect(throws: unknown) { try await workflow.requestObjectionCode(other) }
    }

    @Test func `while objecting: no reminder leaves, the digest says so, and no reopening gets round it`() async throws
    {
        let id = try await father.issued()
        try await father.object()
        bench.advance(by: 7 * Self.day)
        let count = store.mails.count
        _ = try await workflow.meetDeadlines(of: id)
        #expect(store.mails.count == count)
        let mails = SentMails()
        let digests = DigestSender(
            workflow, outbox: store.outboxStore, mailer: mails.mailer,
            digests: DigestStore(lastDay: { _ in nil }, note: { _, _ in }))
        _ = try await digests.sendDue()
        let text = try #require(mails.all.last?.textBody)
        #expect(text.contains("Suspendues par l’opposition d’un parent (1)") && !text.contains("qui attendent"))
        bench.advance(by: 7 * Self.day)
        _ = try await workflow.meetDeadlines(of: id)
        await #expect(throws: WorkflowError.conventionOnHold) { try await workflow.reopen(id, reason: "Accord") }
    }

    @Test func `reads that the school has cancelled, and can object no more`() async throws {
        let id = try await father.issued()
        try await father.object()
        try await workflow.cancel(id, reason: "Nouvelle convention avec les deux parents")
        let mail = try #require(try await bench.mails(toAddress: OtherParent.email).last)
        #expect(mail.subject.contains("annulée") && !mail.textBody.contains("deux parents"))
        #expect(try await workflow.noticeView(try await father.link()).situation == .cancelled)
        await #expect(throws: WorkflowError.conventionCancelled) { try await father.withdraw() }
    }
}
