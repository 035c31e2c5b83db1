import Applications
import Offers
import Parties
import Placements

/// One entry of a list to choose from.
struct ChoiceLine: Sendable {
    let value: String
    let label: String
    let isChosen: Bool
}

/// One offer in a list.
struct OfferLine: Sendable {
    let path: String
    let title: String
    let employer: String
    let sector: String
    let place: String
    let grades: String
    let periods: [String]
    /// « Réservée à votre établissement », « À distance »
    let badges: [String]
}

struct OfferSearchPage: Sendable {
    let page: PageFrame
    let action: String
    let words: String
    let sectors: [ChoiceLine]
    let grades: [ChoiceLine]
    let periods: [ChoiceLine]
    let kinds: [ChoiceLine]
    let remotes: [ChoiceLine]
    let isAccessible: Bool
    let withFull: Bool
    /// Whether choices besides words are open to be seen.
    let hasChoices: Bool
    /// When offers can be seen of grades whose campaign has not begun.
    let openings: [String]
    let lines: [OfferLine]
    /// « 20 offres », « Offres 21 à 40 »
    let caption: String
    let corrections: [String]
    /// `nil` when nothing was looked for.
    let explanation: String?
    /// `nil` where nothing is known of places.
    let around: OfferAround?
    let nothingAround: NothingAround?
    let isSearch: Bool
    let everything: String
    /// Of who has entered as a pupil.
    let applications: String?
    let previous: String?
    let next: String?
}

/// One fact of an offer with its name.
struct OfferFact: Sendable {
    let name: String
    let lines: [String]
}

struct OfferPeriodLine: Sendable {
    let text: String
    let places: String
    /// The name of the period in the form by which a pupil applies; `nil` when he or she may not.
    var applyFor: String?
    /// Where the pupil's own application for it is.
    var own: String?
    /// Why the pupil may not apply.
    var obstacle: String?
}

/// What somebody may do who wants a place.
struct ApplyChoices: Sendable {
    /// Where a pupil enters who has not.
    var entrance: String?
    var action: String?
    var formToken = ""
    /// Whether the offer is for the pupil's grade, and open to it.
    var isFor = false
    var obstacles: [OfferPeriod: ApplicationRefusal] = [:]
}

struct OfferDetailPage: Sendable {
    let page: PageFrame
    let title: String
    let employer: String
    let badges: [String]
    let facts: [OfferFact]
    let tasks: [String]
    let periods: [OfferPeriodLine]
    /// When a grade may apply, if not now.
    let notes: [String]
    let back: String
    let reportAction: String?
    let formToken: String
    let abuses: [ChoiceLine]
    let maximumReport: Int
    let problem: String?
    let applyAction: String?
    let applyToken: String
    let entrance: String?
}

/// A report that said nothing, and what it was about.
struct ReportProblem: Sendable {
    let kind: AbuseKind?
    let text: String
}

/// Makes the pages from what the use cases say.
struct OfferPageWriter: Sendable {
    let writer: PageWriter
    let calendar: PlacementCalendar
    let today: CalendarDate

    /// - Parameter asked: The period that was chosen: it is told first.
    func line(_ hit: OfferHit, asked: OfferPeriod?) -> OfferLine {
        let posting = hit.posting
        return OfferLine(
            path: OfferPaths.offer(hit.id), title: posting.title, employer: posting.employer.legalName,
            sector: posting.employer.sector.name, place: Self.places(of: posting, kilometres: hit.kilometres),
            grades: OfferWords.grades(posting.grades),
            periods: periods(of: posting, hit.placesLeft, asked: asked),
            badges: Self.badges(posting, isReserved: hit.isReserved))
    }

    /// A few of those to come, with their places.
    private func periods(
        of posting: PublicOffer, _ placesLeft: [OfferPeriod: Int], asked: OfferPeriod?
    ) -> [String] {
        let coming = coming(posting.periods)
        let inOrder = coming.filter { $0.period == asked } + coming.filter { $0.period != asked }
        let lines = inOrder.prefix(Self.periodsInList).map { offered in
            "\(OfferWords.period(offered.period, calendar))\u{A0}: \(OfferWords.places(placesLeft[offered.period] ?? 0))"
        }
        let others = coming.count - lines.count
        return lines + (others == 0 ? [] : [others == 1 ? "et 1 autre période" : "et \(others) autres périodes"])
    }

    private static let periodsInList = 4

