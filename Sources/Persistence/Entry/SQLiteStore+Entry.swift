import GRDB
package import Placements
package import Workflow

import struct Foundation.Date

extension SQLiteStore {
    /// Employers, pupils, families and moderators who enter, as the use cases see them.
    package var entryStore: EntryStore {
        EntryStore(
            find: { id throws(EntryError) in try await visitors("id = ?", [id]).first },
            marked: { mark throws(EntryError) in try await visitors("mark = ?", [mark.blob]).first },
            employers: { () throws(EntryError) in
                try await visitors("kind = 'employer' AND lastEnteredAt IS NOT NULL ORDER BY createdAt, id", [])
            },
            addLink: { pass, mail, newcomer throws(EntryError) in try await addLink(pass, mail, newcomer) },
            linkCount: { visitor, since throws(EntryError) in
                try await entryCount(
                    "visitorPass WHERE visitor = ? AND use = 'link' AND createdAt > ?", [visitor, since.wholeSeconds])
            },
            newcomerCount: { since throws(EntryError) in
                try await entryCount(
                    "visitor WHERE kind = 'employer' AND lastEnteredAt IS NULL AND createdAt > ?", [since.wholeSeconds])
            },
            pass: { mark throws(EntryError) in try await visitorPass(mark) },
            begin: { beginning throws(EntryError) in try await begin(beginning) },
            touch: { mark, at throws(EntryError) in
                try await changeEntry(
                    "UPDATE visitorPass SET lastUsedAt = ? WHERE mark = ? AND use = 'visit'",
                    [at.wholeSeconds, mark.blob])
            },
            end: { mark throws(EntryError) in
                try await changeEntry("DELETE FROM visitorPass WHERE mark = ? AND use = 'visit'", [mark.blob])
            },
            remove: { id throws(EntryError) in try await removeVisitor(id) },
            countTry: { bounds, at throws(EntryError) in try await countTry(bounds, at) },
            forgive: { bounds throws(EntryError) in try await forgive(bounds) },
            sweep: { sweep throws(EntryError) in try await sweepVisitors(sweep) })
    }

    private func visitors(
        _ condition: String, _ arguments: StatementArguments
    ) async throws(EntryError) -> [VisitorRecord] {
        try await entryRead { db in
            try db.rows(sql: "SELECT * FROM visitor WHERE \(condition)", arguments: arguments).map { row in
                guard let key = try conventionKey(row["id"], in: db) else {
                    throw StoreError.damaged("visitor without its key")
                }
                return try VisitorRecord(row, key)
            }
        }
    }

    private func entryCount(_ what: String, _ arguments: StatementArguments) async throws(EntryError) -> Int {
        try await entryRead { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM \(what)", arguments: arguments) ?? 0
        }
    }

    private func visitorPass(_ mark: [UInt8]) async throws(EntryError) -> EntryPass? {
        try await entryRead { db in
            try db.row(sql: "SELECT * FROM visitorPass WHERE mark = ?", arguments: [mark.blob]).map(EntryPass.init)
        }
    }

    private func changeEntry(_ sql: String, _ arguments: StatementArguments) async throws(EntryError) {
        try await entryWrite { db in try db.run(sql: sql, arguments: arguments) }
    }

    // MARK: Links and visits

    private func addLink(
        _ pass: EntryPass, _ mail: EntryMail, _ newcomer: VisitorRecord?
    ) async throws(EntryError) {
        let queued = QueuedMail(
            fieldName: "visitor",
            mail: OutgoingMail(
                messageKey: mail.messageKey, to: mail.email, subject: mail.subject, textBody: mail.body),
            notAfter: mail.notAfter)
        let new = try newcomer.map { record throws(EntryError) in try sealed(record) }
        try await entryWrite { db in
            if let new, try !new.insert(self, in: db) { return }
            // Gone meanwhile: nobody is written to.
            guard let key = try conventionKey(pass.visitor, in: db) else { return }
            let sealed = try key.seal(
                try EventCodec.encode(queued.mail), at: .mail(pass.visitor, messageKey: mail.messageKey))
            try pass.insert(in: db)
            try insert(queued, sealed, for: pass.visitor, at: pass.createdAt, in: db)
        }
    }

