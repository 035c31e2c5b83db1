import Parties

/// One column of a table with a convention in each row.
///
/// Its name is the path of the element with points: `pupil.givenName`. What there may be several of has a number:
/// `representative1`, `place2`, `day3`.
package struct TableColumn: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case value
        /// Days may be written as French spreadsheets rewrite them: « 14/06/2027 ».
        case date
        /// Whether something holds, in words or as spreadsheets rewrite them: « VRAI ».
        case truth
        /// The slots of a day: « 09:00-12:00 13:00-17:00 ».
        case hours
        /// The signatures, separated by spaces.
        case signatures
    }

    package let name: String
    /// Of the element, or of the list that the cell holds.
    let path: String
    let kind: Kind
    /// Whether every row has to fill it in.
    package let isRequired: Bool
    /// Whether it belongs to the contact sheet, which is never signed.
    package let isContact: Bool

    /// Of a contact, which value it holds: `email`, `telephone` or `notice`.
    var contactValue: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// « élève, prénom »; the name itself for columns that have none.
    package var frenchName: String { isContact ? name : FieldNames.french(path) ?? name }
}

extension TableColumn {
    /// The convention's reference: written by an export, passed over by an import.
    package static let reference = TableColumn(
        name: "convention", path: "", kind: .value, isRequired: false, isContact: false)

    /// The amendment with which the row is read: written by an export, passed over by an import.
    package static let amendment = TableColumn(
        name: "amendment", path: "", kind: .value, isRequired: false, isContact: false)

    /// Columns that say something about the row, and nothing that is signed.
    static let ofRow: Set<TableColumn> = [reference, amendment]

    /// Every column, in the order of the data.
    package static let all: [TableColumn] =
        [reference, amendment] + columns(of: ConventionForm.draft.root, name: "", path: "", isRequired: true) + contacts

    static let contacts: [TableColumn] = ContactSheet.Person.allCases.flatMap { person in
        (["email", "telephone"] + (person.isRepresentative ? ["notice"] : [])).map { value in
            TableColumn(
                name: "contact.\(person.rawValue).\(value)", path: "\(person.rawValue)/\(value)", kind: .value,
                isRequired: false, isContact: true)
        }
    }

    private static func columns(
        of form: DataForm, name: String, path: String, isRequired: Bool
    ) -> [TableColumn] {
        switch form.content {
        case .value(let value):
            var kind = Kind.value
            if case .date = value { kind = .date }
            if case .boolean = value { kind = .truth }
            return [TableColumn(name: name, path: path, kind: kind, isRequired: isRequired, isContact: false)]
        case .record(let members):
            return members.flatMap { member in
                columns(
                    of: member, name: name.isEmpty ? member.name : "\(name).\(member.name)",
                    path: path.isEmpty ? member.name : "\(path)/\(member.name)",
                    isRequired: isRequired && !member.isOptional)
            }
        case .list(let item, let count):
            return columns(ofListOf: item, isRequired ? count : 0...count.upperBound, name, path)
        }
    }

    private static func columns(
        ofListOf item: DataForm, _ count: ClosedRange<Int>, _ name: String, _ path: String
    ) -> [TableColumn] {
        switch item.name {
        case "signature":
            [TableColumn(name: name, path: path, kind: .signatures, isRequired: false, isContact: false)]
        case "slot":
            // Only ever inside a day, whose column says whether it is required.
            [TableColumn(name: name, path: path, kind: .hours, isRequired: false, isContact: false)]
        default:
            (1...count.upperBound).flatMap { number in
                columns(
                    of: item, name: "\(item.name)\(number)", path: "\(path)/\(item.name)[\(number)]",
                    isRequired: number <= count.lowerBound)
            }.map { $0.named(hoursOf: item.name) }
        }
    }

    /// `day1.slots` is called `day1.hours`, because that is what stands in the cell.
    private func named(hoursOf item: String) -> TableColumn {
        guard kind == .hours else { return self }
        let isRequired = path.hasPrefix("placement/timetable/day[1]/")
        return TableColumn(
            name: name.replacing(".slots", with: ".hours"), path: path, kind: kind, isRequired: isRequired,
            isContact: false)
    }

    /// The columns by what may stand in a heading: name or French name, without regard to case.
    static let byHeading: [String: TableColumn] = all.reduce(into: [:]) { columns, column in
        columns[column.name.lowercased()] = column
        columns[column.frenchName.lowercased()] = column
    }

    /// What an empty table for people has: conventions with two places, ten days, and the contacts.
    package static let usual: [TableColumn] = all.filter { column in
        guard !ofRow.contains(column), !unusual.contains(column.name) else { return false }
        guard let bracket = column.path.firstIndex(of: "[") else { return true }
        let number = Int(column.path[bracket...].dropFirst().prefix { $0 != "]" }) ?? 0
        return number <= usualCounts[String(column.path[..<bracket])] ?? 0
    }

    /// What few schools ever fill in.
    private static let unusual: Set<String> = ["documentKind", "signing.optional"]

    private static let usualCounts = [
        "representatives/representative": 2, "placement/places/place": 2, "placement/timetable/day": 10,
    ]
}
