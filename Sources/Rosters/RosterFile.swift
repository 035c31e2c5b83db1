public import Parties
import Spreadsheets

/// A pupil as a row of a file has one.
public struct RosterRow: Hashable, Sendable {
    /// As a spreadsheet numbers it.
    public let line: Int
    /// `nil` when the file has no references, or this row none.
    public let reference: PupilReference?
    public let details: PupilDetails

    /// Equal for one person, however the name is written.
    public var identity: PupilKey { PupilKey(details.name, details.birthDate) }
}

/// What was read of a roster's file.
///
/// Either every row is a pupil, or one of a grade that does no placement, or there are faults and nothing may be imported.
public struct RosterFile: Hashable, Sendable {
    /// More than the largest school has pupils, with room.
    public static let maximumRowCount = 5000

    public let rows: [RosterRow]
    /// In the order of the rows.
    public let faults: [RosterFault]
    /// Rows of pupils in grades that do no placement.
    public let passedOver: Int
    /// Headings of columns that are not read.
    public let unread: [String]
    /// What was read, to be remembered.
    public let mapping: ColumnMapping
    /// What the file says at all: the rest of what is known of a pupil stays.
    public let columns: Set<RosterColumn>

    /// What the first row of a file calls its columns.
    ///
    /// - Throws: ``RosterRefusal`` when it is no table.
    public static func headings(of bytes: [UInt8]) throws(RosterRefusal) -> [String] {
        do throws(SpreadsheetFault) {
            return (try SpreadsheetText.rows(bytes, maximumRowCount: maximumRowCount).first ?? []).distinctHeadings
        } catch { throw RosterRefusal(faults: [RosterFault(error)]) }
    }

    /// - Parameters:
    ///   - mapping: What the school has mapped before.
    ///   - today: Against which dates of birth are likely.
    /// - Throws: ``RosterRefusal`` when it cannot be read as a roster at all: encoding, quotation marks, headings.
    public init(_ bytes: [UInt8], mapping: ColumnMapping, today: CalendarDate) throws(RosterRefusal) {
        let cells: [[String]]
        do throws(SpreadsheetFault) {
            cells = try SpreadsheetText.rows(bytes, maximumRowCount: Self.maximumRowCount)
        } catch { throw RosterRefusal(faults: [RosterFault(error)]) }
        let headings = (cells.first ?? []).distinctHeadings
        let places = try mapping.places(in: headings)
        let reader = RosterRowReader(headings: headings, places: places, today: today)
        var (rows, faults, passedOver): ([RosterRow], [RosterFault], Int) = ([], [], 0)
        for (index, row) in cells.enumerated().dropFirst() where row.contains(where: { !$0.trimmed.isEmpty }) {
            switch reader.read(row, line: index + 1) {
            case .pupil(let row): rows.append(row)
            case .otherGrade: passedOver += 1
            case .faults(let found): faults += found
            }
        }
        if rows.isEmpty, faults.isEmpty, passedOver == 0 { faults = [RosterFault(1, headings, nil, .file(.noRows))] }
        self.rows = rows
        self.faults = faults
        self.passedOver = passedOver
        unread = headings.indices.filter { !places.values.contains($0) && !headings[$0].isEmpty }
            .map { RosterFault.shown(headings[$0]) }
        self.mapping = mapping.remembering(places, of: headings)
        columns = Set(places.keys)
    }
}

/// One person of a school, by names and date of birth: nothing else that tells people apart is asked for.
public struct PupilKey: Hashable, Sendable {
    public let text: String

    public init(_ name: PersonName, _ birthDate: CalendarDate) {
        text = "\(name.letters.family) \(name.letters.given) \(birthDate.iso8601)"
    }
}

extension [String] {
    /// Headings of which no two are one: the second « Téléphone » is « Téléphone (n° 2) », so that each can be named and remembered by itself.
    var distinctHeadings: [String] {
        var seen: Set<String> = []
        return map { cell in
            let heading = cell.trimmed
            guard !ColumnMapping.folded(heading).isEmpty else { return heading }
            var (name, number) = (heading, 1)
            while !seen.insert(ColumnMapping.folded(name)).inserted {
                number += 1
                name = "\(heading) (n°\u{A0}\(number))"
            }
            return name
        }
    }
}

extension String {
    /// Without white space at the ends and with one space between words.
    var trimmed: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