    private func begin(_ beginning: VisitBeginning) async throws(EntryError) -> Bool {
        let record = beginning.record
        let new = try record.map { record throws(EntryError) in try sealed(record) }
        return try await entryWrite { db in
            if let link = beginning.link {
                // It stays to be counted, and is good for nothing.
                try db.run(
                    sql: "UPDATE visitorPass SET expiresAt = 0 WHERE mark = ? AND use = 'link' AND expiresAt > 0",
                    arguments: [link.blob])
                guard db.changesCount == 1 else { return false }
            }
            if let record, let new {
                if let key = try conventionKey(record.id, in: db) {
                    try db.run(
                        sql: "UPDATE visitor SET lastEnteredAt = ?, sealed = ? WHERE id = ?",
                        arguments: [
                            record.lastEnteredAt?.wholeSeconds, try key.seal(record.facts(), at: record.place).blob,
                            record.id,
                        ])
                    guard db.changesCount == 1 else { return false }
                } else {
                    // Taken away while it was being entered, or made by somebody else at the same moment: enter once more.
                    guard beginning.link == nil, try new.insert(self, in: db) else { return false }
                }
            }
            if let former = beginning.former {
                try db.run(
                    sql: "DELETE FROM visitorPass WHERE mark = ? AND use = 'visit'", arguments: [former.blob])
            }
            try beginning.visit.insert(in: db)
            return true
        }
    }

    private func removeVisitor(_ id: String) async throws(EntryError) -> Bool {
        let isGone = try await entryWrite { db in
            guard try db.row(sql: "SELECT id FROM visitor WHERE id = ?", arguments: [id]) != nil else { return false }
            try destroyVisitor(id, in: db)
            return true
        }
        if isGone { await emptyLog() }
        return isGone
    }

    private func destroyVisitor(_ id: String, in db: Database) throws {
        try db.run(sql: "DELETE FROM visitor WHERE id = ?", arguments: [id])
        try db.run(sql: "DELETE FROM visitorPass WHERE visitor = ?", arguments: [id])
        // Destroys the key, and with it the messages that wait.
        try destroyKey(of: id, in: db)
    }

    private func sweepVisitors(_ sweep: EntrySweep) async throws(EntryError) -> Int {
        let (employers, others) = try await entryWrite { db in
            let stale = """
                SELECT id, kind, lastEnteredAt FROM visitor WHERE
                    (kind = 'employer' AND lastEnteredAt < :employers)
                    OR (kind IN ('pupil', 'family') AND COALESCE(lastEnteredAt, createdAt) < :pupils)
                    OR (kind = 'employer' AND lastEnteredAt IS NULL AND createdAt < :newcomers)
                """
            let rows = try db.rows(
                sql: stale,
                arguments: [
                    "employers": sweep.employersBefore.wholeSeconds, "pupils": sweep.pupilsBefore.wholeSeconds,
                    "newcomers": sweep.newcomersBefore.wholeSeconds,
                ])
            for row in rows { try destroyVisitor(row["id"], in: db) }
            // Links are kept for the hour in which they are counted.
            let now = sweep.now.wholeSeconds
            try db.run(
                sql: "DELETE FROM visitorPass WHERE expiresAt <= ? AND createdAt <= ?", arguments: [now, now - 3_600])
            try db.run(sql: "DELETE FROM visitorTry WHERE until <= ?", arguments: [now])
            let accounts = rows.count { $0["kind"] == "employer" && ($0["lastEnteredAt"] as Int64?) != nil }
            return (accounts, rows.count - accounts)
        }
        if employers + others > 0 { await emptyLog() }
        return employers
    }
}

