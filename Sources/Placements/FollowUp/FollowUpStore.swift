package import Applications
package import Offers
package import Parties

package import struct Foundation.Date

/// That a pupil does no placement in a school year (*dispensé*): by whom and when it was said, and nothing of why.
package struct Dispensation: Hashable, Sendable {
    /// The beginning of the school year; the next one knows nothing of it.
    package let schoolYear: Int
    /// Name of the account.
    package let by: String
    package let at: Date

    package init(schoolYear: Int, by: String, at: Date) {
        self.schoolYear = schoolYear
        self.by = by
        self.at = at
    }
}

/// That a pupil was closed to the family, or opened to it again: by whom and when, and nothing of why.
package struct FamilyAct: Hashable, Sendable {
    package let isClosed: Bool
    /// Name of the account.
    package let by: String
    package let at: Date

    package init(isClosed: Bool, by: String, at: Date) {
        self.isClosed = isClosed
        self.by = by
        self.at = at
    }
}

/// An application as lists and figures need it: where it stands, and nothing that anybody wrote.
package struct ApplicationStanding: Hashable, Sendable {
    package let id: ApplicationID
    package let offer: OfferID
    package let period: OfferPeriod
    package let state: ApplicationState
    /// What happened last, and when.
    package let lastEvent: ApplicationEvent.Kind
    package let lastAt: Date
    package let wasSent: Bool
    /// What was begun of the place.
    package let convention: String?
    /// Of the offer.
    package let sector: Sector
    package let kind: Employer.Category

    package init(
        id: ApplicationID, offer: OfferID, period: OfferPeriod, state: ApplicationState,
        lastEvent: ApplicationEvent.Kind, lastAt: Date, wasSent: Bool, convention: String?, sector: Sector,
        kind: Employer.Category
    ) {
        self.id = id
        self.offer = offer
        self.period = period
        self.state = state
        self.lastEvent = lastEvent
        self.lastAt = lastAt
        self.wasSent = wasSent
        self.convention = convention
        self.sector = sector
        self.kind = kind
    }
}

/// What the follow-up of a school reads and writes, beside its roster.
package struct FollowUpStore: Sendable {
    /// Applications of a school year, of these pupils of a school, each one's oldest first.
    package var applications:
        @Sendable (UAI, [PupilReference], SchoolYear) async throws(OfferStoreError) ->
            [PupilReference: [ApplicationStanding]]
    /// Says or takes back that a pupil does no placement; `false` when there is no such pupil.
    package var dispense: @Sendable (PupilIdentity, Dispensation?) async throws(OfferStoreError) -> Bool
    /// Keeps the family from following a pupil's applications, or lets it; `false` when the school has no such pupil.
    package var closeToFamily: @Sendable (PupilIdentity, FamilyAct) async throws(OfferStoreError) -> Bool

    package init(
        applications:
            @escaping @Sendable (UAI, [PupilReference], SchoolYear) async throws(OfferStoreError) ->
            [PupilReference: [ApplicationStanding]],
        dispense: @escaping @Sendable (PupilIdentity, Dispensation?) async throws(OfferStoreError) -> Bool,
        closeToFamily: @escaping @Sendable (PupilIdentity, FamilyAct) async throws(OfferStoreError) -> Bool
    ) {
        self.applications = applications
        self.dispense = dispense
        self.closeToFamily = closeToFamily
    }
}
