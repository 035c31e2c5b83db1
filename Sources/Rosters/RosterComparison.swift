public import Parties

/// What an import of a file would do to a school's roster.
public struct RosterComparison: Hashable, Sendable {
    public struct Change: Hashable, Sendable {
        public let line: Int
        public let pupil: Pupil
        /// What is different; empty for one who had left and is back.
        public let columns: [RosterColumn]
        public let isBack: Bool
    }

    public struct Addition: Hashable, Sendable {
        public let line: Int
        /// `nil` when the file has none: one is made.
        public let reference: PupilReference?
        public let details: PupilDetails
    }

    public let added: [Addition]
    public let changed: [Change]
    public let unchanged: [Pupil]
    /// On the roster and not in the file.
    public let missing: [Pupil]
    /// Of the file and of the comparison, by line; with any, nothing may be imported.
    public let faults: [RosterFault]
    /// Known by names and date of birth under a reference of before, which no row has any more: the school's software gives others now.
    public let renumbered: [Pupil]
    /// Whether pupils were told apart by names and date of birth, for want of a column of references.
    public let isByName: Bool

    /// - Parameters:
    ///   - known: The school's pupils, with those who left.
    ///   - left: References of those who left.
    ///   - own: References that the service made, for want of one in a file: such a pupil is found again by name.
    public init(
        _ file: RosterFile, with known: [Pupil], left: Set<PupilReference> = [], own: Set<PupilReference> = []
    ) {
        let isByName = !file.columns.contains(.reference)
        let named = Set(file.rows.compactMap(\.reference))
        // With references, only a pupil is looked for by name whose own is not the school's, or no row's any more.
        var matcher = RosterMatcher(
            known,
            nameable: known.filter { isByName || own.contains($0.reference) || !named.contains($0.reference) }
                // Of two of one name the one who is at the school is meant.
                .sorted { !left.contains($0.reference) && left.contains($1.reference) })
        var renumbered: [Pupil] = []
        var (added, changed, unchanged): ([Addition], [Change], [Pupil]) = ([], [], [])
        var faults = file.faults
        for row in file.rows {
            switch matcher.match(row) {
            case .repeated(let line, let byReference): faults.append(Self.repeated(row, line, byReference: byReference))
            case .other: faults.append(RosterFault(row.line, [], nil, .referenceOfAnother))
            case .new: added.append(Addition(line: row.line, reference: row.reference, details: row.details))
            case .known(let pupil):
                if let reference = row.reference, reference != pupil.reference, !own.contains(pupil.reference) {
                    renumbered.append(pupil)
                }
                let merged = row.details.merged(into: pupil.details, file.columns)
                let columns = merged.differences(from: pupil.details)
                let isBack = left.contains(pupil.reference)
                if columns.isEmpty, !isBack {
                    unchanged.append(pupil)
                } else {
                    let pupil = Pupil(reference: pupil.reference, details: merged)
                    changed.append(Change(line: row.line, pupil: pupil, columns: columns, isBack: isBack))
                }
            }
        }
        self.added = added
        self.changed = changed
        self.unchanged = unchanged
        self.faults = faults.sorted { $0.line < $1.line }
        self.renumbered = renumbered
        self.isByName = isByName
        missing = known.filter { !matcher.isFound($0) && !left.contains($0.reference) }
    }

    private static func repeated(_ row: RosterRow, _ line: Int, byReference: Bool) -> RosterFault {
        RosterFault(row.line, [], nil, .samePupil(line: line, byReference: byReference))
    }
}

/// Finds who a row is about, and rows about one person.
private struct RosterMatcher {
    enum Outcome {
        case new
        case known(Pupil)
        /// The reference is that of somebody of another name, born on another day.
        case other
        /// The same pupil as an earlier row.
        case repeated(line: Int, byReference: Bool)
    }

    private let byReference: [PupilReference: Pupil]
    private let byName: [PupilKey: Pupil]
    private var references: [PupilReference: Int] = [:]
    private var names: [PupilKey: Int] = [:]
    private var found: [PupilReference: Int] = [:]

    init(_ known: [Pupil], nameable: [Pupil]) {
        byReference = Dictionary(known.map { ($0.reference, $0) }) { first, _ in first }
        byName = Dictionary(nameable.map { ($0.key, $0) }) { first, _ in first }
    }

