package import Offers
package import Parties
package import Rosters

package import struct Foundation.Date

/// A convention as the follow-up of a school needs it: no document, no contact, no journal.
package struct PupilConvention: Hashable, Sendable {
    package enum Stage: Hashable, Sendable {
        /// Not to be signed yet.
        case preparing
        /// Signatures are missing.
        case signing
        /// All have signed, whether the placement is over or not.
        case signed
        /// Not signed in time.
        case expired
        /// All have signed, and the placement was stopped.
        case interrupted
        /// Refused or cancelled, and nothing took its place.
        case withdrawn
    }

    package let reference: String
    /// `nil` where the journal does not say when the pupil was born.
    package let pupil: PupilKey?
    package let days: ClosedRange<CalendarDate>
    package let stage: Stage
    /// References of those whose place it took when they were corrected.
    package var former: Set<String> = []
    package var issuedAt: Date?
    package var completedAt: Date?
    /// The day of ``completedAt`` at the school.
    package var completedOn: CalendarDate?
    /// Whether the family named the host.
    package var isFoundAlone = false
    package var sector: Sector?
    package var host: SIRET?

    package init(reference: String, pupil: PupilKey?, days: ClosedRange<CalendarDate>, stage: Stage) {
        self.reference = reference
        self.pupil = pupil
        self.days = days
        self.stage = stage
    }

    /// Whether the pupil has a placement by it.
    package var isPlacement: Bool {
        switch stage {
        case .preparing, .signing, .signed: true
        case .expired, .interrupted, .withdrawn: false
        }
    }

    /// Whether it was made of the place that an application was confirmed for, corrected since or not.
    package func isOf(_ application: ApplicationStanding) -> Bool {
        application.convention.map { $0 == reference || former.contains($0) } ?? false
    }
}

/// The conventions of a school, whoever keeps them.
package struct SchoolConventions: Sendable {
    /// Those of a school year that were neither replaced nor erased, with what was withdrawn; no amendments and no attestations. Where a journal does not
    /// name the school, those of every school are among them: who asks knows its pupils.
    package var ofSchool: @Sendable (UAI, SchoolYear) async throws(OfferStoreError) -> [PupilConvention]

    /// Of conventions that are being signed, by their references, how many wait for each role now.
    package var awaited: @Sendable ([String]) async throws(OfferStoreError) -> [Signatory.Role: Int]

    package init(
        ofSchool: @escaping @Sendable (UAI, SchoolYear) async throws(OfferStoreError) -> [PupilConvention],
        awaited: @escaping @Sendable ([String]) async throws(OfferStoreError) -> [Signatory.Role: Int]
    ) {
        self.ofSchool = ofSchool
        self.awaited = awaited
    }
}
