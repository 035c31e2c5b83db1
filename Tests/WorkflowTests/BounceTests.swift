import ConventionDomain
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@Suite("A mail that came back")
struct BounceTests {
    private let bench: Bench
    private let mails = SentMails()

    init() throws { bench = try Bench() }

    /// The newest mail to somebody comes back after it was delivered.
    private func bounce(_ fieldName: String) async throws {
        _ = try await OutboxDelivery(store: bench.store.outboxStore, mailer: Mailer { _ in }).deliverDue(
            now: bench.hands.now)
        let mail = try #require(try await bench.hands.mails(to: fieldName).last)
        #expect(try await bench.store.bounceStore.note(mail.messageKey, "5.1.1", bench.hands.now))
    }

    private func reasons() async throws -> [StuckReason: Int] {
        try await StuckWatch(bench.workflow, outbox: bench.store.outboxStore).counts().filter { $0.value > 0 }
    }

    @Test func `makes its convention one that is stuck, which the school's digest tells with the person's name`()
        async throws
    {
        _ = try await bench.hands.issued()
        try await bounce("student")
        #expect(try await reasons() == [.unreached: 1])
        bench.hands.advance(by: 86_400)
        let nothingSent = DigestStore(lastDay: { _ in nil }, note: { _, _ in })
        _ = try await DigestSender(
            bench.workflow, outbox: bench.store.outboxStore, mailer: mails.mailer, digests: nothingSent
        ).sendDue()
        let text = try #require(mails.all.last).textBody
        #expect(text.contains("adresse à corriger (1)") && text.contains("Awa Diallo"))
        #expect(!text.contains("student@exemple.fr"))
    }

    @Test func `is forgotten once the school corrects the address, and that one gets what is needed`() async throws {
        let id = try await bench.hands.issued()
        try await bounce("student")
        try await bench.workflow.correctContact(of: id, signatory: "student", email: "awa@exemple.fr")
        #expect(try await reasons().isEmpty)
        #expect(try await !bench.hands.mails(toAddress: "awa@exemple.fr").isEmpty)
    }

    @Test func `keeps nobody from signing: the link may have arrived all the same`() async throws {
        _ = try await bench.hands.issued()
        try await bounce("student")
        _ = try await bench.hands.sign("student")
    }

    @Test(
        arguments: [
            ("5.1.1", "5.1.1"), ("4.2.2 (mailbox full)", "4.2.2"), ("2.0.0;x", "2.0.0"), ("5.1", nil),
            ("550 5.1.1", nil),
            ("5.1.1.1", nil), ("", nil), ("5.1.", nil), ("٥.1.1", nil),
        ] as [(String, String?)])
    func `has a status of three numbers`(field: String, status: String?) {
        #expect(BounceFields.status(in: field) == status)
    }

    @Test(
        arguments: [
            ("<abc-_9@college.example>", "abc-_9"), ("abc@college.example", "abc"), ("<abc>", nil), ("abc", nil),
            ("<>", nil),
            ("<@a>", nil), ("<a@>", nil), ("a b@c", nil), ("a%@c", nil), ("<a@b", nil), ("", nil),
        ] as [(String, String?)])
    func `is known by the key in its Message-ID`(field: String, key: String?) {
        #expect(BounceFields.messageKey(in: field) == key)
    }
}
