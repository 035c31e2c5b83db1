import Offers
import Parties

/// What somebody typed and chose in the form of an offer, as it was typed: whatever is wrong with it, it is shown again.
///
/// Pure: it knows neither requests nor use cases.
struct OfferForm: Hashable, Sendable {
    /// By the names of the fields; what is empty is not there.
    private(set) var values: [String: String] = [:]

    static let daysOfWeek = 1...6
    /// As many as anybody has in a day; the page shows two unless there are more.
    static let slotsPerDay = 4
    /// More fields than a form with everything in it has.
    static let maximumFieldCount = 400

    init() {}

    subscript(name: String) -> String {
        get { values[name] ?? "" }
        set { values[name] = newValue.isEmpty ? nil : newValue }
    }

    /// - Parameter fields: Of the form; names that it does not have are passed over.
    init(_ fields: FormFields) {
        for name in Self.names { self[name] = Self.clean(fields[name]) }
        for text in fields.names(after: OfferFormName.places) where OfferPeriod(formText: text) != nil {
            self[OfferFormName.places + text] = Self.clean(fields[OfferFormName.places + text])
        }
        siteCount = Int(fields[OfferFormName.siteCount]) ?? 1
        if !fields[OfferFormName.sameHours].isEmpty { repeatHours() }
    }

    /// Line ends as the domain has them, nothing blank around.
    private static func clean(_ text: String) -> String {
        let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        guard let first = lines.firstIndex(where: { !$0.isWhitespace }),
            let last = lines.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(lines[first...last])
    }

    /// All but those of periods, whose names hold years.
    private static let names: [String] = {
        var names = [
            OfferFormName.siret, OfferFormName.legalName, OfferFormName.kind, OfferFormName.body,
            OfferFormName.sector, OfferFormName.size, OfferFormName.naf, OfferFormName.nafEdition,
            OfferFormName.givenName, OfferFormName.familyName, OfferFormName.capacity, OfferFormName.email,
            OfferFormName.phone, OfferFormName.title, OfferFormName.tasks, OfferFormName.conditions,
            OfferFormName.accessibilityNote, OfferFormName.remote, OfferFormName.audience, OfferFormName.schools,
        ]
        names += ConventionData.Grade.observing.map { OfferFormName.grade + $0.rawValue }
        names += OfferAccessibility.Feature.allCases.map { OfferFormName.feature + $0.rawValue }
        names += OfferAudience.PriorityKind.allCases.map { OfferFormName.priority + $0.rawValue }
        for number in 1...OfferFault.maximumSites {
            names += OfferFormName.SitePart.allCases.map { OfferFormName.site(number, $0) }
        }
        for day in daysOfWeek {
            for slot in 1...slotsPerDay {
                names += [OfferFormName.time(day, slot, .from), OfferFormName.time(day, slot, .to)]
            }
        }
        return names
    }()

    // MARK: Places

    /// How many places the page shows, empty ones too.
    var siteCount: Int {
        get { min(max(Int(self[OfferFormName.siteCount]) ?? 1, 1), OfferFault.maximumSites) }
        set { self[OfferFormName.siteCount] = String(min(max(newValue, 1), OfferFault.maximumSites)) }
    }

    // MARK: Hours

    /// The highest slot of a day in which something is written.
    func lastSlot(of day: Int) -> Int {
        (1...Self.slotsPerDay).last { slot in
            !self[OfferFormName.time(day, slot, .from)].isEmpty || !self[OfferFormName.time(day, slot, .to)].isEmpty
        } ?? 0
    }

    /// Puts the hours of the first day that has some into the days from Monday to Friday that have none.
    private mutating func repeatHours() {
        guard let first = Self.daysOfWeek.first(where: { lastSlot(of: $0) > 0 }) else { return }
        for day in 1...5 where lastSlot(of: day) == 0 {
            for slot in 1...Self.slotsPerDay {
                for end in [OfferFormName.SlotEnd.from, .to] {
                    self[OfferFormName.time(day, slot, end)] = self[OfferFormName.time(first, slot, end)]
                }
            }
        }
    }

    // MARK: Periods

    /// In which something is written, in no order.
    var periods: [OfferPeriod] {
        values.keys.filter { $0.hasPrefix(OfferFormName.places) }
            .compactMap { OfferPeriod(formText: String($0.dropFirst(OfferFormName.places.count))) }
    }

    mutating func forget(_ period: OfferPeriod) { self[OfferFormName.places(period)] = "" }

    /// Whether a box is ticked.
    func has(_ name: String) -> Bool { !self[name].isEmpty }

    static let yes = "oui"
}
