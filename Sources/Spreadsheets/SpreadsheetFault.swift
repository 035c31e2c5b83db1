/// Why a file is no table that can be read; a row, and nothing of what stands in it.
package struct SpreadsheetFault: Error, Hashable, Sendable {
    package enum Code: Hashable, Sendable {
        /// More rows or bytes than are read at all.
        case tooManyRows
        /// More cells in a row than a table of people has.
        case tooManyColumns
        /// UTF-16, or something that is no text.
        case utf16
        /// Neither UTF-8 nor Windows-1252.
        case unknownEncoding
        /// A quotation mark that nothing closes, or text behind one that does.
        case quoteUnfinished
    }

    package let code: Code
    /// As a spreadsheet numbers it.
    package let row: Int

    package init(_ code: Code, row: Int) {
        self.code = code
        self.row = row
    }
}
