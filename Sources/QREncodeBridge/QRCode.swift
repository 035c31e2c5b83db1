private import CQREncode

/// A QR code: a square of dark and light modules, without the quiet zone that belongs around it.
///
/// Source: ISO/IEC 18004.
package struct QRCode: Hashable, Sendable {
    /// Dark modules side by side that several rows may share: a rectangle.
    package struct Bar: Hashable, Sendable {
        package let columns: Range<Int>
        package var rows: Range<Int>
    }

    /// Modules a side.
    package let width: Int
    private let darkness: [Bool]

    /// Encodes a text in the smallest square that restores it when 15 of 100 parts are lost (level M).
    ///
    /// Digits and capitals take less room than other characters, wherever some stand together.
    ///
    /// - Throws: ``QRCodeError`` when the text is empty, longer than a code can hold, or has a NUL in it.
    package init(_ text: String) throws(QRCodeError) {
        guard !text.isEmpty else { throw .empty }
        guard !text.utf8.contains(0) else { throw .holdsNul }
        // Zero lets it choose the size, one keeps the case of letters.
        guard let code = unsafe QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else {
            throw .tooLong(byteCount: text.utf8.count)
        }
        defer { unsafe QRcode_free(code) }
        width = unsafe Int(code.pointee.width)
        // The lowest bit of each byte says dark.
        darkness = (0..<width * width).map { unsafe code.pointee.data[$0] & 1 == 1 }
    }

    package func isDark(column: Int, row: Int) -> Bool { darkness[row * width + column] }

    /// The dark modules as rectangles: those of a row in one, and rows that have the same in one.
    package var bars: [Bar] {
        var bars: [Bar] = []
        // Among them, by its first column, the one that the row above ends.
        var open = [Int?](repeating: nil, count: width)
        for row in 0..<width {
            var next = [Int?](repeating: nil, count: width)
            let modules = darkness[row * width..<(row + 1) * width]
            var start = modules.startIndex
            while let first = modules[start...].firstIndex(of: true) {
                start = modules[first...].firstIndex(of: false) ?? modules.endIndex
                let columns = first - modules.startIndex..<start - modules.startIndex
                if let index = open[columns.lowerBound], bars[index].columns.upperBound == columns.upperBound {
                    bars[index].rows = bars[index].rows.lowerBound..<row + 1
                    next[columns.lowerBound] = index
                } else {
                    next[columns.lowerBound] = bars.count
                    bars.append(Bar(columns: columns, rows: row..<row + 1))
                }
            }
            open = next
        }
        return bars
    }
}

/// Why a text did not become a QR code.
package enum QRCodeError: Error, Hashable, Sendable {
    case empty
    case holdsNul
    case tooLong(byteCount: Int)
}

extension QRCodeError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .empty: "could not make a QR code: found no text, expected some"
        case .holdsNul: "could not make a QR code: found a NUL in the text, expected none"
        case .tooLong(let count): "could not make a QR code: found \(count) bytes, expected at most 2331"
        }
    }
}
