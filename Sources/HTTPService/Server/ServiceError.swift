/// Why the service does not start.
package struct ServiceError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        case invalidAddress, invalidPublicAddress, demoBeyondLoopback, portInUse, addressUnavailable, pages
    }

    package let code: Code
    package let description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
