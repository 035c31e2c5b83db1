import ConventionDomain
import Foundation
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@Suite("Webhooks")
struct WebhookTests {
    private static let siret = "99900004500016"
    private static let otherSIRET = "99900002900010"

    private let bench: Bench
    private let office: WebhookOffice

    init() throws {
        let bench = try Bench()
        self.bench = bench
        office = WebhookOffice(
            store: bench.store.webhookStore, clock: WallClock { bench.hands.now }, randomness: .testing,
            fault: { url, _ in url.hasPrefix("https://") ? nil : BilingualText("non", "no") })
    }

    /// As after a restart: nothing is remembered but what the store knows.
    private func follow() async throws {
        let follower = WebhookFollower(
            bench.workflow, store: bench.store.webhookStore, host: { _ in SIRET(Self.siret) },
            address: { "https://seing.example/api/v1/conventions/\($0.text)" })
        #expect(try await follower.follow().isEmpty)
    }

    @discardableResult
    private func add(_ name: String = "ERP", siret: String? = siret, events: [String] = []) async throws
        -> WebhookEndpoint
    {
        try await office.add(name: name, url: "https://erp.example/", siret: siret, events: events)
    }

    /// What was queued for an endpoint, oldest first.
    private func told(_ endpoint: WebhookEndpoint) throws -> [[String: Any]] {
        try bench.store.mails.filter { $0.to == endpoint.id }.map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.textBody.utf8)) as? [String: Any])
        }
    }

    private func types(_ endpoint: WebhookEndpoint) throws -> [String] {
        try told(endpoint).compactMap { ($0["type"] as? String)?.replacing("convention.", with: "") }
    }

    @Test func `an employer's software is told of a convention's whole life, each thing once`() async throws {
        let endpoint = try await add()
        let id = try await bench.hands.issued()
        try await follow()
        for fieldName in ["student", "representative-1", "school"] { _ = try await bench.hands.sign(fieldName) }
        try await follow()
        _ = try await bench.hands.countersign(id)
        for _ in 0..<2 { try await follow() }
        #expect(
            try types(endpoint) == [
                "issued", "signed", "signed", "signed", "awaiting-countersignature", "signed", "completed",
            ])
    }

    @Test func `what is told names the convention and no person, and opens nothing`() async throws {
        let endpoint = try await add()
        let id = try await bench.hands.issued()
        try await follow()
        let message = try #require(try told(endpoint).first)
        #expect(Set(message.keys) == ["id", "type", "timestamp", "data"])
        #expect(message["id"] as? String == bench.store.mails.last?.messageKey)
        #expect(message["timestamp"] as? String == "2026-06-01T08:00:00Z")
        #expect(
            message["data"] as? [String: String] == [
                "convention": id.text, "status": "signing",
                "address": "https://seing.example/api/v1/conventions/\(id.text)",
            ])
    }

    @Test func `another establishment is not told, and a school's own software is told of all`() async throws {
        let other = try await add("other", siret: Self.otherSIRET)
        let school = try await add("school", siret: nil)
        _ = try await bench.hands.issued()
        try await follow()
        #expect(try types(other).isEmpty)
        #expect(try types(school) == ["issued"])
    }

    @Test func `an endpoint is told what it asked for, and nothing that happened before it was registered`()
        async throws
    {
        _ = try await bench.hands.issued()
        let endpoint = try await add(events: ["convention.cancelled"])
        let id = try await bench.hands.issued()
        try await bench.workflow.cancel(id, reason: "erreur")
        try await follow()
        #expect(try types(endpoint) == ["cancelled"])
    }

    @Test func `a draft, or one that was never issued, is nobody's business`() async throws {
        let endpoint = try await add()
        let id = try await bench.hands.drafted()
        try await bench.workflow.cancel(id, reason: "erreur")
        try await follow()
        #expect(try types(endpoint).isEmpty)
    }

    @Test func `a refusal is told, and not why`() async throws {
        let endpoint = try await add(events: ["convention.refused"])
        _ = try await bench.hands.issued()
        try await bench.hands.refuse(
            try await bench.hands.signingLink("student"), "student", reason: "Je déménage à Marseille")
        try await follow()
        #expect(try types(endpoint) == ["refused"])
        #expect(bench.store.mails.filter { $0.to == endpoint.id }.allSatisfy { !$0.textBody.contains("Marseille") })
    }

    @Test func `an endpoint that was given up is told what happened meanwhile, once it is enabled`() async throws {
        let endpoint = try await add()
        _ = try await bench.store.webhookStore.update("ERP") { $0.health.disabledAt = Date() }
        _ = try await bench.hands.issued()
        try await follow()
        #expect(try types(endpoint).isEmpty)
        _ = try await office.enable(name: "ERP")
        try await follow()
        #expect(try types(endpoint) == ["issued"])
    }

    @Test(arguments: ["", " ", "employer-99900004500016"])
    func `a name is not empty, and not one of those that employers have`(name: String) async throws {
        await #expect(throws: WorkflowError.self) { try await add(name) }
    }

    @Test func `an unknown event, a SIRET that is none, a refused address and a name that is taken register nothing`()
        async throws
    {
        try await add()
        await #expect(throws: WorkflowError.self) { try await add("a", events: ["convention.read"]) }
        await #expect(throws: WorkflowError.self) { try await add("a", siret: "99900004500017") }
        await #expect(throws: WorkflowError.self) {
            try await office.add(name: "a", url: "http://erp.example/", siret: nil, events: [])
        }
        await #expect(throws: WorkflowError.self) { try await add() }
        #expect(try await office.list().map(\.name) == ["ERP"])
    }

    @Test func `for seven days after a rotation both secrets sign, the new one first`() async throws {
        let old = try await add().secret
        let rotated = try #require(try await office.rotate(name: "ERP"))
        #expect(rotated.secret != old)
        let end = bench.hands.now.addingTimeInterval(7 * 86_400)
        #expect(rotated.secrets(at: end.addingTimeInterval(-1)) == [rotated.secret, old])
        #expect(rotated.secrets(at: end) == [rotated.secret])
        #expect(!"\(rotated) \(String(reflecting: rotated))".contains(rotated.secret.text))
    }

    @Test func `every secret signs until seven days after it was replaced, three at most, and a fourth is refused`()
        async throws
    {
        let first = try await add().secret
        let second = try #require(try await office.rotate(name: "ERP")).secret
        bench.hands.advance(by: 86_400)
        let third = try #require(try await office.rotate(name: "ERP"))
        #expect(third.secrets(at: bench.hands.now) == [third.secret, second, first])
        await #expect(throws: WorkflowError.self) { try await office.rotate(name: "ERP") }
        #expect(try await office.find("ERP")?.secrets(at: bench.hands.now) == [third.secret, second, first])
        bench.hands.advance(by: 6 * 86_400)
        let fourth = try #require(try await office.rotate(name: "ERP"))
        #expect(fourth.secrets(at: bench.hands.now) == [fourth.secret, third.secret, second])
        #expect(fourth.earlier.count == 2, "the first is forgotten")
    }

    @Test func `an establishment reads what became of its messages, and of nobody else's, and has one sent again`()
        async throws
    {
        let (siret, other) = (try #require(SIRET(Self.siret)), try #require(SIRET(Self.otherSIRET)))
        let endpoint = try await office.put(for: siret, url: "https://a.example/", events: []).endpoint
        _ = try await office.put(for: other, url: "https://b.example/", events: [])
        for _ in 0..<3 { _ = try await bench.hands.issued() }
        try await follow()
        let page = try #require(try await office.ownDeliveries(of: siret, after: nil, limit: 2))
        #expect(page.records.count == 2 && page.hasMore)
        let rest = try #require(
            try await office.ownDeliveries(of: siret, after: page.records.last?.place, limit: 2))
        #expect(rest.records.count == 1 && !rest.hasMore)
        let keys = bench.store.mails.filter { $0.to == endpoint.id }.map(\.messageKey)
        #expect((page.records + rest.records).map(\.messageKey) == keys.reversed())
        #expect(try await office.ownDeliveries(of: other, after: nil, limit: 9)?.records.isEmpty == true)
        #expect(try await office.resendOwn(of: siret, key: keys[0])?.state == .waiting)
        #expect(try await office.resendOwn(of: other, key: keys[0]) == nil)
        _ = try await bench.store.webhookStore.update(endpoint.name) { $0.health.disabledAt = Date() }
        await #expect(throws: WorkflowError.self) { try await office.resendOwn(of: siret, key: keys[0]) }
        #expect(try await office.removeOwn(of: siret))
        #expect(try await office.ownDeliveries(of: siret, after: nil, limit: 9) == nil)
        #expect(try await office.resendOwn(of: siret, key: keys[0]) == nil)
    }

    @Test func `an establishment sets up one endpoint, and putting it again keeps its secret`() async throws {
        let siret = try #require(SIRET(Self.siret))
        let (made, isNew) = try await office.put(for: siret, url: "https://a.example/", events: [])
        let (changed, isNewAgain) = try await office.put(for: siret, url: "https://b.example/", events: [])
        #expect(isNew && !isNewAgain && made.secret == changed.secret && made.isOwnedByEmployer)
        #expect(try await office.own(of: siret)?.url == "https://b.example/")
        #expect(try await office.removeOwn(of: siret))
        #expect(try await office.own(of: siret) == nil)
    }
}

