import ConventionDomain
import Foundation
import GRDB
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

/// What holds for one adapter holds for the other.
@Suite("Store of webhooks")
struct WebhookStoreTests {
    private static let time = StoreContractTests.time
    private static let siret = "99900004500016"

    struct Opened {
        let webhooks: WebhookStore
        let conventions: ConventionStore
        let lane: @Sendable (OutboxLane) -> OutboxStore
        let people: OutboxStore
        let owner: any Sendable

        init(_ adapter: Adapter) throws {
            switch adapter {
            case .memory:
                let store = InMemoryStore()
                (webhooks, conventions, people) = (store.webhookStore, store.conventionStore, store.outboxStore)
                (lane, owner) = ({ store.outboxStore($0) }, store)
            case .sqlite:
                let test = try TestStore()
                let store = test.store
                (webhooks, conventions, people) = (store.webhookStore, store.conventionStore, store.outboxStore)
                (lane, owner) = ({ store.outboxStore($0) }, test)
            }
        }
    }

    private static func secret(_ seed: UInt8) throws -> WebhookSecret {
        try #require(WebhookSecret(key: [UInt8](repeating: seed, count: 32)))
    }

    private static func endpoint(_ name: String = "ERP", id: String = "e1") throws -> WebhookEndpoint {
        WebhookEndpoint(
            id: id, name: name, siret: SIRET(siret), isOwnedByEmployer: true, createdAt: time,
            url: "https://erp.example/", events: [.signed, .completed], secret: try secret(1), followedTo: 0)
    }

    private static func message(_ key: String, _ convention: ConventionID, to endpoint: String = "e1") -> QueuedWebhook
    {
        QueuedWebhook(
            convention: convention, endpoint: endpoint,
            mail: OutgoingMail(messageKey: key, to: endpoint, subject: key, textBody: "{}"))
    }

    /// With one convention and one endpoint.
    private func opened(_ adapter: Adapter) async throws -> (Opened, ConventionID) {
        let opened = try Opened(adapter)
        let id = try StoreContractTests.id(1)
        try await opened.conventions.commit(try StoreContractTests.drafted(id))
        try await opened.webhooks.add(try Self.endpoint())
        return (opened, id)
    }

    @Test(arguments: Adapter.allCases)
    func `an endpoint is read back as it was written, followed from the newest event on`(adapter: Adapter) async throws
    {
        let (opened, _) = try await opened(adapter)
        defer { withExtendedLifetime(opened) {} }
        var expected = try Self.endpoint()
        expected.followedTo = 1
        #expect(try await opened.webhooks.list() == [expected])
        await #expect(throws: StoreError.headMoved) { try await opened.webhooks.add(try Self.endpoint(id: "e2")) }
    }

