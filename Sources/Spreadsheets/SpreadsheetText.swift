/// Rows of cells, as a spreadsheet saves them.
///
/// Read are UTF-8 with or without byte order mark and, when the bytes are no UTF-8, Windows-1252; semicolons, commas or
/// tabs, whichever the heading has most of; cells in quotation marks with separators and line ends inside. Written are UTF-8
/// with byte order mark, semicolons and CRLF, which French spreadsheets open without asking.
///
/// A cell that a spreadsheet would take for a formula is written with an apostrophe before it, and such an apostrophe is
/// taken away when read, so that nothing changes on the way.
///
/// Source: RFC 4180 §2; OWASP, CSV injection; WHATWG Encoding, windows-1252.
package enum SpreadsheetText {
    package static let maximumByteCount = 16 << 20
    package static let maximumColumnCount = 2_000

    /// - Parameter maximumRowCount: How many rows may follow the heading.
    /// - Returns: Every row of the file, empty ones too, so that its place is the number that a spreadsheet shows.
    /// - Throws: ``SpreadsheetFault`` with the row at fault.
    package static func rows(_ bytes: [UInt8], maximumRowCount: Int) throws(SpreadsheetFault) -> [[String]] {
        guard bytes.count <= maximumByteCount else { throw SpreadsheetFault(.tooManyRows, row: 1) }
        let text = try decoded(bytes)
        var parser = CSVParser(text)
        return try parser.rows(maximumRowCount)
    }

    package static func bytes(_ rows: [[String]]) -> [UInt8] {
        let lines = rows.map { row in row.map { quoted(neutralised($0)) }.joined(separator: ";") + "\r\n" }
        return Array(("\u{FEFF}" + lines.joined()).utf8)
    }

    /// A, B … Z, AA, AB …: as a spreadsheet letters its columns.
    package static func letters(ofColumn index: Int) -> String {
        var (rest, letters) = (index + 1, "")
        while rest > 0 {
            letters = String(Character(Unicode.Scalar(UInt8(ascii: "A") + UInt8((rest - 1) % 26)))) + letters
            rest = (rest - 1) / 26
        }
        return letters
    }

    private static func quoted(_ cell: String) -> String {
        let needsQuotes = cell.unicodeScalars.contains { ";,\"\r\n\t".unicodeScalars.contains($0) }
        return needsQuotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
    }

    // MARK: Formulas

    /// What makes a spreadsheet calculate, or an apostrophe that stands before such a sign already.
    package static func isFormula(_ cell: String) -> Bool {
        guard let first = cell.unicodeScalars.first(where: { $0 != "'" }) else { return false }
        return "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first)
    }

    package static func neutralised(_ cell: String) -> String { isFormula(cell) ? "'" + cell : cell }

    package static func restored(_ cell: String) -> String {
        cell.hasPrefix("'") && isFormula(cell) ? String(cell.dropFirst()) : cell
    }

    // MARK: Encodings

    private static func decoded(_ bytes: [UInt8]) throws(SpreadsheetFault) -> String {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.contains(0) {
            throw SpreadsheetFault(.utf16, row: 1)
        }
        let saysUTF8 = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let content = saysUTF8 ? bytes.dropFirst(3) : bytes[...]
        if let text = String(validating: content, as: UTF8.self) { return text }
        // « Ã© » for « é » would be entered in silence.
        if saysUTF8 { throw SpreadsheetFault(.unknownEncoding, row: 1) }
        var scalars = String.UnicodeScalarView()
        for byte in content {
            guard let scalar = windows1252(byte) else { throw SpreadsheetFault(.unknownEncoding, row: 1) }
            scalars.append(scalar)
        }
        return String(scalars)
    }

    /// `nil` for the five bytes that the code page leaves out.
    private static func windows1252(_ byte: UInt8) -> Unicode.Scalar? {
        guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
        let value = upper[Int(byte - 0x80)]
        return value == 0 ? nil : Unicode.Scalar(value)
    }

    private static let upper: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]
}

/// Reads the text sign by sign.
private struct CSVParser {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private let separator: Unicode.Scalar

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        separator = Self.separator(of: scalars)
    }

    /// What the heading has most of outside quotation marks.
    private static func separator(of scalars: [Unicode.Scalar]) -> Unicode.Scalar {
        var counts: [Unicode.Scalar: Int] = [:]
        var isQuoted = false
        for scalar in scalars {
            if scalar == "\"" { isQuoted.toggle() }
            if isQuoted { continue }
            if scalar == "\r" || scalar == "\n" { break }
            counts[scalar, default: 0] += 1
        }
        let (semicolons, commas, tabs) = (counts[";"] ?? 0, counts[","] ?? 0, counts["\t"] ?? 0)
        if tabs > max(semicolons, commas) { return "\t" }
        return commas > semicolons ? "," : ";"
    }

    private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    mutating func rows(_ maximumRowCount: Int) throws(SpreadsheetFault) -> [[String]] {
        var rows: [[String]] = []
        while next != nil {
            guard rows.count <= maximumRowCount else { throw SpreadsheetFault(.tooManyRows, row: rows.count + 1) }
            rows.append(try row(number: rows.count + 1))
        }
        return rows
    }

    private mutating func row(number: Int) throws(SpreadsheetFault) -> [String] {
        var cells: [String] = []
        while true {
            guard cells.count < SpreadsheetText.maximumColumnCount else {
                throw SpreadsheetFault(.tooManyColumns, row: number)
            }
            cells.append(SpreadsheetText.restored(try cell(row: number)))
            guard next == separator else { break }
            position += 1
        }
        skipLineEnd()
        return cells
    }

    private mutating func cell(row: Int) throws(SpreadsheetFault) -> String {
        guard next == "\"" else {
            let start = position
            while let scalar = next, scalar != separator, scalar != "\r", scalar != "\n" { position += 1 }
            return String(String.UnicodeScalarView(scalars[start..<position]))
        }
        position += 1
        var content = String.UnicodeScalarView()
        while let scalar = next {
            position += 1
            guard scalar == "\"" else {
                content.append(scalar)
                continue
            }
            if next == "\"" {
                content.append("\"")
                position += 1
                continue
            }
            if next == nil || next == separator || next == "\r" || next == "\n" { return String(content) }
            break
        }
        throw SpreadsheetFault(.quoteUnfinished, row: row)
    }

    private mutating func skipLineEnd() {
        if next == "\r" { position += 1 }
        if next == "\n" { position += 1 }
    }
}
