package import CertificateAuthority
package import Foundation
package import OpenSSLBridge
package import Parties

/// A whole public-key infrastructure made at run time from the project's profiles, with the clock of the caller.
package struct TestAuthority: Sendable {
    /// A moment that all tests may share: 2026-03-02T09:00:00Z.
    package static let now = Date(timeIntervalSince1970: 1_772_442_000)
    package static let passphrase = Array("a passphrase of the tests".utf8)
    /// Few, because these keys protect nothing and are made for each test.
    package static let derivationRounds = 1_000

    /// One infrastructure for every test of the process that only reads it.
    package static let shared = Swift.Result { try TestAuthority() }

    package let directory: TemporaryDirectory
    package let infrastructure: PublicKeyInfrastructure
    /// When the keys were made.
    package let madeAt: Date

    /// - Parameters:
    ///   - madeAt: Given to the certificates of the authorities.
    ///   - isDemo: Whether each subject says that nothing has legal value.
    package init(
        madeAt: Date = now, organisation: String = "Lycée Voltaire", isDemo: Bool = true,
        keys: [KeyRole: KeyURI] = [:], profiles: CertificateProfiles? = nil
    ) throws {
        directory = try TemporaryDirectory()
        self.madeAt = madeAt
        let profiles = try profiles ?? Self.profiles()
        let path = directory.file("pki")
        let request = InfrastructureRequest(
            organisation: organisation, arc: Self.arc(isDemo: isDemo), isDemo: isDemo, directory: path,
            keys: keys, passphrase: Self.passphrase, derivationRounds: Self.derivationRounds)
        try PublicKeyInfrastructure.initialize(request, profiles: profiles, now: madeAt)
        infrastructure = try PublicKeyInfrastructure.load(
            directory: path, profiles: profiles, passphrase: Self.passphrase)
    }

    private init(directory: TemporaryDirectory, infrastructure: PublicKeyInfrastructure, madeAt: Date) {
        self.directory = directory
        self.infrastructure = infrastructure
        self.madeAt = madeAt
    }

    /// The same directory read again, after its keys were replaced at a later time.
    package func reloaded(at time: Date) throws -> TestAuthority {
        let infrastructure = try PublicKeyInfrastructure.load(
            directory: path, profiles: Self.profiles(), passphrase: Self.passphrase)
        return TestAuthority(directory: directory, infrastructure: infrastructure, madeAt: time)
    }

    /// The same directory after each of its keys was replaced.
    package func withReplacedKeys(at time: Date) throws -> TestAuthority {
        for role in KeyRole.allCases {
            let request = RotationRequest(
                role: role, directory: path, passphrase: Self.passphrase, derivationRounds: Self.derivationRounds)
            _ = try PublicKeyInfrastructure.rotate(request, profiles: Self.profiles(), now: time)
        }
        return try reloaded(at: time)
    }

    package var path: String { directory.file("pki") }
    package var trustPath: String { "\(path)/trust" }

    /// The files of the trust folder, as a verifier gets them.
    package func trustFiles() throws -> [(name: String, content: [UInt8])] {
        try FileManager.default.contentsOfDirectory(atPath: trustPath).map { name in
            (name: name, content: Array(try Data(contentsOf: URL(filePath: "\(trustPath)/\(name)"))))
        }
    }

    package var trust: TrustFolder { infrastructure.trust }

    /// The profiles in the repository.
    package static func profiles() throws -> CertificateProfiles { try CertificateProfiles(directory: profilesPath) }

    package static let profilesPath =
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Certificates/profiles").standardized
        .path

    private static func arc(isDemo: Bool) -> PolicyArc {
        // Nobody's either, but not the one that is refused outside of demonstrations.
        (isDemo ? nil : PolicyArc(oid: "2.999.1")) ?? .demo
    }
}

extension TestAuthority {
    /// A key made for one signature, with its certificate.
    package struct SignatoryKey: Sendable {
        package let key: SigningKey
        package let certificate: Certificate

        package init(key: SigningKey, certificate: Certificate) {
            self.key = key
            self.certificate = certificate
        }
    }

    /// Certifies a key, a new one unless given, for a signatory of this role.
    package func signatory(
        _ role: Signatory.Role, identification: IdentificationMethod = .emailCode,
        name: PersonName = PersonName(given: "Awa", family: "Diallo"), organizationName: String? = nil,
        key: SigningKey? = nil, at now: Date? = nil
    ) throws -> SignatoryKey {
        let request = SignatoryCertificateRequest(
            commonName: name.full, givenName: name.given, surname: name.family, title: Self.title(of: role),
            serialNumber: "SEING-8F3A2C91D4", organizationName: organizationName, role: role,
            identification: identification)
        let authority = infrastructure.signatoryAuthority
        let key = try key ?? SigningKey.generate(authority.signatoryKeyAlgorithm)
        let certificate = try authority.issue(request, for: key.publicKey, now: now ?? madeAt)
        return SignatoryKey(key: key, certificate: certificate)
    }

    private static func title(of role: Signatory.Role) -> String {
        switch role {
        case .student: "Élève"
        case .representative: "Représentant légal"
        case .school: "Chef d'établissement"
        case .employer: "Organisme d'accueil"
        case .teacher: "Enseignant référent"
        case .tutor: "Tuteur"
        }
    }
}
