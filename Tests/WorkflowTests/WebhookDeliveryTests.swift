import ConventionDomain
import Foundation
import Parties
import Synchronization
import Testing
import WorkflowTestSupport

@testable import Workflow

@Suite("Delivery of webhooks")
struct WebhookDeliveryTests {
    private let bench: Bench
    private let sent = SentMails()

    init() throws { bench = try Bench() }

    private func add(_ name: String, isOwnedByEmployer: Bool = false) async throws -> WebhookEndpoint {
        let secret = try #require(WebhookSecret(key: [UInt8](repeating: 7, count: 32)))
        let endpoint = WebhookEndpoint(
            id: name, name: name, siret: nil, isOwnedByEmployer: isOwnedByEmployer, createdAt: bench.hands.now,
            url: "https://\(name).example/secret-path", events: [], secret: secret, followedTo: 0)
        try await bench.store.webhookStore.add(endpoint)
        return endpoint
    }

    private func follow() async throws {
        try await WebhookFollower(
            bench.workflow, store: bench.store.webhookStore, host: { _ in nil }, address: { $0.text }
        ).follow()
    }

    /// Endpoints that answer, but for those named.
    private func delivery(silent: Set<String> = []) -> OutboxDelivery {
        let mailer = Mailer { [sent] message throws(MailDeliveryError) in
            if silent.contains(message.to) { throw MailDeliveryError(isPermanent: false, reason: "timed out") }
            try await sent.mailer.deliver(message)
        }
        return OutboxDelivery(store: bench.store.outboxStore(.webhook), mailer: mailer, width: 4, chance: { 0 })
    }

    private func endpoint(_ name: String) async throws -> WebhookEndpoint {
        try #require(try await bench.store.webhookStore.list().first { $0.name == name })
    }

    @Test func `what waits for one endpoint leaves in the order in which it happened`() async throws {
        _ = try await add("erp")
        _ = try await bench.hands.issued()
        for fieldName in ["student", "representative-1", "school"] { _ = try await bench.hands.sign(fieldName) }
        try await follow()
        #expect(try await delivery().deliverDue(now: bench.hands.now).delivered == 5)
        let places = sent.all.map(\.subject)
        #expect(places == places.sorted() && places.count == 5)
        #expect(try await endpoint("erp").health.lastDeliveredAt == bench.hands.now)
    }

    @Test func `an endpoint that does not answer is tried once in a round, and the others are told`() async throws {
        for name in ["a", "b"] { _ = try await add(name) }
        for _ in 0..<3 { _ = try await bench.hands.issued() }
        try await follow()
        let report = try await delivery(silent: ["a"]).deliverDue(now: bench.hands.now)
        #expect(report.delivered == 3 && report.deferred == 1)
        #expect(sent.all.allSatisfy { $0.to == "b" })
        #expect(try await endpoint("a").state == .failing)
    }

    @Test func `when it answers again it gets everything, with the same keys`() async throws {
        _ = try await add("a")
        for _ in 0..<3 { _ = try await bench.hands.issued() }
        try await follow()
        _ = try await delivery(silent: ["a"]).deliverDue(now: bench.hands.now)
        #expect(try await delivery().deliverDue(now: bench.hands.now.addingTimeInterval(29)).total == 0)
        #expect(try await delivery().deliverDue(now: bench.hands.now.addingTimeInterval(30)).delivered == 3)
        let keys = bench.store.mails.filter { $0.to == "a" }.map(\.messageKey)
        #expect(Set(sent.all.map(\.messageKey)) == Set(keys) && keys.count == 3)
        #expect(try await endpoint("a").state == .active)
    }

    @Test func `a message that an endpoint refuses does not keep the others from it`() async throws {
        _ = try await add("a")
        for _ in 0..<2 { _ = try await bench.hands.issued() }
        try await follow()
        let refused = try #require(bench.store.mails.first { $0.to == "a" }).messageKey
        let mailer = Mailer { [sent] message throws(MailDeliveryError) in
            if message.messageKey == refused { throw MailDeliveryError(isPermanent: false, reason: "status 422") }
            try await sent.mailer.deliver(message)
        }
        let delivery = OutboxDelivery(store: bench.store.outboxStore(.webhook), mailer: mailer, chance: { 0 })
        _ = try await delivery.deliverDue(now: bench.hands.now)
        let next = try await delivery.deliverDue(now: bench.hands.now.addingTimeInterval(30))
        #expect(next.delivered == 1 && next.deferred == 1)
    }

