package import OpenSSLBridge

package import struct Foundation.Date

/// A certificate of the infrastructure that is not to be relied on any more.
package struct Revocation: Hashable, Sendable {
    /// Who certified it, and so whose list names it.
    package enum Authority: String, Hashable, Sendable, CaseIterable {
        /// Certified the issuing CA, the time-stamping unit and the seal.
        case root
        /// Certified signatories.
        case issuing
    }

    package let authority: Authority
    package let entry: CertificateRevocationList.Entry

    package init(authority: Authority, entry: CertificateRevocationList.Entry) {
        self.authority = authority
        self.entry = entry
    }
}

extension PublicKeyInfrastructure {
    /// Replaces the revocation lists in `trust/` by newer ones that also name `revocations`.
    ///
    /// The root's list is left as it is when its key is not within reach and nothing new is to be named by it.
    ///
    /// - Parameters:
    ///   - rootDirectory: Where the root's key lies, when not beside the others.
    ///   - onlyWhenDue: Whether to leave a list alone that has more than half of its time before it and names all.
    /// - Returns: Whose lists were replaced.
    /// - Throws: ``CertificateAuthorityError`` when a key is needed and cannot be read, or a file cannot be written.
    package static func refreshRevocationLists(
        directory: String, rootDirectory: String? = nil, profiles: CertificateProfiles, passphrase: [UInt8], now: Date,
        revocations: [Revocation] = [], onlyWhenDue: Bool = false
    ) throws(CertificateAuthorityError) -> Set<Revocation.Authority> {
        let lock = try InfrastructureLock(directory)
        defer { withExtendedLifetime(lock) {} }
        let layout = InfrastructureLayout(directory: directory, rootDirectory: rootDirectory)
        let keys = KeyReader(layout: layout, passphrase: passphrase)
        var replaced: Set<Revocation.Authority> = []
        for authority in Revocation.Authority.allCases {
            let entries = revocations.filter { $0.authority == authority }.map(\.entry)
            let path = layout.trusted(authority.listFile)
            let list = try TrustFolder.list(path)
            let isKeyAway = authority == .root && !FileSystem.exists(layout.rootKey)
            if entries.isEmpty, isKeyAway || onlyWhenDue && !list.isDue(at: now.unixSeconds) { continue }
            let certificate = try TrustFolder.certificate(layout.trusted(authority.certificateFile))
            let holder = KeyHolder(key: try authority.key(keys, of: certificate), certificate: certificate)
            let next = try RevocationListMaker(profile: profiles.profile(authority.profile))
                .next(after: list, adding: entries, by: holder, at: now.unixSeconds)
            try FileSystem.replace(path, next.der, mode: 0o644)
            replaced.insert(authority)
        }
        return replaced
    }
}

extension PublicKeyInfrastructure {
    /// The issuing CA's revocation list as of a moment after `time`: the one in `trust/` if it is young enough, or a
    /// new one, which takes its place.
    ///
    /// - Parameters:
    ///   - directory: The infrastructure's directory.
    ///   - time: The last moment at which a certificate was used, Unix time.
    package func issuingAuthorityList(
        after time: Int64, directory: String, now: Date
    ) throws(CertificateAuthorityError) -> CertificateRevocationList {
        let lock = try InfrastructureLock(directory)
        defer { withExtendedLifetime(lock) {} }
        let path = InfrastructureLayout(directory: directory).trusted(TrustFolder.issuingAuthorityListFile)
        let list = try TrustFolder.list(path)
        guard list.thisUpdate <= time || list.nextUpdate <= now.unixSeconds else { return list }
        let next = try signatoryAuthority.revocationList(after: list, now: now)
        try FileSystem.replace(path, next.der, mode: 0o644)
        return next
    }
}

extension CertificateRevocationList {
    /// Whether half of the time to the next update has gone.
    fileprivate func isDue(at time: Int64) -> Bool { time >= thisUpdate + (nextUpdate - thisUpdate) / 2 }
}

extension Revocation.Authority {
    fileprivate var profile: CertificateProfile.Kind { self == .root ? .root : .issuingAuthority }

    fileprivate var listFile: String {
        self == .root ? TrustFolder.rootListFile : TrustFolder.issuingAuthorityListFile
    }

    fileprivate var certificateFile: String {
        self == .root ? TrustFolder.rootFile : TrustFolder.issuingAuthorityFile
    }

    fileprivate func key(
        _ keys: KeyReader, of certificate: Certificate
    ) throws(CertificateAuthorityError) -> SigningKey {
        self == .root ? try keys.rootKey(of: certificate) : try keys.key(.issuingAuthority, of: certificate)
    }
}
