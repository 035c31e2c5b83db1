/// Whose an offer is: the reference of an account, of an employer or of a partner that publishes for many.
///
/// What stands behind it is for others to know. It goes by an account and not by a SIRET, which anybody can read in a register: whoever claims
/// a number that is another's reads none of that one's applications.
public struct OfferOwner: Hashable, Sendable, CustomStringConvertible {
    /// Number of characters at most.
    public static let maximumLength = 64

    public let text: String

    /// - Returns: `nil` unless the text is 1 to 64 letters, digits, hyphens, points, colons or underscores of ASCII.
    public init?(_ text: String) {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x3A, 0x5F: true
            default: false
            }
        }
        guard (1...Self.maximumLength).contains(text.utf8.count), isPlain else { return nil }
        self.text = text
    }

    public var description: String { text }
}
