private import Foundation
import GRDB
import Workflow

/// Where the parts of a data directory lie.
struct DataDirectoryLayout {
    let root: String

    var database: String { root + "/seing.sqlite" }
    var keys: String { root + "/keys" }
    var storeKey: StoreKeyFile { StoreKeyFile(path: keys + "/store.key") }
}

extension SQLiteStore {
    /// Opens the store of a data directory, and makes it at the first start.
    ///
    /// - Parameter directory: Path of the data directory; made with mode 0700 when it does not exist.
    /// - Throws: ``StoreOpeningError``, with what to do about it; then nothing was changed.
    package static func open(directory: String) throws(StoreOpeningError) -> SQLiteStore {
        let layout = DataDirectoryLayout(root: directory)
        let exists = FileManager.default.fileExists(atPath: layout.database)
        if exists {
            try requireKnownSchema(of: layout.database)
            guard layout.storeKey.exists else { throw .keyMissing(path: layout.storeKey.path) }
        }
        try makeDirectories(layout)
        let key = try layout.storeKey.exists ? layout.storeKey.read() : layout.storeKey.create()
        if !exists { makePrivateFile(layout.database) }
        let pool = try openPool(layout.database)
        let store = SQLiteStore(pool: pool, lookups: try openLookups(layout.database), key: key)
        do { try store.requireOwnKey(layout) } catch {
            try? store.close()
            throw error
        }
        return store
    }

    /// Whether there is a store in a data directory, which ``open(directory:)`` would otherwise make.
    package static func exists(in directory: String) -> Bool {
        FileManager.default.fileExists(atPath: DataDirectoryLayout(root: directory).database)
    }

    private static func makeDirectories(_ layout: DataDirectoryLayout) throws(StoreOpeningError) {
        do {
            for directory in [layout.root, layout.keys] {
                try FileManager.default.createDirectory(
                    atPath: directory, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
            }
        } catch { throw .directoryUnusable("could not make \(layout.keys)") }
    }

    /// Looks at an existing database without the right to change it.
    private static func requireKnownSchema(of path: String) throws(StoreOpeningError) {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        let isOurs: Bool
        let isNewer: Bool
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            (isOurs, isNewer) = try queue.read { db in
                let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
                let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0
                let isOurs = application == StoreMigration.applicationID || isEmpty
                return (isOurs, isOurs ? try StoreMigration.migrator.hasBeenSuperseded(db) : false)
            }
        } catch { throw reason(error, path) }
        guard isOurs else { throw .notOurs(path: path) }
        guard !isNewer else { throw .newerSchema(path: path) }
    }

    /// What cannot be read may still be ours: a full or read-only disk keeps SQLite from opening its log.
    private static func reason(_ error: any Error, _ path: String) -> StoreOpeningError {
        switch (error as? DatabaseError)?.resultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT, nil: .notOurs(path: path)
        default: .directoryUnusable("could not read \(path): \(StoreError(sqlite: error))")
        }
    }

    private static func openPool(_ path: String) throws(StoreOpeningError) -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            // What is deleted, such as a key, is overwritten.
            try db.execute(sql: "PRAGMA secure_delete = ON")
        }
        do {
            let pool = try DatabasePool(path: path, configuration: configuration)
            // DatabasePool sets NORMAL on its writer, after prepareDatabase, when it turns the write-ahead log on;
            // NORMAL may lose the last commits when the power fails.
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                // In pages. Most signatures write to the same ones: a longer log, 16 MB, is copied back less often.
                try db.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
            }
            try StoreMigration.migrator.migrate(pool)
            return pool
        } catch { throw .directoryUnusable("could not open \(path): \(StoreError(sqlite: error))") }
    }

    private static func openLookups(_ path: String) throws(StoreOpeningError) -> LookupConnections {
        do { return try LookupConnections(path: path, busyTimeout: 5) } catch {
            throw .directoryUnusable("could not open \(path): \(StoreError(sqlite: error))")
        }
    }

    /// Notes the key's fingerprint at the first start and compares it at every other.
    private func requireOwnKey(_ layout: DataDirectoryLayout) throws(StoreOpeningError) {
        let fingerprint = key.fingerprint
        let noted: [UInt8]
        do {
            noted = try pool.write { db in
                try db.execute(
                    sql: "INSERT OR IGNORE INTO storeIdentity (id, keyFingerprint) VALUES (1, ?)",
                    arguments: [fingerprint.blob])
                return try Row.fetchOne(db, sql: "SELECT keyFingerprint FROM storeIdentity")?.bytes("keyFingerprint")
                    ?? []
            }
        } catch { throw .directoryUnusable("could not use \(layout.database): \(StoreError(sqlite: error))") }
        guard noted == fingerprint else { throw .otherKey(path: layout.storeKey.path) }
    }
}
