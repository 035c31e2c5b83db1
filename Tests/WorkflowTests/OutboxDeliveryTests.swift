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

    @Test(.timeLimit(.minutes(1)))
    func `a person whose server hangs holds nobody else up, beyond the handful that was taken together`() async throws {
        let bench = try Bench()
        for _ in 0..<4 { _ = try await bench.hands.issued() }
        let (sent, hanging) = (SentMails(), bench.store.mails[0].to)
        let others = bench.store.mails.count { $0.to != hanging }
        let mailer = Mailer { mail throws(MailDeliveryError) in
            // Goes on when all others have theirs.
            while mail.to == hanging, sent.all.count(where: { $0.to != hanging }) < others { await Task.yield() }
            try await sent.mailer.deliver(mail)
        }
        let delivery = OutboxDelivery(store: bench.store.outboxStore, mailer: mailer, batch: 2, width: 2)
        #expect(try await delivery.deliverDue(now: bench.hands.now).delivered == 8)
        #expect(Set(sent.all) == Set(bench.store.mails) && sent.all.count == 8)
    }

    @Test(.timeLimit(.minutes(1)))
    func `what is written while one mail hangs and nothing else waits leaves meanwhile`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let (sent, hanging) = (SentMails(), bench.store.mails[0].to)
        let mailer = Mailer { mail throws(MailDeliveryError) in
            if mail.to == hanging, sent.all.isEmpty || !sent.all.contains(where: { $0.to == hanging }) {
                // The other's mail is gone, and the store was looked into once more.
                while sent.all.isEmpty { await Task.yield() }
                try? await Task.sleep(for: .milliseconds(50))
                do { _ = try await bench.hands.issued() } catch { Issue.record(error) }
                while sent.all.count < 2 { await Task.yield() }
            }
            try await sent.mailer.deliver(mail)
        }
        let delivery = OutboxDelivery(store: bench.store.outboxStore, mailer: mailer, width: 2)
        #expect(try await delivery.deliverDue(now: bench.hands.now).delivered == 4)
        #expect(sent.all.prefix(2).allSatisfy { $0.to != hanging })
    }

    @Test(.timeLimit(.minutes(1)))
    func `a lease that ends while a message waits behind a slow server makes no second one`() async throws {
        let bench = try Bench()
        for _ in 0..<3 { _ = try await bench.hands.issued() }
        let sent = SentMails()
        let delivery = OutboxDelivery(
            store: bench.store.outboxStore, mailer: sent.mailer, lease: 0, batch: 4, width: 1)
        #expect(try await delivery.deliverDue(now: bench.hands.now).delivered == 6)
        #expect(sent.all == bench.store.mails)
    }

    @Test func `what the store cannot note ends the round when the others on their way are noted`() async throws {
        let bench = try Bench()
        for _ in 0..<3 { _ = try await bench.hands.issued() }
        let (sent, tries) = (SentMails(), Tries())
        let whole = bench.store.outboxStore
        let store = OutboxStore(
            claim: whole.claim,
            settle: { id, outcome, at throws(StoreError) in
                if await tries.next() == 1 { throw .unavailable("disk full") }
                try await whole.settle(id, outcome, at)
            }, deadLetters: whole.deadLetters, requeue: whole.requeue)
        let delivery = OutboxDelivery(store: store, mailer: sent.mailer, batch: 6, width: 2)
        await #expect(throws: StoreError.unavailable("disk full")) {
            try await delivery.deliverDue(now: bench.hands.now)
        }
        #expect(sent.all.count < 6)
        // What was sent and not noted comes again after its lease; nothing else that was sent does.
        let before = sent.all.count
        let later = bench.hands.now.addingTimeInterval(300)
        let again = OutboxDelivery(store: whole, mailer: sent.mailer)
        #expect(try await again.deliverDue(now: later).delivered == 6 - before + 1)
        #expect(Dictionary(grouping: sent.all, by: \.messageKey).count == 6)
    }

    private actor Tries {
        private var count = 0

        func next() -> Int {
            count += 1
            return count
        }
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
