import CertificateAuthority
import Foundation
import OpenSSLBridge
import Parties
import TestSupport
import Testing

@Suite("Making and reading an infrastructure")
struct InfrastructureTests {
    let directory: TemporaryDirectory
    let profiles: CertificateProfiles

    init() throws {
        directory = try TemporaryDirectory()
        profiles = try TestAuthority.profiles()
    }

    private func request(
        passphrase: [UInt8] = TestAuthority.passphrase, organisation: String = "Lycée Voltaire",
        arc: PolicyArc = .demo, isDemo: Bool = true, rootDirectory: String? = nil
    ) -> InfrastructureRequest {
        InfrastructureRequest(
            organisation: organisation, arc: arc, isDemo: isDemo, directory: directory.file("pki"),
            rootDirectory: rootDirectory, passphrase: passphrase, derivationRounds: TestAuthority.derivationRounds)
    }

    private func initialize(_ request: InfrastructureRequest) throws {
        try PublicKeyInfrastructure.initialize(request, profiles: profiles, now: TestAuthority.now)
    }

    private func load(passphrase: [UInt8] = TestAuthority.passphrase) throws -> PublicKeyInfrastructure {
        try PublicKeyInfrastructure.load(directory: directory.file("pki"), profiles: profiles, passphrase: passphrase)
    }

    private func code(_ step: () throws -> Void) -> CertificateAuthorityError.Code? {
        #expect(throws: CertificateAuthorityError.self, performing: step)?.code
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func `a short passphrase, no name, and the arc of examples outside of a demonstration are refused`() {
        #expect(code { try initialize(request(passphrase: Array("short".utf8))) } == .passphrase)
        #expect(code { try initialize(request(organisation: "  ")) } == .request)
        #expect(code { try initialize(request(organisation: String(repeating: "é", count: 65))) } == .request)
        #expect(code { try initialize(request(isDemo: false)) } == .request)
        #expect(!FileManager.default.fileExists(atPath: directory.file("pki")))
    }

    @Test func `an infrastructure is never overwritten`() throws {
        try directory.write("keep", [1])
        try FileManager.default.createDirectory(atPath: directory.file("pki"), withIntermediateDirectories: false)
        try directory.write("pki/something", [1, 2, 3])
        #expect(code { try initialize(request()) } == .alreadyExists)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.file("pki")) == ["something"])
    }

    @Test func `a root key that is already there is never overwritten`() throws {
        let rootDirectory = directory.file("stick")
        try FileManager.default.createDirectory(atPath: rootDirectory, withIntermediateDirectories: false)
        let key = try directory.write("stick/root.key.pem", [1, 2, 3])
        #expect(code { try initialize(request(rootDirectory: rootDirectory)) } == .alreadyExists)
        #expect(try Array(Data(contentsOf: URL(filePath: key))) == [1, 2, 3])
        #expect(!FileManager.default.fileExists(atPath: directory.file("pki")))
    }

    @Test func `a parent that is not there leaves nothing behind`() {
        let request = InfrastructureRequest(
            organisation: "Lycée", arc: .demo, isDemo: true, directory: directory.file("no/pki"),
            passphrase: TestAuthority.passphrase)
        #expect(code { try initialize(request) } == .missing)
    }

    @Test func `what a broken attempt left is replaced by the next`() throws {
        let partial = directory.file("pki.partial")
        try FileManager.default.createDirectory(atPath: partial + "/private", withIntermediateDirectories: true)
        try directory.write("pki.partial/private/root.key.pem", [1])
        try initialize(request())
        #expect(!FileManager.default.fileExists(atPath: partial))
        #expect(try load().isDemo)
    }

    @Test func `reading says what is missing, wrong, or open to others`() throws {
        #expect(code { _ = try load() } == .missing)
        try initialize(request())
        #expect(code { _ = try load(passphrase: Array("not the passphrase".utf8)) } == .passphrase)
        let key = directory.file("pki/private/tsu.key.pem")
        for mode in [0o640, 0o604] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: key)
            #expect(code { _ = try load() } == .notPrivate)
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
        try FileManager.default.removeItem(atPath: directory.file("pki/trust/policies.json"))
        #expect(code { _ = try load() } == .missing)
    }

    @Test(arguments: [
        "private/issuing-ca.key.pem", "private/tsu.key.pem", "trust/tsu.pem", "trust/root.crl", "trust/policies.json",
    ])
    func `a file that holds another's content is refused`(file: String) throws {
        try initialize(request())
        let other = file.hasPrefix("private") ? "private/seal.key.pem" : "trust/seal.pem"
        let bytes = try Data(contentsOf: URL(filePath: directory.file("pki/\(other)")))
        try bytes.write(to: URL(filePath: directory.file("pki/\(file)")))
        #expect(code { _ = try load() } == .inconsistent)
    }

    @Test func `keys are encrypted, and private from directory to file`() throws {
        try initialize(request())
        #expect(try mode(directory.file("pki/private")) == 0o700)
        let keys = try FileManager.default.contentsOfDirectory(atPath: directory.file("pki/private")).sorted()
        #expect(keys == ["issuing-ca.key.pem", "root.key.pem", "seal.key.pem", "tsu.key.pem"])
        for key in keys {
            let path = directory.file("pki/private/\(key)")
            #expect(try mode(path) == 0o600)
            let passphrase = try directory.write("passphrase", TestAuthority.passphrase + [0x0a])
            let opened = try Command.run("openssl", "pkcs8", "-in", path, "-passin", "file:\(passphrase)")
            #expect(opened.succeeded, "\(opened.output)")
            #expect(try !Command.run("openssl", "pkcs8", "-in", path, "-passin", "pass:wrong").succeeded)
            #expect(try Command.run("openssl", "asn1parse", "-in", path).output.contains("aes-256-cbc"))
        }
    }