    @Test(arguments: Adapter.allCases)
    func `a change is written as a whole`(adapter: Adapter) async throws {
        let (opened, _) = try await opened(adapter)
        defer { withExtendedLifetime(opened) {} }
        let (old, new, oldest) = (try Self.secret(1), try Self.secret(2), try Self.secret(3))
        let streak = FailureStreak(since: Self.time, lastAt: Self.time.addingTimeInterval(60), tries: 4)
        let changed = try await opened.webhooks.update("ERP") { endpoint in
            endpoint.earlier = [
                .init(secret: old, endsAt: Self.time), .init(secret: oldest, endsAt: Self.time.addingTimeInterval(-1)),
            ]
            endpoint.secret = new
            (endpoint.url, endpoint.events) = ("https://b.example/", [])
            endpoint.health.failingSince = Self.time
            endpoint.health.lastFailure = "timed out"
            endpoint.health.disabledAt = Self.time
            endpoint.health.lastDeliveredAt = Self.time
            endpoint.health.streak = streak
        }
        #expect(try await opened.webhooks.list() == [try #require(changed)])
        #expect(
            changed?.earlier.map(\.secret) == [old, oldest] && changed?.events.isEmpty == true
                && changed?.state == .disabled)
        #expect(try await opened.webhooks.update("erp") { _ in } == nil)
    }

    @Test(arguments: Adapter.allCases)
    func `a message is queued once, and only messages to people are taken by the others`(adapter: Adapter) async throws
    {
        let (opened, id) = try await opened(adapter)
        defer { withExtendedLifetime(opened) {} }
        for _ in 0..<2 { try await opened.webhooks.queue([Self.message("k", id)], ["e1": 7], Self.time) }
        #expect(try await opened.webhooks.list().first?.followedTo == 7)
        #expect(try await opened.people.claim(Self.time, Self.time, 9).isEmpty)
        let items = try await opened.lane(.webhook).claim(Self.time, Self.time.addingTimeInterval(60), 9)
        #expect(items.map(\.mail) == [Self.message("k", id).mail])
        try await opened.lane(.webhook).settle(items[0].id, .delivered, Self.time)
        let record = try #require(try await opened.webhooks.deliveries("e1", nil, 9).first)
        #expect(
            record.state == .delivered && record.attempts == 1 && record.messageKey == "k"
                && record.queuedAt == Self.time)
    }

    @Test(arguments: Adapter.allCases)
    func `one that was given up is no message to a signatory, and is sent again with its key`(adapter: Adapter)
        async throws
    {
        let (opened, id) = try await opened(adapter)
        defer { withExtendedLifetime(opened) {} }
        try await opened.webhooks.queue([Self.message("k", id)], [:], Self.time)
        let lane = opened.lane(.webhook)
        let item = try #require(try await lane.claim(Self.time, Self.time, 9).first)
        try await lane.settle(item.id, .dead(reason: "status 500"), Self.time)
        #expect(try await opened.people.deadLetters().isEmpty)
        let letter = try #require(try await lane.deadLetters().first)
        #expect(letter.fieldName == nil && letter.lane == .webhook && letter.reason == "status 500")
        try await lane.requeue(item.id, Self.time)
        #expect(try await lane.claim(Self.time, Self.time, 9).map(\.mail.messageKey) == ["k"])
    }

    @Test(arguments: Adapter.allCases)
    func `what waits for an endpoint that was removed is not sent`(adapter: Adapter) async throws {
        let (opened, id) = try await opened(adapter)
        defer { withExtendedLifetime(opened) {} }
        try await opened.webhooks.queue([Self.message("k", id)], [:], Self.time)
        #expect(try await opened.webhooks.remove("ERP"))
        #expect(try await !opened.webhooks.remove("ERP"))
        try await opened.webhooks.queue([Self.message("late", id)], [:], Self.time)
        #expect(try await opened.lane(.webhook).claim(Self.time, Self.time, 9).isEmpty)
        #expect(try await opened.webhooks.deliveries("e1", nil, 9).map(\.state) == [.dropped])
    }

    @Test(arguments: Adapter.allCases)
    func `nothing of an erased convention is queued or sent`(adapter: Adapter) async throws {
        let (opened, id) = try await opened(adapter)
        defer { withExtendedLifetime(opened) {} }
        try await opened.webhooks.queue([Self.message("before", id)], [:], Self.time)
        let head = try #require(try await opened.conventions.history(id)).head
        try await opened.conventions.commit(
            ConventionChange(
                convention: id, expectedHead: head, at: Self.time, events: [.erased(Erasure(reason: .retention))]))
        try await opened.webhooks.queue([Self.message("after", id)], ["e1": 2], Self.time)
        #expect(try await opened.lane(.webhook).claim(Self.time, Self.time, 9).isEmpty)
        #expect(try await opened.webhooks.list().first?.followedTo == 2)
    }

    @Test(arguments: Adapter.allCases)
    func `news are all events after a place, in their order`(adapter: Adapter) async throws {
        let (opened, id) = try await opened(adapter)
        defer { withExtendedLifetime(opened) {} }
        let other = try StoreContractTests.id(2)
        try await opened.conventions.commit(try StoreContractTests.drafted(other))
        let expected = [
            JournalNews(sequence: 1, convention: id, position: 1),
            JournalNews(sequence: 2, convention: other, position: 1),
        ]
        #expect(try await opened.webhooks.news(0, 9) == expected)
        #expect(try await opened.webhooks.news(1, 9) == [expected[1]])
        #expect(try await opened.webhooks.news(0, 1) == [expected[0]])
    }

    @Test(arguments: Adapter.allCases)
    func `an endpoint is given up that fails at every try for three days, and none for two failures days apart`(
        adapter: Adapter
    ) async throws {
        let (opened, id) = try await opened(adapter)
        defer { withExtendedLifetime(opened) {} }
        let lane = opened.lane(.webhook)
        func round(after seconds: Double, _ outcome: OutboxOutcome) async throws -> WebhookEndpoint {
            let now = Self.time.addingTimeInterval(seconds)
            try await opened.webhooks.queue([Self.message("\(seconds)", id)], [:], now)
            let item = try #require(try await lane.claim(now, now, 1).first)
            try await lane.settle(item.id, outcome, now)
            return try #require(try await opened.webhooks.list().first)
        }
        let (limit, hours) = (FailureStreak.patience, 3_600.0)
        #expect(try await round(after: 0, .dead(reason: "x")).state == .failing)
        #expect(try await round(after: limit, .dead(reason: "x")).state == .failing)
        #expect(try await round(after: limit + 1, .delivered).state == .active)
        let begin = limit + 2
        for hour in stride(from: 0.0, to: 72, by: 6) {
            let endpoint = try await round(after: begin + hour * hours, .dead(reason: "x"))
            #expect(endpoint.state == .failing && endpoint.health.streak?.tries == Int(hour) / 6 + 1)
        }
        let end = try await round(after: begin + limit, .dead(reason: "y"))
        #expect(end.health.disabledAt == Self.time.addingTimeInterval(begin + limit) && end.health.lastFailure == "y")
        #expect(try await lane.claim(.distantFuture, .distantFuture, 1).isEmpty)
        // Enabled, it is told what was given up meanwhile, too.
        _ = try await opened.webhooks.update("ERP") { ($0.health.failingSince, $0.health.disabledAt) = (nil, nil) }
        #expect(try await lane.claim(Self.time, Self.time, 1).first?.attempts == 0)
    }

    @Test func `what waits for an endpoint is tried until the endpoint is given up, however chance shortens the waits`()
    {
        let policy = RetryPolicy.webhook
        let longest = (1..<policy.attempts).reduce(0) { $0 + policy.delay(afterFailures: $1, chance: 1) }
        #expect(longest > FailureStreak.patience)
    }

    @Test(arguments: Adapter.allCases)
    func `one message is taken for each endpoint, and a failure puts off all that waits for it`(adapter: Adapter)
        async throws
    {
        let (opened, id) = try await opened(adapter)
        defer { withExtendedLifetime(opened) {} }
        try await opened.webhooks.add(try Self.endpoint("B", id: "e2"))
        let messages = [("a1", "e1"), ("a2", "e1"), ("b1", "e2"), ("b2", "e2")]
        try await opened.webhooks.queue(messages.map { Self.message($0, id, to: $1) }, [:], Self.time)
        let (lane, later) = (opened.lane(.webhook), Self.time.addingTimeInterval(30))
        let first = try await lane.claim(Self.time, later, 9)
        #expect(first.map(\.mail.messageKey) == ["a1", "b1"])
        try await lane.settle(first[0].id, .deferred(until: later, reason: "timed out"), Self.time)
        try await lane.settle(first[1].id, .delivered, Self.time)
        #expect(try await lane.claim(Self.time, later, 9).map(\.mail.messageKey) == ["b2"])
        // What was tried least comes first: a message that is refused does not keep the others back.
        #expect(try await lane.claim(later, later, 1).map(\.mail.messageKey) == ["a2"])
        _ = try await opened.webhooks.update("ERP") { $0.health.disabledAt = later }
        _ = try await opened.webhooks.update("B") { $0.health.disabledAt = later }
        #expect(try await lane.claim(.distantFuture, .distantFuture, 9).isEmpty)
    }

    @Test(arguments: Adapter.allCases)
    func `messages are read page by page, and those of another endpoint are on no page`(adapter: Adapter) async throws {
        let (opened, id) = try await opened(adapter)
        defer { withExtendedLifetime(opened) {} }
        try await opened.webhooks.add(try Self.endpoint("B", id: "e2"))
        let messages = [("a", "e1"), ("x", "e2"), ("b", "e1"), ("c", "e1")]
        try await opened.webhooks.queue(messages.map { Self.message($0, id, to: $1) }, [:], Self.time)
        let keys = { (after: String?, limit: Int) in
            let place = after.map { WebhookDeliveryPlace(messageKey: $0, queuedAt: Self.time) }
            return try await opened.webhooks.deliveries("e1", place, limit).map(\.messageKey)
        }
        #expect(try await keys(nil, 2) == ["c", "b"])
        #expect(try await keys("b", 2) == ["a"])
        #expect(try await keys("a", 2).isEmpty)
    }

    /// Rule: the list goes on where it was, also when the message at the end of a page was removed meanwhile, or is none of this endpoint.
    @Test(arguments: Adapter.allCases)
    func `a page whose message is gone is followed by all that are older`(adapter: Adapter) async throws {
        let (opened, id) = try await opened(adapter)
        defer { withExtendedLifetime(opened) {} }
        try await opened.webhooks.add(try Self.endpoint("B", id: "e2"))
        for (minute, message) in [("a", "e1"), ("b", "e1"), ("x", "e2"), ("c", "e1")].enumerated() {
            let time = Self.time.addingTimeInterval(Double(60 * minute))
            try await opened.webhooks.queue([Self.message(message.0, id, to: message.1)], [:], time)
        }
        let keys = { (key: String, minute: Double) in
            let place = WebhookDeliveryPlace(messageKey: key, queuedAt: Self.time.addingTimeInterval(60 * minute))
            return try await opened.webhooks.deliveries("e1", place, 9).map(\.messageKey)
        }
        #expect(try await keys("gone", 2) == ["b", "a"])
        #expect(try await keys("x", 2) == ["b", "a"])
        #expect(try await keys("gone", 1) == ["b", "a"], "of the same second: twice rather than never")
        #expect(try await keys("gone", -1).isEmpty)
    }

    @Test(arguments: Adapter.allCases)
    func `a message is sent again with its key, whether it was given up or had arrived`(adapter: Adapter) async throws {
        let (opened, id) = try await opened(adapter)
        defer { withExtendedLifetime(opened) {} }
        try await opened.webhooks.add(try Self.endpoint("B", id: "e2"))
        let lane = opened.lane(.webhook)
        let later = Self.time.addingTimeInterval(60)
        for (key, outcome) in [("k", OutboxOutcome.delivered), ("l", .dead(reason: "x"))] {
            try await opened.webhooks.queue([Self.message(key, id)], [:], Self.time)
            let item = try #require(try await lane.claim(Self.time, Self.time, 1).first)
            try await lane.settle(item.id, outcome, Self.time)
            #expect(try await opened.webhooks.resend("e2", key, later) == nil, "of another endpoint")
            #expect(try await lane.claim(later, later, 1).isEmpty)
            let record = try #require(try await opened.webhooks.resend("e1", key, later))
            #expect(record.state == .waiting && record.attempts == 0)
            let again = try #require(try await lane.claim(later, later, 1).first)
            #expect(again.mail == item.mail && again.id == item.id)
            try await lane.settle(item.id, .delivered, later)
        }
        #expect(try await opened.webhooks.resend("e1", "none", later) == nil)
    }

    @Test(arguments: Adapter.allCases)
    func `one that waits is due now, and one that was dropped stays so`(adapter: Adapter) async throws {
        let (opened, id) = try await opened(adapter)
        defer { withExtendedLifetime(opened) {} }
        let lane = opened.lane(.webhook)
        try await opened.webhooks.queue([Self.message("k", id)], [:], Self.time)
        let item = try #require(try await lane.claim(Self.time, Self.time, 1).first)
        try await lane.settle(item.id, .deferred(until: .distantFuture, reason: "x"), Self.time)
        let record = try #require(try await opened.webhooks.resend("e1", "k", Self.time))
        #expect(record.state == .waiting && record.attempts == 1)
        #expect(try await lane.claim(Self.time, Self.time, 1).count == 1)
        try await lane.settle(item.id, .dropped, Self.time)
        #expect(try await opened.webhooks.resend("e1", "k", Self.time)?.state == .dropped)
        #expect(try await lane.claim(.distantFuture, .distantFuture, 1).isEmpty)
    }

    @Test func `a message whose text went before texts were kept is not sent again`() async throws {
        let test = try TestStore()
        let id = try StoreContractTests.id(1)
        try await test.store.conventionStore.commit(try StoreContractTests.drafted(id))
        let webhooks = test.store.webhookStore
        try await webhooks.add(try Self.endpoint())
        try await webhooks.queue([Self.message("k", id)], [:], Self.time)
        try await test.store.tamper("UPDATE outbox SET state = 'delivered', sealed = NULL WHERE messageKey = 'k'")
        #expect(try await webhooks.resend("e1", "k", Self.time)?.state == .delivered)
    }

    @Test func `secrets that were written before there could be several are read`() async throws {
        struct Former: Encodable {
            let secret, previous: [UInt8]
            let previousEndsAt: Int64
        }
        let test = try TestStore()
        let webhooks = test.store.webhookStore
        try await webhooks.add(try Self.endpoint())
        let former = Former(
            secret: try Self.secret(5).key, previous: try Self.secret(4).key, previousEndsAt: Self.time.wholeSeconds)
        let sealed = try ConventionKey(test.store.key.wrappingKey).seal(
            try EventCodec.encode(former), at: .webhook("e1"))
        try await test.store.write { db in
            try db.execute(sql: "UPDATE webhook SET sealed = ?", arguments: [sealed.blob])
        }
        let read = try #require(try await webhooks.list().first)
        #expect(read.secret == (try Self.secret(5)))
        #expect(read.earlier == [.init(secret: try Self.secret(4), endsAt: Self.time)])
    }

    @Test func `a secret is stored so that the database alone does not tell it`() async throws {
        let test = try TestStore()
        let secret = try #require(WebhookSecret(key: (0..<32).map { _ in UInt8.random(in: 0...255) }))
        let endpoint = WebhookEndpoint(
            id: "e", name: "ERP", siret: nil, createdAt: Self.time, url: "https://a.example/", events: [],
            secret: secret, followedTo: 0)
        try await test.store.webhookStore.add(endpoint)
        let bytes = try test.allBytes()
        #expect(bytes.range(of: Data(secret.key)) == nil)
        #expect(bytes.range(of: Data(secret.key).base64EncodedData()) == nil)
        #expect(bytes.range(of: Data(secret.key.map(String.init).joined(separator: ",").utf8)) == nil)
        #expect(try await test.store.webhookStore.list().first?.secret == secret)
    }

    @Test func `secrets that were moved to another endpoint do not open`() async throws {
        let test = try TestStore()
        try await test.store.webhookStore.add(try Self.endpoint())
        try await test.store.webhookStore.add(try Self.endpoint("B", id: "e2"))
        try await test.store.tamper(
            "UPDATE webhook SET sealed = (SELECT sealed FROM webhook WHERE id = 'e1') WHERE id = 'e2'")
        await #expect(throws: StoreError.self) { try await test.store.webhookStore.list() }
    }
}
