import Offers
import Parties
import Placements
import Rosters

extension RosterStore {
    /// Rosters that are only read; writing one is a test's mistake.
    static func reading(
        schools: [UAI] = [], _ roster: @escaping @Sendable (UAI) async -> StoredRoster
    ) -> RosterStore {
        RosterStore(
            roster: { school throws(OfferStoreError) in await roster(school) },
            schools: { () throws(OfferStoreError) in schools }, find: { _ throws(OfferStoreError) in nil },
            atMailbox: { _ throws(OfferStoreError) in [] }, named: { _, _ throws(OfferStoreError) in [] },
            commit: { _ throws(OfferStoreError) in preconditionFailure("writes a roster") },
            classCodes: { _ throws(OfferStoreError) in [] }, classOfCode: { _ throws(OfferStoreError) in nil },
            setClassCode: { _, _ throws(OfferStoreError) in preconditionFailure("writes a code") },
            purge: { _, _ throws(OfferStoreError) in preconditionFailure("purges") })
    }
}
