package import OpenSSLBridge
public import Parties

/// What a certificate says, as plain values; each is read when it is asked for.
public struct CertificateFacts: Hashable, Sendable {
    let certificate: Certificate

    package init(_ certificate: Certificate) { self.certificate = certificate }

    public var der: [UInt8] { certificate.der }
    /// RFC 4514 form, for people who debug.
    public var subject: String { String(describing: certificate.subject) }
    public var issuer: String { String(describing: certificate.issuer) }
    public var commonName: String { certificate.subject.commonName ?? "" }
    public var givenName: String? { certificate.subject.givenName }
    public var surname: String? { certificate.subject.surname }
    public var title: String? { certificate.subject.title }
    public var organizationName: String? { certificate.subject.organizationName }
    /// Such as `NTRFR-12345678200010`, by ETSI EN 319 412-1 §5.1.4.
    public var organizationIdentifier: String? { certificate.subject.organizationIdentifier }
    /// Who issued it, in a word: the issuer's common name, or else its organisation.
    public var issuerName: String {
        certificate.issuer.commonName ?? certificate.issuer.organizationName ?? String(describing: certificate.issuer)
    }
    /// What its holder makes with it, when it is not one of the service's.
    ///
    /// A name of a person in the subject makes it a person's. Without one, what identifies an organisation makes it the
    /// organisation's; a common name alone is taken for a person's.
    ///
    /// Source: ETSI EN 319 412-2 §4.2.4, EN 319 412-3 §4.2.1 (unchecked).
    public var ownCertificateKind: OwnCertificateKind {
        givenName == nil && surname == nil && organizationIdentifier != nil ? .seal : .signature
    }
    /// Hexadecimal, as in the certificate.
    public var serialNumber: String {
        certificate.serialNumber.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
    /// Unix time.
    public var notBefore: Int64 { certificate.notBefore }
    public var notAfter: Int64 { certificate.notAfter }
    public var policies: [String] { certificate.policyOIDs }
    /// `EC P-256`
    public var publicKey: String { certificate.publicKeyDescription }
    /// SHA-256 of the SubjectPublicKeyInfo: the same key in two certificates shows here.
    public var publicKeyDigest: [UInt8] {
        (try? certificate.publicKey.der).map(DigestAlgorithm.sha256.digest) ?? []
    }
}
