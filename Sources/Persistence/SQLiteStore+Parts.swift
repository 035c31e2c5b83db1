import ConventionDomain
import GRDB
import Workflow

import struct Foundation.Date

extension SQLiteStore {
    /// A link to a part of a convention that is being prepared.
    func partLink(_ hash: TokenHash) async throws(StoreError) -> PartLink? {
        try lookUp { db in
            try db.row(sql: "SELECT * FROM partLink WHERE hash = ?", arguments: [hash.bytes.blob])
                .map { row in
                    guard let part = PreparationPart(rawValue: row["part"]),
                        let convention = ConventionID(row["convention"])
                    else { throw StoreError.damaged("link to a part that cannot be read") }
                    return PartLink(
                        hash: hash, part: part, convention: convention, fieldName: row["fieldName"],
                        expiresAt: Date(wholeSeconds: row["expiresAt"]), isRevoked: row["isRevoked"])
                }
        }
    }

    func insert(_ link: PartLink, in db: Database) throws {
        try db.run(
            sql: """
                INSERT INTO partLink (hash, part, convention, fieldName, expiresAt, isRevoked) VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                link.hash.bytes.blob, link.part.rawValue, link.convention.text, link.fieldName,
                link.expiresAt.wholeSeconds, link.isRevoked,
            ])
    }
}
