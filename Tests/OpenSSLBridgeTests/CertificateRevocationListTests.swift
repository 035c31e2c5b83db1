import Foundation
import OpenSSLBridge
import TestSupport
import Testing

@Suite("CertificateRevocationList")
struct CertificateRevocationListTests {
    private typealias Entry = CertificateRevocationList.Entry

    let key: SigningKey
    let authority: Certificate

    init() throws {
        key = try SigningKey.generate(.p256)
        authority = try CertificateTests.root(key: key)
    }

    private func list(_ entries: [CertificateRevocationList.Entry] = [], by certificate: Certificate? = nil) throws
        -> CertificateRevocationList
    {
        try CertificateRevocationList.issue(
            .init(number: [1, 0], thisUpdate: 100, nextUpdate: 200, entries: entries),
            by: IssuingKey(certificate: certificate ?? authority, key: key, digest: .sha256))
    }

    @Test func `bytes after the list, and a list cut short, are refused`() throws {
        let der = try list().der
        #expect(throws: OpenSSLError.self) { try CertificateRevocationList(der: der + [0]) }
        for count in stride(from: 0, to: der.count, by: 5) {
            #expect(throws: OpenSSLError.self) { try CertificateRevocationList(der: Array(der.prefix(count))) }
        }
    }

    @Test func `a certificate is no list`() {
        #expect(throws: OpenSSLError.self) { try CertificateRevocationList(der: authority.der) }
    }

    @Test func `an issuer without a certificate makes no list`() {
        #expect(throws: OpenSSLError.self) {
            try CertificateRevocationList.issue(
                .init(number: [1], thisUpdate: 1, nextUpdate: 2, entries: []),
                by: IssuingKey(certificate: nil, key: key, digest: .sha256))
        }
    }

    @Test func `what was written is read`() throws {
        let entries = [
            Entry(serialNumber: [0x80, 1], date: 50, reason: .keyCompromise),
            Entry(serialNumber: [7], date: 60, reason: nil),
            Entry(serialNumber: [9], date: 70, reason: .privilegeWithdrawn),
        ]
        let list = try list(entries)
        #expect(Set(list.entries) == Set(entries))
        #expect(list.entry(serialNumber: [0x80, 1]) == entries[0])
        #expect(list.entry(serialNumber: [8]) == nil)
        #expect(list.number == [1, 0] && list.thisUpdate == 100 && list.nextUpdate == 200)
        #expect(list.issuer == authority.subject)
    }

    @Test func `an unspecified reason is left out`() throws {
        let list = try list([Entry(serialNumber: [7], date: 60, reason: .unspecified)])
        #expect(list.entries.first?.reason == nil)
    }

    @Test func `name and key must both be the authority's`() throws {
        let list = try list()
        #expect(list.isSigned(by: authority))
        let sameName = try CertificateTests.root(key: SigningKey.generate(.p256))
        #expect(!list.isSigned(by: sameName))
        let sameKey = try CertificateTests.root(key: key, subject: CertificateTests.name("Another"))
        #expect(!list.isSigned(by: sameKey))
    }

    /// What a validator says, who has only this list, of a leaf that needs one.
    private func outcome(with list: CertificateRevocationList) throws -> String? {
        let holder = ChainValidatorTests.Holder(key: key, certificate: authority)
        let leaf = try holder.issue("Leaf", ChainValidatorTests.leaf).certificate
        let validator = ChainValidator(
            anchors: [authority], revocationLists: [list], revocationRule: .requiredForCAs)
        let outcome = validator.validate(leaf, intermediates: [], at: 1_772_442_000, for: .signatory)
        if case .untrusted(let code, _, _) = outcome { return code.rawValue }
        return nil
    }

    /// A list of one distribution point, as `openssl ca` makes it, says nothing of certificates elsewhere.
    @Test func `a partial list is seen to be one`() throws {
        let directory = try TemporaryDirectory()
        try directory.write("index", [])
        try directory.write("number", Array("01\n".utf8))
        try directory.write("ca.pem", authority.pem)
        try directory.write("key.pem", key.encryptedPEM(passphrase: Array("secret".utf8), rounds: 1_000))
        let configuration = """
            [ca]
            default_ca = it
            [it]
            database = \(directory.file("index"))
            crlnumber = \(directory.file("number"))
            default_md = sha256
            default_crl_days = 30
            crl_extensions = partial
            [partial]
            issuingDistributionPoint = critical, @point
            [point]
            fullname = URI:http://example.org/crl
            """
        try directory.write("ca.cnf", Array(configuration.utf8))
        let result = try Command.run(
            "openssl", "ca", "-gencrl", "-config", directory.file("ca.cnf"), "-cert", directory.file("ca.pem"),
            "-keyfile", directory.file("key.pem"), "-passin", "pass:secret", "-out", directory.file("crl.pem"))
        #expect(result.succeeded, "\(result.output)")
        let pem = try Array(Data(contentsOf: URL(filePath: directory.file("crl.pem"))))
        let list = try CertificateRevocationList(pem: pem)
        #expect(list.isSigned(by: authority) && list.hasCriticalExtension)
        #expect(try !self.list().hasCriticalExtension)
        #expect(try outcome(with: list) == "revocationUnknown" && outcome(with: self.list()) == "revocationOutdated")
    }
}
