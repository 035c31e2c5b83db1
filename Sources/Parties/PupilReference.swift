/// The school's own reference of a pupil; never the national number.
public struct PupilReference: Hashable, Sendable {
    public let text: String

    /// - Returns: `nil` unless the text is 1 to 40 letters, digits, hyphens, points or underscores of ASCII.
    public init?(_ text: String) {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
            default: false
            }
        }
        guard (1...40).contains(text.utf8.count), isPlain else { return nil }
        self.text = text
    }
}
