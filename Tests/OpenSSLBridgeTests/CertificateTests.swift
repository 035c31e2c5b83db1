import TestSupport
import Testing
import ToolSupport

@testable import OpenSSLBridge

@Suite("Certificate")
struct CertificateTests {
    /// A root that certifies itself.
    static func root(
        key: SigningKey, subject: DistinguishedName = name("Root"), notBefore: Int64 = 0,
        notAfter: Int64 = 4_000_000_000,
        extensions: [CertificateExtension] = [
            .authority(pathLength: nil), .keyUsage([.keyCertSign, .cRLSign]), .subjectKeyIdentifier,
        ]
    ) throws -> Certificate {
        let contents = CertificateContents(
            serialNumber: [1], subject: subject, notBefore: notBefore, notAfter: notAfter, extensions: extensions)
        return try Certificate.issue(
            contents, for: key.publicKey, by: IssuingKey(certificate: nil, key: key, digest: .sha256))
    }

    static func name(_ commonName: String) -> DistinguishedName {
        DistinguishedName([.init(oid: DistinguishedName.OID.commonName, value: commonName)])
    }

    let key: SigningKey
    let certificate: Certificate

    init() throws {
        key = try SigningKey.generate(.p256)
        certificate = try Self.root(key: key)
    }

    @Test func `bytes after the certificate are refused, and counted`() {
        let error = #expect(throws: OpenSSLError.self) { try Certificate(der: certificate.der + [1, 2, 3]) }
        #expect(error?.finding == "3 bytes follow it, expected none")
    }

    @Test func `what is larger than any certificate is refused before it is read or kept`() {
        let large = [UInt8](repeating: 0x30, count: 1 << 16 + 1)
        #expect { try Certificate(der: large) } throws: { "\($0)".contains("expected at most 65536") }
    }

    @Test func `a certificate cut short anywhere is refused`() {
        for count in stride(from: 0, to: certificate.der.count, by: 7) {
            #expect(throws: OpenSSLError.self) { try Certificate(der: Array(certificate.der.prefix(count))) }
        }
    }

    @Test func `no changed byte brings the bridge down, and none passes for the root's signature`() {
        for index in certificate.der.indices {
            var der = certificate.der
            der[index] ^= 0x55
            if let changed = try? Certificate(der: der) {
                #expect(!changed.isSigned(by: certificate) && changed != certificate)
                _ = (
                    changed.policyOIDs, changed.keyUsage, changed.extendedKeyUsage, changed.isCA,
                    changed.publicKeyDescription
                )
            }
        }
    }

    @Test func `a PEM file holds one certificate, whole and alone`() throws {
        let pem = try certificate.pem
        #expect(try Certificate(pem: pem) == certificate)
        #expect(try Certificate(pem: Array("Explanatory text\n".utf8) + pem) == certificate)
        #expect(try Certificate.all(inPEM: pem + pem).count == 2)
        #expect(throws: OpenSSLError.self) { try Certificate(pem: pem + pem) }
        #expect(throws: OpenSSLError.self) { try Certificate(pem: []) }
        #expect(throws: OpenSSLError.self) { try Certificate(pem: Array(pem.dropLast(30))) }
        #expect(throws: OpenSSLError.self) { try Certificate.all(inPEM: pem + Array(pem.dropLast(30))) }
        #expect(throws: OpenSSLError.self) { try CertificateRevocationList(pem: pem) }
    }

    @Test(arguments: [-10, 0, 1_772_442_000, 2_524_607_999, 2_524_608_000, 4_102_444_800] as [Int64])
    func `times before and after 2050 come back as they were`(time: Int64) throws {
        let certificate = try Self.root(key: key, notBefore: time, notAfter: time + 1)
        #expect(certificate.notBefore == time && certificate.notAfter == time + 1)
        #expect(certificate.isValid(at: time) && certificate.isValid(at: time + 1))
        #expect(!certificate.isValid(at: time - 1) && !certificate.isValid(at: time + 2))
    }

    @Test func `a validity that ends before it begins is refused`() {
        #expect(throws: OpenSSLError.self) { try Self.root(key: key, notBefore: 2, notAfter: 1) }
    }

