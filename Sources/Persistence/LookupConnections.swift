import GRDB
import Synchronization

/// Connections that only read, each used by the thread that asks and given back at once.
///
/// There are as many as threads have ever asked at the same time, so that none waits for another. `DatabasePool` would ask
/// before each read whether the schema has changed, which a store never does once it is open, and keep its readers under a
/// lock and two semaphores: together as much work as the statement.
final class LookupConnections: Sendable {
    private struct State {
        var free: [DatabaseQueue] = []
        var isClosed = false
    }

    private let path: String
    private let configuration: Configuration
    private let state = Mutex(State())

    /// - Throws: What SQLite says when the database cannot be opened.
    init(path: String, busyTimeout: Double) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(busyTimeout)
        (self.path, self.configuration) = (path, configuration)
        giveBack(try open())
    }

    /// Statements of which each may see another state.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try using { try $0.unsafeRead(body) }
    }

    /// Statements that all see the same state.
    func readTogether<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try using { try $0.read(body) }
    }

    /// Later reads fail; those that are on their way end.
    func close() throws {
        let free = state.withLock { state in
            defer { state = State(isClosed: true) }
            return state.free
        }
        for connection in free { try connection.close() }
    }

    private func using<Value>(_ body: (DatabaseQueue) throws -> Value) throws -> Value {
        let (free, isClosed) = state.withLock { ($0.free.popLast(), $0.isClosed) }
        guard !isClosed else { throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the store is closed") }
        let connection = try free ?? open()
        defer { giveBack(connection) }
        return try body(connection)
    }

    private func open() throws -> DatabaseQueue { try DatabaseQueue(path: path, configuration: configuration) }

    private func giveBack(_ connection: DatabaseQueue) {
        let isClosed = state.withLock { state in
            if !state.isClosed { state.free.append(connection) }
            return state.isClosed
        }
        if isClosed { try? connection.close() }
    }
}
