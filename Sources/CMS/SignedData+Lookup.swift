extension SignedData {
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
