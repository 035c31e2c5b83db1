/// A header field that one server is told with each request, and nobody else: `Authorization: Bearer …`, `X-Api-Key: …`.
package struct HTTPSecretHeader: Hashable, Sendable {
    package let name: String
    private let value: String

    /// - Returns: `nil` when the name is no token of HTTP, or the value holds a control character or nothing.
    ///
    /// Source: RFC 9110 §5.6.2, §5.5.
    package init?(name: String, value: String) {
        let signs = "!#$%&'*+-.^_`|~"
        let isName = name.unicodeScalars.allSatisfy { scalar in
            ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
                || signs.unicodeScalars.contains(scalar)
        }
        let isValue = value.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F }
        guard isName, !name.isEmpty, isValue, value.contains(where: { $0 != " " }) else { return nil }
        self.name = name
        self.value = value
    }

    /// As it is sent.
    var line: String { "\(name): \(value)" }
}

/// A secret must not reach a log through string interpolation.
extension HTTPSecretHeader: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "header \(name)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
