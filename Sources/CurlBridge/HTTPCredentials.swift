/// A name and a secret that one server is told with each request.
///
/// Source: RFC 7617.
package struct HTTPCredentials: Hashable, Sendable {
    package let user: String
    let password: String

    /// - Returns: `nil` when the user's name holds a colon, which ends it, or one of the two a control character.
    package init?(user: String, password: String) {
        let isText = (user + password).unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        guard isText, !user.isEmpty, !user.contains(":") else { return nil }
        self.user = user
        self.password = password
    }
}

/// A secret must not reach a log through string interpolation.
extension HTTPCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "credentials" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
