/// Number of an establishment of a business in the register of the French statistics office: fourteen digits.
///
/// The checksum is not part of what makes a value: official data hold numbers that fail it, so it gives rise to a
/// warning only.
public struct SIRET: Hashable, Sendable {
    /// Fourteen digits without spaces.
    public let digits: String

    /// - Returns: `nil` unless the text is fourteen ASCII digits.
    public init?(_ text: String) {
        guard text.utf8.count == 14, text.utf8.allSatisfy(isASCIIDigit) else { return nil }
        digits = text
    }

    /// The first nine digits, which name the business itself (*SIREN*).
    public var siren: String { String(digits.prefix(9)) }

    /// Whether the checksum of the register holds.
    ///
    /// Establishments of La Poste may instead have a sum of digits that 5 divides.
    public var hasValidChecksum: Bool {
        if Self.luhnSum(digits).isMultiple(of: 10) { return true }
        return siren == Self.sirenOfLaPoste && Self.digitSum(digits).isMultiple(of: 5)
    }

    private static let sirenOfLaPoste = "356000000"

    private static func values(_ digits: String) -> [Int] { digits.utf8.map { Int($0 - UInt8(ascii: "0")) } }

    private static func digitSum(_ digits: String) -> Int { values(digits).reduce(0, +) }

    /// Source: ISO/IEC 7812-1, annex B.
    private static func luhnSum(_ digits: String) -> Int {
        values(digits).reversed().enumerated().reduce(0) { sum, element in
            guard !element.offset.isMultiple(of: 2) else { return sum + element.element }
            let doubled = element.element * 2
            return sum + (doubled > 9 ? doubled - 9 : doubled)
        }
    }
}
