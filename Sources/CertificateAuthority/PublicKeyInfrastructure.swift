import OpenSSLBridge

/// The keys and certificates of one service, ready to be used.
///
/// | below the directory | holds | mode |
/// |---|---|---|
/// | `private/` | encrypted keys of issuing CA, time-stamping unit and seal, or where each is (`NAME.key.uri`); of the root unless it is kept elsewhere | 0700, 0600 |
/// | `certificates/` | every certificate; those no longer in use as `NAME-1.pem`, `NAME-2.pem`… | 0755, 0644 |
/// | `trust/` | what a verifier is given, see ``TrustFolder`` | 0755, 0644 |
package struct PublicKeyInfrastructure: Sendable {
    package let signatoryAuthority: CertificateAuthority
    package let timeStampUnit: TimeStampUnit
    package let seal: PlatformSeal
    package let trust: TrustFolder

    /// Whether everything signed with these keys is without legal value; such a service answers on loopback only.
    package var isDemo: Bool { trust.isDemo }

    /// Whether the infrastructure in a directory is a demonstration's; needs no passphrase.
    ///
    /// - Returns: `nil` when there is none.
    /// - Throws: ``CertificateAuthorityError`` when there is one that cannot be read, or that contradicts itself.
    package static func isDemo(directory: String) throws(CertificateAuthorityError) -> Bool? {
        let trust = InfrastructureLayout(directory: directory).trustDirectory
        return FileSystem.exists(trust) ? try TrustFolder(directory: trust).isDemo : nil
    }
}

/// Where things lie below the directory of an infrastructure.
struct InfrastructureLayout {
    let directory: String
    /// Where the root's key lies, when not in `private/`.
    var rootDirectory: String?

    var privateDirectory: String { "\(directory)/private" }
    var certificateDirectory: String { "\(directory)/certificates" }
    var trustDirectory: String { "\(directory)/trust" }
    var rootKey: String { "\(rootDirectory ?? privateDirectory)/root.key.pem" }

    func key(_ role: KeyRole) -> String { "\(privateDirectory)/\(role.fileName).key.pem" }
    /// The file that says where the key is when it is not kept here.
    func keyURI(_ role: KeyRole) -> String { "\(privateDirectory)/\(role.fileName).key.uri" }
    func trusted(_ file: String) -> String { "\(trustDirectory)/\(file)" }
}
