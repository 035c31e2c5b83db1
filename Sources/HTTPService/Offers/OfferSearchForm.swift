import Hummingbird
import Offers
import Parties
import Placements

/// What somebody typed and chose to look for offers, as the address of the page holds it: such an address can be kept, sent on and gone back to.
struct OfferSearchForm: Hashable, Sendable {
    var words = ""
    var sector: Sector?
    var grade: ConventionData.Grade?
    var period: OfferPeriod?
    var kind: Employer.Category?
    var isAccessible = false
    var withFull = false
    /// `nil` for both.
    var isRemote: Bool?
    /// As typed; empty for everywhere.
    var place = ""
    /// How far from the place at most, one of ``distances``.
    var kilometres = usualDistance
    var page = 0

    /// Longer words than anybody types are cut: only their beginning counts in a search.
    static let maximumWords = 200

    /// What cannot be understood is left out, as if it had not been chosen.
    init(_ request: Request) {
        let text = request.queryText
        words = String(text(OfferFieldName.words).prefix(Self.maximumWords))
        sector = Sector(rawValue: text(OfferFieldName.sector))
        grade = ConventionData.Grade(rawValue: text(OfferFieldName.grade))
            .flatMap { ConventionData.Grade.observing.contains($0) ? $0 : nil }
        period = OfferPeriod(formText: text(OfferFieldName.week))
        kind = Employer.Category(rawValue: text(OfferFieldName.kind))
        isAccessible = text(OfferFieldName.accessible) == "oui"
        withFull = text(OfferFieldName.full) == "oui"
        isRemote = ["oui": true, "non": false][text(OfferFieldName.remote)]
        place = String(text(OfferFieldName.place).prefix(Self.maximumPlace))
        if !place.contains(where: { $0.isLetter || $0.isNumber }) { place = "" }
        let distance = Int(text(OfferFieldName.distance))
        kilometres = Self.distances.first { $0 == distance } ?? Self.usualDistance
        page = Int(text(OfferFieldName.page)).map { min(max($0, 1), OfferQuery.lastPage + 1) - 1 } ?? 0
    }

    /// The query of a search.
    ///
    /// - Parameter near: Where ``place`` is.
    func query(_ reader: OfferReader, near: GeoPoint?, today: CalendarDate) -> OfferQuery {
        var query = OfferQuery(reader: reader, today: today)
        query.words = words
        query.sectors = sector.map { [$0] } ?? []
        query.grade = grade
        query.periods = period.map { [$0] } ?? []
        query.kinds = kind.map { [$0] } ?? []
        query.isAccessible = isAccessible
        query.hasFreePlaces = !withFull
        query.isRemote = isRemote
        query.near = near.map { OfferQuery.Nearby($0, kilometres: Double(kilometres)) }
        query.page = page
        return query
    }

    /// The same for a pupil, to whom offers for other grades are of no use, unless one was chosen.
    ///
    /// - Parameter own: The pupil's grade; `nil` for anybody.
    func ofPupil(in own: ConventionData.Grade?) -> OfferSearchForm {
        var form = self
        if form.grade == nil, let own, ConventionData.Grade.observing.contains(own) { form.grade = own }
        return form
    }

    /// Whether anything but the page was chosen; a distance from nowhere is nothing.
    var isEmpty: Bool {
        var unpaged = self
        unpaged.page = 0
        if place.isEmpty { unpaged.kilometres = Self.usualDistance }
        return unpaged == OfferSearchForm()
    }

    private init() {}

    /// The same search, on another page.
    func path(page: Int) -> String {
        var items: [(String, String)] = [(OfferFieldName.words, words)]
        items.append((OfferFieldName.sector, sector?.rawValue ?? ""))
        items.append((OfferFieldName.grade, grade?.rawValue ?? ""))
        items.append((OfferFieldName.week, period?.formText ?? ""))
        items.append((OfferFieldName.kind, kind?.rawValue ?? ""))
        items.append((OfferFieldName.accessible, isAccessible ? "oui" : ""))
        items.append((OfferFieldName.full, withFull ? "oui" : ""))
        items.append((OfferFieldName.remote, isRemote.map { $0 ? "oui" : "non" } ?? ""))
        items.append((OfferFieldName.place, place))
        items.append((OfferFieldName.distance, place.isEmpty ? "" : "\(kilometres)"))
        items.append((OfferFieldName.page, page > 0 ? "\(page + 1)" : ""))
        let query = items.filter { !$0.1.isEmpty }.map { "\($0.0)=\($0.1.queryEscaped)" }.joined(separator: "&")
        return OfferPaths.search + (query.isEmpty ? "" : "?" + query)
    }
}
