internal import OpenSSLBridge

/// What a certificate says, as plain values.
public struct CertificateFacts: Hashable, Sendable {
    public let der: [UInt8]
    /// RFC 4514 form, for people who debug.
    public let subject: String
    public let issuer: String
    public let commonName: String
    public let givenName: String?
    public let surname: String?
    public let title: String?
    public let organizationName: String?
    /// Hexadecimal, as in the certificate.
    public let serialNumber: String
    /// Unix time.
    public let notBefore: Int64
    public let notAfter: Int64
    public let policies: [String]
    /// `EC P-256`
    public let publicKey: String
    /// SHA-256 of the SubjectPublicKeyInfo: the same key in two certificates shows here.
    public let publicKeyDigest: [UInt8]

    init(_ certificate: Certificate) {
        der = certificate.der
        subject = String(describing: certificate.subject)
        issuer = String(describing: certificate.issuer)
        commonName = certificate.subject.commonName ?? ""
        givenName = certificate.subject.givenName
        surname = certificate.subject.surname
        title = certificate.subject.title
        organizationName = certificate.subject.organizationName
        serialNumber = certificate.serialNumber.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        notBefore = certificate.notBefore
        notAfter = certificate.notAfter
        policies = certificate.policyOIDs
        publicKey = certificate.publicKeyDescription
        publicKeyDigest = (try? certificate.publicKey.der).map(DigestAlgorithm.sha256.digest) ?? []
    }
}
