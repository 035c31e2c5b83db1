import Foundation
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("Looking something up")
struct LookupTests {
    @Test(.timeLimit(.minutes(5)))
    func `goes on beside longer reads, however many of both there are`() async throws {
        let test = try TestStore()
        let hash = TokenHash(bytes: [UInt8](repeating: 1, count: 32))
        let found = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<2000 {
                group.addTask {
                    if number.isMultiple(of: 2) { return try await test.store.heads().count }
                    return try await test.store.head(address: hash) == nil ? 0 : 1
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(found == 0)
    }

    @Test func `sees what was written before`() async throws {
        let test = try TestStore()
        let bench = try test.bench()
        let id = try await bench.issued()
        for party in ["student", "representative-1"] {
            let before = try await test.store.history(id)?.head.position ?? 0
            try await bench.sign(party)
            #expect(try await test.store.history(id)?.head.position ?? 0 > before)
        }
    }
}
