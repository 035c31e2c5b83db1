package import OpenSSLBridge
import Parties

package import struct Foundation.Date

/// Which key is to be replaced, and where the new one is to be.
package struct RotationRequest: Sendable {
    /// Where the new key is.
    package enum KeyChoice: Hashable, Sendable {
        /// In an encrypted file, if the one before is in one.
        case asBefore
        /// In an encrypted file, wherever the one before is.
        case encryptedFile
        /// A key that is already there.
        case at(KeyURI)
    }

    package let role: KeyRole
    package let directory: String
    /// Where the root's key lies, when not beside the others.
    package let rootDirectory: String?
    package let key: KeyChoice
    /// Whether somebody else may have the old key, so that the root revokes its certificate.
    package let isCompromised: Bool
    package let passphrase: [UInt8]
    /// Rounds of PBKDF2 on the passphrase; fewer are for tests.
    package let derivationRounds: Int

    package init(
        role: KeyRole, directory: String, rootDirectory: String? = nil, key: KeyChoice = .asBefore,
        isCompromised: Bool = false, passphrase: [UInt8],
        derivationRounds: Int = SigningKey.derivationRounds
    ) {
        self.role = role
        self.directory = directory
        self.rootDirectory = rootDirectory
        self.key = key
        self.isCompromised = isCompromised
        self.passphrase = passphrase
        self.derivationRounds = derivationRounds
    }
}

extension PublicKeyInfrastructure {
    /// Replaces one key and its certificate; what was signed with the old ones verifies as before.
    ///
    /// The old certificate stays in `trust/` under the number of its generation. An old issuing CA signs one last
    /// revocation list, which does not end; then its key is destroyed (docs/adr/0016). A service that runs goes on with
    /// the old keys in its memory: the caller sees to it that none does.
    ///
    /// Everything is made in a copy that takes the directory's place in one step: it is the old one or the new one at
    /// every moment.
    ///
    /// - Returns: The new certificate.
    /// - Throws: ``CertificateAuthorityError`` when the root's key is not within reach, the new key is none that may be
    ///   used, or a file cannot be written. Nothing has changed then.
    package static func rotate(
        _ request: RotationRequest, profiles: CertificateProfiles, now: Date,
        random: @escaping @Sendable (Int) throws -> [UInt8] = { try SecureRandom.bytes($0) }
    ) throws(CertificateAuthorityError) -> Certificate {
        try rotate(request, profiles: profiles, now: now, random: random, beforeEachStep: {})
    }

    /// - Parameter beforeEachStep: Called before each change of the disk, and after the last.
    static func rotate(
        _ request: RotationRequest, profiles: CertificateProfiles, now: Date,
        random: @escaping @Sendable (Int) throws -> [UInt8], beforeEachStep: () -> Void
    ) throws(CertificateAuthorityError) -> Certificate {
        let lock = try InfrastructureLock(request.directory)
        defer { withExtendedLifetime(lock) {} }
        let staging = rotationDirectory(of: request.directory)
        FileSystem.removeTree(staging)
        let rotation = try Rotation(request, profiles, random: random, now: now.unixSeconds)
        do throws(CertificateAuthorityError) {
            for change in try rotation.changes(in: staging) {
                beforeEachStep()
                try change.make()
            }
            // Whoever puts it in place has seen it work.
            _ = try load(directory: staging, profiles: profiles, passphrase: request.passphrase)
            beforeEachStep()
            try FileSystem.exchange(staging, request.directory)
        } catch {
            FileSystem.removeTree(staging)
            throw error
        }
        beforeEachStep()
        // Before the old state goes, the new one is on the disk.
        try FileSystem.synchronize(FileSystem.directoryOf(request.directory))
        FileSystem.removeTree(staging)
        beforeEachStep()
        return rotation.new.certificate
    }

    /// Where a rotation prepares the next state, and leaves the last one until it is removed.
    static func rotationDirectory(of directory: String) -> String { "\(directory).rotating" }
}