// MARK: - Tries

extension SQLiteStore {
    fileprivate func countTry(_ bounds: [EntryTryBound], _ at: Date) async throws(EntryError) -> Bool {
        try await entryWrite { db in
            let now = at.wholeSeconds
            for bound in bounds {
                let sql = "SELECT count FROM visitorTry WHERE mark = ? AND until > ?"
                let count = try db.row(sql: sql, arguments: [bound.mark.blob, now])?["count"] as Int? ?? 0
                guard count < bound.limit else { return false }
            }
            for bound in bounds {
                try db.run(
                    sql: """
                        INSERT INTO visitorTry (mark, count, until) VALUES (:mark, 1, :until)
                        ON CONFLICT (mark) DO UPDATE SET count = CASE WHEN until > :now THEN count + 1 ELSE 1 END,
                            until = CASE WHEN until > :now THEN until ELSE :until END
                        """,
                    arguments: [
                        "mark": bound.mark.blob, "now": now, "until": at.addingTimeInterval(bound.window).wholeSeconds,
                    ])
            }
            return true
        }
    }

    fileprivate func forgive(_ bounds: [EntryTryBound]) async throws(EntryError) {
        try await entryWrite { db in
            for bound in bounds {
                try db.run(
                    sql: "UPDATE visitorTry SET count = count - 1 WHERE mark = ? AND count > 0",
                    arguments: [bound.mark.blob])
            }
        }
    }
}

// MARK: - Records

/// A record with a new key, encrypted under it.
private struct SealedVisitor: Sendable {
    let record: VisitorRecord
    let wrapped: [UInt8]
    let sealed: [UInt8]

    /// - Returns: `false` when there is a record of the same mark already.
    func insert(_ store: SQLiteStore, in db: Database) throws -> Bool {
        let sql = "SELECT id FROM visitor WHERE mark = ? OR id = ?"
        guard try db.row(sql: sql, arguments: [record.mark.blob, record.id]) == nil else { return false }
        try store.insertKey(wrapped, of: record.id, in: db)
        try db.run(
            sql: "INSERT INTO visitor (id, kind, mark, createdAt, lastEnteredAt, sealed) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [
                record.id, record.kind.rawValue, record.mark.blob, record.createdAt.wholeSeconds,
                record.lastEnteredAt?.wholeSeconds, sealed.blob,
            ])
        return true
    }
}

extension SQLiteStore {
    private func sealed(_ record: VisitorRecord) throws(EntryError) -> SealedVisitor {
        do throws(StoreError) {
            let key = try ConventionKey.generate()
            return SealedVisitor(
                record: record, wrapped: try key.wrapped(under: self.key, at: .key(record.id)),
                sealed: try key.seal(try record.facts(), at: record.place))
        } catch { throw EntryError(error) }
    }

    private func entryRead<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(EntryError) -> Value {
        do throws(StoreError) { return try await read(body) } catch { throw EntryError(error) }
    }

    private func entryWrite<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(EntryError) -> Value {
        do throws(StoreError) { return try await write(body) } catch { throw EntryError(error) }
    }
}

extension SQLiteStore {
    package func employerAccounts() async throws(StoreError) -> [EmployerTrace] {
        try await read { db in
            let sql = "SELECT * FROM visitor WHERE kind = 'employer' ORDER BY createdAt, id"
            return try db.rows(sql: sql).compactMap { row in
                guard let key = try conventionKey(row["id"], in: db) else {
                    throw StoreError.damaged("visitor without its key")
                }
                let record = try VisitorRecord(row, key)
                guard case .employer(let email, let name) = record.subject else { return nil }
                // Who never came has an address here for a day.
                return EmployerTrace(
                    id: record.id, name: name, email: email, createdAt: record.createdAt,
                    lastEnteredAt: record.lastEnteredAt ?? record.createdAt)
            }
        }
    }
}
