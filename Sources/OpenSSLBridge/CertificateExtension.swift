internal import DEREncoding

/// One extension to put into a certificate.
package enum CertificateExtension: Hashable, Sendable {
    /// basicConstraints of an authority, critical; at most so many authorities below it.
    case authority(pathLength: Int?)
    /// basicConstraints of an end entity, critical.
    case endEntity
    /// keyUsage, critical.
    case keyUsage([KeyUsage])
    /// extendedKeyUsage with purposes in dotted form.
    case extendedKeyUsage([String], isCritical: Bool)
    /// certificatePolicies in dotted form, not critical.
    case certificatePolicies([String])
    /// SHA-1 of the certified key, as a name and not as a protection.
    case subjectKeyIdentifier
    /// The issuer's subjectKeyIdentifier.
    case authorityKeyIdentifier
    /// Source: RFC 9608. Not critical: openssl and others refuse a critical one.
    case noRevocationAvailable
    /// Source: ETSI EN 319 412-1. Not critical, as above.
    case validityAssuredShortTerm

    private var oid: String {
        switch self {
        case .authority, .endEntity: ExtensionOID.basicConstraints
        case .keyUsage: ExtensionOID.keyUsage
        case .extendedKeyUsage: ExtensionOID.extendedKeyUsage
        case .certificatePolicies: ExtensionOID.certificatePolicies
        case .subjectKeyIdentifier: ExtensionOID.subjectKeyIdentifier
        case .authorityKeyIdentifier: ExtensionOID.authorityKeyIdentifier
        case .noRevocationAvailable: ExtensionOID.noRevocationAvailable
        case .validityAssuredShortTerm: ExtensionOID.validityAssuredShortTerm
        }
    }

    private var isCritical: Bool {
        switch self {
        case .authority, .endEntity, .keyUsage: true
        case .extendedKeyUsage(_, let isCritical): isCritical
        default: false
        }
    }

    /// Writes the Extension; `critical` is left out when it is FALSE, the default.
    ///
    /// - Throws: ``OpenSSLError`` when an object identifier is none, or an issuer is to be named and has no name for its key.
    func write(
        to builder: inout DERBuilder, subjectKeyIdentifier: [UInt8], issuer: Certificate?
    ) throws(OpenSSLError) {
        try builder.sequence { builder throws(OpenSSLError) in
            builder.objectIdentifier(oid)
            if isCritical { builder.true() }
            try builder.octetString { builder throws(OpenSSLError) in
                try writeValue(to: &builder, subjectKeyIdentifier: subjectKeyIdentifier, issuer: issuer)
            }
        }
    }

    private func writeValue(
        to builder: inout DERBuilder, subjectKeyIdentifier: [UInt8], issuer: Certificate?
    ) throws(OpenSSLError) {
        switch self {
        case .authority(let length):
            builder.sequence { builder in
                builder.true()
                if let length { builder.unsignedInteger(bigEndian(length)) }
            }
        case .endEntity: builder.sequence { _ in }
        case .keyUsage(let usages): KeyUsage.writeBitString(usages, to: &builder)
        case .extendedKeyUsage(let oids, _):
            try builder.sequence { builder throws(OpenSSLError) in
                for oid in oids { try Self.write(oid, to: &builder) }
            }
        case .certificatePolicies(let oids):
            try builder.sequence { builder throws(OpenSSLError) in
                for oid in oids {
                    try builder.sequence { builder throws(OpenSSLError) in try Self.write(oid, to: &builder) }
                }
            }
        case .subjectKeyIdentifier: builder.octetString(subjectKeyIdentifier)
        case .authorityKeyIdentifier:
            let identifier = try issuer.map(Self.keyIdentifier) ?? subjectKeyIdentifier
            builder.sequence { $0.primitive(.context(0), identifier) }
        case .noRevocationAvailable, .validityAssuredShortTerm: builder.null()
        }
    }

    private static func keyIdentifier(of issuer: Certificate) throws(OpenSSLError) -> [UInt8] {
        guard let identifier = issuer.subjectKeyIdentifier else {
            throw OpenSSLError("name the issuer's key", finding: "the issuer has no subjectKeyIdentifier")
        }
        return identifier
    }

    private static func write(_ oid: String, to builder: inout DERBuilder) throws(OpenSSLError) {
        guard builder.objectIdentifier(validating: oid) else {
            throw OpenSSLError("write an extension", finding: "'\(oid.prefix(40))' is not an object identifier")
        }
    }
}

extension KeyUsage {
    /// Bits in the order of the cases, zeros at the end left out.
    ///
    /// Source: RFC 5280 §4.2.1.3; ITU-T X.690 §11.2.2.
    fileprivate static func writeBitString(_ usages: [KeyUsage], to builder: inout DERBuilder) {
        let bits = usages.reduce(UInt32(0)) { $0 | $1.mask }
        var octets = [UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8)]
        while octets.last == 0 { octets.removeLast() }
        let unused = octets.last.map { UInt8($0.trailingZeroBitCount) } ?? 0
        builder.primitive(.bitString, [unused] + octets)
    }
}
