import Foundation

/// Reads numbers as SVG writes them, one after the other: « 1.5.5-2e1 » are three.
///
/// Source: SVG 1.1 §8.3.9, §4.2.
struct SVGScanner {
    /// Coordinates of larger magnitude are refused: nothing that draws a logo has them.
    static let largest = 1_000_000.0

    private let bytes: [UInt8]
    /// How many characters were read.
    private(set) var place = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { place >= bytes.count }

    var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    mutating func skipSpace() {
        while let next, [0x20, 0x09, 0x0A, 0x0D, 0x0C].contains(next) { place += 1 }
    }

    /// White space and at most one comma.
    mutating func skipSeparator() {
        skipSpace()
        if take(",") { skipSpace() }
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let next, UInt32(next) == character.value else { return false }
        place += 1
        return true
    }

    mutating func takeLetter() -> UInt8? {
        guard let next, (0x41...0x5A).contains(next) || (0x61...0x7A).contains(next) else { return nil }
        place += 1
        return next
    }

    /// - Returns: `nil` when no number stands here, or one that is too large; then nothing is read.
    mutating func number() -> Double? {
        let start = place
        if next == 0x2B || next == 0x2D { place += 1 }
        let whole = digits()
        let fraction = take(".") ? digits() : 0
        guard whole + fraction > 0 else {
            place = start
            return nil
        }
        exponent()
        guard let value = Double(String(decoding: bytes[start..<place], as: UTF8.self)), value.isFinite,
            abs(value) <= Self.largest
        else {
            place = start
            return nil
        }
        return value
    }

    /// An « e » without digits is a unit or a command, no exponent.
    private mutating func exponent() {
        let start = place
        guard take("e") || take("E") else { return }
        if next == 0x2B || next == 0x2D { place += 1 }
        if digits() == 0 { place = start }
    }

    private mutating func digits() -> Int {
        let start = place
        while let next, (0x30...0x39).contains(next) { place += 1 }
        return place - start
    }

    /// One digit, which needs no space behind it.
    mutating func flag() -> Bool? {
        if take("0") { return false }
        return take("1") ? true : nil
    }
}

extension SVGScanner {
    /// Every number of a list; `nil` when something else stands in it.
    static func numbers(_ text: String) -> [Double]? {
        var scanner = SVGScanner(text)
        var numbers: [Double] = []
        scanner.skipSpace()
        while !scanner.isAtEnd {
            guard let number = scanner.number() else { return nil }
            numbers.append(number)
            scanner.skipSeparator()
        }
        return numbers
    }

    /// A length in the drawing's own units, which « px » are; `nil` for any other.
    static func length(_ text: String) -> Double? {
        var scanner = SVGScanner(text)
        scanner.skipSpace()
        guard let number = scanner.number() else { return nil }
        if scanner.take("p"), !scanner.take("x") { return nil }
        scanner.skipSpace()
        return scanner.isAtEnd ? number : nil
    }
}
