import Foundation
import OpenSSLBridge
import PAdESValidation
import PDFModel
import Parties
import TestSupport
import Testing

@testable import CertificateAuthority

/// Keys that are replaced, and documents that were signed before, after, and in between.
@Suite("Replacing keys")
struct RotationTests {
    private let authority: TestAuthority
    /// Five minutes after the keys were made: certificates of signatories made then are still valid.
    private let later = TestAuthority.now.addingTimeInterval(300)

    init() throws { authority = try TestAuthority() }

    private func request(
        _ role: KeyRole, _ directory: String? = nil, rootDirectory: String? = nil,
        key: RotationRequest.KeyChoice = .asBefore, passphrase: [UInt8] = TestAuthority.passphrase
    ) -> RotationRequest {
        RotationRequest(
            role: role, directory: directory ?? authority.path, rootDirectory: rootDirectory, key: key,
            passphrase: passphrase, derivationRounds: TestAuthority.derivationRounds)
    }

    @discardableResult
    private func rotate(_ role: KeyRole, at time: Date? = nil) throws -> Certificate {
        try PublicKeyInfrastructure.rotate(request(role), profiles: TestAuthority.profiles(), now: time ?? later)
    }

    private func findings(_ bytes: [UInt8], trusting folder: String, at time: Date) throws -> [Finding] {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).map { name in
            (name: name, content: try Array(Data(contentsOf: URL(filePath: "\(folder)/\(name)"))))
        }
        let validator = DocumentValidator(
            trust: try TrustMaterial(files: files), policyArc: authority.trust.policies.arc)
        return try validator.validate(PDFDocument(bytes: bytes), at: Int64(time.timeIntervalSince1970)).findings
    }

    /// Path and content of everything below a directory.
    private func snapshot(_ directory: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: directory) {
            files[path] = FileManager.default.contents(atPath: "\(directory)/\(path)")
        }
        return files
    }

    @Test(arguments: KeyRole.allCases)
    func `what was signed before, after and on both sides verifies with the folder of afterwards`(_ role: KeyRole)
        throws
    {
        let signer = TestSigner(authority)
        let before = try signer.signAll(SampleDocument.bytes())
        let half = try signer.signAll(SampleDocument.bytes(), fields: ["student", "representative-1"])
        let old = authority.trust.certificate(of: role)
        try rotate(role)
        let renewed = TestSigner(try authority.reloaded(at: later))
        #expect(renewed.authority.trust.certificate(of: role) != old)
        let after = try renewed.signAll(SampleDocument.bytes())
        let both = try renewed.signAll(half, fields: ["school", "employer"])
        for (name, bytes) in [("before", before), ("after", after), ("both", both)] {
            for time in [later, later.addingTimeInterval(86_400)] {
                #expect(try findings(bytes, trusting: authority.trustPath, at: time) == [], "\(name) \(role)")
            }
        }
    }

    @Test func `a second replacement keeps both generations, and everything verifies`() throws {
        let first = try TestSigner(authority).signAll(SampleDocument.bytes())
        try rotate(.issuingAuthority)
        let second = try TestSigner(authority.reloaded(at: later)).signAll(SampleDocument.bytes())
        let latest = later.addingTimeInterval(3600)
        try rotate(.issuingAuthority, at: latest)
        let trust = try authority.reloaded(at: latest).trust
        #expect(trust.previous(.issuingAuthority).count == 2)
        let names = (trust.previous(.issuingAuthority) + [trust.issuingAuthority]).map(\.subject.commonName)
        #expect(Set(names).count == 3, "each authority has a name of its own: \(names)")
        for bytes in [first, second] { #expect(try findings(bytes, trusting: authority.trustPath, at: latest) == []) }
    }

    @Test func `openssl accepts the old authority's certificates with its last list, and only with them`() throws {
        let holder = try authority.signatory(.school)
        let leaf = try authority.directory.write("leaf.pem", holder.certificate.pem)
        try rotate(.issuingAuthority)
        let folder = authority.trustPath
        var lists = try authority.directory.read("pki/trust/root.pem")
        for list in ["root.crl", "issuing-ca-1.crl"] {
            let pem = try Command.run("openssl", "crl", "-inform", "DER", "-in", "\(folder)/\(list)")
            lists += Array(pem.output.utf8)
        }
        let anchors = try authority.directory.write("anchors.pem", lists)
        func verify(_ authorityFile: String, _ extra: String...) throws -> Command.Result {
            try Command.run(
                "openssl",
                ["verify", "-CAfile", anchors, "-untrusted", "\(folder)/\(authorityFile)"] + extra
                    + ["-attime", "\(Int64(later.timeIntervalSince1970) + 60)", leaf])
        }
        #expect(try verify("issuing-ca-1.pem", "-crl_check_all").succeeded)
        #expect(try !verify("issuing-ca.pem").succeeded)
        let shown = try Command.run(
            "openssl", "crl", "-inform", "DER", "-in", "\(folder)/issuing-ca-1.crl", "-noout", "-text", "-CAfile",
            "\(folder)/issuing-ca-1.pem")
        #expect(shown.output.contains("Next Update: Dec 31 23:59:59 9999 GMT"), "\(shown.output)")
        #expect(shown.output.contains("2.5.29.60"), "\(shown.output)")
    }

    @Test(arguments: KeyRole.allCases) func `the old key is gone, and the new one is private`(_ role: KeyRole) throws {
        let name = "private/\(role.fileName).key.pem"
        let old = try snapshot(authority.path)[name]
        try rotate(role)
        let files = try snapshot(authority.path)
        #expect(old != nil && !files.values.contains { $0 == old })
        let mode = try FileManager.default.attributesOfItem(atPath: "\(authority.path)/\(name)")[.posixPermissions]
        #expect(mode as? Int == 0o600)
        #expect(!FileManager.default.fileExists(atPath: authority.path + ".rotating"))
    }

    @Test func `without the root's key, with another passphrase or a key in use, nothing changes`() throws {
        let before = try snapshot(authority.path)
        let profiles = try TestAuthority.profiles()
        func code(_ request: RotationRequest) -> CertificateAuthorityError.Code? {
            #expect(throws: CertificateAuthorityError.self) {
                try PublicKeyInfrastructure.rotate(request, profiles: profiles, now: later)
            }?.code
        }
        #expect(code(request(.seal, rootDirectory: "/nowhere")) == .missing)
        #expect(code(request(.seal, passphrase: Array("not the passphrase".utf8))) == .passphrase)
        let seal = try KeyURI("file:\(authority.path)/private/seal.key.pem")
        #expect(code(request(.seal, key: .at(seal))) == .request)
        #expect(code(request(.seal, authority.path + "/nowhere")) == .missing)
        #expect(try snapshot(authority.path) == before)
        #expect(!FileManager.default.fileExists(atPath: authority.path + ".rotating"))
    }

    @Test func `a stolen key of the CA signs nothing that counts, and what was signed before still does`() throws {
        let thief = TestSigner(authority)
        let before = try thief.signAll(SampleDocument.bytes())
        let request = RotationRequest(
            role: .issuingAuthority, directory: authority.path, isCompromised: true,
            passphrase: TestAuthority.passphrase, derivationRounds: TestAuthority.derivationRounds)
        _ = try PublicKeyInfrastructure.rotate(request, profiles: TestAuthority.profiles(), now: later)
        let time = later.addingTimeInterval(60)
        #expect(try findings(before, trusting: authority.trustPath, at: time) == [])
        let forged = try thief.sign(SampleDocument.bytes(), field: "school", at: time)
        let codes = try findings(forged, trusting: authority.trustPath, at: time).map(\.code)
        #expect(codes == [.certificateRevoked])
    }

    @Test func `a root key that lies elsewhere is used from there and stays there`() throws {
        let stick = authority.directory.file("stick")
        try FileManager.default.createDirectory(atPath: stick, withIntermediateDirectories: false)
        let key = "\(authority.path)/private/root.key.pem"
        try FileManager.default.moveItem(atPath: key, toPath: stick + "/root.key.pem")
        _ = try PublicKeyInfrastructure.rotate(
            request(.timeStampingUnit, rootDirectory: stick), profiles: TestAuthority.profiles(), now: later)
        #expect(!FileManager.default.fileExists(atPath: key))
        #expect(try authority.reloaded(at: later).trust.previous(.timeStampingUnit).count == 1)
    }

    @Test(arguments: KeyRole.allCases)
    func `a process killed between any two changes of the disk leaves the old or the new state`(_ role: KeyRole) throws
    {
        let document = try TestSigner(authority).sign(SampleDocument.bytes(), field: "school")
        let parent = authority.directory
        var copies: [String] = []
        // What a kill at this moment would leave: the directory as it is, and what lies beside it.
        func copy() {
            let name = parent.file("killed-\(copies.count)")
            copies.append(name)
            try? FileManager.default.createDirectory(atPath: name, withIntermediateDirectories: false)
            for part in ["pki", "pki.rotating"] {
                try? FileManager.default.copyItem(atPath: parent.file(part), toPath: "\(name)/\(part)")
            }
        }
        let profiles = try TestAuthority.profiles()
        let new = try PublicKeyInfrastructure.rotate(
            request(role), profiles: profiles, now: later, random: { try SecureRandom.bytes($0) }, beforeEachStep: copy)
        #expect(copies.count > 8)
        var states: [Certificate] = []
        for copy in copies {
            let loaded = try PublicKeyInfrastructure.load(
                directory: "\(copy)/pki", profiles: profiles, passphrase: TestAuthority.passphrase)
            states.append(loaded.trust.certificate(of: role))
            #expect(try findings(document, trusting: "\(copy)/pki/trust", at: later) == [], "\(copy)")
            let hasRemains = try PublicKeyInfrastructure.status(directory: "\(copy)/pki", now: later)
                .hasRemainsOfRotation
            _ = try PublicKeyInfrastructure.rotate(request(role, "\(copy)/pki"), profiles: profiles, now: later)
            #expect(hasRemains == (copy != copies.first && copy != copies.last), "\(copy)")
        }
        #expect(states.first == authority.trust.certificate(of: role) && states.last == new)
        #expect(Set(states).count == 2)
    }
}

