package import ConventionDomain

package import struct Foundation.Date

/// How a document stands to others of the service.
package enum DocumentRelation: Hashable, Sendable {
    /// It stands alone.
    case none
    /// It is an amendment of that convention, to hold from that day, ISO 8601.
    case amends(ConventionID, effectiveOn: String)
    /// The host says in it what was done of the placement of that convention.
    case attests(ConventionID)
    /// It is read with these amendments, oldest first.
    case amended([AmendmentInForce])
}

/// An amendment that all whom it concerns have signed.
package struct AmendmentInForce: Hashable, Sendable {
    package let reference: ConventionID
    /// When its last signature was there.
    package let signedAt: Date
    /// The day from which it was to hold, ISO 8601.
    package let effectiveOn: String

    package init(reference: ConventionID, signedAt: Date, effectiveOn: String) {
        self.reference = reference
        self.signedAt = signedAt
        self.effectiveOn = effectiveOn
    }
}

extension Dossier {
    var relation: DocumentRelation {
        if let follows = drafting.follows {
            guard let day = follows.effectiveOn else { return .attests(follows.convention) }
            return .amends(follows.convention, effectiveOn: day)
        }
        let amendments = history.entries.compactMap { entry in
            if case .amended(let amending) = entry.event {
                AmendmentInForce(
                    reference: amending.amendment, signedAt: entry.at, effectiveOn: amending.effectiveOn)
            } else {
                nil
            }
        }
        return amendments.isEmpty ? .none : .amended(amendments)
    }
}
