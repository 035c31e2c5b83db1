import GRDB
package import Offers
import Parties
package import Placements

package import struct Foundation.Date

/// An address that a service of addresses is to be asked for.
package struct DueAddress: Hashable, Sendable {
    /// « 12 rue des Lilas, 94000 Créteil »: nothing but where.
    package let address: String
    package let postalCode: String
    /// How often it was asked for in vain.
    package let tries: Int
    /// What was answered for another offer at the same address.
    package let known: GeoPoint?
}

extension SQLiteStore {
    /// Lets addresses of offers wait to be asked for that pupils see, or will when a moderator agrees, and forgets those that no offer names any more.
    ///
    /// - Parameter time: Offers that were changed before it are left out; `nil` looks at all.
    package func awaitAddresses(changedSince time: Date?, at now: Date) async throws(OfferStoreError) {
        try await offerWrite { db in
            let since = time?.wholeSeconds ?? 0
            try db.run(
                sql: """
                    INSERT OR IGNORE INTO offerAddress (offer, address, postalCode, dueAt)
                    SELECT number, \(Self.line), json_extract(site.value, '$.postalCode'), ?
                    FROM offer INDEXED BY offerChanged, json_each(posting, '$.sites') site
                    WHERE changedAt >= ? AND state IN ('submitted', 'published', 'full', 'paused')
                    """, arguments: [now.wholeSeconds, since])
            try db.run(
                sql: """
                    DELETE FROM offerAddress WHERE offer IN (SELECT number FROM offer INDEXED BY offerChanged WHERE changedAt >= ?) AND NOT EXISTS
                        (SELECT 1 FROM offer, json_each(posting, '$.sites') site
                        WHERE number = offerAddress.offer AND \(Self.line) = offerAddress.address)
                    """, arguments: [since])
        }
    }

    private static let line =
        "json_extract(site.value, '$.street') || ', ' || json_extract(site.value, '$.postalCode') || ' ' || json_extract(site.value, '$.city')"

    /// Each once, whatever number of offers is there; those that have waited longest first.
    package func dueAddresses(_ now: Date, limit: Int) async throws(OfferStoreError) -> [DueAddress] {
        try await offerRead { db in
            let sql = """
                SELECT address, min(postalCode), max(tries), k.latitude, k.longitude FROM offerAddress
                LEFT JOIN (SELECT address AS place, latitude, longitude FROM offerAddress WHERE latitude IS NOT NULL GROUP BY address) k
                    ON k.place = address
                WHERE dueAt <= ? GROUP BY address ORDER BY min(dueAt), address LIMIT ?
                """
            return try db.rows(sql: sql, arguments: [now.wholeSeconds, limit]).map { row in
                DueAddress(
                    address: row[0], postalCode: row[1], tries: row[2], known: Self.point(row[3], row[4]))
            }
        }
    }

    /// Keeps an answer, and puts every offer that waits for it where it is.
    ///
    /// - Parameter point: `nil` when the service does not know the address: it is not asked again.
    package func settle(_ address: DueAddress, at point: GeoPoint?) async throws(OfferStoreError) {
        try await offerWrite { db in
            let offers = try Int64.fetchAll(
                db, sql: "SELECT offer FROM offerAddress WHERE address = ? AND dueAt IS NOT NULL",
                arguments: [address.address])
            try db.run(
                sql:
                    "UPDATE offerAddress SET latitude = ?, longitude = ?, dueAt = NULL WHERE address = ? AND dueAt IS NOT NULL",
                arguments: [point?.latitude, point?.longitude, address.address])
            guard let point else { return }
            for offer in offers {
                _ = try Self.place(offer: offer, in: db) { site in
                    site.address.asked == address.address ? point : site.location
                }
            }
        }
    }

    /// Asks for an address again later; never more when no time is given.
    package func postpone(_ address: DueAddress, until time: Date?) async throws(OfferStoreError) {
        try await offerWrite { db in
            try db.run(
                sql: "UPDATE offerAddress SET tries = tries + 1, dueAt = ? WHERE address = ? AND dueAt IS NOT NULL",
                arguments: [time?.wholeSeconds, address.address])
        }
    }

    private static func point(_ latitude: Double?, _ longitude: Double?) -> GeoPoint? {
        latitude.flatMap { latitude in longitude.flatMap { GeoPoint(latitude: latitude, longitude: $0) } }
    }
}

extension PostalAddress {
    /// As a service is asked for it; the same that SQL puts together.
    fileprivate var asked: String { "\(street), \(postalCode) \(city)" }
}
