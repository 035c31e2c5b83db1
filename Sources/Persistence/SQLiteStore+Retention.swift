package import ConventionDomain
import GRDB
package import Workflow

package import struct Foundation.Date

extension SQLiteStore: RetentionStore {
    package func volume(of conventions: [ConventionID]) async throws(StoreError) -> [ConventionID: Int64] {
        try await read { db in
            var volumes: [ConventionID: Int64] = [:]
            for id in conventions {
                let sql = """
                    SELECT (SELECT COALESCE(SUM(length(sealed)), 0) FROM document WHERE convention = :id)
                        + (SELECT COALESCE(SUM(length(sealed)), 0) FROM statement WHERE convention = :id)
                    """
                volumes[id] = try Int64.fetchOne(db, sql: sql, arguments: ["id": id.text])
            }
            return volumes
        }
    }

    package func openPurge() async throws(StoreError) -> PurgeRun? {
        try await read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM purge WHERE finishedAt IS NULL").map(PurgeRun.init)
        }
    }

    package func beginPurge(_ plan: SealedRecord, at time: Date) async throws(StoreError) -> PurgeRun {
        try await write { db in
            let open = try Int.fetchOne(db, sql: "SELECT count(*) FROM purge WHERE finishedAt IS NULL") ?? 0
            guard open == 0 else { throw StoreError.headMoved }
            try db.execute(
                sql: """
                    INSERT INTO purge (number, beganAt, plan, planSeal)
                    SELECT COALESCE(MAX(number), 0) + 1, ?, ?, ? FROM purge
                    """,
                arguments: [time.wholeSeconds, plan.content.blob, plan.seal.blob])
            return PurgeRun(
                number: db.lastInsertedRowID, beganAt: Date(wholeSeconds: time.wholeSeconds), plan: plan, record: nil)
        }
    }

    package func finishPurge(
        _ number: Int64, _ record: SealedRecord, removing limits: LeftoverLimits, counted: Leftovers, at time: Date
    ) async throws(StoreError) -> Bool {
        let isFinished = try await write { db in
            guard try Self.count(limits, in: db) == counted else { return false }
            try db.execute(
                sql: """
                    UPDATE purge SET finishedAt = ?, record = ?, recordSeal = ? WHERE number = ? AND finishedAt IS NULL
                    """,
                arguments: [time.wholeSeconds, record.content.blob, record.seal.blob, number])
            guard db.changesCount == 1 else { throw StoreError.headMoved }
            try Self.removeLeftovers(limits, in: db)
            return true
        }
        if isFinished, !counted.isEmpty { await emptyLog() }
        return isFinished
    }

    package func erasure(of convention: ConventionID) async throws(StoreError) -> RecordedErasure? {
        guard let row = try await read({ db in try EventRow.all(of: convention.text, in: db).last }),
            row.isInClear, case .erased(let erasure) = try SealedEvent.open(row, key: nil)
        else { return nil }
        return RecordedErasure(reason: erasure.reason, at: Date(wholeSeconds: row.header.at))
    }

    package func purges() async throws(StoreError) -> [PurgeRun] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM purge ORDER BY number").map(PurgeRun.init)
        }
    }

    package func slips() async throws(StoreError) -> [StoredSlip] {
        let rows = try await read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM eliminationSlip ORDER BY place").map { row in
                (row.bytes("content"), Self.visa(row))
            }
        }
        var slips: [StoredSlip] = []
        for (content, visa) in rows {
            slips.append(StoredSlip(slip: try EventCodec.decode(EliminationSlip.self, content), visa: visa))
        }
        return slips
    }

    private static func visa(_ row: Row) -> EliminationVisa? {
        guard let number = row["visaNumber"] as String?, let day = row["visaOn"] as String?,
            let recordedAt = row["visaRecordedAt"] as Int64?
        else { return nil }
        return EliminationVisa(number: number, on: day, recordedAt: Date(wholeSeconds: recordedAt))
    }

    package func addSlip(_ slip: EliminationSlip) async throws(StoreError) {
        let content = try EventCodec.encode(slip)
        try await write { db in
            try db.execute(
                sql: """
                    INSERT OR IGNORE INTO eliminationSlip (number, place, content)
                    SELECT ?, COALESCE(MAX(place), 0) + 1, ? FROM eliminationSlip
                    """,
                arguments: [slip.number, content.blob])
            guard db.changesCount == 1 else { throw StoreError.headMoved }
        }
    }

    package func noteVisa(_ visa: EliminationVisa, on number: String) async throws(StoreError) -> Bool {
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE eliminationSlip SET visaNumber = ?, visaOn = ?, visaRecordedAt = ?
                    WHERE number = ? AND visaNumber IS NULL
                    """,
                arguments: [visa.number, visa.on, visa.recordedAt.wholeSeconds, number])
            return db.changesCount == 1
        }
    }
}

extension SQLiteStore {
    package func countLeftovers(_ limits: LeftoverLimits) async throws(StoreError) -> Leftovers {
        try await read { db in try Self.count(limits, in: db) }
    }

    private static func count(_ limits: LeftoverLimits, in db: Database) throws -> Leftovers {
        try leftovers(limits) { table, condition, arguments in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table) WHERE \(condition)", arguments: arguments) ?? 0
        }
    }

    private static func removeLeftovers(_ limits: LeftoverLimits, in db: Database) throws {
        _ = try leftovers(limits) { table, condition, arguments in
            try db.execute(sql: "DELETE FROM \(table) WHERE \(condition)", arguments: arguments)
            return db.changesCount
        }
        try db.execute(sql: "DELETE FROM batchItem WHERE batch NOT IN (SELECT id FROM batch)")
    }

    /// References of the conventions under a legal hold, asked of the journal's clear headers as ``LegalHold/inForce(after:)`` asks its
    /// events.
    static let held = """
        SELECT convention FROM event AS placed WHERE type = '\(ConventionEvent.Kind.legalHoldPlaced.rawValue)'
            AND NOT EXISTS (SELECT 1 FROM event AS lifted WHERE lifted.convention = placed.convention
                AND lifted.position > placed.position AND lifted.type = '\(ConventionEvent.Kind.legalHoldLifted.rawValue)')
        """

    /// Which rows are left over, said once for counting and for deleting them.
    private static func leftovers(
        _ limits: LeftoverLimits,
        _ take: (_ table: String, _ condition: String, _ arguments: StatementArguments) throws -> Int
    ) throws -> Leftovers {
        let (messages, access) = (limits.messages.wholeSeconds, limits.access.wholeSeconds)
        let codes = limits.codes.wholeSeconds
        let isFree = "convention NOT IN (\(held))"
        var left = Leftovers()
        left.messages = try take(
            "outbox", "state <> 'waiting' AND COALESCE(settledAt, queuedAt) < ? AND \(isFree)", [messages])
        for table in ["link", "accessGrant", "partLink"] {
            left.links += try take(table, "expiresAt < ? AND \(isFree)", [access])
        }
        left.codes = try take("code", "expiresAt < ? AND \(isFree)", [codes])
        left.sessions = try take("headPass", "expiresAt < ?", [codes])
        left.batches = try take(
            "batch",
            """
            (finishedAt < ? OR (givenAt IS NULL AND createdAt < ?))
                AND id NOT IN (SELECT batch FROM batchItem WHERE convention IN (\(held)))
            """, [access, codes])
        left.digests = try take("digest", "day < date(?, 'unixepoch')", [access])
        return left
    }
}

extension PurgeRun {
    fileprivate init(_ row: Row) {
        let record = row.optionalBytes("record").map {
            SealedRecord(content: $0, seal: row.optionalBytes("recordSeal") ?? [])
        }
        self.init(
            number: row["number"], beganAt: Date(wholeSeconds: row["beganAt"]),
            plan: SealedRecord(content: row.bytes("plan"), seal: row.bytes("planSeal")), record: record)
    }
}
