import Foundation
import GRDB
import Synchronization
import Testing
import ToolSupport

@testable import Persistence

@Suite("Writes that share a transaction")
struct CommitQueueTests {
    private let folder: TemporaryDirectory
    private let pool: DatabasePool
    private let commits: CommitQueue

    init() throws {
        folder = try TemporaryDirectory()
        pool = try DatabasePool(path: folder.file("test.sqlite"))
        try pool.write { db in
            try db.execute(sql: "CREATE TABLE entry (number INTEGER PRIMARY KEY, filling BLOB) STRICT")
        }
        commits = CommitQueue(pool)
    }

    @Test func `are all there, and those that came together wait for the disk together`() async throws {
        let transactions = Transactions()
        pool.add(transactionObserver: transactions)
        let outcomes = try await behindAnother((1...20).map { Entry(number: $0) })
        #expect(outcomes.allSatisfy { $0 == nil })
        #expect(try await numbers() == Array(0...20))
        #expect(transactions.count == 2, "the one that held the writer, and one for all others")
    }

    @Test func `fail alone: what others wrote in the same transaction stays`() async throws {
        // There is an entry 0 already.
        let outcomes = try await behindAnother([1, 2, 0, 3].map { Entry(number: $0) })
        #expect(outcomes.map { $0 == nil } == [true, true, false, true])
        #expect(try await numbers() == [0, 1, 2, 3])
    }

    @Test func `leave nothing of one that fails halfway`() async throws {
        let outcomes = try await behindAnother([Entry(number: 1), Entry(number: 2, failsAfterwards: true)])
        #expect(outcomes[0] == nil && outcomes[1] is Halfway)
        #expect(try await numbers() == [0, 1])
    }

    @Test func `whoever was told of success is there when a disk is full`() async throws {
        try await pool.write { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(pages)")
        }
        let outcomes = try await behindAnother([
            Entry(number: 1), Entry(number: 2, filling: 100_000), Entry(number: 3),
        ])
        #expect(outcomes[1] != nil)
        let told = [1, 2, 3].filter { outcomes[$0 - 1] == nil }
        #expect(try await numbers() == [0] + told)
    }

    private struct Entry: Sendable {
        let number: Int
        var filling = 0
        var failsAfterwards = false
    }

    private struct Halfway: Error {}

    private func numbers() async throws -> [Int] {
        try await pool.read { db in try Int.fetchAll(db, sql: "SELECT number FROM entry ORDER BY number") }
    }

    /// Writes an entry 0, and lets the others queue up behind it.
    ///
    /// - Returns: What each of the others failed with, `nil` for success.
    private func behindAnother(_ entries: [Entry]) async throws -> [(any Error)?] {
        let (commits, gate) = (commits, DispatchSemaphore(value: 0))
        let first = Mutex<Task<Void, any Error>?>(nil)
        await withCheckedContinuation { begun in
            let task = Task {
                try await commits.write { db in
                    begun.resume()
                    gate.wait()
                    try db.execute(sql: "INSERT INTO entry VALUES (0, NULL)")
                }
            }
            first.withLock { $0 = task }
        }
        let others = entries.map { entry in
            Task { () -> (any Error)? in
                do { try await commits.write { db in try Self.insert(entry, in: db) } } catch { return error }
                return nil
            }
        }
        while await commits.waitingCount < entries.count { await Task.yield() }
        gate.signal()
        try await first.withLock { $0 }?.value
        var outcomes: [(any Error)?] = []
        for task in others { outcomes.append(await task.value) }
        return outcomes
    }

    private static func insert(_ entry: Entry, in db: Database) throws {
        try db.execute(
            sql: "INSERT INTO entry VALUES (?, zeroblob(?))", arguments: [entry.number, entry.filling])
        if entry.failsAfterwards { throw Halfway() }
    }
}

/// Counts what was committed.
private final class Transactions: TransactionObserver, Sendable {
    private let commits = Mutex(0)

    var count: Int { commits.withLock { $0 } }

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseDidCommit(_ db: Database) { commits.withLock { $0 += 1 } }
    func databaseDidRollback(_ db: Database) {}
}
