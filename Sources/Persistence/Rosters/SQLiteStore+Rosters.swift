import GRDB
import Offers
import Parties
package import Placements
import Rosters
import Workflow

import struct Foundation.Date

extension SQLiteStore {
    /// Schools' rosters, as the use cases see them.
    package var rosterStore: RosterStore {
        RosterStore(
            roster: { school throws(OfferStoreError) in try await roster(of: school) },
            schools: { () throws(OfferStoreError) in
                try await offerRead { db in
                    try db.rows(sql: "SELECT school FROM roster ORDER BY school").map { try known($0[0], { UAI($0) }) }
                }
            },
            find: { identity throws(OfferStoreError) in
                try await pupils("WHERE mark = ?", [key.mark(identity).blob]).first
            },
            atMailbox: { mailbox throws(OfferStoreError) in try await matches(of: mailbox) },
            named: { school, name throws(OfferStoreError) in
                let mark = key.markRoster(.name, "\(school.text)\n\(name.text)")
                return try await pupils("WHERE name = ? AND school = ?", [mark.blob, school.text])
            },
            commit: { commit throws(OfferStoreError) in try await self.commit(commit) },
            classCodes: { school throws(OfferStoreError) in
                try await classCodes("WHERE school = ?", [school.text])
            },
            classOfCode: { code throws(OfferStoreError) in
                try await classCodes("WHERE code = ?", [key.markRoster(.code, code).blob]).first
            },
            setClassCode: { code, renews throws(OfferStoreError) in try await set(code, renews) },
            purge: { year, removes throws(OfferStoreError) in try await purgePupils(before: year, removes) })
    }

    // MARK: Reading

    private func roster(of school: UAI) async throws(OfferStoreError) -> StoredRoster {
        let box = ConventionKey(key.wrappingKey)
        return try await offerRead { db in
            let sql = "SELECT version, sealed FROM roster WHERE school = ?"
            guard let row = try db.row(sql: sql, arguments: [school.text]) else { return .empty }
            let sealed = try box.open(row.bytes("sealed"), at: .roster(school.text))
            let columns: [String: String] = try fromJSON(String(decoding: sealed, as: UTF8.self))
            let pupils = try db.rows(sql: "SELECT * FROM pupil WHERE school = ?", arguments: [school.text])
                .map { try StoredPupil($0, opening: box) }
            return StoredRoster(
                version: row["version"], mapping: ColumnMapping(columns.mapValues(RosterColumn.init(rawValue:))),
                pupils: pupils.sorted { $0.pupil.key.text < $1.pupil.key.text })
        }
    }

    private func pupils(
        _ condition: String, _ arguments: StatementArguments
    ) async throws(OfferStoreError) -> [StoredPupil] {
        let box = ConventionKey(key.wrappingKey)
        return try await offerRead { db in
            try db.rows(sql: "SELECT * FROM pupil \(condition)", arguments: arguments)
                .map { try StoredPupil($0, opening: box) }
        }
    }

    private func matches(of mailbox: MailboxAddress) async throws(OfferStoreError) -> [RosterMatch] {
        let box = ConventionKey(key.wrappingKey)
        let mark = key.markRoster(.mailbox, mailbox.text.lowercased())
        return try await offerRead { db in
            let sql = """
                SELECT pupil.*, holder FROM pupilMailbox JOIN pupil ON pupil.number = pupilMailbox.pupil
                WHERE pupilMailbox.mark = ? AND leftOn IS NULL ORDER BY number, holder
                """
            return try db.rows(sql: sql, arguments: [mark.blob]).map { row in
                guard let holder = RosterMatch.Holder(rawValue: row["holder"]) else {
                    throw OfferStoreError.damaged("a mailbox of nobody")
                }
                let stored = try StoredPupil(row, opening: box)
                return RosterMatch(
                    school: try known(row["school"], { UAI($0) }), pupil: stored.pupil, holder: holder,
                    isClosedToFamily: stored.isClosedToFamily)
            }
        }
    }

    private func classCodes(
        _ condition: String, _ arguments: StatementArguments
    ) async throws(OfferStoreError) -> [ClassCode] {
        let box = ConventionKey(key.wrappingKey)
        return try await offerRead { db in
            try db.rows(sql: "SELECT * FROM classCode \(condition)", arguments: arguments)
                .map { try ClassCode($0, opening: box) }
        }
    }

    // MARK: Writing

    private func commit(_ commit: RosterCommit) async throws(OfferStoreError) {
        let box = ConventionKey(key.wrappingKey)
        let (mapping, pupils): ([UInt8]?, [SealedPupil])
        do throws(StoreError) {
            mapping = try commit.mapping.map { mapping throws(StoreError) in
                let columns = mapping.columns.mapValues { $0?.rawValue ?? "" }
                return try box.seal(try Self.bytes(columns), at: .roster(commit.school.text))
            }
            pupils = try commit.saved.map { stored throws(StoreError) in
                try SealedPupil(stored, of: commit.school, key, box)
            }
        } catch { throw OfferStoreError(error) }
        let removed = commit.removed.map { key.mark(PupilIdentity(school: commit.school, reference: $0)) }
        try await offerWrite { db in
            try Self.raiseVersion(of: commit.school, from: commit.expectedVersion, mapping, in: db)
            for pupil in pupils { try pupil.save(in: db) }
            for mark in removed { try db.run(sql: "DELETE FROM pupil WHERE mark = ?", arguments: [mark.blob]) }
        }
        if !removed.isEmpty { await emptyLog() }
    }

