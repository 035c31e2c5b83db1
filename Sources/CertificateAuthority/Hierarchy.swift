import OpenSSLBridge
import Parties

/// The four key pairs of an infrastructure with their certificates, in memory, before anything is written.
struct Hierarchy {
    /// A key pair with its certificate.
    struct Holder {
        let key: SigningKey
        let certificate: Certificate
    }

    private let request: InfrastructureRequest
    private let root: Holder
    private let issuingAuthority: Holder
    private let timeStampingUnit: Holder
    private let seal: Holder
    private let rootList: CertificateRevocationList
    private let issuingAuthorityList: CertificateRevocationList

    /// The time-stamping unit and the seal are certified by the root, whose list lasts long: they are checked years
    /// later, when a list of seven days is of no use.
    init(
        _ request: InfrastructureRequest, _ profiles: CertificateProfiles,
        random: @escaping @Sendable (Int) throws -> [UInt8], now: Int64
    ) throws(CertificateAuthorityError) {
        func make(_ kind: CertificateProfile.Kind, _ issuer: Holder?) throws(CertificateAuthorityError) -> Holder {
            let profile = try profiles.profile(kind)
            let maker = CertificateMaker(profile: profile, isDemo: request.isDemo, random: random)
            return try Self.make(maker, by: issuer, request, now: now)
        }
        self.request = request
        root = try make(.root, nil)
        issuingAuthority = try make(.issuingAuthority, root)
        timeStampingUnit = try make(.timeStampingUnit, root)
        seal = try make(.platformSeal, root)
        rootList = try RevocationListMaker(profile: profiles.profile(.root))
            .first(by: root.certificate, root.key, at: now)
        issuingAuthorityList = try RevocationListMaker(profile: profiles.profile(.issuingAuthority))
            .first(by: issuingAuthority.certificate, issuingAuthority.key, at: now)
    }

    private static func make(
        _ maker: CertificateMaker, by issuer: Holder?, _ request: InfrastructureRequest, now: Int64
    ) throws(CertificateAuthorityError) -> Holder {
        let name = maker.profile.kind.rawValue
        let key = try explaining("make the key of \(name)") { () throws(OpenSSLError) in
            try SigningKey.generate(maker.profile.keyAlgorithm)
        }
        let publicKey = try explaining("make the key of \(name)") { () throws(OpenSSLError) in try key.publicKey }
        let certificate = try maker.issue(
            for: publicKey, by: issuer?.certificate, issuer?.key ?? key, at: now
        ) { placeholder in
            switch placeholder {
            case .organisation: request.organisation
            case .arc: request.arc.oid
            default: ""
            }
        }
        return Holder(key: key, certificate: certificate)
    }
}

extension Hierarchy {
    /// Writes everything but a root key that is kept elsewhere.
    func write(to layout: InfrastructureLayout) throws(CertificateAuthorityError) {
        try FileSystem.makeDirectory(layout.directory, mode: 0o755)
        try FileSystem.makeDirectory(layout.privateDirectory, mode: 0o700)
        try FileSystem.makeDirectory(layout.certificateDirectory, mode: 0o755)
        try FileSystem.makeDirectory(layout.trustDirectory, mode: 0o755)
        if layout.rootDirectory == nil { try write(root.key, to: layout.rootKey) }
        try write(issuingAuthority.key, to: layout.key(InfrastructureLayout.issuingAuthority))
        try write(timeStampingUnit.key, to: layout.key(InfrastructureLayout.timeStampingUnit))
        try write(seal.key, to: layout.key(InfrastructureLayout.seal))
        try writeTrust(to: layout)
        for directory in [layout.privateDirectory, layout.certificateDirectory, layout.trustDirectory] {
            try FileSystem.synchronize(directory)
        }
        try FileSystem.synchronize(layout.directory)
    }

    /// Writes the root's key into a directory of its own, when it is to have one.
    func writeRootKeyElsewhere(_ request: InfrastructureRequest) throws(CertificateAuthorityError) {
        guard let directory = request.rootDirectory else { return }
        if !FileSystem.exists(directory) { try FileSystem.makeDirectory(directory, mode: 0o700) }
        try write(root.key, to: request.rootKey)
        try FileSystem.synchronize(directory)
    }

    private func write(_ key: SigningKey, to path: String) throws(CertificateAuthorityError) {
        let pem = try explaining("encrypt \(path)") { () throws(OpenSSLError) in
            try key.encryptedPEM(passphrase: request.passphrase, rounds: request.derivationRounds)
        }
        try FileSystem.create(path, pem, mode: 0o600)
    }

    private func writeTrust(to layout: InfrastructureLayout) throws(CertificateAuthorityError) {
        let certificates = [
            (TrustFolder.rootFile, root), (TrustFolder.issuingAuthorityFile, issuingAuthority),
            (TrustFolder.timeStampingUnitFile, timeStampingUnit), (TrustFolder.sealFile, seal),
        ]
        for (file, holder) in certificates {
            let pem = try explaining("write \(file)") { () throws(OpenSSLError) in try holder.certificate.pem }
            try FileSystem.create("\(layout.certificateDirectory)/\(file)", pem, mode: 0o644)
            try FileSystem.create(layout.trusted(file), pem, mode: 0o644)
        }
        try FileSystem.create(layout.trusted(TrustFolder.rootListFile), rootList.der, mode: 0o644)
        try FileSystem.create(
            layout.trusted(TrustFolder.issuingAuthorityListFile), issuingAuthorityList.der, mode: 0o644)
        let policies = TrustPolicies(arc: request.arc, isDemo: request.isDemo, organisation: request.organisation)
        try FileSystem.create(layout.trusted(TrustFolder.policiesFile), policies.json(), mode: 0o644)
    }
}
