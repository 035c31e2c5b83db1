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

    /// The extension's name in OpenSSL's configuration language.
    var configurationName: String {
        switch self {
        case .authority, .endEntity: "basicConstraints"
        case .keyUsage: "keyUsage"
        case .extendedKeyUsage: "extendedKeyUsage"
        case .certificatePolicies: "certificatePolicies"
        case .subjectKeyIdentifier: "subjectKeyIdentifier"
        case .authorityKeyIdentifier: "authorityKeyIdentifier"
        case .noRevocationAvailable: ExtensionOID.noRevocationAvailable
        case .validityAssuredShortTerm: ExtensionOID.validityAssuredShortTerm
        }
    }

    /// The extension's value in OpenSSL's configuration language.
    ///
    /// - Throws: ``OpenSSLError`` when an object identifier is none, so that no text can say more than one value.
    func configurationValue() throws(OpenSSLError) -> String {
        switch self {
        case .authority(let length): "critical,CA:TRUE" + (length.map { ",pathlen:\($0)" } ?? "")
        case .endEntity: "critical,CA:FALSE"
        case .keyUsage(let usages): (["critical"] + usages.map(\.rawValue)).joined(separator: ",")
        case .extendedKeyUsage(let oids, let isCritical): (isCritical ? "critical," : "") + (try Self.list(oids))
        case .certificatePolicies(let oids): try Self.list(oids)
        case .subjectKeyIdentifier: "hash"
        case .authorityKeyIdentifier: "keyid:always"
        // The value of both is NULL.
        case .noRevocationAvailable, .validityAssuredShortTerm: "DER:0500"
        }
    }

    private static func list(_ oids: [String]) throws(OpenSSLError) -> String {
        for oid in oids where oid.contains(where: { !"0123456789.".contains($0) }) {
            throw OpenSSLError("write an extension", finding: "'\(oid.prefix(40))' is not an object identifier")
        }
        return oids.joined(separator: ",")
    }
}