    @Test func `after three days without an answer it is given up, and what waits is kept for the day it is enabled`()
        async throws
    {
        _ = try await add("a")
        for _ in 0..<5 { _ = try await bench.hands.issued() }
        try await follow()
        var now = bench.hands.now
        let end = now.addingTimeInterval(3 * 86_400)
        while now <= end {
            let moment = now
            _ = try await delivery(silent: ["a"]).deliverDue(now: moment)
            now.addTimeInterval(7_200)
        }
        #expect(try await endpoint("a").state == .disabled)
        #expect(try await delivery().deliverDue(now: end.addingTimeInterval(86_400)).total == 0)
        _ = try await bench.store.webhookStore.update("a") { $0.health = .init() }
        #expect(try await delivery().deliverDue(now: end.addingTimeInterval(86_400)).delivered == 5)
    }

    @Test func `neither texts nor webhooks that hang hold a mail up`() async throws {
        _ = try await add("erp")
        _ = try await bench.hands.issued()
        try await follow()
        let (gate, opening) = AsyncStream<Void>.makeStream()
        let (begun, beginning) = AsyncStream<Void>.makeStream()
        let hanging = OutboxDelivery(
            store: bench.store.outboxStore(.webhook),
            mailer: Mailer { _ throws(MailDeliveryError) in
                beginning.yield()
                for await _ in gate {}
            })
        let now = bench.hands.now
        async let round = hanging.deliverDue(now: now)
        for await _ in begun { break }
        let mails = OutboxDelivery(store: bench.store.outboxStore(.mail), mailer: sent.mailer)
        #expect(try await mails.deliverDue(now: now).delivered == 2)
        #expect(sent.all.allSatisfy { $0.to.contains("@") })
        opening.finish()
        #expect(try await round.delivered == 1)
    }

    @Test func `a text message is taken by its own way alone, and a mail by its own`() async throws {
        var settings = WorkflowSettings()
        (settings.sendsTexts, settings.identification) = (true, [.student: .sms])
        var sample = SampleConvention()
        sample.mobiles["student"] = "+33639981234"
        let bench = try Bench(sample: sample, settings: settings)
        _ = try await bench.hands.issued()
        let token = try await bench.hands.signingLink("student")
        _ = try await bench.workflow.requestCode(
            token, consent: try await bench.workflow.view(token).agreement, byMail: false)
        let now = bench.hands.now
        let texts = try await bench.store.outboxStore(.sms).claim(now, now, 9).map(\.mail.to)
        #expect(texts == ["+33639981234"])
        let mails = try await bench.store.outboxStore(.mail).claim(now, now, 9).map(\.mail.to)
        #expect(!mails.isEmpty && mails.allSatisfy { $0.contains("@") })
    }

    @Test func `a delay is shortened by a part of itself, by chance`() {
        let policy = RetryPolicy(attempts: 9, firstDelay: 100, longestDelay: 1_000, jitter: 0.2)
        #expect(policy.delay(afterFailures: 1, chance: 0) == 100)
        #expect(policy.delay(afterFailures: 1, chance: 1) == 80)
        #expect(policy.delay(afterFailures: 2, chance: 0.5) == 180)
        #expect(RetryPolicy.mail.jitter == 0.2)
    }

    @Test func `the school is told of software that has not answered for a day`() async throws {
        _ = try await add("ERP Dubois")
        _ = try await bench.hands.issued()
        let since = bench.hands.now
        _ = try await bench.store.webhookStore.update("ERP Dubois") { $0.health.failingSince = since }
        bench.hands.advance(by: 86_400)
        let digests = DigestStore(lastDay: { _ in nil }, note: { _, _ in })
        _ = try await DigestSender(
            bench.workflow, outbox: bench.store.outboxStore, mailer: sent.mailer, digests: digests,
            webhooks: bench.store.webhookStore
        ).sendDue()
        let text = try #require(sent.all.last).textBody
        #expect(text.contains("– ERP Dubois : ne répond plus depuis le"))
    }

