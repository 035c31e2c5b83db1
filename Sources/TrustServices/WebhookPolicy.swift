package import CurlBridge

/// Which addresses webhooks may be sent to: https and public, but for hosts that the operator lists.
package struct WebhookPolicy: Hashable, Sendable {
    private let hosts: AddressPolicy
    private static let strangers = AddressPolicy()

    /// - Parameter internalHosts: Hosts of the operator's own, each with its port. They may have any address, and on this machine be
    ///   reached by http; what employers register never leads to them.
    package init(internalHosts: Set<HostAndPort> = []) { hosts = AddressPolicy(internalHosts: internalHosts) }

    /// What is wrong with an address, before anything is sent to it.
    package enum Problem: Hashable, Sendable {
        /// No http or https address, or one with a user's name.
        case unreadable
        /// http, which everybody on the way reads.
        case insecure
        /// A number instead of a name, of a network that is not public.
        case notPublic
        /// A host of the operator's own, named by somebody else.
        case operatorsOwn
    }

    /// - Parameter isEmployers: Whether an employer registers it, over HTTP.
    package func problem(in text: String, isEmployers: Bool) -> Problem? {
        guard let url = ServiceURL(text) else { return .unreadable }
        let isListed = hosts.isInternal(url.server)
        if isEmployers, isListed { return .operatorsOwn }
        guard url.isSecure || isListed else { return .insecure }
        let literal = IPAddress(url.server.host.filter { $0 != "[" && $0 != "]" })
        if let literal, !isListed, !literal.isPublic { return .notPublic }
        return nil
    }

    /// Asked with each address before a socket is connected to it.
    package func rule(for url: ServiceURL, isEmployers: Bool) -> @Sendable (IPAddress) -> Bool {
        let policy = isEmployers ? Self.strangers : hosts
        guard !url.isSecure else { return { policy.permits($0, for: url.server) } }
        // In clear to this machine alone, and only where the operator said so.
        return { $0.isLoopback && policy.isInternal(url.server) }
    }
}

extension IPAddress {
    /// Source: RFC 6890 §2.2.2, RFC 4291 §2.5.3.
    package var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
    }
}
