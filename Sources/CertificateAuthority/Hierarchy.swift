import OpenSSLBridge
import Parties

/// The four key pairs of an infrastructure with their certificates, in memory, before anything is written.
struct Hierarchy {
    private let request: InfrastructureRequest
    private let root: KeyHolder
    private let issuingAuthority: KeyHolder
    private let timeStampingUnit: KeyHolder
    private let seal: KeyHolder
    private let rootList: CertificateRevocationList
    private let issuingAuthorityList: CertificateRevocationList

    /// The time-stamping unit and the seal are certified by the root, whose list lasts long: they are checked years
    /// later, when a list of seven days is of no use.
    init(
        _ request: InfrastructureRequest, _ profiles: CertificateProfiles,
        random: @escaping @Sendable (Int) throws -> [UInt8], now: Int64
    ) throws(CertificateAuthorityError) {
        let maker = KeyHolderMaker(
            profiles: profiles, policies: request.policies, passphrase: request.passphrase, random: random, now: now)
        func make(_ role: KeyRole, by root: KeyHolder) throws(CertificateAuthorityError) -> KeyHolder {
            try maker.make(role.profile, by: root, at: request.keys[role])
        }
        self.request = request
        root = try maker.make(.root, by: nil)
        issuingAuthority = try make(.issuingAuthority, by: root)
        timeStampingUnit = try make(.timeStampingUnit, by: root)
        seal = try make(.seal, by: root)
        rootList = try RevocationListMaker(profile: profiles.profile(.root)).first(by: root, at: now)
        issuingAuthorityList = try RevocationListMaker(profile: profiles.profile(.issuingAuthority))
            .first(by: issuingAuthority, at: now)
    }

    private func holder(of role: KeyRole) -> KeyHolder {
        switch role {
        case .issuingAuthority: issuingAuthority
        case .seal: seal
        case .timeStampingUnit: timeStampingUnit
        }
    }
}

extension Hierarchy {
    /// Writes everything but a root key that is kept elsewhere.
    func write(to layout: InfrastructureLayout) throws(CertificateAuthorityError) {
        try FileSystem.makeDirectory(layout.directory, mode: 0o755)
        try FileSystem.makeDirectory(layout.privateDirectory, mode: 0o700)
        try FileSystem.makeDirectory(layout.certificateDirectory, mode: 0o755)
        try FileSystem.makeDirectory(layout.trustDirectory, mode: 0o755)
        if layout.rootDirectory == nil { try writeRootKey(to: layout.rootKey) }
        for role in KeyRole.allCases {
            let file = try layout.keyFile(
                of: role, holder(of: role).key, at: request.keys[role], request.passphrase,
                rounds: request.derivationRounds)
            try FileSystem.create(file.path, file.content, mode: 0o600)
        }
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
        try writeRootKey(to: request.rootKey)
        try FileSystem.synchronize(directory)
    }

    private func writeRootKey(to path: String) throws(CertificateAuthorityError) {
        let key = try InfrastructureLayout.encrypted(root.key, request.passphrase, rounds: request.derivationRounds)
        try FileSystem.create(path, key, mode: 0o600)
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
        try FileSystem.create(layout.trusted(TrustFolder.policiesFile), request.policies.json(), mode: 0o644)
    }
}
