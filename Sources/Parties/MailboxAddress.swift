/// The address of a mailbox in its plain form: printable ASCII, one at sign, a domain of at least two labels.
///
/// Nothing in it can end a line of a message's header or begin another address. Quoted local parts, comments and
/// internationalised local parts are not accepted; a domain of other letters is, in its ASCII form (`xn--…`).
///
/// Source: RFC 5321 §4.1.2, §4.5.3.1; RFC 1035 §2.3.4.
public struct MailboxAddress: Hashable, Sendable {
    public let text: String

    /// Source: RFC 5321 §4.5.3.1.3, less the angle brackets.
    public static let maximumLength = 254

    public init?(_ text: String) {
        guard Self.problem(in: text) == nil else { return nil }
        self.text = text
    }

    /// What is wrong with a text, if anything.
    public static func problem(in text: String) -> ConventionFault.Cause? {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        if parts.count == 2, parts[0].utf8.allSatisfy(isOfLocalPart),
            parts[1].unicodeScalars.contains(where: { !$0.isASCII && $0.properties.isAlphabetic })
        {
            return .init(.domainNotASCII, typed: text)
        }
        guard text.utf8.count <= maximumLength, parts.count == 2, isLocalPart(parts[0]), isDomain(parts[1]) else {
            return .init(.notAnEMailAddress, typed: text)
        }
        return nil
    }

    private static func isLocalPart(_ text: Substring) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy(isOfLocalPart) && !text.hasPrefix(".")
            && !text.hasSuffix(".") && !text.contains("..")
    }

    /// The signs of an atom and the point.
    private static func isOfLocalPart(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !"\"(),:;<>@[\\]".utf8.contains(byte)
    }

    private static func isDomain(_ text: Substring) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, text.utf8.count <= 253, let last = labels.last, !last.utf8.allSatisfy(isASCIIDigit)
        else { return false }
        return labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { byte in
                    isASCIIDigit(byte) || byte == UInt8(ascii: "-")
                        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                }
        }
    }
}
