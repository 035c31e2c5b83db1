private import Foundation
import Parties
import Spreadsheets

/// Reads one row after another by the columns of a heading.
struct RosterRowReader {
    enum Outcome {
        case pupil(RosterRow)
        /// Of a grade that does no placement.
        case otherGrade
        case faults([RosterFault])
    }

    let headings: [String]
    let places: [RosterColumn: Int]
    let today: CalendarDate

    func read(_ cells: [String], line: Int) -> Outcome {
        // Spreadsheets leave empty cells at the end of a row away, or add some.
        let filled = cells.lastIndex { !$0.trimmed.isEmpty }.map { $0 + 1 } ?? 0
        guard filled <= headings.count else {
            let cause = RosterFault.Cause.cellCount(found: cells.count, expected: headings.count)
            return .faults([RosterFault(line, headings, nil, cause)])
        }
        var row = RosterCells(self, cells, line: line)
        switch RosterGrade(row.value(.grade), className: row.value(.className)) {
        case .other: return .otherGrade
        case .unknown: row.fault(places[.grade] == nil ? .className : .grade) { .grade(shape: $0) }
        case .observing: break
        }
        let reference = row.reference()
        let details = row.details()
        guard row.faults.isEmpty, let details else { return .faults(row.faults) }
        return .pupil(RosterRow(line: line, reference: reference, details: details))
    }
}

/// The cells of one row, and what is wrong with them.
struct RosterCells {
    private let reader: RosterRowReader
    private let cells: [String]
    private let line: Int
    private(set) var faults: [RosterFault] = []

    init(_ reader: RosterRowReader, _ cells: [String], line: Int) {
        self.reader = reader
        self.cells = cells
        self.line = line
    }

    /// Empty when the column or the cell is.
    func value(_ column: RosterColumn) -> String { raw(column).trimmed.precomposedStringWithCanonicalMapping }

    private func raw(_ column: RosterColumn) -> String {
        guard let place = reader.places[column], cells.indices.contains(place) else { return "" }
        return cells[place]
    }

    private mutating func add(_ column: RosterColumn, _ cause: RosterFault.Cause) {
        faults.append(RosterFault(line, reader.headings, reader.places[column], cause))
    }

    mutating func fault(_ column: RosterColumn, _ cause: (String) -> RosterFault.Cause) {
        let value = value(column)
        add(column, value.isEmpty ? .missing(column) : cause(RosterFault.Cause.shape(of: value)))
    }

    // MARK: Values

    mutating func reference() -> PupilReference? {
        let text = value(.reference)
        guard !text.isEmpty else { return nil }
        if Self.identityNumber.problem(in: text)?.code == .identityNumberInText {
            add(.reference, .nationalNumber)
        } else if let reference = PupilReference(text) {
            return reference
        } else {
            fault(.reference) { .reference(shape: $0) }
        }
        return nil
    }

    /// A rule that only looks for national numbers.
    private static let identityNumber = TextRule(maximumLength: 10_000, allowsContact: true)

    mutating func details() -> PupilDetails? {
        let name = PersonName(
            given: text(.givenName, .personName) ?? "", family: text(.familyName, .personName) ?? "")
        let birthDate = birthDate()
        let className = text(.className, .className)
        let isEmancipated = answer(.isEmancipated, otherwise: false)
        let (email, telephone) = (email(.email), telephone(.telephone))
        let guardians = [guardian(1), guardian(2)].compactMap(\.self)
        guard faults.isEmpty, let birthDate, let className,
            case .observing(let grade) = RosterGrade(value(.grade), className: className)
        else { return nil }
        return PupilDetails(
            name: name, birthDate: birthDate, className: className, grade: grade, isEmancipated: isEmancipated,
            email: email, telephone: telephone, guardians: guardians)
    }

    private mutating func text(_ column: RosterColumn, _ rule: TextRule) -> String? {
        let text = value(column)
        // Before white space goes: a tab makes a spreadsheet calculate as well.
        if !text.isEmpty, SpreadsheetText.isFormula(raw(column)) || SpreadsheetText.isFormula(text) {
            add(column, .formula)
            return nil
        }
        if text.isEmpty {
            add(column, .missing(column))
            return nil
        }
        if let cause = rule.problem(in: text) {
            add(column, .text(cause))
            return nil
        }
        return text
    }

    private mutating func birthDate() -> CalendarDate? {
        guard let date = RosterDate.read(value(.birthDate)) else {
            fault(.birthDate) { .date(shape: $0) }
            return nil
        }
        guard date < reader.today, (9...25).contains(date.age(on: reader.today)) else {
            add(.birthDate, .unlikelyAge)
            return nil
        }
        return date
    }

    private mutating func email(_ column: RosterColumn) -> MailboxAddress? {
        let text = value(column)
        guard !text.isEmpty else { return nil }
        // An atom may begin with these signs; no address of a person does.
        guard !SpreadsheetText.isFormula(text), let address = MailboxAddress(text) else {
            fault(column) { .email(shape: $0) }
            return nil
        }
        return address
    }

