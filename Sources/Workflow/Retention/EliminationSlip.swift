/// A *bordereau d'élimination*: what a public school asks its Archives départementales to be allowed to erase. No names of people.
///
/// Source: Code du patrimoine, articles L. 212-2 and R. 212-14; instruction 2005-003 of 22 February 2005 (MENA0501142J).
package struct EliminationSlip: Hashable, Sendable, Codable {
    /// One convention, and what the archives ask about it.
    package struct Entry: Hashable, Sendable, Codable {
        package let item: RetentionItem
        /// The placement, as `2027-06-14`.
        package let firstDay, lastDay: String
        package let byteCount: Int64

        package init(item: RetentionItem, firstDay: String, lastDay: String, byteCount: Int64) {
            (self.item, self.firstDay, self.lastDay, self.byteCount) = (item, firstDay, lastDay, byteCount)
        }
    }

    /// Such as `BE-2032-1`.
    package let number: String
    /// Whose archives they are, as the conventions name it.
    package let school: String
    /// As `2032-01-05`.
    package let madeOn: String
    /// By series, then by reference.
    package let entries: [Entry]
    /// For how long each series is kept, in French, as it was when the slip was made.
    package let durations: [String: String]

    package init(
        number: String, school: String, madeOn: String, entries: [Entry], durations: [RetentionSeries: String]
    ) {
        (self.number, self.school, self.madeOn) = (number, school, madeOn)
        self.entries = entries.sorted {
            ($0.item.series.rawValue, $0.item.convention) < ($1.item.series.rawValue, $1.item.convention)
        }
        self.durations = Dictionary(uniqueKeysWithValues: durations.map { ($0.rawValue, $1) })
    }

    /// One line of the slip.
    package struct Line: Hashable, Sendable {
        package let series: RetentionSeries
        package let title: String
        /// First and last day of the placements.
        package let firstDay, lastDay: String
        package let count: Int
        package let byteCount: Int64
        package let duration: String
    }

    /// One for each series that is there.
    package var lines: [Line] {
        RetentionSeries.allCases.compactMap { series in
            let entries = entries.filter { $0.item.series == series }
            guard let first = entries.map(\.firstDay).min(), let last = entries.map(\.lastDay).max() else { return nil }
            return Line(
                series: series, title: series.frenchTitle, firstDay: first, lastDay: last, count: entries.count,
                byteCount: entries.reduce(0) { $0 + $1.byteCount }, duration: durations[series.rawValue] ?? "")
        }
    }
}

extension RetentionSeries {
    /// As a slip lists it.
    package var frenchTitle: String {
        switch self {
        case .signed: "Conventions de stage signées par toutes les parties, avec leur dossier de preuve"
        case .unsigned: "Conventions de stage émises et non abouties (refusées, annulées ou non signées à temps)"
        case .neverIssued: "Conventions de stage préparées et jamais émises"
        }
    }
}

extension RetentionRules {
    /// « 5 ans après la fin du stage »
    func frenchDuration(of series: RetentionSeries) -> String {
        switch series {
        case .signed: "\(signedYears) ans après la fin du stage"
        case .unsigned: "\(unsignedMonths) mois après le dernier acte"
        case .neverIssued: "\(draftMonths) mois après la fin de l’année scolaire"
        }
    }
}
