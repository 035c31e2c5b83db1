import OpenSSLBridge

package import struct Foundation.Date

/// What a browser shows so as to read behind a reading link: given for a right code, good for that link and half an hour.
///
/// It is its own record, authenticated under a key that only the store knows, so that nothing has to be kept of who reads.
/// It opens nothing by itself: the link is looked up each time, and with a link that was revoked its passes end.
package struct ReadingPass: Sendable {
    /// End and authenticator, for a cookie.
    package let text: String
    package let expiresAt: Date

    init(for link: LinkToken, until expiresAt: Date, authenticate: ([UInt8]) -> [UInt8]) {
        self.expiresAt = expiresAt
        let end = String(Int64(expiresAt.timeIntervalSince1970))
        text = end + "." + Self.authenticator(of: link, end: end, authenticate)
    }

    /// Reads a pass that came with a request.
    ///
    /// - Returns: `nil` when it was not given for this link, or has ended.
    init?(_ text: String, for link: LinkToken, at time: Date, authenticate: ([UInt8]) -> [UInt8]) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, parts[0].utf8.count <= 11, let seconds = Int64(parts[0]) else { return nil }
        let expiresAt = Date(timeIntervalSince1970: Double(seconds))
        let expected = Self.authenticator(of: link, end: parts[0], authenticate)
        guard constantTimeEqual(Array(parts[1].utf8), Array(expected.utf8)), expiresAt > time else { return nil }
        (self.text, self.expiresAt) = (text, expiresAt)
    }

    private static func authenticator(
        of link: LinkToken, end: String, _ authenticate: ([UInt8]) -> [UInt8]
    ) -> String {
        Base64URL.encode(authenticate(Array("seing reading pass\0\(end)\0".utf8) + link.hash.bytes))
    }
}