    private mutating func telephone(_ column: RosterColumn) -> PhoneNumber? {
        let text = value(column)
        guard !text.isEmpty else { return nil }
        guard let number = PhoneNumber(text) else {
            fault(column) { .telephone(shape: $0) }
            return nil
        }
        return number
    }

    private mutating func answer(_ column: RosterColumn, otherwise: Bool) -> Bool {
        switch ColumnMapping.folded(value(column)) {
        case "": return value(column).isEmpty ? otherwise : refused(column)
        case "oui", "o", "yes", "y", "1", "vrai", "true", "x": return true
        case "non", "n", "no", "0", "faux", "false": return false
        default: return refused(column)
        }
    }

    private mutating func refused(_ column: RosterColumn) -> Bool {
        fault(column) { .answer(shape: $0) }
        return false
    }

    private mutating func guardian(_ number: Int) -> Guardian? {
        let columns = RosterColumn.guardian(number)
        guard let family = columns.first, columns.count == 7,
            columns.prefix(5).contains(where: { !value($0).isEmpty })
        else { return nil }
        guard !value(family).isEmpty || !value(columns[1]).isEmpty else {
            add(family, .guardianWithoutName)
            return nil
        }
        let name = PersonName(
            given: text(columns[1], .personName) ?? "", family: text(family, .personName) ?? "")
        let capacity = value(columns[2]).isEmpty ? Self.usualCapacity : text(columns[2], .capacity) ?? ""
        return Guardian(
            name: name, capacity: Self.capacities[ColumnMapping.folded(capacity)] ?? capacity,
            email: email(columns[3]), telephone: telephone(columns[4]),
            acceptsTexts: answer(columns[5], otherwise: true), sharesAddress: answer(columns[6], otherwise: false))
    }

    private static let usualCapacity = "Responsable légal"
    /// How exports shout what a convention says.
    private static let capacities = [
        "mere": "Mère", "pere": "Père", "tuteur": "Tuteur", "tutrice": "Tutrice", "grandmere": "Grand-mère",
        "grandpere": "Grand-père",
    ]
}

/// A grade, from a column of its own or from the beginning of a class's name.
enum RosterGrade: Equatable {
    case observing(ConventionData.Grade)
    /// Does no placement that conventions are made for.
    case other
    case unknown

    init(_ grade: String, className: String) {
        let word = ColumnMapping.folded(grade.isEmpty ? className : grade)
        self = Self(word: word)
        if self == .unknown, grade.isEmpty { self = Self(classNumber: word) }
    }

    /// Numbers of classes follow: « 3e2 », « 2nde 4 », « 4EME B ».
    private init(word: String) {
        if Self.isProfessional(word) {
            self = .observing(.professionnelle)
            return
        }
        for (grade, words) in Self.words where words.contains(where: word.hasPrefix) {
            self = grade.map(Self.observing) ?? .other
            return
        }
        self = .unknown
    }

    /// « 301 », « 3A », « 2-4 »; a class of seconde with more letters may be one of the *voie professionnelle*.
    private init(classNumber word: String) {
        switch word.first {
        case "3": self = .observing(.troisieme)
        case "4": self = .observing(.quatrieme)
        case "2" where word.dropFirst().filter(\.isLetter).count <= 1: self = .observing(.seconde)
        case "1", "5", "6", "t": self = .other
        default: self = .unknown
        }
    }

    /// « 2nde bac pro », « seconde professionnelle »; « 3e prépa professionnelle » is collège.
    private static func isProfessional(_ word: String) -> Bool {
        ["bacpro", "professionnel"].contains(where: word.contains)
            && !["3", "troisieme", "4", "quatrieme"].contains(where: word.hasPrefix) && !word.contains("prepa")
    }

    private static let words: [(ConventionData.Grade?, [String])] = [
        // Codes of SYGNE (MEF), unchecked: 20010018110 is seconde générale et technologique.
        (.seconde, ["20010018"]), (.troisieme, ["10310019"]), (.quatrieme, ["10210019"]),
        (
            .professionnelle,
            [
                "professionnelle", "2ndepro", "2depro", "secondepro", "1erepro", "premierepro", "terminalepro",
                "tlepro", "termpro", "cap",
            ]
        ),
        (.quatrieme, ["4e", "4eme", "quatrieme"]), (.troisieme, ["3e", "3eme", "troisieme"]),
        (.seconde, ["2nde", "2de", "2gt", "seconde"]),
        (
            nil,
            [
                "6e", "sixieme", "5e", "cinquieme", "1ere", "1re", "1g", "1st", "premiere", "tle", "term", "bts",
                "ulis", "segpa",
            ]
        ),
    ]
}

/// Dates as France writes them and as programs do.
enum RosterDate {
    /// « 03/02/2011 », « 3.2.2011 », « 2011-02-03 », with a time of day of nothing but zeros behind it or not.
    static func read(_ text: String) -> CalendarDate? {
        var text = text
        for tail in ["T00:00:00", " 00:00:00", " 00:00"] where text.hasSuffix(tail) { text.removeLast(tail.count) }
        return CalendarDate(written: text)
    }
}
