import ConventionDomain
import GRDB
import Workflow

/// The days that a convention lays hold of, as the store keeps them: without a name and without a date.
struct TakenDays: Sendable {
    let marks: [[UInt8]]
    /// Conventions that the days are shared with, by the school's decision.
    let shared: [String]
    /// The convention that it changes, of an amendment: that has its own days, and the amendment those that it adds.
    let followed: String?

    init(_ drafting: Drafting, _ storeKey: StoreKey) {
        let days = PupilDays(drafting.outline)
        marks =
            days.map { days in
                days.days.map { storeKey.markDay(Array("\($0) \(days.pupil)".utf8)) }
            } ?? []
        shared = (drafting.sharedDays?.with ?? []).map(\.text)
        followed = drafting.follows.flatMap { $0.kind == .amendment ? $0.convention.text : nil }
    }

    /// Takes the place of what the convention held before.
    func save(of convention: String, in db: Database) throws {
        try Self.delete(of: convention, in: db)
        let insert = try db.cachedStatement(sql: "INSERT INTO takenDay (mark, convention) VALUES (?, ?)")
        for mark in marks { try insert.execute(arguments: [mark.blob, convention]) }
        for other in shared {
            try db.run(
                sql: "INSERT INTO sharedDays (convention, other) VALUES (?, ?)", arguments: [convention, other])
        }
        if let followed { try Self.keepAdded(of: convention, to: followed, in: db) }
    }

    /// An amendment holds none of the days that its convention has, and what was decided about that holds for it.
    static func keepAdded(of amendment: String, to convention: String, in db: Database) throws {
        try db.run(
            sql: """
                DELETE FROM takenDay WHERE convention = ?
                    AND mark IN (SELECT mark FROM takenDay WHERE convention = ?)
                """,
            arguments: [amendment, convention])
        try db.run(
            sql: """
                INSERT OR IGNORE INTO sharedDays (convention, other)
                SELECT :amendment, other FROM sharedDays WHERE convention = :convention
                UNION SELECT :amendment, convention FROM sharedDays WHERE other = :convention
                """,
            arguments: ["amendment": amendment, "convention": convention])
    }

    /// Signed by all, an amendment's days are its convention's, and so is what was decided about them.
    static func carry(from amendment: String, to convention: String, in db: Database) throws {
        try db.run(
            sql:
                "INSERT OR IGNORE INTO sharedDays (convention, other) SELECT convention, ? FROM sharedDays WHERE other = ?",
            arguments: [convention, amendment])
        try delete(of: amendment, in: db)
    }

    static func delete(of convention: String, in db: Database) throws {
        for table in ["takenDay", "sharedDays"] {
            try db.run(sql: "DELETE FROM \(table) WHERE convention = ?", arguments: [convention])
        }
    }

    /// Brings the days up to a change, in the change's transaction.
    static func note(_ sealed: SealedChange, in db: Database) throws {
        try sealed.days?.save(of: sealed.convention, in: db)
        for case .amended(let act) in sealed.change.events {
            try carry(from: act.amendment.text, to: sealed.convention, in: db)
        }
        if sealed.change.events.contains(where: \.kind.releasesDays) { try delete(of: sealed.convention, in: db) }
    }

    /// What changes that were just written lay hold of, though another convention has it.
    ///
    /// Read when all of them are written: one may give up what another takes.
    static func conflicts(of changes: [SealedChange], in db: Database) throws -> [DaysTaken] {
        let live = ConventionSummary.Status.allCases.filter(\.holdsDays).map { "'\($0.rawValue)'" }
        let statement = try db.cachedStatement(
            sql: """
                SELECT DISTINCT other.convention FROM takenDay own
                JOIN takenDay other ON other.mark = own.mark AND other.convention <> own.convention
                JOIN summary ON summary.convention = other.convention
                WHERE own.convention = :own AND summary.status IN (\(live.joined(separator: ", ")))
                    AND NOT EXISTS (
                        SELECT 1 FROM sharedDays
                        WHERE (convention = own.convention AND other = summary.convention)
                            OR (convention = summary.convention AND other = own.convention))
                ORDER BY other.convention
                """)
        var taken: [DaysTaken] = []
        for change in changes where change.change.events.contains(where: \.kind.claimsDays) {
            for text in try String.fetchAll(statement, arguments: ["own": change.convention]) {
                guard let other = ConventionID(text) else {
                    throw StoreError.damaged("days of a convention with an unknown reference")
                }
                taken.append(DaysTaken(convention: change.change.convention, other: other))
            }
        }
        return taken
    }
}

extension ConventionEvent.Kind {
    /// Whether nobody will ever be at the placement by this convention: nothing is kept of its days.
    var releasesDays: Bool { [.refused, .cancelled, .superseded, .erased].contains(self) }
}
