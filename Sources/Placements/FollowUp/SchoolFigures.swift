import Applications
import Foundation
package import Offers
package import Parties
import Rosters

/// What the standing of a school's pupils comes to; computed when it is asked, and kept nowhere.
package struct SchoolFigures: Hashable, Sendable {
    package struct Group: Hashable, Sendable {
        package let className: String
        package let placed: Int
        package let partly: Int
        package let searching: Int
        package let dispensed: Int

        package var count: Int { placed + partly + searching + dispensed }
    }

    /// By whom a placement was found.
    package enum Way: Hashable, Sendable, CaseIterable {
        /// By an offer that the pupil applied for here.
        case offer
        /// The family named the host.
        case alone
        /// The school entered the convention.
        case school

        /// As people read it.
        package var name: String {
            switch self {
            case .offer: "Offre trouvée sur ce service"
            case .alone: "Trouvé par l’élève ou sa famille"
            case .school: "Saisi par l’établissement"
            }
        }
    }

    package enum HostKind: Hashable, Sendable, CaseIterable {
        case business, publicBody, association
        /// Not a public body; whether business or association, no number says.
        case unknown

        /// As people read it.
        package var name: String {
            switch self {
            case .business: "Entreprise"
            case .publicBody: "Organisme public"
            case .association: "Association"
            case .unknown: "Entreprise ou association"
            }
        }
    }

    /// Of the conventions whose placement was that many days ahead or less, how many all had signed by then.
    package struct Point: Hashable, Sendable {
        package let daysBefore: Int
        package let signed: Int
        package let count: Int

        package var share: Double { count == 0 ? 0 : Double(signed) / Double(count) }
    }

    /// In the order of the classes' names.
    package let groups: [Group]
    package let ways: [Way: Int]
    package let kinds: [HostKind: Int]
    package let sectors: [Sector: Int]
    /// Placements of which nobody knows the sector by the list.
    package let otherSectors: Int
    /// Conventions that are or were at signature.
    package let issued: Int
    package let signed: Int
    /// From the most days before to 0; without the days that no placement has reached.
    package let curve: [Point]
    /// From the issue to the last signature; `nil` when none is complete.
    package let medianDays: Double?

    /// The curve begins as many days before the placement.
    package static let curveDays = 56

    package init(_ standing: SchoolStanding) {
        groups = Dictionary(grouping: standing.pupils, by: \.pupil.details.className).sorted { $0.key < $1.key }
            .map { name, pupils in
                func count(_ wanted: PupilFollowUp.Standing) -> Int { pupils.count { $0.standing == wanted } }
                return Group(
                    className: name, placed: count(.placed), partly: count(.partly), searching: count(.searching),
                    dispensed: count(.dispensed))
            }
        let placements = standing.pupils.flatMap(\.placements)
        ways = Self.tally(placements.map(\.way))
        kinds = Self.tally(placements.map(\.kind))
        sectors = Self.tally(placements.compactMap(\.sector))
        otherSectors = placements.count { $0.sector == nil }
        let conventions = standing.pupils.flatMap(\.conventions)
            .filter { $0.issuedAt != nil && $0.stage != .withdrawn }
        (issued, signed) = (conventions.count, conventions.count { $0.completedAt != nil })
        curve = Self.curve(conventions, on: standing.today)
        medianDays = Self.median(
            conventions.compactMap { convention in
                guard let issuedAt = convention.issuedAt, let completedAt = convention.completedAt else { return nil }
                return completedAt.timeIntervalSince(issuedAt) / 86_400
            })
    }

    private static func tally<Value: Hashable>(_ values: [Value]) -> [Value: Int] {
        values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    private static func curve(_ conventions: [PupilConvention], on today: CalendarDate) -> [Point] {
        let begins = conventions.map { ($0.days.lowerBound.dayNumber, $0.completedOn?.dayNumber) }
        return (0...curveDays).reversed().compactMap { daysBefore in
            let reached = begins.filter { $0.0 - daysBefore <= today.dayNumber }
            let signed = reached.count { begin, completed in completed.map { $0 <= begin - daysBefore } ?? false }
            return reached.isEmpty ? nil : Point(daysBefore: daysBefore, signed: signed, count: reached.count)
        }
    }

    static func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}

/// One placement of a pupil, by what the figures tell placements apart.
struct CountedPlacement: Hashable {
    let way: SchoolFigures.Way
    let kind: SchoolFigures.HostKind
    let sector: Sector?
}

extension PupilFollowUp {
    /// Each convention that is a placement, and each confirmed place that has none.
    var placements: [CountedPlacement] {
        let held = conventions.filter(\.isPlacement)
        let confirmed = applications.filter { $0.state.phase == .confirmed }
        return held.map { convention in
            if let place = applications.first(where: convention.isOf) {
                return CountedPlacement(way: .offer, kind: SchoolFigures.HostKind(place.kind), sector: place.sector)
            }
            return CountedPlacement(
                way: convention.isFoundAlone ? .alone : .school, kind: SchoolFigures.HostKind(convention.host),
                sector: convention.sector)
        }
            + confirmed.filter { place in !conventions.contains { $0.isOf(place) } }.map { place in
                CountedPlacement(way: .offer, kind: SchoolFigures.HostKind(place.kind), sector: place.sector)
            }
    }
}

extension SchoolFigures.HostKind {
    init(_ category: Employer.Category) {
        self =
            switch category {
            case .business: .business
            case .publicBody: .publicBody
            case .association: .association
            }
    }

    /// Numbers of public bodies begin with 1 or 2; of the others none says what the host is.
    ///
    /// Source: INSEE, documentation of SIRENE, unchecked.
    init(_ siret: SIRET?) {
        self = siret.map { $0.digits.hasPrefix("1") || $0.digits.hasPrefix("2") } == true ? .publicBody : .unknown
    }
}

extension FollowUpDesk {
    /// A school's figures, and how many conventions wait for each role now.
    package func figures(
        of school: UAI
    ) async throws(OfferStoreError) -> (
        standing: SchoolStanding, figures: SchoolFigures, awaited: [Signatory.Role: Int]
    ) {
        let standing = try await standing(of: school)
        let signing = standing.pupils.flatMap(\.conventions).filter { $0.stage == .signing }.map(\.reference)
        return (standing, SchoolFigures(standing), try await conventions.awaited(signing))
    }
}
