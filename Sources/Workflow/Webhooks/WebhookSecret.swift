import struct Foundation.Data

/// What service and endpoint share, so that the endpoint knows who speaks: a key for HMAC-SHA-256.
///
/// Unlike a token it has to be kept as it is, because each message is authenticated with it; the store encrypts it. It is shown once, and its
/// description hides it.
///
/// Source: Standard Webhooks 1.0.0, “Symmetric signatures”.
package struct WebhookSecret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// Number of random bytes; the specification asks for 24 to 64.
    package static let byteCount = 32
    private static let prefix = "whsec_"

    package let key: [UInt8]

    /// - Returns: `nil` unless there are 32 bytes.
    package init?(key: [UInt8]) {
        guard key.count == Self.byteCount else { return nil }
        self.key = key
    }

    /// As the endpoint's software wants it.
    package var text: String { Self.prefix + Data(key).base64EncodedString() }

    package var description: String { "(secret)" }
    package var debugDescription: String { "(secret)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
