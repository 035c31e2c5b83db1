import ConventionDomain
import GRDB
import Workflow

/// The days that a convention lays hold of, as the store keeps them: without a name and without a date.
struct TakenDays: Sendable {
    let marks: [[UInt8]]
    /// Conventions that the days are shared with, by the school's decision.
    let shared: [String]

    init(_ drafting: Drafting, _ storeKey: StoreKey) {
        let days = PupilDays(drafting.outline)
        marks =
            days.map { days in
                days.days.map { storeKey.markDay(Array("\($0) \(days.pupil)".utf8)) }
            } ?? []
        shared = (drafting.sharedDays?.with ?? []).map(\.text)
    }

    /// Takes the place of what the convention held before.
    func save(of convention: String, in db: Database) throws {
        try Self.delete(of: convention, in: db)
        let insert = try db.makeStatement(sql: "INSERT INTO takenDay (mark, convention) VALUES (?, ?)")
        for mark in marks { try insert.execute(arguments: [mark.blob, convention]) }
        for other in shared {
            try db.execute(
                sql: "INSERT INTO sharedDays (convention, other) VALUES (?, ?)", arguments: [convention, other])
        }
    }

    static func delete(of convention: String, in db: Database) throws {
        for table in ["takenDay", "sharedDays"] {
            try db.execute(sql: "DELETE FROM \(table) WHERE convention = ?", arguments: [convention])
        }
    }

    /// Brings the days up to a change, in the change's transaction.
    static func note(_ sealed: SealedChange, in db: Database) throws {
        try sealed.days?.save(of: sealed.convention, in: db)
        if sealed.change.events.contains(where: \.kind.releasesDays) { try delete(of: sealed.convention, in: db) }
    }

    /// What changes that were just written lay hold of, though another convention has it.
    ///
    /// Read when all of them are written: one may give up what another takes.
    static func conflicts(of changes: [SealedChange], in db: Database) throws -> [DaysTaken] {
        let live = ConventionSummary.Status.allCases.filter(\.holdsDays).map { "'\($0.rawValue)'" }
        let statement = try db.makeStatement(
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
