package import Parties

/// What an amendment changes, in French sentences that name the new and the old: for its article 1, when the school words it not itself.
package struct AmendmentWords: Sendable {
    private let amendment: PlacementAmendment

    package init(_ amendment: PlacementAmendment) { self.amendment = amendment }

    /// One paragraph for each thing that changes; `nil` when something changes that only a person can word.
    package var text: String? {
        let parts = amendment.changedParts
        guard !parts.isEmpty, parts.isDisjoint(with: [.representatives, .others]) else { return nil }
        var lines: [String] = []
        if parts.contains(.dates) { lines.append(told("Dates de la séquence", period)) }
        if parts.contains(.places) { lines.append(told("Lieu de la séquence", places)) }
        if parts.contains(.hours) { lines += changedDays.map(line) }
        if parts.contains(.tutor) { lines.append(told("Tuteur", tutor)) }
        return lines.joined(separator: "\n").replacing(FrenchFormat.noBreakSpace, with: " ")
    }

    private func told(_ label: String, _ value: (ConventionData) -> String) -> String {
        "\(label) : \(value(amendment.after)), au lieu de : \(value(amendment.before))."
    }

    private func period(_ data: ConventionData) -> String {
        "du \(FrenchFormat.date(data.placement.start, .weekday)) au \(FrenchFormat.date(data.placement.end, .weekday)) inclus"
    }

    private func places(_ data: ConventionData) -> String {
        data.placement.places.map { place in
            (place.name.map { "\($0), " } ?? "") + place.address.singleLine
        }.joined(separator: " ; ")
    }

    private func tutor(_ data: ConventionData) -> String {
        "\(data.host.tutor.name.full) (\(FrenchFormat.inText(data.host.tutor.function)))"
    }

    private var changedDays: [CalendarDate] {
        let days = Set((amendment.before.placement.timetable + amendment.after.placement.timetable).map(\.date))
        return days.sorted().filter { hours(amendment.before, $0) != hours(amendment.after, $0) }
    }

    private func line(_ day: CalendarDate) -> String {
        told("Horaires du \(FrenchFormat.date(day, .weekday))") { hours($0, day) }
    }

    private func hours(_ data: ConventionData, _ day: CalendarDate) -> String {
        let slots = data.placement.timetable.first { $0.date == day }?.slots ?? []
        guard !slots.isEmpty else { return "pas de présence" }
        return slots.map { "de \(FrenchFormat.time($0.from)) à \(FrenchFormat.time($0.to))" }.joined(separator: " et ")
    }
}
