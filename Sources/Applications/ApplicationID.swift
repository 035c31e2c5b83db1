private import Offers

/// The reference of an application; twenty characters, as those of offers. Knowing it gives no right.
public struct ApplicationID: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// - Returns: `nil` unless the text is twenty characters of the alphabet of offers' references.
    public init?(_ text: String) {
        guard let reference = OfferID(text) else { return nil }
        self.text = reference.text
    }

    /// - Parameter randomBytes: At least twenty bytes; five bits of each are used.
    public init?(randomBytes: [UInt8]) {
        guard let reference = OfferID(randomBytes: randomBytes) else { return nil }
        text = reference.text
    }

    public var description: String { text }
}