    /// Rule: an establishment whose endpoint was given up reads so once; who chose the address of another endpoint is the operator.
    @Test
    func `who set up an endpoint is told once that it was given up, at the host's address of the newest convention`()
        async throws
    {
        for (name, isOwn) in [("own", true), ("other", false)] { _ = try await add(name, isOwnedByEmployer: isOwn) }
        let id = try await bench.hands.issued()
        try await follow()
        let days = Mutex<Set<TokenHash>>([])
        let store = DigestStore(
            lastDay: { recipient in days.withLock { $0.contains(recipient) ? CalendarDate(iso8601: "2026-06-01") : nil }
            },
            note: { recipient, _ in _ = days.withLock { $0.insert(recipient) } })
        let round = { () async throws -> [OutgoingMail] in
            let before = sent.all.count
            _ = try await DigestSender(
                bench.workflow, outbox: bench.store.outboxStore, mailer: sent.mailer, digests: store,
                webhooks: bench.store.webhookStore
            ).sendDue()
            return sent.all.dropFirst(before).filter { $0.to == "employer@exemple.fr" }
        }
        #expect(try await round().isEmpty, "nothing was given up")
        let time = bench.hands.now
        for name in ["own", "other"] {
            _ = try await bench.store.webhookStore.update(name) { $0.health.disabledAt = time }
        }
        let mails = try await round()
        #expect(mails.map(\.subject) == ["Les messages automatiques à votre logiciel sont arrêtés"])
        let text = try #require(mails.first).textBody
        #expect(
            text.contains("serveur own.example.") && text.contains("1er juin 2026") && !text.contains("secret-path"))
        #expect(try await round().isEmpty, "once")
        _ = try await bench.store.webhookStore.update("own") { $0.health.disabledAt = time + 86_400 }
        #expect(try await round().count == 1, "given up anew, it is told anew")
        try await bench.workflow.cancel(id, reason: "Doublon")
        try await bench.workflow.erase(id, reason: .request)
        _ = try await bench.store.webhookStore.update("own") { $0.health.disabledAt = time + 172_800 }
        #expect(try await round().isEmpty, "of an erased convention nobody is known")
    }

    /// Rule: a mail that is refused for good today is tried on another day, and not all day; one that was taken is told once.
    @Test func `a mailbox that takes nothing today is tried again tomorrow`() async throws {
        _ = try await add("own", isOwnedByEmployer: true)
        _ = try await bench.hands.issued()
        try await follow()
        let time = bench.hands.now
        _ = try await bench.store.webhookStore.update("own") { $0.health.disabledAt = time }
        let noted = Mutex<[TokenHash: CalendarDate]>([:])
        let store = DigestStore(
            lastDay: { recipient in noted.withLock { $0[recipient] } },
            note: { recipient, day in noted.withLock { $0[recipient] = day } })
        let tries = Mutex(0)
        let refusing = Mailer { mail throws(MailDeliveryError) in
            guard mail.to == "employer@exemple.fr" else { return }
            tries.withLock { $0 += 1 }
            throw MailDeliveryError(isPermanent: true, reason: "550 5.1.1")
        }
        let round = { (mailer: Mailer) async throws in
            _ = try await DigestSender(
                bench.workflow, outbox: bench.store.outboxStore, mailer: mailer, digests: store,
                webhooks: bench.store.webhookStore
            ).sendDue()
        }
        try await round(refusing)
        try await round(refusing)
        #expect(tries.withLock { $0 } == 1)
        bench.hands.advance(by: 86_400)
        try await round(sent.mailer)
        try await round(sent.mailer)
        #expect(sent.all.count { $0.to == "employer@exemple.fr" } == 1)
    }
}
