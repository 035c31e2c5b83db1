/// A server's name and port, as addresses and settings write them.
package struct HostAndPort: Hashable, Sendable, CustomStringConvertible {
    /// In lower case, without a final period; an IPv6 address in brackets.
    package let host: String
    package let port: Int

    /// Reads `host:port`.
    ///
    /// - Returns: `nil` when the host holds anything but letters, digits, hyphens and periods, or is no address in
    ///   brackets, or the port is none.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), text[colon...].count > 1 else { return nil }
        self.init(host: String(text[..<colon]), port: String(text[text.index(after: colon)...]))
    }

    init?(host: String, port: String) {
        guard let host = Self.canonical(host), (1...5).contains(port.utf8.count),
            port.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(port), (1...65_535).contains(port)
        else { return nil }
        (self.host, self.port) = (host, port)
    }

    package var description: String { "\(host):\(port)" }

    private static func canonical(_ text: String) -> String? {
        let host = text.lowercased()
        if host.hasPrefix("[") {
            let inner = host.dropFirst().dropLast()
            let isAddress = host.hasSuffix("]") && inner.contains(":")
            return isAddress && inner.utf8.allSatisfy { isHexadecimal($0) || $0 == 0x3A || $0 == 0x2E } ? host : nil
        }
        let name = host.hasSuffix(".") ? String(host.dropLast()) : host
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        let isName = labels.allSatisfy { !$0.isEmpty && $0.utf8.count <= 63 && $0.utf8.allSatisfy(isNameByte) }
        return isName && name.utf8.count <= 253 ? name : nil
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "-")
    }
}

/// An address that the service may ask: http or https, a name, a path, and nothing that two readers understand
/// differently.
package struct ServiceURL: Hashable, Sendable, CustomStringConvertible {
    package let server: HostAndPort
    package let isSecure: Bool
    /// Path and query, beginning with `/`.
    package let target: String

    /// - Returns: `nil` for another scheme, for user names, fragments, spaces, backslashes, controls and other signs
    ///   that are not those of an address in ASCII, and for more than 2,000 bytes.
    package init?(_ text: String) {
        guard text.utf8.count <= 2_000, text.utf8.allSatisfy(Self.isAllowed) else { return nil }
        let scheme = text.prefix { $0 != ":" }.lowercased()
        guard scheme == "http" || scheme == "https", text.dropFirst(scheme.count).hasPrefix("://") else { return nil }
        let rest = text.dropFirst(scheme.count + 3)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@"), let server = Self.server(String(authority), isSecure: scheme == "https") else {
            return nil
        }
        let tail = String(rest.dropFirst(authority.count))
        (self.server, isSecure, target) = (server, scheme == "https", tail.hasPrefix("/") ? tail : "/" + tail)
    }

    /// Whether the port is the scheme's own, or the usual one of the other.
    package var hasUsualPort: Bool { server.port == 80 || server.port == 443 }

    package var description: String { "\(isSecure ? "https" : "http")://\(server)\(target)" }

    /// A longer path, for what is added to it.
    func appending(_ text: String) -> ServiceURL? {
        ServiceURL("\(isSecure ? "https" : "http")://\(server)\(target.hasSuffix("/") ? target : target + "/")\(text)")
    }

    private static func server(_ authority: String, isSecure: Bool) -> HostAndPort? {
        let port = authority.hasSuffix("]") ? nil : authority.lastIndex(of: ":")
        guard let port else { return HostAndPort(host: authority, port: isSecure ? "443" : "80") }
        return HostAndPort(
            host: String(authority[..<port]), port: String(authority[authority.index(after: port)...]))
    }

    /// Source: RFC 3986 §2; `#` begins what is never sent.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !"\"#<>\\^`{|}".utf8.contains(byte)
    }
}
