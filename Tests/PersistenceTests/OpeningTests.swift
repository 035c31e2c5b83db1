import Foundation
import GRDB
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("Opening a data directory")
struct OpeningTests {
    @Test func `a directory written by a newer version is refused and left as it was`() async throws {
        let test = try TestStore()
        try await test.store.pool.write { db in
            try db.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('2031-01 something new')")
        }
        try test.store.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: test.databaseFile))
        #expect(throws: StoreOpeningError.newerSchema(path: test.databaseFile)) {
            try SQLiteStore.open(directory: test.directory)
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: test.databaseFile)) == before)
        #expect("\(StoreOpeningError.newerSchema(path: "x"))".contains("newer version"))
    }

    @Test func `somebody else's database is refused and left as it was`() throws {
        let directory = NSTemporaryDirectory() + "seing-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let file = directory + "/seing.sqlite"
        let queue = try DatabaseQueue(path: file)
        try queue.write { db in try db.execute(sql: "CREATE TABLE recipe (name TEXT)") }
        try queue.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: file))
        #expect(throws: StoreOpeningError.notOurs(path: file)) { try SQLiteStore.open(directory: directory) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == before)
    }

    @Test func `a file that is no database is refused`() throws {
        let directory = NSTemporaryDirectory() + "seing-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let file = directory + "/seing.sqlite"
        try Data(repeating: 0x41, count: 8_192).write(to: URL(fileURLWithPath: file))
        #expect(throws: StoreOpeningError.notOurs(path: file)) { try SQLiteStore.open(directory: directory) }
    }

    @Test func `a directory that cannot be made is refused`() {
        #expect { try SQLiteStore.open(directory: "/proc/seing") } throws: { error in
            if case .directoryUnusable = error as? StoreOpeningError { true } else { false }
        }
    }

    @Test func `without its key a database is not opened, and no new key is made`() throws {
        let test = try TestStore()
        try test.store.close()
        let key = test.directory + "/keys/store.key"
        try FileManager.default.removeItem(atPath: key)
        #expect(throws: StoreOpeningError.keyMissing(path: key)) { try SQLiteStore.open(directory: test.directory) }
        #expect(!FileManager.default.fileExists(atPath: key))
    }

    @Test func `another database's key is refused`() throws {
        let test = try TestStore()
        try test.store.close()
        let key = test.directory + "/keys/store.key"
        try Data(repeating: 7, count: 32).write(to: URL(fileURLWithPath: key))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
        #expect(throws: StoreOpeningError.otherKey(path: key)) { try SQLiteStore.open(directory: test.directory) }
    }

    @Test(arguments: [0, 31, 33])
    func `a key of another length is refused`(count: Int) throws {
        let test = try TestStore()
        try test.store.close()
        let key = test.directory + "/keys/store.key"
        try Data(repeating: 7, count: count).write(to: URL(fileURLWithPath: key))
        #expect(throws: StoreOpeningError.keyUnreadable(path: key)) { try SQLiteStore.open(directory: test.directory) }
    }

    @Test func `a key that others can read is refused`() throws {
        let test = try TestStore()
        try test.store.close()
        let key = test.directory + "/keys/store.key"
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: key)
        #expect(throws: StoreOpeningError.keyExposed(path: key)) { try SQLiteStore.open(directory: test.directory) }
    }

    @Test func `the key is made once, for its owner alone`() throws {
        let test = try TestStore()
        let path = test.directory + "/keys/store.key"
        let key = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(key.count == 32)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try test.store.close()
        try SQLiteStore.open(directory: test.directory).close()
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == key)
    }

    @Test func `two first starts at once agree on one key`() async throws {
        let directory = NSTemporaryDirectory() + "seing-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let file = StoreKeyFile(path: directory + "/store.key")
        let first = try file.create()
        #expect(try file.create().fingerprint == first.fingerprint)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["store.key"])
    }

    @Test func `the database and its log are for their owner alone`() async throws {
        let test = try TestStore()
        _ = try await test.bench().drafted()
        for suffix in ["", "-wal", "-shm"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: test.databaseFile + suffix)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func `commits survive a power failure: full synchronisation on the writer, write-ahead log`() async throws {
        let test = try TestStore()
        let (synchronous, journal, erases) = try await test.store.pool.write { db in
            (
                try Int.fetchOne(db, sql: "PRAGMA synchronous"), try String.fetchOne(db, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(db, sql: "PRAGMA secure_delete")
            )
        }
        #expect(synchronous == 2 && journal == "wal" && erases == 1)
    }

    @Test func `every table but SQLite's and the migrator's own is strict`() async throws {
        let test = try TestStore()
        let lax = try await test.store.pool.read { db in
            try String.fetchAll(
                db, sql: "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0")
        }
        #expect(Set(lax) == ["sqlite_schema", "sqlite_sequence", "grdb_migrations"])
    }

    @Test func `what was written is there after closing and opening`() async throws {
        let test = try TestStore()
        let bench = try test.bench()
        let id = try await bench.issued()
        try await bench.sign("student")
        let before = try await bench.workflow.show(id)
        let document = try await bench.workflow.document(of: id)
        try test.store.close()
        let again = try SQLiteStore.open(directory: test.directory)
        defer { try? again.close() }
        let reopened = WorkflowBench(
            store: again.conventionStore, mails: { try await again.waitingMails() }, texts: try TestStore.texts())
        #expect(try await reopened.workflow.show(id) == before)
        #expect(try await reopened.workflow.document(of: id) == document)
        try await reopened.sign("representative-1")
        #expect(try await again.verifyChain().fault == nil)
    }
}
