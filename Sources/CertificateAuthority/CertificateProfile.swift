package import OpenSSLBridge

/// What certificates of one kind look like; read from a file that a person can edit.
///
/// The format is described in `Certificates/README.md`.
package struct CertificateProfile: Hashable, Sendable {
    /// The five kinds, named as their files are.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case root
        case issuingAuthority = "issuing-ca"
        case signatory
        case platformSeal = "platform-seal"
        case timeStampingUnit = "time-stamping-unit"

        var isAuthority: Bool { self == .root || self == .issuingAuthority }
    }

    package let kind: Kind
    package let keyAlgorithm: KeyAlgorithm
    /// With which digest the issuer signs the certificate.
    package let digest: DigestAlgorithm
    /// Seconds from the moment of issue to the end of validity.
    package let validitySeconds: Int64
    /// Seconds from the beginning of validity to the moment of issue, for clocks that are slow.
    package let backdatingSeconds: Int64
    let subject: SubjectTemplate
    package let isAuthority: Bool
    package let pathLength: Int?
    package let keyUsages: [KeyUsage]
    /// In dotted form.
    package let extendedKeyUsages: [String]
    package let isExtendedKeyUsageCritical: Bool
    /// In dotted form, with placeholders.
    let policies: [PlaceholderText]
    /// Whether the certificate says that it lives too short to be revoked.
    package let isShortTerm: Bool
    /// Seconds between thisUpdate and nextUpdate of an authority's revocation lists.
    package let revocationListSeconds: Int64?
}

/// The profiles of one infrastructure.
package struct CertificateProfiles: Sendable {
    private let profiles: [CertificateProfile.Kind: CertificateProfile]

    /// Reads `root.profile`, `issuing-ca.profile`, `signatory.profile`, `platform-seal.profile` and
    /// `time-stamping-unit.profile`.
    ///
    /// - Throws: ``CertificateAuthorityError`` that names file, line and cause.
    package init(directory: String) throws(CertificateAuthorityError) {
        var profiles: [CertificateProfile.Kind: CertificateProfile] = [:]
        for kind in CertificateProfile.Kind.allCases {
            let path = "\(directory)/\(kind.rawValue).profile"
            let bytes = try FileSystem.read(path)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw CertificateAuthorityError(.profile, "\(path): the file is not UTF-8")
            }
            profiles[kind] = try CertificateProfile(text, kind: kind, file: path)
        }
        self.profiles = profiles
    }

    /// - Throws: ``CertificateAuthorityError``, never after ``init(directory:)``.
    func profile(_ kind: CertificateProfile.Kind) throws(CertificateAuthorityError) -> CertificateProfile {
        guard let profile = profiles[kind] else {
            throw CertificateAuthorityError(.missing, "there is no profile \(kind.rawValue)")
        }
        return profile
    }
}
