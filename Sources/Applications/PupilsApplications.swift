public import Offers
public import Parties

/// All applications of one pupil, which decide together what may be done with each.
public struct PupilsApplications: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        public let id: ApplicationID
        public let offer: OfferID
        public let period: OfferPeriod
        public let state: ApplicationState

        public init(id: ApplicationID, offer: OfferID, period: OfferPeriod, state: ApplicationState) {
            self.id = id
            self.offer = offer
            self.period = period
            self.state = state
        }
    }

    public let entries: [Entry]
    private let calendar: PlacementCalendar

    /// - Parameter calendar: The dates of seconde.
    public init(_ entries: [Entry], calendar: PlacementCalendar = .standard) {
        self.entries = entries
        self.calendar = calendar
    }

    /// Why the pupil may not begin an application for an offer; `nil` when nothing keeps him or her from it.
    ///
    /// - Parameters:
    ///   - grade: The pupil's.
    ///   - today: The day of asking.
    public func refusal(
        of offer: OfferID, in period: OfferPeriod, grade: ConventionData.Grade, on today: CalendarDate
    ) -> ApplicationRefusal? {
        let own = entries.first { own in
            own.offer == offer && (own.state.isAlive || own.state.phase == .declined && own.period == period)
        }
        if let own { return .alreadyApplied(own.id) }
        let ofOffer = entries.filter { $0.offer == offer }
        if ofOffer.contains(where: { $0.state.isForbiddenBySchool }) { return .forbiddenBySchool }
        if ofOffer.count(where: { $0.state.phase == .withdrawn }) >= Self.maximumWithdrawals { return .tooOften }
        guard period.suits(grade) else { return .otherGrade }
        guard let days = period.days(calendar), days.lowerBound > today else { return .periodBegun }
        if let placed = entries.first(where: { $0.state.phase == .confirmed && overlaps($0.period, period) }) {
            return .alreadyPlaced(placed.id)
        }
        return nil
    }

    /// Why the pupil may not send an application that was drafted.
    public func refusalToSend(
        _ id: ApplicationID, on today: CalendarDate, _ terms: ApplicationTerms
    ) -> ApplicationRefusal? {
        guard let own = entries.first(where: { $0.id == id }) else { return .unknown }
        guard let days = own.period.days(calendar), days.lowerBound > today else { return .periodBegun }
        let others = entries.filter { $0.id != id }
        if let placed = others.first(where: { $0.state.phase == .confirmed && overlaps($0.period, own.period) }) {
            return .alreadyPlaced(placed.id)
        }
        let waiting = others.count { $0.state.isWaiting }
        return waiting >= terms.waitingAtOnce ? .tooManyWaiting(limit: terms.waitingAtOnce) : nil
    }

    /// The others that end when the pupil confirms one: those for days that it has too.
    public func supplanted(by id: ApplicationID) -> [ApplicationID] {
        guard let own = entries.first(where: { $0.id == id }) else { return [] }
        return entries.filter { other in
            other.id != id && (other.state.isWaiting || other.state.phase == .drafted)
                && overlaps(other.period, own.period)
        }.map(\.id)
    }

    /// Of applications for one offer: an employer is not written to again and again.
    public static let maximumWithdrawals = 3

    private func overlaps(_ one: OfferPeriod, _ other: OfferPeriod) -> Bool {
        guard let days = one.days(calendar), let others = other.days(calendar) else { return one == other }
        return days.overlaps(others)
    }
}

/// Why a pupil may not apply, or not send; names applications by their references only.
public enum ApplicationRefusal: Error, Hashable, Sendable {
    case unknown
    /// There is one for this offer that has not ended, or the employer has declined one for this period.
    case alreadyApplied(ApplicationID)
    case otherGrade
    /// It is too late, or the year has no such period.
    case periodBegun
    /// The pupil has a place on these days.
    case alreadyPlaced(ApplicationID)
    case tooManyWaiting(limit: Int)
    /// The school has ended one for this offer for what the host is.
    case forbiddenBySchool
    /// The pupil has applied for this offer, and withdrawn, as often as one may.
    case tooOften

    /// As it is told to the pupil.
    public var text: BilingualText {
        switch self {
        case .unknown: BilingualText("Cette candidature n’existe pas.", "There is no such application.")
        case .alreadyApplied:
            BilingualText(
                "Vous avez déjà une candidature pour cette offre : retrouvez-la dans vos candidatures.",
                "You have an application for this offer already: see your applications.")
        case .otherGrade:
            BilingualText(
                "Cette période n’est pas celle de votre classe : choisissez-en une autre.",
                "This period is not that of your grade: choose another one.")
        case .periodBegun:
            BilingualText(
                "Cette période a commencé : il est trop tard pour candidater.",
                "This period has begun: it is too late to apply.")
        case .alreadyPlaced:
            BilingualText(
                "Vous avez confirmé une autre place pour les mêmes jours. Pour en changer, parlez-en à votre établissement.",
                "You have confirmed another place for the same days. Talk to your school to change it.")
        case .forbiddenBySchool:
            BilingualText(
                "Votre établissement a mis fin à une candidature pour cette offre : parlez-en avec lui.",
                "Your school has ended an application for this offer: talk to it.")
        case .tooOften:
            BilingualText(
                "Vous avez déjà retiré plusieurs candidatures pour cette offre : choisissez-en une autre.",
                "You have withdrawn several applications for this offer: choose another one.")
        case .tooManyWaiting(let limit):
            BilingualText(
                "\(limit) candidatures attendent une réponse : retirez-en une, ou attendez une réponse, avant d’en envoyer une autre.",
                "\(limit) applications wait for an answer: withdraw one, or wait for an answer, before you send another."
            )
        }
    }
}
