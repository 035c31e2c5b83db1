import OpenSSLBridge

/// One replacement of a key, in memory, before anything is written.
struct Rotation {
    /// One change of the disk.
    enum Change {
        /// The copy that everything else is changed in.
        case copy(String, to: String)
        case write([UInt8], to: String, mode: UInt32)
        case remove(String)
    }

    let new: KeyHolder
    private let request: RotationRequest
    private let old: Certificate
    /// Of the certificate that goes out of use.
    private let generation: Int
    private let rootList: CertificateRevocationList
    /// The old authority's last list and the new one's first; `nil` when the role signs none.
    private let authorityLists: (last: CertificateRevocationList, first: CertificateRevocationList)?

    init(
        _ request: RotationRequest, _ profiles: CertificateProfiles,
        random: @escaping @Sendable (Int) throws -> [UInt8], now: Int64
    ) throws(CertificateAuthorityError) {
        let layout = InfrastructureLayout(directory: request.directory, rootDirectory: request.rootDirectory)
        let trust = try TrustFolder(directory: layout.trustDirectory)
        let reader = KeyReader(layout: layout, passphrase: request.passphrase)
        let root = try Self.root(trust, layout, reader)
        self.request = request
        old = trust.certificate(of: request.role)
        generation = trust.previous(request.role).count + 1
        new = try KeyHolderMaker(
            profiles: profiles, policies: trust.policies, passphrase: request.passphrase, random: random, now: now
        )
        .make(request.role.profile, by: root, at: Self.uri(request, layout), generation: generation + 1)
        try Self.requireNewKey(new, besides: trust.previous(request.role) + [old])
        rootList = try RevocationListMaker(profile: profiles.profile(.root))
            .next(
                after: TrustFolder.list(layout.trusted(TrustFolder.rootListFile)),
                adding: Self.revocations(request, old, now), by: root, at: now)
        guard request.role == .issuingAuthority else {
            authorityLists = nil
            return
        }
        let maker = RevocationListMaker(profile: try profiles.profile(.issuingAuthority))
        let list = try TrustFolder.list(layout.trusted(TrustFolder.issuingAuthorityListFile))
        let oldHolder = KeyHolder(key: try reader.key(request.role, of: old), certificate: old)
        authorityLists = (try maker.last(after: list, by: oldHolder, at: now), try maker.first(by: new, at: now))
    }

    /// Source: RFC 5280 §5.3.1.
    private static func revocations(
        _ request: RotationRequest, _ old: Certificate, _ now: Int64
    ) -> [CertificateRevocationList.Entry] {
        guard request.isCompromised else { return [] }
        let reason: RevocationReason = request.role == .issuingAuthority ? .authorityCompromise : .keyCompromise
        return [CertificateRevocationList.Entry(serialNumber: old.serialNumber, date: now, reason: reason)]
    }

    private static func root(
        _ trust: TrustFolder, _ layout: InfrastructureLayout, _ reader: KeyReader
    ) throws(CertificateAuthorityError) -> KeyHolder {
        guard FileSystem.exists(layout.rootKey), let certificate = trust.anchors.first else {
            throw CertificateAuthorityError(
                .missing,
                "the root's key is needed and is not at \(layout.rootKey); bring it, and name its directory with --root-dir"
            )
        }
        return KeyHolder(key: try reader.rootKey(of: certificate), certificate: certificate)
    }

    /// - Returns: `nil` when a new key is to be made.
    private static func uri(
        _ request: RotationRequest, _ layout: InfrastructureLayout
    ) throws(CertificateAuthorityError) -> KeyURI? {
        switch request.key {
        case .at(let uri): return uri
        case .encryptedFile: return nil
        case .asBefore:
            guard !FileSystem.exists(layout.keyURI(request.role)) else {
                throw CertificateAuthorityError(
                    .request,
                    "the key is not kept in a file of the service; make the new one where it is to be, and name it with"
                        + " --key URI, or use --key file")
            }
            return nil
        }
    }

    private static func requireNewKey(
        _ holder: KeyHolder, besides others: [Certificate]
    ) throws(CertificateAuthorityError) {
        let key = try? holder.certificate.publicKey.der
        guard key != nil, !others.contains(where: { (try? $0.publicKey.der) == key }) else {
            throw CertificateAuthorityError(
                .request, "the key is in use, or was before; make another, and name that one with --key URI")
        }
    }
}

extension Rotation.Change {
    func make() throws(CertificateAuthorityError) {
        switch self {
        case .copy(let source, let target): try FileSystem.copyTree(source, to: target)
        case .write(let bytes, let path, let mode): try FileSystem.replace(path, bytes, mode: mode)
        case .remove(let path): FileSystem.remove(path)
        }
    }
}

extension Rotation {
    /// What makes the next state in a directory that does not exist yet, in this order.
    func changes(in staging: String) throws(CertificateAuthorityError) -> [Change] {
        let layout = InfrastructureLayout(directory: staging)
        return [.copy(request.directory, to: staging)] + (try certificateChanges(in: layout)) + listChanges(in: layout)
            + (try keyChanges(in: layout))
    }

    private func certificateChanges(in layout: InfrastructureLayout) throws(CertificateAuthorityError) -> [Change] {
        let (oldPEM, newPEM) = try explaining("write a certificate") { () throws(OpenSSLError) in
            (try old.pem, try new.certificate.pem)
        }
        let (former, name) = (request.role.fileName(generation: generation), request.role.fileName)
        var changes: [Change] = []
        for directory in [layout.certificateDirectory, layout.trustDirectory] {
            changes.append(.write(oldPEM, to: "\(directory)/\(former).pem", mode: 0o644))
            changes.append(.write(newPEM, to: "\(directory)/\(name).pem", mode: 0o644))
        }
        return changes
    }

    private func listChanges(in layout: InfrastructureLayout) -> [Change] {
        var lists = [(TrustFolder.rootListFile, rootList)]
        if let authorityLists {
            lists.append(("\(request.role.fileName(generation: generation)).crl", authorityLists.last))
            lists.append((TrustFolder.issuingAuthorityListFile, authorityLists.first))
        }
        return lists.map { .write($0.1.der, to: layout.trusted($0.0), mode: 0o644) }
    }

    private func keyChanges(in layout: InfrastructureLayout) throws(CertificateAuthorityError) -> [Change] {
        let file = try layout.keyFile(
            of: request.role, new.key, at: uri, request.passphrase, rounds: request.derivationRounds)
        return [
            .remove(layout.key(request.role)), .remove(layout.keyURI(request.role)),
            .write(file.content, to: file.path, mode: 0o600),
        ]
    }

    private var uri: KeyURI? {
        guard case .at(let uri) = request.key else { return nil }
        return uri
    }
}

extension InfrastructureLayout {
    /// The file of a role's key: the encrypted key, or the URI of one that lies elsewhere.
    func keyFile(
        of role: KeyRole, _ key: SigningKey, at uri: KeyURI?, _ passphrase: [UInt8], rounds: Int
    ) throws(CertificateAuthorityError) -> (path: String, content: [UInt8]) {
        if let uri { return (keyURI(role), Array((uri.text + "\n").utf8)) }
        return (self.key(role), try Self.encrypted(key, passphrase, rounds: rounds))
    }

    static func encrypted(
        _ key: SigningKey, _ passphrase: [UInt8], rounds: Int
    ) throws(CertificateAuthorityError) -> [UInt8] {
        try explaining("encrypt a key") { () throws(OpenSSLError) in
            try key.encryptedPEM(passphrase: passphrase, rounds: rounds)
        }
    }
}
