/// The reference of an offer, as it stands in addresses and mails.
///
/// Twenty characters of the alphabet of the conventions' references, without letters that are misread. Knowing it gives no right.
public struct OfferID: Hashable, Sendable, CustomStringConvertible {
    public static let alphabet = Array("abcdefghijkmnpqrstuvwxyz23456789")
    /// Number of characters of a reference.
    public static let length = 20

    public let text: String

    /// - Returns: `nil` unless the text is twenty characters of the alphabet.
    public init?(_ text: String) {
        guard text.utf8.count == Self.length, text.allSatisfy(Self.alphabet.contains) else { return nil }
        self.text = text
    }

    /// - Parameter randomBytes: At least twenty bytes; five bits of each are used.
    public init?(randomBytes: [UInt8]) {
        guard randomBytes.count >= Self.length else { return nil }
        text = String(randomBytes.prefix(Self.length).map { Self.alphabet[Int($0 & 0x1F)] })
    }

    public var description: String { text }
}
