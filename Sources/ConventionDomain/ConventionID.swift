/// The reference of a convention, as printed in the document, in mails and in addresses of the API.
///
/// Twenty characters of a 32-letter alphabet without `0`, `1`, `l`, `o`, which are misread on paper: 100 random bits.
/// Knowing it gives no right.
public struct ConventionID: Hashable, Sendable, Codable, CustomStringConvertible {
    /// Letters and digits of which a reference is made; their positions are the values 0 to 31.
    public static let alphabet = Array("abcdefghijkmnpqrstuvwxyz23456789")
    /// Number of characters of a reference.
    public static let length = 20

    public let text: String

    /// Reads a reference that somebody typed or that came in an address.
    ///
    /// - Parameter text: Exactly twenty characters of the alphabet.
    /// - Returns: `nil` when it is anything else.
    public init?(_ text: String) {
        guard text.count == Self.length, text.allSatisfy(Self.alphabet.contains) else { return nil }
        self.text = text
    }

    /// Makes a reference from random bytes.
    ///
    /// - Parameter randomBytes: At least twenty bytes; five bits of each are used.
    public init?(randomBytes: [UInt8]) {
        guard randomBytes.count >= Self.length else { return nil }
        text = String(randomBytes.prefix(Self.length).map { Self.alphabet[Int($0 & 0x1F)] })
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = ConventionID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a convention's reference")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    public var description: String { text }
}
