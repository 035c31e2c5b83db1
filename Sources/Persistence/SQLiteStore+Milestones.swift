import ConventionDomain
import GRDB
package import Parties
package import Workflow

import struct Foundation.Date

extension SQLiteStore {
    /// The conventions of a school, and those of which no outline says the school, whoever knows their pupils; none that was erased.
    package func milestones(ofSchool school: UAI) async throws(StoreError) -> [ConventionMilestones] {
        let rows = try await read { db in
            let sql = """
                SELECT s.*,
                    (SELECT max(at) FROM event WHERE convention = s.convention AND type = 'issued') AS issuedAt,
                    (SELECT min(at) FROM event WHERE convention = s.convention AND type = 'completed') AS completedAt,
                    EXISTS (SELECT 1 FROM event WHERE convention = s.convention
                        AND type IN ('hostProposed', 'hostConfirmed')) AS isHostNamed
                FROM summary s WHERE (s.school = ? OR s.school IS NULL) AND s.status <> 'erased' ORDER BY s.firstSequence
                """
            return try db.rows(sql: sql, arguments: [school.text]).map { row in
                Found(
                    row: try SummaryRow(row), key: try conventionKey(row["convention"], in: db),
                    issuedAt: row["issuedAt"], completedAt: row["completedAt"], isHostNamed: row["isHostNamed"])
            }
        }
        var milestones: [ConventionMilestones] = []
        for found in rows {
            milestones.append(
                ConventionMilestones(
                    summary: try found.row.summary(found.key), issuedAt: found.issuedAt.map(Date.init(wholeSeconds:)),
                    completedAt: found.completedAt.map(Date.init(wholeSeconds:)),
                    isHostNamedByFamily: found.isHostNamed))
        }
        return milestones
    }
}

private struct Found {
    let row: SummaryRow
    let key: ConventionKey?
    let issuedAt: Int64?
    let completedAt: Int64?
    let isHostNamed: Bool
}
