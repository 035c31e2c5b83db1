package import ConventionDomain
import Foundation
import GRDB
package import Workflow

/// Which payloads an export of the journal gives besides the headers and anchors of all events.
package struct JournalExportScope: Hashable, Sendable {
    /// The convention whose payloads are given; `nil` for none, which leaves nothing personal.
    package let convention: ConventionID?
    /// Whether payloads with mail addresses are among them.
    package let withAddresses: Bool

    package init(convention: ConventionID? = nil, withAddresses: Bool = false) {
        self.convention = convention
        self.withAddresses = withAddresses
    }
}

/// Why the journal was not exported to its end.
package enum JournalExportError: Error {
    case unknownConvention
    case store(StoreError)
    /// What the writer said.
    case output(any Error)
}

extension SQLiteStore {
    /// Writes the journal as one state of it, line by line, as `docs/journal-format.md` says.
    ///
    /// Headers are given as they are, also altered ones: whoever reads them finds that out. Memory does not grow with
    /// the number of events.
    ///
    /// - Parameter write: Takes some lines at a time; blocks as long as its reader does.
    /// - Throws: ``JournalExportError``; what was written then lacks the last line.
    package func exportJournal(
        _ scope: JournalExportScope, to write: @escaping @Sendable ([UInt8]) throws -> Void
    ) async throws(JournalExportError) {
        do {
            try await pool.read { db in try JournalExport(store: self, scope: scope, db: db, write: write).run() }
        } catch let error as JournalExportError {
            throw error
        } catch {
            throw .store(StoreError(sqlite: error))
        }
    }
}

/// One export, within one read transaction.
private struct JournalExport {
    private static let chunkByteCount = 65_536

    let store: SQLiteStore
    let scope: JournalExportScope
    let db: Database
    let write: ([UInt8]) throws -> Void

    func run() throws {
        let chosen = scope.convention?.text
        if let chosen, try EventRow.head(of: chosen, in: db) == nil { throw JournalExportError.unknownConvention }
        let key = try chosen.flatMap { try store.conventionKey($0, in: db) }
        var buffer = try ExportLine.bytes(ExportLine.Beginning(convention: chosen))
        let events = try Row.fetchCursor(db, sql: "SELECT * FROM event ORDER BY sequence")
        let anchors = try Row.fetchCursor(db, sql: "SELECT * FROM anchor ORDER BY sequence")
        var (eventCount, anchorCount, head) = (0, 0, JournalHeader.noHash)
        var (anchor, previousToken) = (try anchors.next(), JournalHeader.noHash)

        func writeAnchors(upTo sequence: Int64) throws {
            while let row = anchor, row["sequence"] <= sequence {
                let token = row.bytes("token")
                let statement = JournalAnchor(
                    sequence: row["sequence"], headHash: row.bytes("headHash"), previousTokenDigest: previousToken)
                buffer += try ExportLine.bytes(ExportLine.Anchor(statement, token: token))
                previousToken = JournalAnchor.tokenDigest(token)
                anchorCount += 1
                anchor = try anchors.next()
            }
        }

        while let row = try events.next().map(EventRow.init) {
            buffer += try line(of: row, isChosen: row.header.convention == chosen, key)
            (eventCount, head) = (eventCount + 1, row.hash)
            try writeAnchors(upTo: row.header.sequence)
            if buffer.count >= Self.chunkByteCount { try flush(&buffer) }
        }
        try writeAnchors(upTo: .max)
        buffer += try ExportLine.bytes(
            ExportLine.End(events: eventCount, anchors: anchorCount, headHash: JournalHeader.hexadecimal(head)))
        try flush(&buffer)
    }

    private func flush(_ buffer: inout [UInt8]) throws {
        do { try write(buffer) } catch { throw JournalExportError.output(error) }
        buffer.removeAll(keepingCapacity: true)
    }

    private func line(of row: EventRow, isChosen: Bool, _ key: ConventionKey?) throws -> [UInt8] {
        var line = ExportLine.Event(row)
        guard isChosen else { return try ExportLine.bytes(line) }
        guard key != nil || row.isInClear else {
            line.withheld = .erased
            return try ExportLine.bytes(line)
        }
        guard let kind = ConventionEvent.Kind(rawValue: row.header.type), !kind.holdsAddresses || scope.withAddresses
        else {
            line.withheld = .addresses
            return try ExportLine.bytes(line)
        }
        let (salt, payload) = try SealedEvent.opened(row, key: key)
        line.salt = salt.map { String(format: "%02x", $0) }.joined()
        line.payload = Data(payload).base64EncodedString()
        return try ExportLine.bytes(line, content: payload)
    }
}
