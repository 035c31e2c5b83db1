/// Number of a school in the national register (*unité administrative immatriculée*): seven digits and a check letter.
///
/// Source: the check letter is the remainder of the number by 23 in the alphabet without I, O and Q; it holds for every
/// lycée of the official directory of schools.
public struct UAI: Hashable, Sendable {
    /// « 0750654D »
    public let text: String

    /// - Returns: `nil` unless the text is seven ASCII digits and the letter that belongs to them.
    public init?(_ text: String) {
        guard let letter = Self.checkLetter(of: text.prefix(7)), text.utf8.count == 8, text.last == letter else {
            return nil
        }
        self.text = text
    }

    /// The letter that belongs to seven digits; `nil` when they are not seven digits.
    public static func checkLetter(of digits: some StringProtocol) -> Character? {
        guard digits.utf8.count == 7, digits.utf8.allSatisfy(isASCIIDigit), let number = Int(digits) else { return nil }
        return alphabet[number % alphabet.count]
    }

    private static let alphabet: [Character] = Array("ABCDEFGHJKLMNPRSTUVWXYZ")
}
