import ConventionDomain
import Parties
import Synchronization
import Testing
import Workflow
import WorkflowTestSupport

import struct Foundation.TimeInterval

/// The bench begins on Monday 1 June 2026, 10:00 in Paris; the placement on Monday 15 June.
@Suite("The school's digest")
struct DigestTests {
    private static let day: TimeInterval = 86_400

    private final class Days: Sendable {
        let known = Mutex<[TokenHash: CalendarDate]>([:])

        var store: DigestStore {
            DigestStore(
                lastDay: { recipient in self.known.withLock { $0[recipient] } },
                note: { recipient, day in self.known.withLock { $0[recipient] = day } })
        }
    }

    private let bench: Bench
    private let mails = SentMails()
    private let days = Days()

    init() throws { bench = try Bench() }

    /// As after a restart: nothing is remembered but what the store knows.
    private var sender: DigestSender {
        DigestSender(bench.workflow, outbox: bench.store.outboxStore, mailer: mails.mailer, digests: days.store)
    }

    @Test func `counts whom the conventions wait for, once a day, from the day after they were entered`() async throws {
        _ = try await bench.hands.issued()
        _ = try await bench.hands.issued(.preset(.free))
        _ = try await bench.hands.drafted()
        #expect(try await sender.sendDue() == .init())
        bench.hands.advance(by: Self.day)
        #expect(try await sender.sendDue().sent == 1)
        #expect(try await sender.sendDue().sent == 0)
        let mail = try #require(mails.all.last)
        #expect(mails.all.count == 1 && mail.to == "school@exemple.fr")
        for line in [
            "Conventions qui attendent l’élève : 2", "Conventions qui attendent la famille : 2",
            "Conventions qui attendent l’établissement : 1", "Conventions qui attendent l’organisme d’accueil : 1",
            "Brouillons, pas encore émis : 1",
        ] { #expect(mail.textBody.split(separator: "\n").contains { $0 == line }, "\(line)") }
        #expect(!mail.textBody.contains("Diallo"), "nobody is named while nothing is urgent")
        bench.hands.advance(by: Self.day)
        #expect(try await sender.sendDue().sent == 1)
    }

    @Test func `names what waits for approval, what the family says is wrong, and who answers to no reminder`()
        async throws
    {
        let prepared = try await PreparedConvention(texts: Bench.texts())
        let sender = DigestSender(
            prepared.workflow, outbox: prepared.store.outboxStore, mailer: mails.mailer, digests: days.store)
        prepared.hands.advance(by: Self.day)
        #expect(try await sender.sendDue().sent == 0, "nothing needs the school yet")
        try await prepared.workflow.disputeFamily(try await prepared.token("representative-1"), message: "Faux")
        prepared.hands.advance(by: Self.day)
        #expect(try await sender.sendDue().sent == 1)
        #expect(mails.all.last?.textBody.contains("La famille signale une erreur, à corriger (1)") == true)
        try await prepared.confirm()
        try await prepared.give()
        prepared.hands.advance(by: Self.day)
        #expect(try await sender.sendDue().sent == 1)
        let text = try #require(mails.all.last?.textBody)
        #expect(text.contains("À approuver ou à rendre à l’organisme d’accueil (1)"))
        // It goes on waiting for the school when a correction makes that it does not fit any more.
        let moved = PreparedConvention.request(
            pupil: "Awa", prepared.hands.sample.contacts, [("2026-06-22", "2026-06-23")])
        try await prepared.workflow.correctPreparation(prepared.id, moved)
        #expect(try await prepared.phase() == .completing)
        prepared.hands.advance(by: Self.day)
        #expect(try await sender.sendDue().sent == 1)
        #expect(mails.all.last?.textBody.contains("À approuver ou à rendre à l’organisme d’accueil (1)") == true)
        #expect(text.contains("Awa Diallo, Menuiserie Martin") && !text.contains("En préparation, sans réponse"))
    }

    @Test
    func `says who is missing from three business days before the start, and until the end when it is not covered`()
        async throws
    {
        let id = try await bench.hands.issued()
        try await bench.hands.sign("student")
        bench.hands.advance(by: 9 * Self.day)
        #expect(try await sender.sendDue().sent == 1)
        let urgent = try #require(mails.all.last)
        #expect(urgent.textBody.contains("À signer d’ici le début du stage"))
        #expect(urgent.textBody.contains("manque : Mariam Diallo (Mère), Hélène Roussel (Proviseure)"))
        #expect(urgent.textBody.contains(id.text))
        bench.hands.advance(by: 6 * Self.day)
        _ = try await bench.workflow.meetDeadlines(of: id)
        bench.hands.advance(by: Self.day)
        #expect(try await sender.sendDue().sent == 1)
        #expect(mails.all.last?.textBody.contains("Stages non couverts") == true)
        bench.hands.advance(by: 13 * Self.day)
        #expect(try await sender.sendDue().sent == 0, "the placement would be over")
    }

    @Test func `names the address to correct when a mail was given up, even of a convention that all have signed`()
        async throws
    {
        let id = try await bench.hands.issued()
        for fieldName in ["student", "representative-1", "school"] { try await bench.hands.sign(fieldName) }
        try await bench.hands.countersign(id)
        for item in try await bench.store.outboxStore.claim(bench.hands.now, bench.hands.now, 100) {
            let isGivenUp = item.mail.to.hasPrefix("representative") && item.mail.subject.contains("toutes les parties")
            try await bench.store.outboxStore.settle(
                item.id, isGivenUp ? .dead(reason: "550") : .delivered, bench.hands.now)
        }
        bench.hands.advance(by: Self.day)
        #expect(try await sender.sendDue().sent == 1)
        #expect(mails.all.last?.textBody.contains("adresse à corriger (1)") == true)
        #expect(mails.all.last?.textBody.contains("Mariam Diallo (Mère)") == true)
    }

    @Test
    func `is tried again with the same key when the mail server did not take it, and not before the pause is over`()
        async throws
    {
        _ = try await bench.hands.issued()
        bench.hands.advance(by: Self.day)
        mails.answerNow(with: MailDeliveryError(isPermanent: false, reason: "421"))
        let sender = sender
        #expect(try await sender.sendDue().failed == 1)
        mails.answerNow(with: nil)
        #expect(try await sender.sendDue() == .init())
        bench.hands.advance(by: 600)
        #expect(try await sender.sendDue().sent == 1)
        days.known.withLock { $0 = [:] }
        #expect(try await self.sender.sendDue().sent == 1, "it was killed before it noted the day")
        #expect(Set(mails.all.map(\.messageKey)).count == 1)
    }

    @Test func `refused for good, is not tried again before the next day`() async throws {
        _ = try await bench.hands.issued()
        bench.hands.advance(by: Self.day)
        mails.answerNow(with: MailDeliveryError(isPermanent: true, reason: "550"))
        let sender = sender
        #expect(try await sender.sendDue().failed == 1)
        mails.answerNow(with: nil)
        bench.hands.advance(by: 600)
        #expect(try await sender.sendDue() == .init())
        bench.hands.advance(by: Self.day)
        #expect(try await sender.sendDue().sent == 1)
    }

    @Test func `leaves on business days from seven in the morning, and never empty`() async throws {
        #expect(try await sender.sendDue() == .init())
        _ = try await bench.hands.issued()
        bench.hands.advance(by: 5 * Self.day)
        #expect(try await sender.sendDue().sent == 0, "Saturday")
        bench.hands.advance(by: 2 * Self.day - 4 * 3_600)
        #expect(try await sender.sendDue().sent == 0, "Monday, six o'clock")
        bench.hands.advance(by: 3_600)
        #expect(try await sender.sendDue().sent == 1)
    }
}
