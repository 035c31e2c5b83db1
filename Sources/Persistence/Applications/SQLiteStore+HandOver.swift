import Applications
import GRDB
import Offers
package import Parties
package import Placements

import struct Foundation.Date

extension SQLiteStore {
    /// Takes what is due, and keeps others from taking it until the lease ends.
    func claimHandOvers(
        now: Date, until: Date, limit: Int
    ) async throws(OfferStoreError) -> [ApplicationID] {
        try await offerWrite { db in
            let sql = """
                UPDATE application SET handOverDueAt = ?1 WHERE number IN (SELECT number FROM application
                    WHERE handOverDueAt <= ?2 ORDER BY handOverDueAt, number LIMIT ?3) RETURNING id
                """
            return try db.rows(sql: sql, arguments: [until.wholeSeconds, now.wholeSeconds, limit])
                .map { try known($0[0], ApplicationID.init) }
        }
    }

    /// What was taken back while a convention was begun of it is due, also when somebody has noted meanwhile that there was none: the
    /// convention is withdrawn.
    func note(_ note: HandOverNote, of id: ApplicationID) async throws(OfferStoreError) {
        try await offerWrite { db in
            switch note {
            case .convention(let reference):
                try db.run(
                    sql: """
                        UPDATE application SET convention = ?, handOverProblem = NULL,
                            handOverDueAt = CASE WHEN state = 'confirmed' THEN NULL ELSE coalesce(handOverDueAt, 0) END WHERE id = ?
                        """, arguments: [reference, id.text])
            case .problem(let problem):
                try db.run(
                    sql: "UPDATE application SET handOverProblem = ? WHERE id = ? AND handOverDueAt IS NOT NULL",
                    arguments: [problem.rawValue, id.text])
            case .fate(let fate):
                try db.run(
                    sql: """
                        UPDATE application SET draftFate = ?, handOverProblem = NULL, handOverDueAt = NULL WHERE id = ?
                        """, arguments: [fate.rawValue, id.text])
            }
        }
    }
}

extension SQLiteStore {
    /// How many places of each school are no convention yet, or wait for its withdrawal, by what keeps them; reads no personal data.
    package func waitingPlaces() async throws(OfferStoreError) -> [UAI: [HandOverProblem: Int]] {
        try await offerRead { db in
            let sql = """
                SELECT school, handOverProblem, count(*) FROM application
                WHERE handOverDueAt IS NOT NULL AND handOverProblem IS NOT NULL GROUP BY school, handOverProblem
                """
            var counts: [UAI: [HandOverProblem: Int]] = [:]
            for row in try db.rows(sql: sql, arguments: []) {
                counts[try known(row[0], UAI.init), default: [:]][try known(row[1], HandOverProblem.init)] = row[2]
            }
            return counts
        }
    }
}

extension HandOverState {
    init(_ row: Row) throws {
        self.init(
            convention: row["convention"],
            problem: try (row["handOverProblem"] as String?).map { try known($0, HandOverProblem.init) },
            fate: try (row["draftFate"] as String?).map { try known($0, DraftFate.init) })
    }
}