/// An infrastructure whose keys never leave a token.
@Suite("Keys in a token")
struct TokenTests {
    private let token: TestToken

    init() throws { token = try TestToken.shared.get() }

    private func authority() throws -> TestAuthority {
        try TestAuthority(keys: [
            .issuingAuthority: token.uri(.p256), .timeStampingUnit: token.uri(.p384), .seal: token.uri(.rsa3072),
        ])
    }

    @Test func `certify, stamp and seal; and a document signed so verifies`() throws {
        let authority = try authority()
        let names = try FileManager.default.contentsOfDirectory(atPath: authority.path + "/private").sorted()
        #expect(names == ["issuing-ca.key.uri", "root.key.pem", "seal.key.uri", "tsu.key.uri"])
        let bytes = try TestSigner(authority).signAll(SampleDocument.bytes())
        let files = try FileManager.default.contentsOfDirectory(atPath: authority.trustPath).map { name in
            (name: name, content: try Array(Data(contentsOf: URL(filePath: "\(authority.trustPath)/\(name)"))))
        }
        let validator = DocumentValidator(
            trust: try TrustMaterial(files: files), policyArc: authority.trust.policies.arc)
        let report = try validator.validate(
            PDFDocument(bytes: bytes), at: Int64(authority.madeAt.timeIntervalSince1970))
        #expect(report.findings == [])
        let seal = authority.infrastructure.seal
        let value = try seal.key.sign(message: [1, 2, 3], digest: .sha256)
        #expect(seal.certificate.verifies(signature: value, over: [1, 2, 3], digest: .sha256))
    }

