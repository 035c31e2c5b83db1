package import OpenSSLBridge
package import Parties

package import struct Foundation.Date

/// What an infrastructure is to be made of.
package struct InfrastructureRequest: Sendable {
    /// Who runs the service, as certificates name it.
    package let organisation: String
    package let arc: PolicyArc
    package let isDemo: Bool
    /// The directory to be made; its parent must exist.
    package let directory: String
    /// Where the root's key is to lie, such as a stick that is taken away afterwards; `nil` for beside the others.
    package let rootDirectory: String?
    /// Where keys are that are already there; the others are made, and kept in encrypted files.
    package let keys: [KeyRole: KeyURI]
    /// Protects every private key.
    package let passphrase: [UInt8]
    /// Rounds of PBKDF2 on the passphrase; fewer are for tests and demonstrations.
    package let derivationRounds: Int

    package init(
        organisation: String, arc: PolicyArc, isDemo: Bool, directory: String, rootDirectory: String? = nil,
        keys: [KeyRole: KeyURI] = [:], passphrase: [UInt8], derivationRounds: Int = SigningKey.derivationRounds
    ) {
        self.organisation = organisation
        self.arc = arc
        self.isDemo = isDemo
        self.directory = directory
        self.rootDirectory = rootDirectory
        self.keys = keys
        self.passphrase = passphrase
        self.derivationRounds = derivationRounds
    }
}

extension PublicKeyInfrastructure {
    /// Makes the root, the issuing CA, the seal and the time-stamping unit, with their first revocation lists.
    ///
    /// Everything is made beside the directory and put in place at the end: it is there whole or not at all.
    ///
    /// - Throws: ``CertificateAuthorityError`` with `alreadyExists` when the directory has content or the root's key
    ///   is already there: neither is ever overwritten.
    package static func initialize(
        _ request: InfrastructureRequest, profiles: CertificateProfiles, now: Date,
        random: @escaping @Sendable (Int) throws -> [UInt8] = { try SecureRandom.bytes($0) }
    ) throws(CertificateAuthorityError) {
        try request.check()
        let hierarchy = try Hierarchy(request, profiles, random: random, now: now.unixSeconds)
        let staging = "\(request.directory).partial"
        FileSystem.removeTree(staging)
        do throws(CertificateAuthorityError) {
            try hierarchy.write(to: InfrastructureLayout(directory: staging, rootDirectory: request.rootDirectory))
            try hierarchy.writeRootKeyElsewhere(request)
            try place(staging, request)
        } catch {
            FileSystem.removeTree(staging)
            throw error
        }
    }

    /// The last step; when it fails, a root key that stands elsewhere without certificates is removed again.
    private static func place(
        _ staging: String, _ request: InfrastructureRequest
    ) throws(CertificateAuthorityError) {
        do throws(CertificateAuthorityError) {
            try FileSystem.move(staging, to: request.directory)
        } catch {
            if request.rootDirectory != nil { FileSystem.remove(request.rootKey) }
            throw error
        }
    }
}

extension InfrastructureRequest {
    /// Where the root's key will lie at the end.
    var rootKey: String { InfrastructureLayout(directory: directory, rootDirectory: rootDirectory).rootKey }

    var policies: TrustPolicies { TrustPolicies(arc: arc, isDemo: isDemo, organisation: organisation) }

    fileprivate func check() throws(CertificateAuthorityError) {
        guard passphrase.count >= Passphrase.minimumByteCount else {
            throw CertificateAuthorityError(
                .passphrase,
                "the passphrase has \(passphrase.count) bytes, expected at least \(Passphrase.minimumByteCount)")
        }
        guard !organisation.trimmed.isEmpty, organisation.unicodeScalars.count <= 64 else {
            throw CertificateAuthorityError(.request, "the organisation's name must have 1 to 64 characters")
        }
        if !isDemo, arc == .demo {
            throw CertificateAuthorityError(
                .request, "\(arc.oid) is the arc of examples; a service that is no demonstration needs its own")
        }
        for path in [directory, rootKey] where FileSystem.exists(path) {
            // An empty directory may be filled.
            if path == directory, (try? FileSystem.names(in: path).isEmpty) == true { continue }
            throw CertificateAuthorityError(.alreadyExists, "\(path) is already there and is never overwritten")
        }
    }
}
