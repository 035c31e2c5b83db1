public import Parties
import Spreadsheets

/// Something in a file that keeps all of it from being imported: where, what, and what is expected.
///
/// Of what stands in a cell it says the shape and nothing else, so that it may be logged.
public struct RosterFault: Hashable, Sendable {
    public enum Cause: Hashable, Sendable {
        case file(FileCause)
        case noColumn(RosterColumn)
        case repeatedColumn(RosterColumn)
        case nationalNumber
        case cellCount(found: Int, expected: Int)
        case missing(RosterColumn)
        case formula
        case text(ConventionFault.Cause)
        case date(shape: String)
        case unlikelyAge
        case grade(shape: String)
        case reference(shape: String)
        case email(shape: String)
        case telephone(shape: String)
        case answer(shape: String)
        case guardianWithoutName
        /// The same pupil in another row.
        case samePupil(line: Int, byReference: Bool)
        /// The roster has somebody else under this reference.
        case referenceOfAnother
    }

    public enum FileCause: Hashable, Sendable { case tooLong, tooWide, utf16, unknownEncoding, quoteUnfinished, noRows }

    /// As a spreadsheet numbers it; the heading is 1.
    public let line: Int
    /// As the file's heading calls it; `nil` when the fault is not one column's.
    public let heading: String?
    /// « B »
    public let letters: String?
    public let cause: Cause

    /// - Parameter index: The column's place, from 0.
    init(_ line: Int, _ headings: [String], _ index: Int?, _ cause: Cause) {
        self.line = line
        self.cause = cause
        heading = index.flatMap { headings.indices.contains($0) ? Self.shown(headings[$0]) : nil }
        letters = index.map { SpreadsheetText.letters(ofColumn: $0) }
    }

    init(_ fault: SpreadsheetFault) {
        let cause: FileCause =
            switch fault.code {
            case .tooManyRows: .tooLong
            case .tooManyColumns: .tooWide
            case .utf16: .utf16
            case .unknownEncoding: .unknownEncoding
            case .quoteUnfinished: .quoteUnfinished
            }
        self.init(fault.row, [], nil, .file(cause))
    }

    /// A heading may be anything in a file without headings, or a hostile one: visible signs, and no more than fit a line.
    public static func shown(_ heading: String) -> String {
        String(String.UnicodeScalarView(heading.unicodeScalars.filter { TextRule.isPrintable($0) }.prefix(40)))
    }

    /// « AB », for the 28th.
    public static func letters(ofColumn index: Int) -> String { SpreadsheetText.letters(ofColumn: index) }

    /// « ligne 3, colonne B (Né(e) le) : … »
    public var text: BilingualText {
        let column = letters.map { letters in "\(letters)" + (heading.map { $0.isEmpty ? "" : " (\($0))" } ?? "") }
        let statement = cause.statement
        return BilingualText(
            "ligne \(line)" + (column.map { ", colonne \($0)" } ?? "") + "\u{A0}: " + statement.french,
            "line \(line)" + (column.map { ", column \($0)" } ?? "") + ": " + statement.english)
    }
}

/// Why a file cannot be read as a roster at all.
public struct RosterRefusal: Error, Hashable, Sendable {
    public let faults: [RosterFault]
}
