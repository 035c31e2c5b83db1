/// What a partner calls one of its offers: the name by which its own system knows it.
package struct RemoteOfferID: Hashable, Sendable, CustomStringConvertible {
    /// Number of characters at most.
    package static let maximumLength = 64

    package let text: String

    /// - Returns: `nil` unless the text is 1 to 64 letters, digits, hyphens, points, colons or underscores of ASCII, a letter or a digit first:
    ///   what stands in an address as it is, and is no step to the folder above.
    package init?(_ text: String) {
        let isPlain = text.utf8.enumerated().allSatisfy { index, byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            case 0x2D, 0x2E, 0x3A, 0x5F: index > 0
            default: false
            }
        }
        guard (1...Self.maximumLength).contains(text.utf8.count), isPlain else { return nil }
        self.text = text
    }

    package var description: String { text }
}
