package import struct Foundation.Date

/// Notes what came back of messages that a mail system had taken over.
package struct BounceStore: Sendable {
    /// Marks the message with this key as one that did not arrive, until something new is sent to whom it was for, or the
    /// address is corrected. `false` when no message with this key was delivered, or it is marked already.
    package let note: @Sendable (_ messageKey: String, _ status: String, _ at: Date) async throws(StoreError) -> Bool

    package init(note: @escaping @Sendable (String, String, Date) async throws(StoreError) -> Bool) {
        self.note = note
    }
}

/// What is said of a message that came back, in the forms that mail systems have for it.
package enum BounceFields {
    private static let longestKey = 60

    /// `5.1.1` of `5.1.1 (bad destination mailbox address)`; `nil` for what is no status.
    ///
    /// Source: RFC 3463 §2.
    package static func status(in field: String) -> String? {
        let text = field.prefix { $0 != " " && $0 != "(" && $0 != ";" }
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false)
        guard numbers.count == 3, ["2", "4", "5"].contains(numbers[0]),
            numbers.dropFirst().allSatisfy({ (1...3).contains($0.utf8.count) && $0.utf8.allSatisfy(isDigit) })
        else { return nil }
        return String(text)
    }

    /// Whether trying again will not help.
    package static func isPermanent(_ status: String) -> Bool { status.hasPrefix("5.") }

    /// The key of a message of ours in its `Message-ID`, with or without angle brackets; `nil` for what cannot be one.
    ///
    /// Source: RFC 5322 §3.6.4.
    package static func messageKey(in field: String) -> String? {
        let isEnclosed = field.hasPrefix("<") && field.hasSuffix(">") && field.count > 2
        let text = isEnclosed ? field.dropFirst().dropLast() : field[...]
        guard let at = text.firstIndex(of: "@"), text.index(after: at) < text.endIndex else { return nil }
        let token = text[..<at]
        guard (1...longestKey).contains(token.utf8.count), token.utf8.allSatisfy(isKeyByte) else { return nil }
        return String(token)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x5F
    }
}
