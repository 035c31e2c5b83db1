import Foundation
import Testing
import Workflow
import WorkflowTestSupport

@Suite("OutboxDelivery")
struct OutboxDeliveryTests {
    private let policy = RetryPolicy(attempts: 3, firstDelay: 10, longestDelay: 15)

    @Test func `what is due is delivered once`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let sent = SentMails()
        let delivery = OutboxDelivery(store: bench.store.outboxStore, mailer: sent.mailer)
        #expect(try await delivery.deliverDue(now: bench.hands.now).delivered == 2)
        #expect(try await delivery.deliverDue(now: bench.hands.now.addingTimeInterval(9_999)).total == 0)
        #expect(sent.all == bench.store.mails)
    }

    @Test func `a delivery that fails is tried again after a growing delay, then given up for a person to see`()
        async throws
    {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let sent = SentMails()
        sent.answerNow(with: MailDeliveryError(isPermanent: false, reason: "connection refused"))
        let delivery = OutboxDelivery(store: bench.store.outboxStore, mailer: sent.mailer, policy: policy)
        let start = bench.hands.now
        #expect(try await delivery.deliverDue(now: start).deferred == 2)
        #expect(try await delivery.deliverDue(now: start.addingTimeInterval(9)).total == 0)
        #expect(try await delivery.deliverDue(now: start.addingTimeInterval(10)).deferred == 2)
        #expect(try await delivery.deliverDue(now: start.addingTimeInterval(24)).total == 0)
        #expect(try await delivery.deliverDue(now: start.addingTimeInterval(25)).dead == 2)
        let letters = try await bench.store.outboxStore.deadLetters()
        #expect(letters.map(\.reason) == ["connection refused", "connection refused"])
        sent.answerNow(with: nil)
        try await bench.store.outboxStore.requeue(letters[0].id, start.addingTimeInterval(30))
        #expect(try await delivery.deliverDue(now: start.addingTimeInterval(30)).delivered == 1)
    }

    @Test func `with several senders everything is sent once, and what one person gets in the order of its writing`()
        async throws
    {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        _ = try await bench.hands.issued()
        let sent = SentMails()
        let delivery = OutboxDelivery(store: bench.store.outboxStore, mailer: sent.mailer, width: 3)
        #expect(try await delivery.deliverDue(now: bench.hands.now).delivered == 4)
        let written = Dictionary(grouping: bench.store.mails, by: \.to)
        #expect(written.count == 2 && written.values.allSatisfy { $0.count == 2 })
        #expect(Dictionary(grouping: sent.all, by: \.to) == written)
    }

    @Test func `a code that is asked for while others are being sent comes next`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        _ = try await bench.hands.issued()
        let sent = SentMails()
        let mailer = Mailer { mail throws(MailDeliveryError) in
            try await sent.mailer.deliver(mail)
            guard sent.all.count == 1 else { return }
            bench.hands.advance(by: 2)
            do { _ = try await bench.hands.prepare("student") } catch { Issue.record(error) }
        }
        let delivery = OutboxDelivery(store: bench.store.outboxStore, mailer: mailer, batch: 2)
        #expect(try await delivery.deliverDue(now: bench.hands.now).delivered == 5)
        #expect(sent.all[2].subject == "Votre code de signature")
    }

    @Test func `a refused address is given up at once`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let sent = SentMails()
        sent.answerNow(with: MailDeliveryError(isPermanent: true, reason: "550 5.1.1"))
        let delivery = OutboxDelivery(store: bench.store.outboxStore, mailer: sent.mailer)
        #expect(try await delivery.deliverDue(now: bench.hands.now).dead == 2)
    }

    @Test func `a message claimed before a crash is delivered after its lease, with the same key`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let now = bench.hands.now
        let claimed = try await bench.store.outboxStore.claim(now, now.addingTimeInterval(300), 10)
        let sent = SentMails()
        let delivery = OutboxDelivery(store: bench.store.outboxStore, mailer: sent.mailer)
        #expect(try await delivery.deliverDue(now: now.addingTimeInterval(299)).total == 0)
        #expect(try await delivery.deliverDue(now: now.addingTimeInterval(300)).delivered == 2)
        #expect(sent.all.map(\.messageKey) == claimed.map(\.mail.messageKey))
    }

    @Test func `the delays of the mail policy double up to two hours`() {
        let delays = (1...12).map { RetryPolicy.mail.delay(afterFailures: $0) }
        #expect(delays.first == 30 && delays.last == 7_200)
        #expect(zip(delays, delays.dropFirst()).allSatisfy { $1 == min($0 * 2, 7_200) })
    }
}
