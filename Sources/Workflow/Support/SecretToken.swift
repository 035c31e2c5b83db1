/// A secret that opens something for who holds it: 256 random bits, written in base64url.
///
/// The service keeps only ``TokenHash``. A token never reaches a log: its description hides it.
package struct SecretToken<Purpose>: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// Number of random bytes.
    package static var byteCount: Int { 32 }

    /// 43 characters of base64url, for the address of a page or an Authorization header.
    package let text: String

    /// Reads a token that came with a request.
    ///
    /// - Returns: `nil` when it is not 43 characters of base64url, which no token of ours is.
    package init?(_ text: String) {
        guard text.utf8.count == 43, text.utf8.allSatisfy(Base64URL.isDigit) else { return nil }
        self.text = text
    }

    /// - Parameter randomBytes: 32 bytes from the system's generator.
    init?(randomBytes: [UInt8]) {
        guard randomBytes.count == Self.byteCount else { return nil }
        text = Base64URL.encode(randomBytes)
    }

    package var description: String { "(secret)" }
    package var debugDescription: String { "(secret)" }
}

/// Purpose of the links in mails.
package enum LinkPurpose {}
/// Purpose of the employers' bearer tokens.
package enum AccessPurpose {}
/// Purpose of the sessions in which a signature is made elsewhere.
package enum SessionPurpose {}

/// The secret part of the address of a signatory's page.
package typealias LinkToken = SecretToken<LinkPurpose>
/// The bearer token with which a named representative of an employer countersigns over HTTP.
package typealias AccessToken = SecretToken<AccessPurpose>
/// Names a session in which an employer signs with a key of its own; good only together with its access token.
package typealias SessionToken = SecretToken<SessionPurpose>

/// SHA-256 of a token: all that the store keeps of it.
///
/// A plain hash is enough for 256 random bits: there is nothing to guess.
package struct TokenHash: Hashable, Sendable {
    package let bytes: [UInt8]

    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }
}

enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    static func isDigit(_ byte: UInt8) -> Bool { alphabet.contains(byte) }

    /// Source: RFC 4648 §5, without padding.
    static func encode(_ bytes: [UInt8]) -> String {
        var digits: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
            for place in 0...group.count { digits.append(alphabet[Int(bits >> (18 - 6 * UInt32(place)) & 0x3F)]) }
        }
        return String(decoding: digits, as: UTF8.self)
    }
}