    @Test(arguments: [[], [0], [UInt8](repeating: 1, count: 21)] as [[UInt8]])
    func `a serial number is positive and has at most 20 bytes`(serialNumber: [UInt8]) {
        let contents = CertificateContents(
            serialNumber: serialNumber, subject: Self.name("x"), notBefore: 0, notAfter: 1, extensions: [])
        #expect(throws: OpenSSLError.self) {
            try Certificate.issue(
                contents, for: key.publicKey, by: IssuingKey(certificate: nil, key: key, digest: .sha256))
        }
    }

    @Test(arguments: ["1.2.3,CA:TRUE", "@section", "", "1", "1.2.3\n"])
    func `a text that is no identifier cannot slip into an extension`(oid: String) {
        #expect(throws: OpenSSLError.self) { try Self.root(key: key, extensions: [.certificatePolicies([oid])]) }
    }

    @Test func `an attribute too long is refused with its type and not its value`() {
        let name = String(repeating: "x", count: 65)
        let error = #expect(throws: OpenSSLError.self) { try Self.root(key: key, subject: Self.name(name)) }
        #expect(error?.operation == "put attribute 2.5.4.3 of 65 bytes into a name")
        #expect(error?.description.contains(name) == false)
    }

    @Test func `what is absent is nil, not empty`() throws {
        let bare = try Self.root(key: key, extensions: [])
        #expect(bare.keyUsage == nil && bare.extendedKeyUsage == nil && bare.policyOIDs.isEmpty)
        #expect(bare.subjectKeyIdentifier == nil && bare.authorityKeyIdentifier == nil && bare.pathLengthLimit == nil)
        #expect(
            !bare.hasExtension("1.2.3") && !bare.isExtensionCritical("1.2.3") && bare.extensionValue("1.2.3") == nil)
        #expect(!bare.hasExtension("not an identifier"))
    }

    /// Another reader might take it for an authority's, so that nothing it signed may count.
    @Test(arguments: ["DER:0500", "DER:30"])
    func `constraints that cannot be read count as an authority's`(constraints: String) throws {
        #expect(try Certificate(der: odd("2.5.29.19 = \(constraints)")).isCA)
        #expect(try !Self.root(key: key, extensions: [.endEntity]).isCA)
        #expect(try !Self.root(key: key, extensions: []).isCA)
    }

    /// Those of authorities come again with every signature; long ones are strangers' way to fill a service's memory.
    @Test func `what is long is not kept until it comes again, and what is very long is refused`() throws {
        let long = try odd("1.2.3.4 = ASN1:UTF8String:" + String(repeating: "x", count: 9_000))
        #expect(try !isKept(long))
        #expect(try isKept(certificate.der))
        let veryLong = try odd("1.2.3.4 = ASN1:UTF8String:" + String(repeating: "x", count: 66_000))
        #expect(throws: OpenSSLError.self) { try Certificate(der: veryLong) }
    }

    /// Whether the object that was made for the first is there for the second.
    private func isKept(_ der: [UInt8]) throws -> Bool {
        let (first, second) = (try Certificate(der: der), try Certificate(der: der))
        return withExtendedLifetime((first, second)) { first.reading { $0 } == second.reading { $0 } }
    }

    /// A certificate with an extension that only openssl makes, in its configuration language.
    private func odd(_ extensions: String) throws -> [UInt8] {
        let directory = try TemporaryDirectory()
        let settings =
            "[req]\ndistinguished_name = name\nx509_extensions = extensions\n[name]\n[extensions]\n\(extensions)\n"
        let made = try Command.run(
            "openssl", "req", "-x509", "-config", directory.write("settings", Array(settings.utf8)), "-newkey", "ec",
            "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", directory.file("key"), "-subj", "/CN=Odd",
            "-outform", "DER", "-out", directory.file("der"))
        try #require(made.succeeded, "\(made.output)")
        return try directory.read("der")
    }

    @Test func `each key usage comes back alone`() throws {
        for usage in KeyUsage.allCases where usage != .encipherOnly && usage != .decipherOnly {
            #expect(try Self.root(key: key, extensions: [.keyUsage([usage])]).keyUsage?.values == [usage])
        }
    }

    @Test func `the certified key verifies, another does not`() throws {
        let signature = try key.sign(message: [1, 2, 3], digest: .sha256)
        #expect(certificate.verifies(signature: signature, over: [1, 2, 3], digest: .sha256))
        #expect(!certificate.verifies(signature: signature, over: [1, 2, 3], digest: .sha384))
        let other = try Self.root(key: SigningKey.generate(.p256))
        #expect(!other.verifies(signature: signature, over: [1, 2, 3], digest: .sha256))
        #expect(!other.isSigned(by: certificate) && certificate.isSigned(by: certificate))
        #expect(certificate.isSelfIssued && certificate.isCA)
    }

    @Test func `openssl computes the same fingerprint`() throws {
        let text = try Command.run(
            "openssl", "x509", "-noout", "-fingerprint", "-sha256", input: certificate.pem
        ).output
        let hexadecimal = text.split(separator: "=").last?.filter(\.isHexDigit) ?? ""
        #expect(certificate.sha256Fingerprint == bytes(hexadecimal))
    }
}

@Suite("DistinguishedName")
struct DistinguishedNameTests {
    private typealias OID = DistinguishedName.OID

    @Test(arguments: [
        ("Dupont, Jean", "CN=Dupont\\, Jean"), ("a+b", "CN=a\\+b"), ("\"x\"", "CN=\\\"x\\\""), (" x ", "CN=\\ x\\ "),
        ("#1", "CN=\\#1"), ("a\\b", "CN=a\\\\b"), ("<x>;=", "CN=\\<x\\>\\;\\="), ("Élève", "CN=Élève"),
    ])
    func `a value is escaped as RFC 4514 says`(value: String, text: String) {
        #expect(CertificateTests.name(value).description == text)
    }

    @Test func `openssl writes the same text`() throws {
        let name = DistinguishedName([
            .init(oid: OID.countryName, value: "FR"), .init(oid: OID.organizationName, value: "Lycée Voltaire, Paris"),
            .init(oid: OID.commonName, value: "Awa \"A\" Diallo"), .init(oid: OID.givenName, value: "Awa"),
        ])
        let certificate = try CertificateTests.root(key: SigningKey.generate(.p256), subject: name)
        let text = try Command.run(
            "openssl", "x509", "-noout", "-subject", "-nameopt", "RFC2253,-esc_msb,utf8", input: certificate.pem
        ).output
        #expect(text == "subject=\(certificate.subject)\n")
        #expect(certificate.subject == name)
    }
}
