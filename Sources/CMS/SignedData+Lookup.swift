internal import DEREncoding

extension SignedData {
    /// Whether versions, digest algorithms and parameters are the ones that follow from the rest.
    ///
    /// No signature covers them, so nothing but this rule keeps anybody from changing them.
    ///
    /// Source: RFC 5652 §5.1, §5.3; RFC 5754 §3.2 (ECDSA has no parameters).
    public var isConsistent: Bool {
        let hasNewSigner = signerInfos.contains { $0.version == 3 }
        return version == (hasNewSigner || contentType != ObjectIdentifiers.data ? 3 : 1)
            && digestAlgorithms == signerInfos.map(\.digestAlgorithm)
            && signerInfos.allSatisfy { $0.isConsistent }
    }

    /// The embedded certificate that a SignerInfo names by issuer and serial number.
    ///
    /// - Returns: DER; `nil` when it is not embedded, or named by key identifier, which baseline signatures do not.
    public func certificate(of info: SignerInfo) -> [UInt8]? {
        guard case .issuerAndSerialNumber(let issuer, let serialNumber) = info.identifier else { return nil }
        return certificates.first { der in
            guard let names = try? CertificateNames(certificate: der) else { return false }
            return names.issuer == issuer && names.serialNumber == serialNumber
        }
    }
}

extension SignerInfo {
    fileprivate var isConsistent: Bool {
        guard case .issuerAndSerialNumber = identifier else { return version == 3 }
        let ecdsa = [
            ObjectIdentifiers.ecdsaWithSHA256, ObjectIdentifiers.ecdsaWithSHA384, ObjectIdentifiers.ecdsaWithSHA512,
        ]
        let hasParameters = signatureAlgorithm.parameters != nil
        return version == 1 && digestAlgorithm.hasNoParameters
            && !(ecdsa.contains(signatureAlgorithm.oid) && hasParameters)
    }
}

extension [Attribute] {
    /// Value of the message-digest attribute.
    ///
    /// Source: RFC 5652 §11.2.
    public var messageDigest: [UInt8]? {
        guard let value = single(ObjectIdentifiers.messageDigest)?.singleValue,
            let element = try? DERElement(der: value, of: "MessageDigest")
        else { return nil }
        return try? element.content(.octetString, of: "MessageDigest")
    }

    /// Value of the content-type attribute.
    ///
    /// Source: RFC 5652 §11.1.
    public var contentType: String? {
        guard let value = single(ObjectIdentifiers.contentType)?.singleValue,
            let element = try? DERElement(der: value, of: "ContentType")
        else { return nil }
        return try? element.objectIdentifier(of: "ContentType")
    }
}
