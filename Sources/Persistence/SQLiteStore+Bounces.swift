import GRDB
package import Workflow

import struct Foundation.Date

extension SQLiteStore {
    /// What came back, as the reader of bounces sees it.
    package var bounceStore: BounceStore {
        BounceStore { key, status, _ throws(StoreError) in
            try await write { db in
                try db.run(
                    sql: """
                        UPDATE outbox SET bounce = ? WHERE messageKey = ? AND state = 'delivered' AND lane = 'mail'
                            AND bounce IS NULL AND fieldName IS NOT NULL
                        """, arguments: [status, key])
                return db.changesCount == 1
            }
        }
    }
}

extension SQLiteStore {
    /// A new message takes the place of those that came back.
    func liftBounces(_ place: String, _ signatory: StatementArguments, in db: Database) throws {
        try db.run(sql: "UPDATE outbox SET bounce = NULL \(place) AND bounce <> ''", arguments: signatory)
    }

    /// What went to a former address may come back later; that says nothing about the address of today.
    func forgetMessages(_ place: String, _ signatory: StatementArguments, in db: Database) throws {
        try db.run(sql: "UPDATE outbox SET bounce = '' \(place) AND state = 'delivered'", arguments: signatory)
    }
}