    mutating func match(_ row: RosterRow) -> Outcome {
        if let reference = row.reference, let line = references.updateValue(row.line, forKey: reference) {
            return .repeated(line: line, byReference: true)
        }
        if let line = names.updateValue(row.line, forKey: row.identity), row.reference == nil {
            return .repeated(line: line, byReference: false)
        }
        guard let pupil = row.reference.flatMap({ byReference[$0] }) ?? byName[row.identity] else { return .new }
        if let line = found.updateValue(row.line, forKey: pupil.reference) {
            return .repeated(line: line, byReference: false)
        }
        // A name changes, and a date is corrected; both at once are another person, who would inherit all that this one has.
        if pupil.details.birthDate != row.details.birthDate, !pupil.details.name.isWritten(as: row.details.name) {
            return .other
        }
        return .known(pupil)
    }

    func isFound(_ pupil: Pupil) -> Bool { found[pupil.reference] != nil }
}

extension Pupil {
    public var key: PupilKey { PupilKey(details.name, details.birthDate) }
}

extension Guardian {
    /// What the file says of the same person, and what is known already of what it has no column for: who has refused text messages still does.
    func merged(into known: Guardian, _ columns: Set<RosterColumn>, _ number: Int) -> Guardian {
        func isSaid(_ suffix: String) -> Bool {
            RosterColumn(rawValue: "guardian\(number)\(suffix)").map(columns.contains) ?? false
        }
        var result = self
        if !isSaid("Capacity") { result.capacity = known.capacity }
        if !isSaid("Email") { result.email = known.email }
        if !isSaid("Telephone") { result.telephone = known.telephone }
        if !isSaid("AcceptsTexts") { result.acceptsTexts = known.acceptsTexts }
        if !isSaid("SharesAddress") { result.sharesAddress = known.sharesAddress }
        return result
    }
}

extension PupilDetails {
    /// What the file says, and what is known already of what it says nothing of.
    func merged(into known: PupilDetails, _ columns: Set<RosterColumn>) -> PupilDetails {
        var result = self
        if !columns.contains(.email) { result.email = known.email }
        if !columns.contains(.telephone) { result.telephone = known.telephone }
        if !columns.contains(.isEmancipated) { result.isEmancipated = known.isEmancipated }
        let numbers = [1, 2].filter { !columns.isDisjoint(with: RosterColumn.guardian($0)) }
        result.guardians = zip(guardians.indices, guardians).map { index, guardian in
            let former = known.guardians.first { $0.name.isWritten(as: guardian.name) }
            // The columns of the first or the second; those of the only one that the file knows.
            let number = numbers.count == 1 ? numbers[0] : index + 1
            return former.map { guardian.merged(into: $0, columns, number) } ?? guardian
        }
        // Of a representative of whom the file has no column it says nothing.
        for (index, former) in known.guardians.enumerated() where !numbers.contains(index + 1) {
            guard !result.guardians.contains(where: { $0.name.isWritten(as: former.name) }) else { continue }
            result.guardians.insert(former, at: min(index, result.guardians.count))
        }
        return result
    }

    /// In which columns two differ.
    public func differences(from other: PupilDetails) -> [RosterColumn] {
        RosterColumn.allCases.filter { value($0) != other.value($0) }
    }

    /// A value as a column holds it; empty when there is none.
    public func value(_ column: RosterColumn) -> String {
        switch column {
        case .reference: ""
        case .familyName: name.family
        case .givenName: name.given
        case .birthDate: birthDate.iso8601
        case .className: className
        case .grade: grade.rawValue
        case .isEmancipated: isEmancipated ? "oui" : "non"
        case .email: email?.text ?? ""
        case .telephone: telephone?.e164 ?? ""
        default: guardianValue(column)
        }
    }

    private func guardianValue(_ column: RosterColumn) -> String {
        let index = column.rawValue.hasPrefix("guardian1") ? 0 : 1
        guard guardians.indices.contains(index) else { return "" }
        let guardian = guardians[index]
        switch column {
        case .guardian1FamilyName, .guardian2FamilyName: return guardian.name.family
        case .guardian1GivenName, .guardian2GivenName: return guardian.name.given
        case .guardian1Capacity, .guardian2Capacity: return guardian.capacity
        case .guardian1Email, .guardian2Email: return guardian.email?.text ?? ""
        case .guardian1Telephone, .guardian2Telephone: return guardian.telephone?.e164 ?? ""
        case .guardian1AcceptsTexts, .guardian2AcceptsTexts: return guardian.acceptsTexts ? "oui" : "non"
        default: return guardian.sharesAddress ? "oui" : "non"
        }
    }
}
