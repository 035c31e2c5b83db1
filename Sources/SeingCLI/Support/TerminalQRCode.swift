import QREncodeBridge

/// A QR code as lines of text, two rows of modules in one line, black on white whatever the terminal's colours are.
struct TerminalQRCode {
    /// Light modules around the code.
    ///
    /// Source: ISO/IEC 18004 §5.3.8 asks for four; two are enough for telephones, and fit on a terminal of 80 columns.
    private static let margin = 2

    private let code: QRCode

    init(_ text: String) throws(QRCodeError) { code = try QRCode(text) }

    var lines: [String] {
        let range = -Self.margin..<code.width + Self.margin
        return stride(from: range.lowerBound, to: range.upperBound, by: 2).map { row in
            let modules = range.map { column in
                switch (isDark(column, row), isDark(column, row + 1)) {
                case (true, true): "█"
                case (true, false): "▀"
                case (false, true): "▄"
                case (false, false): " "
                }
            }
            // Colours 16 and 231 of 256: black and white, which no theme of a terminal replaces.
            return "\u{1B}[38;5;16;48;5;231m\(modules.joined())\u{1B}[0m"
        }
    }

    private func isDark(_ column: Int, _ row: Int) -> Bool {
        (0..<code.width).contains(column) && (0..<code.width).contains(row) && code.isDark(column: column, row: row)
    }
}
