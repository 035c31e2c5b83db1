import GRDB
package import Workflow

/// Journal, documents, links, codes and outbox of one data directory, in SQLite.
///
/// Write-ahead log with `synchronous=FULL`: what was committed survives a crash of the process, the system and the
/// power. All personal data are encrypted under a key of their convention.
package struct SQLiteStore: Sendable {
    let pool: DatabasePool
    let lookups: LookupConnections
    let key: StoreKey
    private let commits: CommitQueue
    let openedJournals = OpenedJournals()
    /// Told what an operator should know of: a disk that fails, a database that contradicts itself.
    var onFailure: @Sendable (StoreError) -> Void = { _ in }

    init(pool: DatabasePool, lookups: LookupConnections, key: StoreKey) {
        self.pool = pool
        self.lookups = lookups
        self.key = key
        commits = CommitQueue(pool)
    }

    /// The same store, which tells its failures to `onFailure` besides throwing them.
    package func reportingFailures(to onFailure: @escaping @Sendable (StoreError) -> Void) -> SQLiteStore {
        var store = self
        store.onFailure = onFailure
        return store
    }

    /// Writes what is in the write-ahead log into the database and closes it; later calls fail.
    package func close() throws(StoreError) {
        do {
            try lookups.close()
            try pool.close()
        } catch { throw StoreError(sqlite: error) }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        do { return try await pool.read(body) } catch { throw reported(error) }
    }

    /// Finds what a key leads to, in one statement.
    ///
    /// The calling thread does it: to hand it to another takes longer. Not for what reads more rows than one convention has.
    /// It takes a connection of its own sort: those of ``read(_:)`` are given back by tasks, which would wait for ever for
    /// threads that all wait for a connection.
    func lookUp<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do { return try lookups.read(body) } catch { throw reported(error) }
    }

    /// Like ``lookUp(_:)``, of which several statements see the same state.
    func lookUpTogether<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do { return try lookups.readTogether(body) } catch { throw reported(error) }
    }

    /// Whole and durable when the call returns, or as if it had not begun; others' writes may share the transaction.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        do { return try await commits.write(body) } catch { throw reported(error) }
    }

    private func reported(_ cause: any Error) -> StoreError {
        let error = StoreError(sqlite: cause)
        // A request that is given up because the service stops is no failure of the store.
        if cause is CancellationError { return error }
        switch error {
        case .unavailable, .damaged: onFailure(error)
        case .headMoved, .erased, .overlapping: break  // a use case knows what to do
        }
        return error
    }
}

extension StoreError {
    /// What an error of SQLite means for who uses the store; says the kind of failure, never a value.
    init(sqlite error: any Error) {
        if let error = error as? StoreError {
            self = error
        } else if let error = error as? DatabaseError {
            let text = error.resultCode.description
            switch error.resultCode {
            case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH:
                self = .damaged("SQLite: \(text)")
            default: self = .unavailable("SQLite: \(text)")
            }
        } else if error is CancellationError {
            self = .unavailable("the request was cancelled")
        } else {
            self = .unavailable("\(type(of: error))")
        }
    }
}
