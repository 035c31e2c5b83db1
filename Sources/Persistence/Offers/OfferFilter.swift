import GRDB
import Offers
import Parties
import Placements

/// What an offer has to be, beside its words and its place, as a condition of SQL; always includes that the reader may see it.
struct OfferFilter {
    private(set) var condition: String
    private(set) var arguments: StatementArguments
    /// Periods in which somebody who searches may come, by their slots: those asked for that suit an open grade and are still to come.
    let slots: [Int]

    /// - Returns: `nil` when nothing can be found: no campaign is open, or nothing that was asked for is still to come.
    init?(_ query: OfferQuery, campaign: OfferCampaign?, calendar: PlacementCalendar) {
        let open = campaign?.openGrades(on: query.today) ?? []
        let grades = query.grade.map { open.intersection([$0]) } ?? open
        let clauses = Self.clauses(grades, Self.slots(query, calendar))
        guard !clauses.isEmpty else { return nil }
        let bits = clauses.reduce(0) { $0 | $1.slots }
        slots = (0..<OfferPeriod.slotCount).filter { bits & 1 << $0 != 0 }
        let periods = query.hasFreePlaces ? "i.freePeriods" : "i.periods"
        condition = "i.schoolYear = ?"
        arguments = [query.schoolYear.start]
        let wanted = clauses.map { _ in "((i.grades & ?) <> 0 AND (\(periods) & ?) <> 0)" }
        add(
            "(" + wanted.joined(separator: " OR ") + ")", StatementArguments(clauses.flatMap { [$0.grades, $0.slots] }))
        admit(query.reader)
        keepAway(query.reader.blocked)
        if !query.sectors.isEmpty {
            add("(i.sectors & ?) <> 0", [query.sectors.reduce(0) { $0 | OfferIndexRow.Bits.sector($1) }])
        }
        if !query.kinds.isEmpty {
            add("(i.kinds & ?) <> 0", [query.kinds.reduce(0) { $0 | OfferIndexRow.Bits.kind($1) }])
        }
        if query.isAccessible { add("(i.flags & \(OfferIndexRow.Bits.isAccessible)) <> 0", []) }
        if let isRemote = query.isRemote {
            add("(i.flags & \(OfferIndexRow.Bits.isRemote)) \(isRemote ? "<>" : "=") 0", [])
        }
    }

    private mutating func add(_ clause: String, _ values: StatementArguments) {
        condition += " AND " + clause
        arguments += values
    }

    /// What is reserved is seen by those for whom it is.
    private mutating func admit(_ reader: OfferReader) {
        let priority = OfferIndexRow.Bits.priority(reader.priority)
        guard let school = reader.school else { return add("(i.audience = 0 OR (i.audience & ?) <> 0)", [priority]) }
        add(
            """
            (i.audience = 0 OR (i.audience & ?) <> 0 OR (i.audience = \(OfferIndexRow.Bits.schools)
                AND EXISTS (SELECT 1 FROM offerSchool s WHERE s.seat = i.seat AND s.uai = ?)))
            """, [priority, school.text])
    }

    /// Offers of hosts that the reader's school blocks, found once for a search by their numbers.
    private mutating func keepAway(_ blocked: Set<SIRET>) {
        guard !blocked.isEmpty else { return }
        let marks = blocked.map { _ in "?" }.joined(separator: ", ")
        add(
            "i.offer NOT IN (SELECT number FROM offer WHERE siret IN (\(marks)))",
            StatementArguments(blocked.map(\.digits).sorted()))
    }

    /// A grade and a period have to suit each other.
    private static func clauses(_ grades: Set<ConventionData.Grade>, _ slots: Int) -> [(grades: Int, slots: Int)] {
        let all = grades.reduce(0) { $0 | OfferIndexRow.Bits.grade($1) }
        return [(all & 3, slots & OfferIndexRow.Bits.college), (all & 4, slots & OfferIndexRow.Bits.seconde)]
            .filter { $0.0 != 0 && $0.1 != 0 }
    }

    /// Periods that were asked for and begin after today.
    private static func slots(_ query: OfferQuery, _ calendar: PlacementCalendar) -> Int {
        let asked =
            query.periods.isEmpty
            ? (0..<OfferPeriod.slotCount).compactMap { OfferPeriod(slot: $0, of: query.schoolYear) }
            : query.periods.filter { $0.schoolYear == query.schoolYear }
        return asked.reduce(0) { bits, period in
            guard let first = period.days(calendar)?.lowerBound, first > query.today else { return bits }
            return bits | 1 << period.slot
        }
    }
}

/// Words and marks as an expression of the full-text index.
///
/// Nothing that was typed comes into it but letters and digits, between quotes.
struct OfferMatch {
    /// Each finds offers of one degree of relevance, the best first; `nil` finds all.
    let tiers: [String?]

    /// - Parameter hasHeadlines: Whether all of the words stand together in a headline, of whatever offer.
    init(_ words: [SoughtWord], hasHeadlines: Bool, _ query: OfferQuery, _ filter: OfferFilter, box: GeoBox? = nil) {
        // Around a place the boxes narrow down enough.
        let marks = Self.marks(query) + (query.near == nil ? Self.rareMarks(query, filter) : [])
        let cells = box.map { OfferMark.cells(in: $0) } ?? []
        // Squares only narrow down what words or marks find: without them the boxes are quicker.
        let groups = marks + (cells.isEmpty || (marks.isEmpty && words.isEmpty) ? [] : [cells])
        let all = groups.map { Self.group("marks", $0.map { "\"\($0)\"" }) }
        guard !words.isEmpty else {
            tiers = [all.isEmpty ? nil : all.joined(separator: " AND ")]
            return
        }
        let (best, any) = (Self.words(words, in: "headline"), Self.words(words, in: "{headline body}"))
        let degrees = hasHeadlines ? [best, "((\(any)) NOT (\(best)))"] : [any]
        tiers = degrees.map { ([$0] + all).joined(separator: " AND ") }
    }

