import TestSupport
import Testing
import ToolSupport

@testable import OpenSSLBridge

/// A leaf that is like one that OpenSSL accepted is accepted; one that differs in anything that path validation looks at is not, and
/// OpenSSL is asked.
@Suite("LeafPrecedents")
struct LeafPrecedentsTests {
    private typealias Holder = ChainValidatorTests.Holder

    private static let policy = "2.999.1"
    private static let passphrase = Array("words".utf8)
    private static let leaf: [CertificateExtension] =
        ChainValidatorTests.leaf + [.certificatePolicies([policy]), .noRevocationAvailable]

    private let root: Holder
    private let authority: Holder

    init() throws {
        root = try Self.root()
        authority = try root.issue("Authority", ChainValidatorTests.authority)
    }

    private static func root() throws -> Holder {
        let key = try SigningKey.generate(.p256)
        return Holder(key: key, certificate: try CertificateTests.root(key: key))
    }

    private func precedents(anchors: [Certificate]? = nil, policies: [String] = [policy]) -> LeafPrecedents {
        LeafPrecedents(anchors: anchors ?? [root.certificate], policies: policies, strictness: .strict)
    }

    private func outcome(
        _ leaf: Certificate, through authority: Certificate? = nil, at time: Int64 = 1_772_442_000
    ) throws -> ChainOutcome {
        try PathBuilder(
            anchors: [root.certificate], time: time, policies: [Self.policy], strictness: .strict
        ).path(from: leaf, intermediates: [authority ?? self.authority.certificate])
    }

