import Parties
import Spreadsheets

/// The table's cells, and faults of the file as faults of a convention's data.
enum CSVText {
    /// - Returns: Every row of the file, empty ones too, so that its place is the number that a spreadsheet shows.
    /// - Throws: ``ConventionDataError`` with the row at fault.
    static func rows(_ bytes: [UInt8]) throws(ConventionDataError) -> [[String]] {
        let maximum = ConventionTable.maximumRowCount
        do throws(SpreadsheetFault) { return try SpreadsheetText.rows(bytes, maximumRowCount: maximum) } catch {
            let cause: ConventionFault.Cause =
                switch error.code {
                case .tooManyRows: .init(.tooManyRows, expected: [String(maximum)])
                case .tooManyColumns:
                    .init(
                        .cellCountWrong, found: String(SpreadsheetText.maximumColumnCount),
                        expected: [String(TableColumn.all.count)])
                case .utf16, .unknownEncoding: .init(.notUTF8)
                case .quoteUnfinished: .init(.quoteUnfinished)
                }
            throw ConventionDataError([ConventionFault(cause, at: "document", line: error.row)])
        }
    }

    static func bytes(_ rows: [[String]]) -> [UInt8] { SpreadsheetText.bytes(rows) }
}