    @Test func `are replaced by another of the token, and not by a file unless that is asked for`() throws {
        let authority = try authority()
        let profiles = try TestAuthority.profiles()
        func rotate(_ key: RotationRequest.KeyChoice) throws {
            let request = RotationRequest(
                role: .issuingAuthority, directory: authority.path, key: key, passphrase: TestAuthority.passphrase,
                derivationRounds: TestAuthority.derivationRounds)
            _ = try PublicKeyInfrastructure.rotate(request, profiles: profiles, now: authority.madeAt)
        }
        #expect(throws: CertificateAuthorityError.self) { try rotate(.asBefore) }
        #expect(throws: CertificateAuthorityError.self) { try rotate(.at(token.uri(.p256))) }
        try rotate(.at(token.uri(.otherP256)))
        #expect(throws: CertificateAuthorityError.self, "used before") { try rotate(.at(token.uri(.p256))) }
        try rotate(.encryptedFile)
        let status = try PublicKeyInfrastructure.status(directory: authority.path, now: authority.madeAt)
        let places = status.items.filter { $0.formerGeneration == nil }.compactMap(\.keyPlace)
        #expect(
            places == [.file, .file, .uri("pkcs11:token=seing;object=p384"), .uri("pkcs11:token=seing;object=rsa3072")])
    }

    @Test func `that are too weak are refused in words, and a PIN that others can read is not used`() throws {
        let weak = #expect(throws: CertificateAuthorityError.self) {
            try TestAuthority(keys: [.seal: token.uri(.rsa2048)])
        }
        #expect(weak?.description.contains("RSA 2048") == true, "\(weak?.description ?? "")")
        let open = try token.folder.write("open-pin", Array("739164".utf8))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: open)
        let shared = #expect(throws: CertificateAuthorityError.self) {
            try TestAuthority(keys: [.seal: token.uri(.rsa3072, pinFile: open)])
        }
        #expect(shared?.code == .notPrivate)
    }
}