    static func words(_ words: [SoughtWord], in columns: String) -> String {
        words.map { word in group(columns, word.forms.map(\.expression)) }.joined(separator: " AND ")
    }

    private static func group(_ columns: String, _ alternatives: [String]) -> String {
        "\(columns) : (\(alternatives.joined(separator: " OR ")))"
    }

    /// What few offers may have though nothing else was asked for: without these a search would look at every offer until it has found enough.
    private static func rareMarks(_ query: OfferQuery, _ filter: OfferFilter) -> [[String]] {
        var groups: [[String]] = []
        if let grade = query.grade { groups.append([OfferMark.grade(grade)]) }
        if query.isRemote == false { groups.append([OfferMark.remote(false)]) }
        // So many weeks together are rare nowhere, and take long to put together.
        if filter.slots.count <= mostSlots {
            groups.append(filter.slots.map(query.hasFreePlaces ? OfferMark.free : OfferMark.period).sorted())
        }
        return groups
    }

    private static let mostSlots = 12

    /// One group for each thing that was asked for.
    private static func marks(_ query: OfferQuery) -> [[String]] {
        var groups: [[String]] = []
        if !query.sectors.isEmpty { groups.append(query.sectors.map(OfferMark.sector).sorted()) }
        if !query.kinds.isEmpty { groups.append(query.kinds.map(OfferMark.kind).sorted()) }
        if query.isAccessible { groups.append([OfferMark.accessible]) }
        if let isRemote = query.isRemote, isRemote { groups.append([OfferMark.remote(true)]) }
        if !query.periods.isEmpty { groups.append(query.periods.map { OfferMark.period($0.slot) }.sorted()) }
        return groups
    }
}

extension SoughtWord.Form {
    fileprivate var expression: String {
        switch self {
        case .whole(let word): "\"\(word)\""
        case .beginning(let word): "\"\(word)\" *"
        }
    }
}

/// The words of all offers that a reader may see: what is told of others, as a correction for instance, would tell of what is reserved.
struct OfferVocabulary: SearchVocabulary {
    let db: Database
    /// That the reader may see an offer, whatever else is asked for; `nil` when there is none to be seen.
    let visible: OfferFilter?

    init(db: Database, _ query: OfferQuery, campaign: OfferCampaign?, calendar: PlacementCalendar) {
        var everything = OfferQuery(reader: query.reader, today: query.today)
        everything.hasFreePlaces = false
        self.db = db
        visible = OfferFilter(everything, campaign: campaign, calendar: calendar)
    }

    func knows(_ word: SoughtWord) throws -> Bool {
        guard let visible else { return false }
        let match = OfferMatch.words([try spelledOut(word)], in: "{headline body}")
        return try db.row(
            sql: """
                SELECT 1 FROM offerText CROSS JOIN offerIndex i ON i.seat = offerText.rowid
                WHERE offerText MATCH ? AND \(visible.condition) LIMIT 1
                """, arguments: [match] + visible.arguments) != nil
    }

    /// Whether an offer has all of these in its headline, of whatever kind it is: nobody is told.
    static func haveHeadline(_ words: [SoughtWord], in db: Database) throws -> Bool {
        guard !words.isEmpty else { return false }
        return try db.row(
            sql: "SELECT 1 FROM offerText WHERE offerText MATCH ? LIMIT 1",
            arguments: [OfferMatch.words(words, in: "headline")]) != nil
    }

    func near(_ word: String) throws -> [String] {
        // Numbers, and none that anybody typed.
        let keys = Spelling.keys(sought: word).map { String($0) }.joined(separator: ",")
        let sql = """
            SELECT DISTINCT word FROM offerWord WHERE number IN (SELECT word FROM offerSpelling WHERE key IN (\(keys)))
            """
        return try String.fetchAll(db, sql: sql)
    }

    /// The same word with each longer beginning replaced by the words that begin so, unless they are many.
    ///
    /// The full-text index puts the offers of all of them together each time it is asked for a beginning; whole words it reads as
    /// far as it needs. Beginnings of two and three letters it keeps ready.
    func spelledOut(_ word: SoughtWord) throws -> SoughtWord {
        var forms: [SoughtWord.Form] = []
        for form in word.forms {
            guard case .beginning(let text) = form, text.unicodeScalars.count > 3 else {
                forms.append(form)
                continue
            }
            let words = try self.words(from: text)
            forms += words.count > Self.most ? [form] : words.isEmpty ? [.whole(text)] : words.map { .whole($0) }
        }
        return SoughtWord(forms)
    }

    private func words(from text: String) throws -> [String] {
        let sql = "SELECT word FROM offerWord WHERE word >= ? AND word < ? ORDER BY word LIMIT \(Self.most + 1)"
        return try String.fetchAll(db.cachedStatement(sql: sql), arguments: [text, text + "\u{10FFFF}"])
    }

    private static let most = 40
}
