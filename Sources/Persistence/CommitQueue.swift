import GRDB

/// Puts what several callers want to write into one transaction, so that one wait for the disk makes all of it durable.
///
/// A transaction with `synchronous=FULL` waits for the disk once, however much it holds. While one waits, what others ask
/// for gathers here and is the next. Each caller's part is a savepoint: one that fails is undone by itself and fails by
/// itself, and nobody is told of success before everything of the transaction is durable.
actor CommitQueue {
    private let pool: DatabasePool
    private var waiting: [PendingWrite] = []
    private var isWriting = false

    /// Callers whose parts share a transaction at most: it is held in memory, and all of them wait for the last.
    private static let most = 64

    init(_ pool: DatabasePool) { self.pool = pool }

    /// Callers whose part has not begun.
    var waitingCount: Int { waiting.count }

    /// Durable when the call returns, or as if it had not begun.
    ///
    /// The part is not taken back when the caller's task is cancelled meanwhile.
    func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            waiting.append(
                PendingWrite(
                    run: { db in
                        let value = try body(db)
                        return { continuation.resume(returning: value) }
                    },
                    fail: { continuation.resume(throwing: $0) }))
            guard !isWriting else { return }
            isWriting = true
            Task { await writeAll() }
        }
    }

    private func writeAll() async {
        while !waiting.isEmpty {
            let group = Array(waiting.prefix(Self.most))
            waiting.removeFirst(group.count)
            await commit(group)
        }
        isWriting = false
    }

    private func commit(_ group: [PendingWrite]) async {
        do {
            let outcomes = try await pool.write { db in
                // Alone, a part is undone with the transaction.
                if group.count == 1 { return [try group[0].run(db)] }
                return try group.map { try Self.attempt($0, in: db) }
            }
            for outcome in outcomes { outcome() }
        } catch {
            for write in group { write.fail(error) }
        }
    }

    /// - Returns: How the caller is told, once the transaction is durable.
    /// - Throws: When the transaction as a whole is lost, as by a full disk.
    private static func attempt(_ write: PendingWrite, in db: Database) throws -> @Sendable () -> Void {
        var outcome: (@Sendable () -> Void)?
        do {
            try db.inSavepoint {
                outcome = try write.run(db)
                return .commit
            }
        } catch  where db.isInsideTransaction {
            return { write.fail(error) }
        }
        return outcome ?? {}
    }
}

/// What one caller waits for.
private struct PendingWrite: Sendable {
    /// Writes, and returns how the caller gets the value.
    let run: @Sendable (Database) throws -> @Sendable () -> Void
    let fail: @Sendable (any Error) -> Void
}
