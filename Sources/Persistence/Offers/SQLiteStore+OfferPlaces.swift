import GRDB
package import Offers
package import Parties
package import Placements

package import struct Foundation.Date

extension SQLiteStore {
    /// Notes where those sites are, of offers that have not ended, of which nobody knew when the offer was written.
    ///
    /// That is no event of the offer: nobody has done anything to it, and its version stays the same. An edit that began before and is written
    /// after takes the place away again; the offer has changed then, and the next call finds it.
    ///
    /// - Parameters:
    ///   - time: Offers that were changed before it are left out; `nil` looks at all.
    ///   - locate: Knows places at once.
    /// - Returns: How many offers have a place that they had not.
    package func placeOffers(
        changedSince time: Date?, _ locate: @escaping @Sendable (PostalAddress) -> GeoPoint?
    ) async throws(OfferStoreError) -> Int {
        var (after, count): (Int64, Int) = (0, 0)
        while true {
            let from = after
            let numbers = try await offerRead { db in try Self.withoutPlace(after: from, time, in: db) }
            guard let last = numbers.last else { return count }
            count += try await offerWrite { db in
                try numbers.count { number in
                    try Self.place(offer: number, in: db) { $0.location ?? locate($0.address) }
                }
            }
            after = last
        }
    }

    private static func withoutPlace(after number: Int64, _ time: Date?, in db: Database) throws -> [Int64] {
        // Of all, in their own order; of the few that were changed, by what changed last.
        let index = time == nil ? "NOT INDEXED" : "INDEXED BY offerChanged"
        let sql = """
            SELECT number FROM offer \(index) WHERE number > ? AND changedAt >= ? AND state NOT IN ('expired', 'withdrawn')
                AND EXISTS (SELECT 1 FROM json_each(posting, '$.sites') WHERE json_extract(value, '$.latitude') IS NULL)
            ORDER BY number LIMIT 200
            """
        let arguments: StatementArguments = [number, time?.wholeSeconds ?? 0]
        return try db.rows(sql: sql, arguments: arguments).map { $0[0] }
    }

    /// Puts the sites of an offer where somebody says they are, there and in the index.
    ///
    /// - Returns: Whether that is another place than before.
    static func place(offer number: Int64, in db: Database, _ locate: (OfferSite) -> GeoPoint?) throws -> Bool {
        let sql = """
            SELECT id, posting, audience, EXISTS (SELECT 1 FROM offerIndex WHERE offerIndex.offer = offer.number) AS isListed
            FROM offer WHERE number = ?
            """
        guard let row = try db.row(sql: sql, arguments: [number]) else { return false }
        let record: OfferPostingRecord = try fromJSON(row["posting"])
        let former = try record.posting()
        var posting = former
        for index in posting.sites.indices { posting.sites[index].location = locate(posting.sites[index]) }
        guard posting != former else { return false }
        try db.run(
            sql: "UPDATE offer SET posting = ? WHERE number = ?",
            arguments: [try json(OfferPostingRecord(posting)), number])
        if row["isListed"] {
            let audience: OfferAudienceRecord = try fromJSON(row["audience"])
            let indexing = OfferIndexing(db)
            try indexing.remove(number)
            try indexing.insert(
                number, try known(row["id"], OfferID.init),
                OfferIndexRow(posting: posting, audience: try audience.audience()))
        }
        return true
    }
}
