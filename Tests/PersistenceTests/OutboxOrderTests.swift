import Foundation
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("Messages that wait")
struct OutboxOrderTests {
    private static let time = StoreContractTests.time
    private static let lease = time.addingTimeInterval(60)

    @Test(arguments: Adapter.allCases)
    func `are taken in the order in which they became due, when they were put off`(adapter: Adapter) async throws {
        let store = try adapter.open()
        defer { withExtendedLifetime(store) {} }
        var change = try StoreContractTests.drafted(try StoreContractTests.id(1))
        change.mails = ["a", "b"].map { QueuedMail(fieldName: "student", mail: StoreContractTests.mail($0).mail) }
        try await store.conventions.commit(change)
        let claimed = try await store.outbox.claim(Self.time, Self.lease, 9)
        #expect(claimed.map(\.mail.messageKey) == ["a", "b"])
        for (item, seconds) in zip(claimed, [50.0, 30]) {
            let until = Self.time.addingTimeInterval(seconds)
            try await store.outbox.settle(item.id, .deferred(until: until, reason: "451"), Self.time)
        }
        let later = Self.time.addingTimeInterval(100)
        #expect(try await store.outbox.claim(later, later.addingTimeInterval(60), 1).map(\.mail.messageKey) == ["b"])
        #expect(try await store.outbox.claim(later, later.addingTimeInterval(60), 9).map(\.mail.messageKey) == ["a"])
    }
}
