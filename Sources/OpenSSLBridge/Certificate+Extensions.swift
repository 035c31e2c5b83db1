private import COpenSSL

extension Certificate {
    /// The values of an extension that lists something, and how the certificate says it.
    package struct Listed<Value: Hashable & Sendable>: Hashable, Sendable {
        package let values: Set<Value>
        package let isCritical: Bool
    }

    /// Whether an extension of this object identifier is present.
    package func hasExtension(_ oid: String) -> Bool { extensionIndex(oid) >= 0 }

    /// Whether an extension of this object identifier is present and critical.
    package func isExtensionCritical(_ oid: String) -> Bool {
        let index = extensionIndex(oid)
        return unsafe reading { unsafe index >= 0 && X509_EXTENSION_get_critical(X509_get_ext($0, index)) == 1 }
    }

    /// Content of the extension's OCTET STRING; `nil` when it is absent.
    package func extensionValue(_ oid: String) -> [UInt8]? {
        let index = extensionIndex(oid)
        guard index >= 0 else { return nil }
        return unsafe reading { unsafe octets(of: X509_EXTENSION_get_data(X509_get_ext($0, index))) }
    }

    /// `nil` when the certificate has no keyUsage.
    package var keyUsage: Listed<KeyUsage>? {
        guard hasExtension(ExtensionOID.keyUsage) else { return nil }
        let bits = unsafe reading { unsafe X509_get_key_usage($0) }
        let values = KeyUsage.allCases.filter { bits & $0.mask != 0 }
        return Listed(values: Set(values), isCritical: isExtensionCritical(ExtensionOID.keyUsage))
    }

    /// Purposes in dotted form; `nil` when the certificate has no extendedKeyUsage.
    package var extendedKeyUsage: Listed<String>? {
        guard hasExtension(ExtensionOID.extendedKeyUsage) else { return nil }
        let purposes = unsafe reading { x509 -> [String] in
            guard let stack = unsafe X509_get_ext_d2i(x509, NID_ext_key_usage, nil, nil) else { return [] }
            defer { unsafe EXTENDED_KEY_USAGE_free(OpaquePointer(stack)) }
            return unsafe elements(of: OpaquePointer(stack)).map { unsafe dottedForm(of: OpaquePointer($0)) }
        }
        return Listed(values: Set(purposes), isCritical: isExtensionCritical(ExtensionOID.extendedKeyUsage))
    }

    /// Purposes in dotted form; empty when the certificate restricts nothing.
    package var extendedKeyUsageOIDs: Set<String> { extendedKeyUsage?.values ?? [] }

    /// Certificate policies in dotted form, in the order of the certificate.
    package var policyOIDs: [String] {
        unsafe reading { x509 in
            guard let stack = unsafe X509_get_ext_d2i(x509, NID_certificate_policies, nil, nil) else { return [] }
            defer { unsafe CERTIFICATEPOLICIES_free(OpaquePointer(stack)) }
            return unsafe elements(of: OpaquePointer(stack)).map {
                unsafe dottedForm(of: $0.assumingMemoryBound(to: POLICYINFO.self).pointee.policyid)
            }
        }
    }

    /// Whether basicConstraints says that the subject is an authority.
    package var isCA: Bool { unsafe reading { unsafe X509_check_ca($0) == 1 } }

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

    /// The digest under the issuer's signature; `nil` when it is not named, as in EdDSA, or not known.
    package var signatureDigest: VerificationDigest? {
        unsafe reading { x509 in
            var digest: Int32 = 0
            guard unsafe X509_get_signature_info(x509, &digest, nil, nil, nil) == 1 else { return nil }
            return VerificationDigest(nid: digest)
        }
    }

    private func extensionIndex(_ oid: String) -> Int32 {
        let index = try? unsafe withObject(oid) { object throws(OpenSSLError) in
            unsafe reading { unsafe X509_get_ext_by_OBJ($0, object, -1) }
        }
        return index ?? -1
    }
}

/// The elements of a borrowed stack, in order.
func elements(of stack: OpaquePointer) -> [UnsafeMutableRawPointer] {
    unsafe (0..<max(0, OPENSSL_sk_num(stack))).compactMap { unsafe OPENSSL_sk_value(stack, $0) }
}