    @Test func `the root key can lie elsewhere, and is not needed to work`() throws {
        let stick = directory.file("stick")
        try initialize(request(rootDirectory: stick))
        #expect(try mode(stick) == 0o700 && mode(stick + "/root.key.pem") == 0o600)
        #expect(!FileManager.default.fileExists(atPath: directory.file("pki/private/root.key.pem")))
        try FileManager.default.removeItem(atPath: stick)
        let infrastructure = try load()
        let token = try infrastructure.timeStampUnit.token(
            for: DigestAlgorithm.sha256.digest([1]), algorithm: .sha256, now: TestAuthority.now)
        #expect(!token.isEmpty)
    }

    @Test func `nothing of a private key lies in the folder for verifiers`() throws {
        try initialize(request())
        let files = try FileManager.default.contentsOfDirectory(atPath: directory.file("pki/trust")).sorted()
        #expect(
            files == [
                "issuing-ca.crl", "issuing-ca.pem", "policies.json", "root.crl", "root.pem", "seal.pem", "tsu.pem",
            ])
        for file in files {
            let bytes = try Data(contentsOf: URL(filePath: directory.file("pki/trust/\(file)")))
            #expect(!String(decoding: bytes, as: UTF8.self).contains("PRIVATE"))
        }
    }

    @Test func `a demonstration says so in every name and in its policies`() throws {
        try initialize(request())
        let trust = try load().trust
        #expect(trust.policies == TrustPolicies(arc: .demo, isDemo: true, organisation: "Lycée Voltaire"))
        for certificate in trust.anchors + [trust.issuingAuthority, trust.timeStampingUnit, trust.seal] {
            #expect(certificate.subject.organizationalUnitName?.hasPrefix("DEMO, sans valeur juridique") == true)
        }
    }

    @Test(arguments: [true, false]) func `policies that say otherwise than the certificates are refused`(
        isDemo: Bool
    ) throws {
        try initialize(request(arc: try #require(PolicyArc(oid: "2.999.1")), isDemo: isDemo))
        let policies = URL(filePath: directory.file("pki/trust/policies.json"))
        let text = try String(contentsOf: policies, encoding: .utf8)
        try Data(text.replacing("\(isDemo)", with: "\(!isDemo)").utf8).write(to: policies)
        #expect(code { _ = try load() } == .inconsistent)
        #expect(code { _ = try PublicKeyInfrastructure.isDemo(directory: directory.file("pki")) } == .inconsistent)
    }

    @Test func `certificates of a demonstration and of none do not belong together`() throws {
        let arc = try #require(PolicyArc(oid: "2.999.1"))
        try initialize(request(arc: arc, isDemo: false))
        let other = try TemporaryDirectory()
        let request = InfrastructureRequest(
            organisation: "Lycée", arc: arc, isDemo: true, directory: other.file("pki"),
            passphrase: TestAuthority.passphrase, derivationRounds: TestAuthority.derivationRounds)
        try PublicKeyInfrastructure.initialize(request, profiles: profiles, now: TestAuthority.now)
        let root = try Data(contentsOf: URL(filePath: other.file("pki/trust/root.pem")))
        try root.write(to: URL(filePath: directory.file("pki/trust/root.pem")))
        #expect(code { _ = try load() } == .inconsistent)
    }

    @Test func `whether it is a demonstration is known without a passphrase, and unknown where there are no keys`()
        throws
    {
        #expect(try PublicKeyInfrastructure.isDemo(directory: directory.file("pki")) == nil)
        try initialize(request())
        #expect(try PublicKeyInfrastructure.isDemo(directory: directory.file("pki")) == true)
    }

    @Test(arguments: [
        (days: -2, says: ["clock", "clock"]), (days: 1, says: []), (days: 360, says: ["ends within 45 days"]),
        (days: 401, says: ["root's revocation list has ended"]),
        (days: 365 * 5 - 20, says: ["issuing CA expires", "time-stamping unit expires", "seal expires", "has ended"]),
        (
            days: 365 * 5 + 20,
            says: ["issuing CA has expired", "time-stamping unit has expired", "seal has expired", "has ended"]
        ),
    ])
    func `an operator is told in time of what ends, and of a clock that went back`(
        _ moment: (days: Int, says: [String])
    ) throws {
        try initialize(request())
        let now = TestAuthority.now.addingTimeInterval(Double(moment.days) * 86_400)
        let concerns = try PublicKeyInfrastructure.concerns(directory: directory.file("pki"), now: now)
        #expect(concerns.count == moment.says.count, "\(concerns)")
        for (concern, words) in zip(concerns, moment.says) { #expect(concern.contains(words), "\(concern)") }
    }

    @Test func `a service that is none says nothing of a demonstration`() throws {
        let arc = try #require(PolicyArc(oid: "2.999.1"))
        try initialize(request(arc: arc, isDemo: false))
        let infrastructure = try load()
        #expect(!infrastructure.isDemo)
        #expect(!"\(infrastructure.trust.anchors[0].subject)".contains("DEMO"))
        #expect(infrastructure.trust.timeStampingUnit.policyOIDs == ["2.999.1.1.3"])
    }
}
