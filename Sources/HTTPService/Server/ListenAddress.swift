/// Where the service listens.
package struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    package let host: String
    package let port: Int

    /// - Throws: ``ServiceError`` when the host is empty or the port is out of range; 0 lets the system choose.
    package init(host: String = "127.0.0.1", port: Int) throws(ServiceError) {
        guard !host.isEmpty, (0...65_535).contains(port) else {
            throw ServiceError(
                .invalidAddress, "could not listen on port \(port): expected a host and a port up to 65535")
        }
        // An address of version 6 is written in brackets before a port.
        self.host = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        self.port = port
    }

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// Whether only programs of this machine can reach it. A name other than `localhost` may mean anything.
    package var isLoopback: Bool {
        host == "::1" || host.lowercased() == "localhost" || isLoopbackIPv4
    }

    private var isLoopbackIPv4: Bool {
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers.allSatisfy { $0 != nil } && numbers[0] == 127
    }

    /// Refuses to be reachable from elsewhere with keys that prove nothing.
    ///
    /// - Parameter isDemo: Whether the service signs with a demonstration PKI.
    /// - Throws: ``ServiceError`` with code `demoBeyondLoopback`.
    package func checkReach(isDemo: Bool) throws(ServiceError) {
        guard isDemo, !isLoopback else { return }
        throw ServiceError(
            .demoBeyondLoopback,
            "could not listen on \(self): the keys are those of a demonstration, expected 127.0.0.1, ::1 or localhost;"
                + " make a PKI with `seing pki init` to serve others")
    }
}
