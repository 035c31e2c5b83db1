/// An address that can stand in a header and in the envelope without changing either.
///
/// Only the dot-atom form in ASCII: quoted local parts and addresses beyond ASCII (RFC 6531) are refused.
///
/// Source: RFC 5321 §4.1.2, §4.5.3.1; RFC 5322 §3.4.1.
package struct EmailAddress: Hashable, Sendable {
    package let text: String

    /// - Throws: ``MailError`` with code `invalidMessage`; the message names the fault, never the address.
    package init(_ text: String) throws(MailError) {
        guard text.unicodeScalars.allSatisfy({ !$0.isControl }) else {
            throw Self.error("a control character")
        }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw Self.error("\(parts.count - 1) signs @, expected one") }
        guard text.utf8.count <= 254, parts[0].utf8.count <= 64 else { throw Self.error("more than 64 or 254 bytes") }
        guard parts[0].isDotAtom(\.isAtomText) else { throw Self.error("a local part that is not a dot-atom in ASCII") }
        guard parts[1].isDotAtom(\.isHostText) else { throw Self.error("a domain that is not a host name in ASCII") }
        self.text = text
    }

    private static func error(_ found: String) -> MailError {
        MailError(.invalidMessage, "could not use an e-mail address: found \(found); correct the contact data")
    }
}

extension Substring {
    fileprivate func isDotAtom(_ isAllowed: (Unicode.Scalar) -> Bool) -> Bool {
        split(separator: ".", omittingEmptySubsequences: false)
            .allSatisfy { !$0.isEmpty && $0.unicodeScalars.allSatisfy(isAllowed) }
    }
}

extension Unicode.Scalar {
    /// C0, DEL and C1 controls, and the two Unicode line ends.
    var isControl: Bool {
        value < 0x20 || (0x7F...0x9F).contains(value) || value == 0x2028 || value == 0x2029
    }

    private var isASCIILetterOrDigit: Bool {
        ("a"..."z").contains(self) || ("A"..."Z").contains(self) || ("0"..."9").contains(self)
    }

    /// `atext` of RFC 5322 §3.2.3.
    var isAtomText: Bool { isASCIILetterOrDigit || "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(self) }

    var isHostText: Bool { isASCIILetterOrDigit || self == "-" }
}