    /// Lets OpenSSL accept one leaf, after which others may follow it.
    private func prime() throws { #expect(try outcome(authority.issue("First", Self.leaf).certificate).isTrusted) }

    @Test func `another key, name and number of the same authority follow the first`() throws {
        let second = try authority.issue("Second", Self.leaf).certificate
        #expect(precedents().chain(of: second, given: [authority.certificate]) == nil)
        try prime()
        let expected = [second, authority.certificate, root.certificate]
        #expect(precedents().chain(of: second, given: [authority.certificate]) == expected)
        #expect(try outcome(second) == .trusted(chain: expected))
    }

    @Test(
        arguments: [
            [.endEntity, .keyUsage([.digitalSignature]), .certificatePolicies([policy]), .noRevocationAvailable],
            [.endEntity, .keyUsage([.nonRepudiation]), .certificatePolicies(["2.999.2"]), .noRevocationAvailable],
            [.endEntity, .keyUsage([.nonRepudiation]), .certificatePolicies([policy])],
            [.authority(pathLength: nil), .keyUsage([.nonRepudiation]), .certificatePolicies([policy])],
        ] as [[CertificateExtension]])
    func `other extensions do not follow`(extensions: [CertificateExtension]) throws {
        try prime()
        let other = try authority.issue("Other", extensions).certificate
        #expect(precedents().chain(of: other, given: [authority.certificate]) == nil)
    }

    @Test func `another kind of key does not follow`() throws {
        try prime()
        for algorithm in [KeyAlgorithm.p384, .rsa(bits: 1024)] {
            let other = try authority.issue("Other", Self.leaf, algorithm: algorithm).certificate
            #expect(precedents().chain(of: other, given: [authority.certificate]) == nil)
        }
    }

    @Test func `neither an altered leaf nor one of a namesake follows`() throws {
        try prime()
        var der = try authority.issue("Altered", Self.leaf).certificate.der
        der[der.count - 1] ^= 1
        let altered = try Certificate(der: der)
        #expect(precedents().chain(of: altered, given: [authority.certificate]) == nil)
        guard case .untrusted(.badSignature, _, _) = try outcome(altered) else {
            Issue.record("an altered leaf is trusted")
            return
        }
        // The same name and the same name of a key, but another key.
        let thief = Holder(key: try SigningKey.generate(.p256), certificate: authority.certificate)
        let stolen = try thief.issue("Stolen", Self.leaf).certificate
        #expect(precedents().chain(of: stolen, given: [authority.certificate]) == nil)
        #expect(try !outcome(stolen).isTrusted)
    }

    @Test func `other anchors, other policies and a missing authority are other questions`() throws {
        try prime()
        let leaf = try authority.issue("Leaf", Self.leaf).certificate
        let others = [
            precedents(anchors: []), precedents(anchors: [try Self.root().certificate]), precedents(policies: []),
        ]
        for other in others { #expect(other.chain(of: leaf, given: [authority.certificate]) == nil) }
        #expect(precedents().chain(of: leaf, given: []) == nil)
        #expect(try !outcome(leaf, through: leaf).isTrusted)
    }

    @Test func `a leaf out of its validity is not trusted for its likeness`() throws {
        try prime()
        let key = try SigningKey.generate(.p256)
        let contents = CertificateContents(
            serialNumber: [7], subject: CertificateTests.name("Old"), notBefore: 0, notAfter: 1_000,
            extensions: Self.leaf + [.subjectKeyIdentifier, .authorityKeyIdentifier])
        let old = try Certificate.issue(
            contents, for: key.publicKey,
            by: IssuingKey(certificate: authority.certificate, key: authority.key, digest: .sha256))
        #expect(precedents().chain(of: old, given: [authority.certificate]) != nil)
        guard case .untrusted(.expired, _, _) = try outcome(old) else {
            Issue.record("an expired leaf is trusted")
            return
        }
    }

    /// Source: RFC 5280 §4.2.1.10: they speak of each subject by itself.
    @Test func `an authority with name constraints sets no precedent`() throws {
        let constrained = try authorityWithNameConstraints()
        let first = try constrained.issue("First", Self.leaf).certificate
        // What openssl issues begins now.
        let time = constrained.certificate.notBefore + 1
        #expect(try outcome(first, through: constrained.certificate, at: time).isTrusted)
        let second = try constrained.issue("Second", Self.leaf).certificate
        #expect(precedents().chain(of: second, given: [constrained.certificate]) == nil)
    }

    private func authorityWithNameConstraints() throws -> Holder {
        let (directory, key) = (try TemporaryDirectory(), try SigningKey.generate(.p256))
        let extensions = """
            basicConstraints=critical,CA:TRUE
            keyUsage=critical,keyCertSign,cRLSign
            certificatePolicies=\(ExtensionOID.anyPolicy)
            nameConstraints=critical,permitted;email:example.org
            subjectKeyIdentifier=hash
            authorityKeyIdentifier=keyid
            """
        let settings = try directory.write("ext", Array(extensions.utf8))
        let rootFile = try directory.write("root.pem", root.certificate.pem)
        let rootKey = try directory.write("root.key", root.key.encryptedPEM(passphrase: Self.passphrase), mode: 0o600)
        let keyFile = try directory.write("key", key.encryptedPEM(passphrase: Self.passphrase), mode: 0o600)
        let request = try Command.run(
            "openssl", "req", "-new", "-key", keyFile, "-passin", "pass:words", "-subj", "/CN=Constrained", "-out",
            directory.file("request"))
        #expect(request.succeeded)
        let issued = try Command.run(
            "openssl", "x509", "-req", "-in", directory.file("request"), "-CA", rootFile, "-CAkey", rootKey,
            "-passin", "pass:words", "-set_serial", "77", "-days", "7000", "-extfile", settings, "-out",
            directory.file("pem"))
        #expect(issued.succeeded)
        return Holder(
            key: key,
            certificate: try Certificate(pem: directory.read("pem")))
    }

    private func leaf(_ subject: DistinguishedName, serialNumber: [UInt8] = [9]) throws -> Certificate {
        let key = try SigningKey.generate(.p256)
        let contents = CertificateContents(
            serialNumber: serialNumber, subject: subject, notBefore: 0, notAfter: 4_000_000_000,
            extensions: Self.leaf + [.subjectKeyIdentifier, .authorityKeyIdentifier])
        return try Certificate.issue(
            contents, for: key.publicKey,
            by: IssuingKey(certificate: authority.certificate, key: authority.key, digest: .sha256))
    }

    /// Source: RFC 5280 §4.1.2.6: then another name has to stand in for it.
    @Test func `a leaf without a name is for OpenSSL to judge, whatever came before`() throws {
        let nameless = try leaf(DistinguishedName([]))
        #expect(try !outcome(nameless).isTrusted)
        try prime()
        #expect(precedents().chain(of: nameless, given: [authority.certificate]) == nil)
        #expect(try !outcome(nameless).isTrusted)
    }

    @Test func `a leaf with its issuer's name in another writing follows none`() throws {
        try prime()
        for name in ["Authority", "AUTHORITY", " Auth ority"] {
            let namesake = try leaf(CertificateTests.name(name))
            #expect(precedents().chain(of: namesake, given: [authority.certificate]) == nil, "\(name)")
        }
    }

    /// Without authorityKeyIdentifier the strict rules refuse what the general ones accept (RFC 5280 §4.2.1.1).
    @Test func `what the general rules accepted, the strict ones judge anew`() throws {
        let key = try SigningKey.generate(.p256)
        let contents = CertificateContents(
            serialNumber: [11], subject: CertificateTests.name("Leaf"), notBefore: 0, notAfter: 4_000_000_000,
            extensions: ChainValidatorTests.leaf)
        let leaf = try Certificate.issue(
            contents, for: key.publicKey, by: IssuingKey(certificate: root.certificate, key: root.key, digest: .sha256))
        let outcome = { (strictness: ChainValidator.Strictness) in
            ChainValidator(
                anchors: [root.certificate], revocationLists: [], revocationRule: .none, strictness: strictness
            ).validate(leaf, intermediates: [], at: 1_772_442_000, for: .signatory)
        }
        #expect(outcome(.general).isTrusted)
        #expect(!outcome(.strict).isTrusted)
    }
}
