package import Applications
package import Offers
package import Parties

/// Makes conventions of what was agreed on.
package struct ConventionDrafts: Sendable {
    /// Begins a convention and answers with its reference: once for each application, however often it is asked.
    package var prepare: @Sendable (PlacementAgreement) async throws(HandOverProblem) -> String
    /// The reference of the one that was begun for an application; `nil` when there is none.
    package var begun: @Sendable (ApplicationID) async throws(HandOverProblem) -> String?
    /// Withdraws one that is not signed by all, and says what has become of it.
    package var withdraw: @Sendable (_ convention: String) async throws(HandOverProblem) -> DraftFate

    package init(
        prepare: @escaping @Sendable (PlacementAgreement) async throws(HandOverProblem) -> String,
        begun: @escaping @Sendable (ApplicationID) async throws(HandOverProblem) -> String?,
        withdraw: @escaping @Sendable (String) async throws(HandOverProblem) -> DraftFate
    ) {
        self.prepare = prepare
        self.begun = begun
        self.withdraw = withdraw
    }
}

/// What employer and pupil agreed on, with all that is known of both.
package struct PlacementAgreement: Hashable, Sendable {
    package let application: ApplicationID
    package let offer: Offer
    package let pupil: PupilRecord
    /// The days on which the pupil comes, with their hours; at least one.
    package let days: [ConventionData.Day]

    /// - Returns: `nil` when the offer's hours leave no day of the period.
    package init?(
        _ application: Application, _ offer: Offer, _ pupil: PupilRecord, calendar: PlacementCalendar
    ) {
        guard let period = application.period.days(calendar) else { return nil }
        let codes = offer.posting.sites.map(\.address).filter(\.isInFrance).map(\.postalCode)
        days = offer.posting.hours.days(in: period, at: codes)
        guard !days.isEmpty else { return nil }
        (self.application, self.offer, self.pupil) = (application.id, offer, pupil)
    }
}

/// Why no convention was begun of a place that was confirmed; a person of the school can do something about each.
package enum HandOverProblem: String, Error, Hashable, Sendable, CaseIterable {
    /// The school's register has no such pupil.
    case pupilUnknown
    /// The school has not said what a convention needs of itself: who signs for it, and how it is reached.
    case schoolUnknown
    /// Of pupil or family the address is missing that whoever signs needs.
    case familyUnreachable
    /// The offer's hours leave no day of the period.
    case noDays
    /// Something of the data is not acceptable; what, is told when the school enters the convention itself.
    case notAcceptable
    /// Moderation has not looked at the offer since it was changed, has refused it, or looks into a report.
    case hostUnchecked
    /// The pupil has another convention for these days.
    case overlapping
    /// The school blocks the host.
    case hostBlocked
    /// The school has closed the pupil to the family, and a convention tells legal representatives where and when.
    case closedToFamily
    /// The store, or what belongs to it, could not be used: it goes on by itself.
    case unavailable
}

/// What has become of a convention whose place the school took back.
package enum DraftFate: String, Hashable, Sendable, CaseIterable {
    case withdrawn
    /// There was none, or it was erased.
    case none
    /// All have signed: who leaves a placement does so by the convention (« interruption »), and a person has to see to it.
    case signed
}
