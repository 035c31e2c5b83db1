package import Offers
package import Parties

/// One host in a school's directory: all that documents say of it, under its number, and what the school has written.
package struct HostEntry: Hashable, Sendable {
    package let siret: SIRET
    /// The latest first.
    package let encounters: [HostEncounter]
    package let record: HostRecord?

    init(siret: SIRET, encounters: [HostEncounter], record: HostRecord?) {
        self.siret = siret
        self.encounters = encounters.sorted {
            ($1.days.lowerBound, $1.standing.rawValue) < ($0.days.lowerBound, $0.standing.rawValue)
        }
        self.record = record
    }

    /// As it was written last.
    package var name: String {
        encounters.first { !$0.host.name.isEmpty }?.host.name ?? record?.name ?? ""
    }
    /// No document says what it is called: the school does.
    package var isNamedBySchool: Bool { encounters.allSatisfy(\.host.name.isEmpty) }
    package var address: PostalAddress? { encounters.first { !$0.host.address.city.isEmpty }?.host.address }
    package var city: String { address?.city ?? record?.city ?? "" }
    package var kind: Employer.Category? { encounters.compactMap(\.host.kind).first }
    package var sector: String? { encounters.compactMap(\.host.sector).first }
    package var grade: ConventionData.Grade? { encounters.compactMap(\.grade).first }
    /// Where it was reached last.
    package var email: MailboxAddress? { encounters.compactMap(\.host.email).first }
    package var isBlocked: Bool { record?.isBlocked ?? false }
    package var openCount: Int { encounters.count { $0.standing.isOpen } }
    /// The last day of the last placement.
    package var lastDay: CalendarDate? {
        encounters.filter(\.standing.isPlacement).map(\.days.upperBound).max()
    }

    /// How many placements there were, or are to be, the latest year first.
    package var placements: [(year: SchoolYear, count: Int)] {
        Dictionary(grouping: encounters.filter(\.standing.isPlacement), by: \.schoolYear)
            .map { (year: $0.key, count: $0.value.count) }.sorted { $0.year > $1.year }
    }

    /// Merges by number; whoever has no name goes last.
    static func merged(_ encounters: [HostEncounter], _ records: [HostRecord]) -> [HostEntry] {
        let own = Dictionary(grouping: encounters, by: \.host.siret)
        let kept = Dictionary(records.map { ($0.siret, $0) }) { first, _ in first }
        return Set(own.keys).union(kept.keys)
            .map { HostEntry(siret: $0, encounters: own[$0] ?? [], record: kept[$0]) }
            .sorted { ($0.sortName, $0.siret.digits) < ($1.sortName, $1.siret.digits) }
    }

    private var sortName: String { name.isEmpty ? "\u{FFFF}" : SearchText.words(of: name).joined(separator: " ") }
}
