/// What somebody makes with a certificate that the service did not issue.
public enum OwnCertificateKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// A person's signature: the certificate names a natural person.
    case signature
    /// An organisation's seal (*cachet*): the certificate names an organisation and nobody in it.
    ///
    /// Source: Regulation (EU) 910/2014, article 3 (24), (25).
    case seal
}
