/// What an authority says in a certificate it is about to sign.
package struct CertificateContents: Hashable, Sendable {
    /// Big-endian, positive, 1 to 20 bytes.
    package let serialNumber: [UInt8]
    package let subject: DistinguishedName
    /// First second of validity, Unix time.
    package let notBefore: Int64
    /// Last second of validity, Unix time.
    package let notAfter: Int64
    /// In the order of the certificate.
    package let extensions: [CertificateExtension]

    package init(
        serialNumber: [UInt8], subject: DistinguishedName, notBefore: Int64, notAfter: Int64,
        extensions: [CertificateExtension]
    ) {
        self.serialNumber = serialNumber
        self.subject = subject
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.extensions = extensions
    }
}

/// Who signs a certificate or a revocation list, and how.
package struct IssuingKey: Sendable {
    /// `nil` for a root, which signs itself.
    package let certificate: Certificate?
    package let key: SigningKey
    package let digest: DigestAlgorithm

    package init(certificate: Certificate?, key: SigningKey, digest: DigestAlgorithm) {
        self.certificate = certificate
        self.key = key
        self.digest = digest
    }
}
