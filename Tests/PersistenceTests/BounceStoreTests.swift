import ConventionDomain
import Foundation
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

/// What holds for one adapter holds for the other.
@Suite("Mails that came back")
struct BounceStoreTests {
    private static let time = StoreContractTests.time

    struct Opened {
        let bounces: BounceStore
        let conventions: ConventionStore
        let outbox: OutboxStore
        let id: ConventionID
        let owner: any Sendable

        /// With a convention and a mail to its student that was delivered.
        init(_ adapter: Adapter) async throws {
            switch adapter {
            case .memory:
                let store = InMemoryStore()
                (bounces, conventions, outbox, owner) = (
                    store.bounceStore, store.conventionStore, store.outboxStore, store
                )
            case .sqlite:
                let test = try TestStore()
                (bounces, conventions, outbox, owner) = (
                    test.store.bounceStore, test.store.conventionStore, test.store.outboxStore, test
                )
            }
            id = try StoreContractTests.id(1)
            var change = try StoreContractTests.drafted(id)
            change.mails = [StoreContractTests.mail("k")]
            try await conventions.commit(change)
            let item = try #require(try await outbox.claim(time, time, 9).first)
            try await outbox.settle(item.id, .delivered, time)
        }

        func commit(_ body: (inout ConventionChange) -> Void) async throws {
            let head = try #require(try await conventions.history(id)).head
            var change = ConventionChange(convention: id, expectedHead: head, at: time)
            body(&change)
            try await conventions.commit(change)
        }

        func note(_ key: String = "k") async throws -> Bool { try await bounces.note(key, "5.1.1", time) }

        func marked() async throws -> [String?] { try await outbox.deadLetters().map(\.fieldName) }
    }

    @Test(arguments: Adapter.allCases)
    func `mark whom they were for, once, and cannot be sent again`(adapter: Adapter) async throws {
        let opened = try await Opened(adapter)
        defer { withExtendedLifetime(opened) {} }
        #expect(try await opened.note())
        #expect(try await !opened.note())
        let letter = try #require(try await opened.outbox.deadLetters().first)
        #expect(letter.fieldName == "student" && letter.isBounce && letter.reason == "came back with status 5.1.1")
        try await opened.outbox.requeue(letter.id, Self.time)
        #expect(try await opened.outbox.claim(Self.time, Self.time, 9).isEmpty)
    }

    @Test(arguments: Adapter.allCases)
    func `mark nobody when no message has that key, or it has not left`(adapter: Adapter) async throws {
        let opened = try await Opened(adapter)
        defer { withExtendedLifetime(opened) {} }
        try await opened.commit { $0.mails = [StoreContractTests.mail("waiting")] }
        for key in ["", "K", "nobody", "waiting", "k' OR '1'='1"] { #expect(try await !opened.note(key), "\(key)") }
        #expect(try await opened.marked().isEmpty)
    }

    @Test(arguments: Adapter.allCases)
    func `count no more once the address is corrected, nor does what comes back later from the former one`(
        adapter: Adapter
    ) async throws {
        let opened = try await Opened(adapter)
        defer { withExtendedLifetime(opened) {} }
        #expect(try await opened.note())
        try await opened.commit { $0.revocations = [Revocation(fieldName: "student", reach: .everythingSent)] }
        #expect(try await opened.marked().isEmpty)
        #expect(try await !opened.note())
        #expect(try await opened.marked().isEmpty)
    }

    @Test(arguments: Adapter.allCases)
    func `count no more once a new link is sent, until that comes back as well`(adapter: Adapter) async throws {
        let opened = try await Opened(adapter)
        defer { withExtendedLifetime(opened) {} }
        #expect(try await opened.note())
        try await opened.commit { $0.revocations = [Revocation(fieldName: "student", reach: .signing)] }
        #expect(try await opened.marked().isEmpty)
        #expect(try await opened.note())
    }

    @Test(arguments: Adapter.allCases)
    func `say nothing of others, nor of who is erased`(adapter: Adapter) async throws {
        let opened = try await Opened(adapter)
        defer { withExtendedLifetime(opened) {} }
        try await opened.commit { $0.revocations = [Revocation(fieldName: "school", reach: .everythingSent)] }
        #expect(try await opened.note())
        try await opened.commit { $0.events = [.erased(Erasure(reason: .retention))] }
        #expect(try await opened.marked().isEmpty)
        #expect(try await !opened.note())
    }
}
