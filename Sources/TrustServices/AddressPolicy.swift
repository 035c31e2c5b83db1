package import CurlBridge

/// To which addresses the service connects when somebody else chose the name.
///
/// The address of a certificate's OCSP responder comes from whoever made the certificate, and the answers of name
/// servers from whoever runs them: neither may lead the service into the network that it stands in. Public addresses
/// are free; all others are reached only at hosts that the operator has listed.
package struct AddressPolicy: Hashable, Sendable {
    /// `host:port` in lower case, at which any address is allowed.
    private let internalHosts: Set<String>

    /// - Parameter internalHosts: Hosts that the operator trusts although their addresses are not public, each with its
    ///   port: `tsa.lycee.example:3161`.
    package init(internalHosts: Set<HostAndPort> = []) {
        self.internalHosts = Set(internalHosts.map(\.description))
    }

    /// Whether a connection to this address may be made for a server of this name.
    package func permits(_ address: IPAddress, for server: HostAndPort) -> Bool {
        address.isPublic || isInternal(server)
    }

    /// Whether the operator listed this server.
    package func isInternal(_ server: HostAndPort) -> Bool { internalHosts.contains(server.description) }
}

extension IPAddress {
    /// Whether the address belongs to the public Internet, as opposed to this machine, its network, or a purpose of
    /// its own.
    ///
    /// An IPv6 address that holds an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo) is none: it could lead to a
    /// private one.
    ///
    /// Source: IANA special-purpose address registries, RFC 6890; RFC 6598, RFC 4193, RFC 4291, RFC 9637.
    package var isPublic: Bool {
        switch bytes.count {
        case 4: !Self.specialBlocks4.contains { $0.contains(bytes) }
        default: Self.globalUnicast6.contains(bytes) && !Self.specialBlocks6.contains { $0.contains(bytes) }
        }
    }

    private static let specialBlocks4 = [
        AddressBlock([0], 8),  // this network
        AddressBlock([10], 8), AddressBlock([172, 16], 12), AddressBlock([192, 168], 16),  // private
        AddressBlock([100, 64], 10),  // shared by carriers
        AddressBlock([127], 8),  // loopback
        AddressBlock([169, 254], 16),  // link-local, and where clouds keep credentials
        AddressBlock([192, 0, 0], 24),  // protocol assignments
        AddressBlock([192, 0, 2], 24), AddressBlock([198, 51, 100], 24), AddressBlock([203, 0, 113], 24),  // examples
        AddressBlock([192, 88, 99], 24),  // 6to4 relays
        AddressBlock([198, 18], 15),  // measurements
        AddressBlock([224], 4),  // multicast
        AddressBlock([240], 4),  // reserved, and broadcast
    ]

    private static let globalUnicast6 = AddressBlock([0x20], 3)

    private static let specialBlocks6 = [
        AddressBlock([0x20, 0x01, 0x00], 23),  // protocol assignments: Teredo, benchmarks, ORCHID
        AddressBlock([0x20, 0x01, 0x0D, 0xB8], 32), AddressBlock([0x3F, 0xFF, 0x00], 20),  // examples
        AddressBlock([0x20, 0x02], 16),  // 6to4
    ]
}

/// A range of addresses: those that begin with the same bits.
private struct AddressBlock: Sendable {
    let prefix: [UInt8]
    let bitCount: Int

    init(_ prefix: [UInt8], _ bitCount: Int) {
        self.prefix = prefix
        self.bitCount = bitCount
    }

    func contains(_ address: [UInt8]) -> Bool {
        let (whole, rest) = (bitCount / 8, bitCount % 8)
        guard address.prefix(whole).elementsEqual(prefix.prefix(whole)) else { return false }
        guard rest > 0 else { return true }
        let mask = UInt8.max << (8 - UInt8(rest))
        return address[whole] & mask == prefix[whole] & mask
    }
}