    /// Whose first day is after today: for the others it is too late to apply.
    private func coming(_ periods: [OfferedPeriod]) -> [OfferedPeriod] {
        periods.filter { $0.period.days(calendar).map { $0.lowerBound > today } ?? false }
    }

    /// « Créteil (94000) et 1 autre lieu, à 3 km environ »: most places are known by their commune alone.
    private static func places(of posting: PublicOffer, kilometres: Double?) -> String {
        guard let main = posting.sites.first?.address else { return "" }
        var text = "\(main.city) (\(main.postalCode))"
        let others = posting.sites.count - 1
        if others > 0 { text += others == 1 ? " et 1 autre lieu" : " et \(others) autres lieux" }
        guard let kilometres else { return text }
        return text + ", à \(max(1, Int(kilometres.rounded(.up))))\u{A0}km environ"
    }

    static func badges(_ posting: PublicOffer, isReserved: Bool) -> [String] {
        var badges: [String] = []
        if isReserved { badges.append("Réservée") }
        if posting.isRemote { badges.append("À distance") }
        badges += OfferAccessibility.Feature.allCases.filter(posting.accessibility.features.contains)
            .map(OfferWords.shortFeature)
        return badges
    }

    func detail(
        _ shown: ShownOffer, _ openings: [String], formToken: String, problem: ReportProblem?, apply: ApplyChoices?,
        canReport: Bool
    ) -> OfferDetailPage {
        let posting = shown.posting
        return OfferDetailPage(
            page: writer.frame(posting.title), title: posting.title,
            employer: posting.employer.legalName, badges: Self.badges(posting, isReserved: shown.isReserved),
            facts: facts(of: posting), tasks: paragraphs(posting.tasks),
            periods: coming(posting.periods).map { line($0.period, shown.placesLeft[$0.period] ?? 0, apply) },
            notes: openings, back: OfferPaths.search,
            reportAction: canReport ? OfferPaths.offer(shown.id) + OfferPaths.report : nil,
            formToken: formToken,
            abuses: AbuseKind.allCases.map {
                ChoiceLine(value: $0.rawValue, label: OfferWords.abuse($0), isChosen: $0 == problem?.kind)
            }, maximumReport: 4000, problem: problem?.text, applyAction: apply?.action,
            applyToken: apply?.formToken ?? "", entrance: apply?.entrance)
    }

    private func line(_ period: OfferPeriod, _ left: Int, _ apply: ApplyChoices?) -> OfferPeriodLine {
        var line = OfferPeriodLine(text: OfferWords.period(period, calendar), places: OfferWords.places(left))
        guard let apply, apply.isFor else { return line }
        switch apply.obstacles[period] {
        case nil: line.applyFor = left > 0 ? period.formText : nil
        case .alreadyApplied(let id): line.own = ApplicationPaths.pupil(id)
        case .alreadyPlaced, .otherGrade, .forbiddenBySchool, .tooOften:
            line.obstacle = apply.obstacles[period]?.text.french
        case .unknown, .periodBegun, .tooManyWaiting: break
        }
        return line
    }

    func facts(of posting: PublicOffer) -> [OfferFact] {
        let employer = posting.employer
        var facts = [
            OfferFact(name: "Organisme d’accueil", lines: [employer.legalName, OfferWords.kind(employer.kind)]),
            OfferFact(name: "Secteur", lines: [employer.sector.name]),
            OfferFact(name: "Taille", lines: [OfferWords.size(employer.size)]),
            OfferFact(name: "Pour les classes de", lines: [OfferWords.grades(posting.grades)]),
            OfferFact(
                name: posting.sites.count > 1 ? "Lieux" : "Lieu", lines: posting.sites.map(\.address.singleLine)),
            OfferFact(name: "Horaires", lines: OfferWords.hours(posting.hours)),
        ]
        if posting.isRemote {
            facts.append(
                OfferFact(
                    name: "À distance", lines: ["L’élève observe depuis un autre lieu, par exemple son établissement."])
            )
        }
        if let conditions = posting.conditions, !conditions.isEmpty {
            facts.append(OfferFact(name: "Sur place", lines: paragraphs(conditions)))
        }
        let features = OfferAccessibility.Feature.allCases.filter(posting.accessibility.features.contains)
            .map(OfferWords.feature)
        let lines = features + [posting.accessibility.note].compactMap(\.self).filter { !$0.isEmpty }
        if !lines.isEmpty { facts.append(OfferFact(name: "Accessibilité", lines: lines)) }
        return facts
    }

    func paragraphs(_ text: String) -> [String] { text.split(whereSeparator: \.isNewline).map(String.init) }
}