@Suite("Webhooks of a convention to which a parent objects")
struct WebhookObjectionTests {
    @Test func `it is on hold, and the employer's turn comes again afterwards`() async throws {
        let store = InMemoryStore()
        let bench = WorkflowBench(
            store: store.conventionStore, mails: { store.mails }, texts: try Bench.texts(),
            documents: OtherParent.documents)
        let office = WebhookOffice(
            store: store.webhookStore, clock: WallClock { bench.now }, randomness: .testing, fault: { _, _ in nil })
        let endpoint = try await office.add(name: "ERP", url: "https://a.example/", siret: nil, events: [])
        let father = OtherParent(bench)
        _ = try await father.issued(order: .free)
        try await father.object()
        try await father.withdraw()
        try await WebhookFollower(
            bench.workflow, store: store.webhookStore, host: { _ in nil }, address: { $0.text }
        ).follow()
        let bodies = store.mails.filter { $0.to == endpoint.id }.map(\.textBody)
        let order = ["issued", "awaiting-countersignature", "on-hold", "awaiting-countersignature"]
        #expect(bodies.count == order.count)
        for (body, type) in zip(bodies, order) { #expect(body.contains("\"convention.\(type)\"")) }
    }
}

extension Randomness {
    fileprivate static let testing = Randomness { count in (0..<count).map { _ in UInt8.random(in: 0...255) } }
}
