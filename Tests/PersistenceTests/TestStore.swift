import ConventionDomain
import Foundation
import GRDB
import Workflow
import WorkflowTestSupport

@testable import Persistence

/// A store in a directory of its own, removed with it.
final class TestStore: Sendable {
    let directory: String
    let store: SQLiteStore

    init() throws {
        directory = NSTemporaryDirectory() + "seing-test-\(UUID().uuidString)"
        store = try SQLiteStore.open(directory: directory)
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// A bench whose parties read their mails from the outbox, as the mail system would.
    func bench(
        signer: RevisionSigner = PaperDocument.signer(), documents: DocumentFactory? = nil
    ) throws -> WorkflowBench {
        let store = store
        return WorkflowBench(
            store: store.conventionStore, mails: { try await store.waitingMails() }, texts: try Self.texts(),
            signer: signer, documents: documents)
    }

    static let templates = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Templates").path

    /// Read once: to read them takes longer than most tests.
    private static let loadedTexts = Result { try WorkflowTexts.load(directory: templates) }

    static func texts() throws -> WorkflowTexts { try loadedTexts.get() }

    var databaseFile: String { directory + "/seing.sqlite" }

    /// Every byte of the data directory, write-ahead log included.
    func allBytes() throws -> Data {
        var bytes = Data()
        for name in try FileManager.default.subpathsOfDirectory(atPath: directory) {
            bytes += (try? Data(contentsOf: URL(fileURLWithPath: directory + "/" + name))) ?? Data()
        }
        return bytes
    }
}

extension SQLiteStore {
    /// Erases in whatever state the convention is.
    func erase(_ id: ConventionID) async throws {
        guard let head = try await history(id)?.head else { return }
        let time = Date(timeIntervalSince1970: 1_780_400_000)
        try await conventionStore.commit(
            ConventionChange(
                convention: id, expectedHead: head, at: time, events: [.erased(Erasure(reason: .retention))]))
    }

    /// Messages that wait, read without claiming them.
    func waitingMails() async throws -> [OutgoingMail] {
        let rows = try await pool.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM outbox WHERE state = 'waiting' ORDER BY id").map { row in
                (
                    row["convention"] as String, row["messageKey"] as String, row.bytes("sealed"),
                    try self.conventionKey(row["convention"], in: db)
                )
            }
        }
        return try rows.compactMap { convention, messageKey, sealed, key in
            guard let key else { return nil }
            return try EventCodec.decode(
                OutgoingMail.self, try key.open(sealed, at: .mail(convention, messageKey: messageKey)))
        }
    }

    /// Does what somebody with access to the file could do, triggers or not.
    func tamper(_ sql: String) async throws {
        try await pool.write { db in
            try db.execute(sql: "DROP TRIGGER IF EXISTS eventNeverChanges")
            try db.execute(sql: "DROP TRIGGER IF EXISTS eventNeverGoes")
            try db.execute(sql: "DROP TRIGGER IF EXISTS documentNeverChanges")
            try db.execute(sql: sql)
        }
    }
}
