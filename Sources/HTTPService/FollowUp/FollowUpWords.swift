import Applications
import Offers
import Parties
import Placements
import Rosters
import Spreadsheets

/// What is said of pupils without a placement.
struct FollowUpWords: Sendable {
    let dates: FrenchDates
    let calendar: PlacementCalendar

    /// How many have no placement, and how much time is left.
    func lead(_ standing: SchoolStanding) -> String {
        let without = standing.without
        guard !standing.pupils.isEmpty else { return "La liste des élèves est vide." }
        guard !without.isEmpty else { return "Tous les élèves ont un stage, ou n’en font pas cette année." }
        let optional = without.count(where: \.isOptional)
        return
            (without.count > 1
            ? "\(without.count) élèves n’ont pas de stage pour toute la période"
            : "Un élève n’a pas de stage pour toute la période")
            + (optional > 0 ? ", dont \(optional) en 4e, où le stage est facultatif." : ".")
    }

    /// When each grade goes.
    func notes(_ standing: SchoolStanding) -> [String] {
        let grades = ConventionData.Grade.allCases.filter { grade in
            standing.without.contains { $0.pupil.details.grade == grade }
        }
        return grades.compactMap { grade in
            guard let season = standing.seasons[grade] else { return nil }
            if season.isOver(on: standing.today) {
                return
                    "\(Self.name(grade))\u{A0}: la période est terminée depuis le \(FrenchDates.day(season.days.upperBound))."
            }
            guard grade == .seconde else {
                return "\(Self.name(grade))\u{A0}: stages jusqu’au \(FrenchDates.day(season.days.upperBound))."
            }
            let left = season.days.lowerBound.dayNumber - standing.today.dayNumber
            let start = "\(Self.name(grade))\u{A0}: stage à partir du \(FrenchDates.day(season.days.lowerBound))"
            return left > 0 ? "\(start), dans \(left) \(left > 1 ? "jours" : "jour")." : start + "."
        }
    }

    private static func name(_ grade: ConventionData.Grade) -> String {
        switch grade {
        case .quatrieme: "4e"
        case .troisieme: "3e"
        case .seconde: "Seconde"
        case .professionnelle: "Voie professionnelle"
        }
    }

    func line(_ pupil: PupilFollowUp, _ offers: [SuggestedOffer], _ choice: FollowUpChoice) -> FollowedLine {
        let details = pupil.pupil.details
        return FollowedLine(
            path: choice.path(from: FollowUpPaths.pupil(pupil.pupil.reference)),
            name: "\(details.name.family) \(details.name.given)",
            className: details.className, status: status(pupil), counts: counts(pupil), lastAct: lastAct(pupil),
            offers: offers.map(offer), hasOffers: !offers.isEmpty,
            hasNoOffer: offers.isEmpty && details.grade != .professionnelle)
    }

    /// What keeps a pupil's days although there is no placement on them any more.
    func lapsed(_ pupil: PupilFollowUp) -> [LapsedPlaceLine] {
        pupil.lapsed.flatMap { convention in
            pupil.applications.filter { convention.isOf($0) && $0.state.phase == .confirmed }.map { place in
                LapsedPlaceLine(
                    text: Self.fate(convention.stage)
                        + "\u{A0}: la place est encore retenue. Pour que l’élève puisse candidater à ces dates, arrêtez cette candidature.",
                    path: ApplicationPaths.school(place.id))
            }
        }
    }

    private static func fate(_ stage: PupilConvention.Stage) -> String {
        switch stage {
        case .expired: "La convention n’a pas été signée à temps"
        case .interrupted: "Le stage a été interrompu"
        case .withdrawn, .preparing, .signing, .signed: "La convention a été refusée ou annulée"
        }
    }

    private func status(_ pupil: PupilFollowUp) -> String {
        switch pupil.standing {
        case .placed: "A un stage"
        case .partly: "A une semaine sur deux"
        case .searching: pupil.isOptional ? "Sans stage (facultatif en 4e)" : "Sans stage"
        case .dispensed: "Ne fera pas de stage"
        }
    }

    private func counts(_ pupil: PupilFollowUp) -> String {
        guard !pupil.hasNeverApplied else { return "N’a jamais candidaté." }
        return "Candidatures\u{A0}: envoyées \(pupil.sentCount), en attente \(pupil.waitingCount) (dont en discussion"
            + " \(pupil.inDiscussionCount)), déclinées \(pupil.declinedCount)."
    }

    private func lastAct(_ pupil: PupilFollowUp) -> String {
        guard let last = pupil.lastAct else { return "Rien pour le moment." }
        return "Dernier acte\u{A0}: \(Self.act(last.lastEvent)), le \(dates.day(last.lastAt))."
    }

    private static func act(_ event: ApplicationEvent.Kind) -> String {
        switch event {
        case .drafted: "brouillon commencé"
        case .edited: "brouillon modifié"
        case .sent: "candidature envoyée"
        case .seen: "candidature lue par l’employeur"
        case .wrote: "message échangé"
        case .accepted: "place proposée"
        case .declined: "candidature déclinée"
        case .confirmed: "place prise"
        case .withdrawn: "candidature retirée"
        case .supplanted: "autre place prise pour ces jours"
        case .expired: "candidature sans réponse à temps"
        case .cancelled: "candidature arrêtée par l’établissement"
        case .offerEnded: "offre retirée"
        }
    }

    private func offer(_ suggestion: SuggestedOffer) -> FollowedLine.Offer {
        let posting = suggestion.hit.posting
        let places = suggestion.periods.map { period in
            let left = suggestion.hit.placesLeft[period] ?? 0
            return OfferWords.period(period, calendar) + " (\(left) \(left > 1 ? "places" : "place"))"
        }
        var details = [posting.employer.legalName, posting.employer.sector.name]
        if let city = posting.sites.first?.address.city { details.append(city) }
        return .init(
            path: OfferPaths.offer(suggestion.hit.id), title: posting.title,
            details: (details + places.prefix(2)).joined(separator: ", "))
    }

    // MARK: Spreadsheet

    /// No cell of it is a formula, whatever a name begins with.
    func table(of pupils: [PupilFollowUp]) -> [UInt8] { SpreadsheetText.bytes([Self.columns] + pupils.map(row)) }

    private static let columns = [
        "Classe", "Nom", "Prénom", "Référence", "Situation", "Candidatures envoyées", "En attente", "En discussion",
        "Déclinées", "Dernier acte",
    ]

    @Sendable private func row(_ pupil: PupilFollowUp) -> [String] {
        let details = pupil.pupil.details
        let last = pupil.lastAct.map { "\(Self.act($0.lastEvent)), \(dates.day($0.lastAt))" } ?? ""
        return [
            details.className, details.name.family, details.name.given, pupil.pupil.reference.text, status(pupil),
            "\(pupil.sentCount)", "\(pupil.waitingCount)", "\(pupil.inDiscussionCount)", "\(pupil.declinedCount)", last,
        ]
    }
}