    /// Of two who looked at the same roster, one goes on.
    private static func raiseVersion(
        of school: UAI, from version: Int, _ mapping: [UInt8]?, in db: Database
    ) throws {
        if version == 0 {
            try db.run(
                sql: "INSERT OR IGNORE INTO roster (school, version, sealed) VALUES (?, 1, ?)",
                arguments: [school.text, mapping?.blob])
        } else {
            try db.run(
                sql: """
                    UPDATE roster SET version = version + 1, sealed = coalesce(?, sealed) WHERE school = ? AND version = ?
                    """, arguments: [mapping?.blob, school.text, version])
        }
        guard db.changesCount == 1 else { throw OfferStoreError.changedMeanwhile }
    }

    private func set(_ code: ClassCode, _ renews: Bool) async throws(OfferStoreError) -> ClassCode {
        let school = code.school.text
        let mark = key.markRoster(.className, "\(school)\n\(code.className)")
        let box = ConventionKey(key.wrappingKey)
        let sealed: [UInt8]
        do throws(StoreError) {
            sealed = try box.seal(
                try Self.bytes(ClassCodeRecord(className: code.className, code: code.code)),
                at: .classCode(school, mark.hexadecimal))
        } catch { throw OfferStoreError(error) }
        let arguments: StatementArguments = [
            school, mark.blob, key.markRoster(.code, code.code).blob, code.madeAt.wholeSeconds, sealed.blob,
        ]
        let conflict =
            renews ? "UPDATE SET code = excluded.code, madeAt = excluded.madeAt, sealed = excluded.sealed" : "NOTHING"
        return try await offerWrite { db in
            try db.run(
                sql: """
                    INSERT INTO classCode (school, class, code, madeAt, sealed) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (school, class) DO \(conflict)
                    """, arguments: arguments)
            let kept = try db.row(
                sql: "SELECT * FROM classCode WHERE school = ? AND class = ?", arguments: [school, mark.blob])
            guard let kept else { throw OfferStoreError.damaged("a class without the code that was kept") }
            return try ClassCode(kept, opening: box)
        }
    }

    private static func bytes(_ value: some Encodable) throws(StoreError) -> [UInt8] {
        do { return Array(try json(value).utf8) } catch { throw .unavailable("a roster cannot be written") }
    }

    private func purgePupils(before year: Int, _ removes: Bool) async throws(OfferStoreError) -> Int {
        guard removes else {
            return try await offerRead { db in
                try db.row(sql: "SELECT count(*) FROM pupil WHERE schoolYear < ?", arguments: [year])?[0] ?? 0
            }
        }
        let count = try await offerWrite { db in
            try db.run(sql: "DELETE FROM pupil WHERE schoolYear < ?", arguments: [year])
            let count = db.changesCount
            // A school without pupils keeps neither codes nor the names of its columns.
            try db.run(sql: "DELETE FROM classCode WHERE school NOT IN (SELECT school FROM pupil)")
            try db.run(
                sql: "DELETE FROM roster WHERE school NOT IN (SELECT school FROM pupil) AND ? > 0", arguments: [count])
            return count
        }
        if count > 0 { await emptyLog() }
        return count
    }
}

/// A class and its code, as they are sealed.
private struct ClassCodeRecord: Codable {
    let className: String
    let code: String
}

extension ClassCode {
    fileprivate init(_ row: Row, opening box: ConventionKey) throws {
        let school: String = row["school"]
        let sealed = try box.open(row.bytes("sealed"), at: .classCode(school, row.bytes("class").hexadecimal))
        let record: ClassCodeRecord = try fromJSON(String(decoding: sealed, as: UTF8.self))
        self.init(
            school: try known(school, { UAI($0) }), className: record.className, code: record.code,
            madeAt: Date(wholeSeconds: row["madeAt"]))
    }
}

/// A pupil as the tables have him or her.
private struct SealedPupil {
    let mark, name, sealed: [UInt8]
    let mailboxes: [(mark: [UInt8], holder: RosterMatch.Holder)]
    let school: String
    let schoolYear: Int
    let leftOn: String?

    init(_ stored: StoredPupil, of school: UAI, _ key: StoreKey, _ box: ConventionKey) throws(StoreError) {
        let details = stored.pupil.details
        mark = key.mark(PupilIdentity(school: school, reference: stored.pupil.reference))
        name = key.markRoster(.name, "\(school.text)\n\(stored.pupil.key.text)")
        let text: String
        do { text = try json(KeptPupil(stored)) } catch { throw .unavailable("a pupil cannot be written") }
        sealed = try box.seal(Array(text.utf8), at: .pupil(mark.hexadecimal))
        let holders: [RosterMatch.Holder] = [.pupil, .guardian1, .guardian2]
        mailboxes = zip(holders, [details.email] + details.guardians.map(\.email)).compactMap { holder, email in
            email.map { (key.markRoster(.mailbox, $0.text.lowercased()), holder) }
        }
        self.school = school.text
        schoolYear = stored.schoolYear
        leftOn = stored.leftOn?.iso8601
    }

    func save(in db: Database) throws {
        try db.run(
            sql: """
                INSERT INTO pupil (mark, school, name, schoolYear, leftOn, sealed) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (mark) DO UPDATE SET name = excluded.name, schoolYear = excluded.schoolYear,
                    leftOn = excluded.leftOn, sealed = excluded.sealed
                """, arguments: [mark.blob, school, name.blob, schoolYear, leftOn, sealed.blob])
        try db.run(
            sql: "DELETE FROM pupilMailbox WHERE pupil = (SELECT number FROM pupil WHERE mark = ?)",
            arguments: [mark.blob])
        for (mailbox, holder) in mailboxes {
            try db.run(
                sql: """
                    INSERT INTO pupilMailbox (mark, pupil, holder) SELECT ?, number, ? FROM pupil WHERE mark = ?
                    """, arguments: [mailbox.blob, holder.rawValue, mark.blob])
        }
    }
}
