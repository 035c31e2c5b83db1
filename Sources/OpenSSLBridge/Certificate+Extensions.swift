private import COpenSSL
internal import DEREncoding

extension Certificate {
    /// The values of an extension that lists something, and how the certificate says it.
    package struct Listed<Value: Hashable & Sendable>: Hashable, Sendable {
        package let values: Set<Value>
        package let isCritical: Bool
    }

    /// Whether an extension of this object identifier is present.
    package func hasExtension(_ oid: String) -> Bool { first(oid) != nil }

    /// Whether an extension of this object identifier is present and critical.
    package func isExtensionCritical(_ oid: String) -> Bool { first(oid)?.isCritical ?? false }

    /// Content of the extension's OCTET STRING; `nil` when it is absent.
    package func extensionValue(_ oid: String) -> [UInt8]? { first(oid).map { Array($0.value) } }

    /// `nil` when the certificate has no keyUsage.
    package var keyUsage: Listed<KeyUsage>? { storage.keyUsage.value { readKeyUsage() } }

    private func readKeyUsage() -> Listed<KeyUsage>? {
        guard let found = first(ExtensionOID.keyUsage) else { return nil }
        let content = only(ExtensionOID.keyUsage)?.content(.bitString) ?? []
        var octets = Array(content.dropFirst())
        // The bits that the last octet has too many say nothing.
        if let unused = content.first, unused < 8, let last = octets.popLast() {
            octets.append((last >> unused) << unused)
        }
        // Bits of the first two octets, the second ones above the first.
        let bits = octets.prefix(2).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return Listed(
            values: Set(KeyUsage.allCases.filter { bits & $0.mask != 0 }), isCritical: found.isCritical)
    }

    /// Purposes in dotted form; `nil` when the certificate has no extendedKeyUsage.
    package var extendedKeyUsage: Listed<String>? {
        storage.extendedKeyUsage.value {
            guard let found = first(ExtensionOID.extendedKeyUsage) else { return nil }
            let purposes = list(ExtensionOID.extendedKeyUsage, \.objectIdentifier)
            return Listed(values: Set(purposes), isCritical: found.isCritical)
        }
    }

    /// Purposes in dotted form; empty when the certificate restricts nothing.
    package var extendedKeyUsageOIDs: Set<String> { extendedKeyUsage?.values ?? [] }

    /// Certificate policies in dotted form, in the order of the certificate.
    package var policyOIDs: [String] {
        storage.policyOIDs.value {
            list(ExtensionOID.certificatePolicies) { policy in
                var parts = policy.children(.sequence)
                return parts?.next()?.objectIdentifier
            }
        }
    }

    /// Whether basicConstraints says that the subject is an authority, and keyUsage lets it sign certificates.
    ///
    /// Constraints that cannot be read, or stand twice, count as an authority's: others might read them so.
    package var isCA: Bool {
        guard hasExtension(ExtensionOID.basicConstraints) else { return false }
        guard var constraints = only(ExtensionOID.basicConstraints)?.children(.sequence) else { return true }
        guard constraints.next(ifTagged: .boolean)?.content.first ?? 0 != 0 else { return false }
        return keyUsage?.values.contains(.keyCertSign) ?? true
    }

    /// The identifiers that every certificate is asked about, in DER.
    private static let knownIdentifiers: [String: [UInt8]] = {
        let known = [
            ExtensionOID.keyUsage, ExtensionOID.extendedKeyUsage, ExtensionOID.basicConstraints,
            ExtensionOID.certificatePolicies, ExtensionOID.noRevocationAvailable,
            ExtensionOID.validityAssuredShortTerm,
        ]
        return Dictionary(uniqueKeysWithValues: known.map { ($0, DERWriter.objectIdentifier($0)) })
    }()

    private static func identifier(_ oid: String) -> [UInt8] {
        knownIdentifiers[oid] ?? DERWriter.objectIdentifier(validating: oid) ?? []
    }

    /// The first extension of an object identifier.
    private func first(_ oid: String) -> CertificateFields.Extension? {
        let identifier = Self.identifier(oid)
        return fields.extensions.first { $0.identifier.elementsEqual(identifier) }
    }

    /// The value of the only extension of an object identifier; `nil` when there are two, or it is not DER.
    ///
    /// Source: RFC 5280 §4.2: no extension stands twice in a certificate.
    private func only(_ oid: String) -> DERElement? {
        let identifier = Self.identifier(oid)
        let found = fields.extensions.filter { $0.identifier.elementsEqual(identifier) }
        return found.count == 1 ? try? DERElement(der: Array(found[0].value)) : nil
    }

    /// What an extension lists; nothing when any element is not what it should be.
    private func list<Value>(_ oid: String, _ read: (DERElement) -> Value?) -> [Value] {
        guard var elements = only(oid)?.children(.sequence) else { return [] }
        var values: [Value] = []
        while let element = elements.next() {
            guard let value = read(element) else { return [] }
            values.append(value)
        }
        return values
    }

    /// How many authorities may stand below this one; `nil` when there is no limit.
    package var pathLengthLimit: Int? {
        let length = unsafe reading { unsafe X509_get_pathlen($0) }
        return length < 0 ? nil : length
    }

    /// subjectKeyIdentifier; `nil` when absent.
    package var subjectKeyIdentifier: [UInt8]? {
        unsafe reading { unsafe X509_get0_subject_key_id($0).map { unsafe octets(of: $0) } }
    }

    /// authorityKeyIdentifier's key identifier; `nil` when absent.
    package var authorityKeyIdentifier: [UInt8]? {
        unsafe reading { unsafe X509_get0_authority_key_id($0).map { unsafe octets(of: $0) } }
    }

    /// Whether the certificate says that revocation information never exists for it.
    package var isShortTermWithoutRevocation: Bool {
        hasExtension(ExtensionOID.noRevocationAvailable) || hasExtension(ExtensionOID.validityAssuredShortTerm)
    }

    /// The digest under the issuer's signature.
    package var signatureDigest: SignatureDigest {
        let algorithm = OctetKey(fields.signatureAlgorithm)
        if let known = Self.signatureDigests[algorithm] { return known }
        let found = unsafe reading { x509 in
            var algorithm: UnsafePointer<X509_ALGOR>?
            unsafe X509_get0_signature(nil, &algorithm, x509)
            return unsafe SignatureDigest(ofSignatureBy: algorithm)
        }
        if fields.signatureAlgorithm.count <= Self.rememberedByteCount {
            Self.signatureDigests.insert(found, for: algorithm)
        }
        return found
    }

    /// What OpenSSL said of an AlgorithmIdentifier in DER.
    private static let signatureDigests = BoundedCache<OctetKey, SignatureDigest>(limit: 32)
    /// RSASSA-PSS has parameters; no algorithm has long ones.
    private static let rememberedByteCount = 128
}

/// The elements of a borrowed stack, in order.
func elements(of stack: OpaquePointer) -> [UnsafeMutableRawPointer] {
    unsafe (0..<max(0, OPENSSL_sk_num(stack))).compactMap { unsafe OPENSSL_sk_value(stack, $0) }
}
