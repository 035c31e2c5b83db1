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

    /// The Extension in DER; `critical` is left out when it is FALSE, the default.
    ///
    /// - Throws: ``OpenSSLError`` when an object identifier is none, or an issuer is to be named and has no name for its key.
    func der(subjectKeyIdentifier: [UInt8], issuer: Certificate?) throws(OpenSSLError) -> [UInt8] {
        let value = try value(subjectKeyIdentifier: subjectKeyIdentifier, issuer: issuer)
        return DERWriter.sequence([
            DERWriter.objectIdentifier(oid), isCritical ? DERWriter.true : [], DERWriter.octetString(value),
        ])
    }

    private func value(subjectKeyIdentifier: [UInt8], issuer: Certificate?) throws(OpenSSLError) -> [UInt8] {
        switch self {
        case .authority(let length):
            return DERWriter.sequence([
                DERWriter.true, length.map { DERWriter.unsignedInteger(bigEndian($0)) } ?? [],
            ])
        case .endEntity: return DERWriter.sequence([])
        case .keyUsage(let usages): return KeyUsage.bitString(usages)
        case .extendedKeyUsage(let oids, _): return DERWriter.sequence(try Self.identifiers(oids))
        case .certificatePolicies(let oids):
            return DERWriter.sequence(try Self.identifiers(oids).map { DERWriter.sequence([$0]) })
        case .subjectKeyIdentifier: return DERWriter.octetString(subjectKeyIdentifier)
        case .authorityKeyIdentifier:
            guard let issuer else {
                return DERWriter.sequence([DERWriter.primitive(.context(0), subjectKeyIdentifier)])
            }
            guard let identifier = issuer.subjectKeyIdentifier else {
                throw OpenSSLError("name the issuer's key", finding: "the issuer has no subjectKeyIdentifier")
            }
            return DERWriter.sequence([DERWriter.primitive(.context(0), identifier)])
        case .noRevocationAvailable, .validityAssuredShortTerm: return DERWriter.null
        }
    }

    private static func identifiers(_ oids: [String]) throws(OpenSSLError) -> [[UInt8]] {
        var encoded: [[UInt8]] = []
        for oid in oids {
            guard let bytes = DERWriter.objectIdentifier(validating: oid) else {
                throw OpenSSLError("write an extension", finding: "'\(oid.prefix(40))' is not an object identifier")
            }
            encoded.append(bytes)
        }
        return encoded
    }
}

extension KeyUsage {
    /// Bits in the order of the cases, zeros at the end left out.
    ///
    /// Source: RFC 5280 §4.2.1.3; ITU-T X.690 §11.2.2.
    fileprivate static func bitString(_ usages: [KeyUsage]) -> [UInt8] {
        let bits = usages.reduce(UInt32(0)) { $0 | $1.mask }
        var octets = [UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8)]
        while octets.last == 0 { octets.removeLast() }
        let unused = octets.last.map { UInt8($0.trailingZeroBitCount) } ?? 0
        return DERWriter.primitive(.bitString, [unused] + octets)
    }
}
