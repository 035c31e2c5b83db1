/// The main activity of a business, as the French statistics office classes it (*code NAF* or *APE*).
///
/// The code says nothing without its edition: that of 2008 ends with the year 2026, and both have codes of the same form.
public struct NAFCode: Hashable, Sendable {
    /// The raw values are those of the register of businesses.
    public enum Edition: String, Hashable, Sendable, CaseIterable {
        /// NAF rev. 2, in force since 2008.
        case revision2 = "NAFRev2"
        /// NAF 2025, in force from 2027 on.
        case of2025 = "NAF2025"
    }

    /// « 56.30Z »
    public let code: String
    public let edition: Edition

    /// - Returns: `nil` unless the code is two digits, a point or none, two digits and a capital letter.
    public init?(_ text: String, edition: Edition) {
        guard let code = Self.withPoint(text) else { return nil }
        self.code = code
        self.edition = edition
    }

    /// The code as the statistics office prints it, with its point; `nil` when the text is none.
    public static func withPoint(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        let digits = bytes.count == 6 && bytes[2] == UInt8(ascii: ".") ? bytes[..<2] + bytes[3...] : bytes[...]
        guard digits.count == 5, digits.prefix(4).allSatisfy(isASCIIDigit), let letter = digits.last,
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter)
        else { return nil }
        let plain = String(decoding: digits, as: UTF8.self)
        return plain.prefix(2) + "." + plain.dropFirst(2)
    }

    /// Whether the code belongs to a class, which both editions number alike.
    ///
    /// - Parameter digits: The four digits of the class: « 5630 », *débits de boissons*.
    func isClass(_ digits: String) -> Bool { code.filter(\.isNumber) == digits }
}
