import COpenSSL
import TestSupport
import Testing

@testable import OpenSSLBridge

/// Our encoding beside OpenSSL's, byte by byte.
@Suite("Certificate encoding")
struct CertificateEncodingTests {
    private typealias OID = DistinguishedName.OID

    /// Everything that a profile can ask for, at the edges of its encoding.
    static let contents: [CertificateContents] = [
        contents([], extensions: []), contents([], serialNumber: [0x80], extensions: [.endEntity]),
        contents([], serialNumber: [0, 0, 0x7F], extensions: [.subjectKeyIdentifier]),
        contents(
            whole, serialNumber: [UInt8](repeating: 0xFF, count: 20), notBefore: 2_524_607_999, notAfter: 2_524_608_000,
            extensions: [
                .endEntity, .keyUsage([.nonRepudiation]), .subjectKeyIdentifier, .authorityKeyIdentifier,
                .extendedKeyUsage([ExtensionOID.documentSigning, ExtensionOID.emailProtection], isCritical: false),
                .certificatePolicies(["1.3.6.1.4.1.32473.1.1", "2.999.4294967295.128.127"]), .noRevocationAvailable,
                .validityAssuredShortTerm,
            ]),
        contents(
            [
                (OID.commonName, String(repeating: "é", count: 64)),
                (OID.localityName, String(repeating: "x", count: 128)),
            ],
            notBefore: -631_152_000, notAfter: 4_102_444_800,
            extensions: [
                .authority(pathLength: 0), .keyUsage([.keyCertSign, .cRLSign]), .subjectKeyIdentifier,
                .extendedKeyUsage([ExtensionOID.timeStamping], isCritical: true),
                .certificatePolicies([ExtensionOID.anyPolicy]),
            ]),
        contents(
            [(OID.commonName, "Ω 漢 🖋")],
            extensions: [.authority(pathLength: 300), .keyUsage(KeyUsage.allCases), .authorityKeyIdentifier]),
    ]

    private static let whole = [
        (OID.countryName, "FR"), (OID.organizationName, "Lycée « Voltaire », Paris"),
        (OID.organizationalUnitName, "DEMO, sans valeur juridique"), (OID.commonName, "Awa Diallo"),
        (OID.givenName, "Awa"), (OID.surname, "Diallo"), (OID.title, "Élève"), (OID.serialNumber, "SEING-8F3A2C91D4"),
        (OID.organizationIdentifier, "NTRFR-123456789"),
    ]

    private static func contents(
        _ subject: [(String, String)], serialNumber: [UInt8] = [1], notBefore: Int64 = 0,
        notAfter: Int64 = 1_772_442_000, extensions: [CertificateExtension]
    ) -> CertificateContents {
        CertificateContents(
            serialNumber: serialNumber, subject: DistinguishedName(subject.map { .init(oid: $0.0, value: $0.1) }),
            notBefore: notBefore, notAfter: notAfter, extensions: extensions)
    }

    static let algorithms: [KeyAlgorithm] = [.p256, .p384, .p521, .rsa(bits: 2048)]

    /// The two parts of a certificate that do not depend on chance, and the fields we read from it.
    private func stablePart(_ der: [UInt8]) throws -> [[UInt8]] {
        let fields = try CertificateFields(der: der)
        return [fields.signed, fields.signatureAlgorithm]
    }

    @Test(arguments: contents.indices, algorithms)
    func `what is signed is byte for byte what OpenSSL encodes`(index: Int, algorithm: KeyAlgorithm) throws {
        let (contents, key) = (Self.contents[index], try SigningKey.generate(algorithm))
        for digest in DigestAlgorithm.allCases {
            let authorityKey = try SigningKey.generate(.p256)
            let authority = try CertificateTests.root(key: authorityKey)
            for issuer in [authority, nil] {
                let signing = issuer == nil ? key : authorityKey
                // Without an issuer, only a certificate that names its own key before can name it as its issuer's.
                if issuer == nil, contents.extensions.first == .authority(pathLength: 300) { continue }
                let ours = try Certificate.issue(
                    contents, for: key.publicKey, by: IssuingKey(certificate: issuer, key: signing, digest: digest))
                let theirs = try IssuedByOpenSSL.certificate(
                    contents, key: key, issuer: issuer, issuerKey: signing, digest: digest)
                #expect(try stablePart(ours.der) == stablePart(theirs))
                #expect(try ours.isSigned(by: issuer ?? ours) && Certificate(der: theirs).isSigned(by: issuer ?? ours))
            }
        }
    }

    @Test(arguments: contents.indices)
    func `what we read from a certificate is what went into it`(index: Int) throws {
        let (contents, key) = (Self.contents[index], try SigningKey.generate(.p256))
        let fields = try CertificateFields(
            der: IssuedByOpenSSL.certificate(
                contents, key: key, issuer: try CertificateTests.root(key: key), issuerKey: key, digest: .sha256))
        let names = (DistinguishedName(der: fields.subjectName), DistinguishedName(der: fields.issuerName))
        #expect(names.0 == contents.subject && names.1 == CertificateTests.name("Root"))
        #expect(fields.notBefore == contents.notBefore && fields.notAfter == contents.notAfter)
        #expect(fields.serialNumber == Array(contents.serialNumber.drop { $0 == 0 }))
        #expect(try fields.publicKey == key.publicKeyDER)
    }

    @Test(arguments: algorithms)
    func `a public key is written as OpenSSL writes it, and read back as the same`(algorithm: KeyAlgorithm) throws {
        let key = try SigningKey.generate(algorithm)
        let written = try key.withKey { key throws(OpenSSLError) in try encode("a key") { i2d_PUBKEY(key, $0) } }
        #expect(try key.publicKeyDER == written)
        let read = try PublicKey(der: written)
        #expect(read.der == written)
        let signature = try key.sign(message: [1, 2, 3], digest: .sha256)
        #expect(read.verify(signature, over: [1, 2, 3], digest: .sha256))
        #expect(!read.verify(signature, over: [1, 2, 4], digest: .sha256))
    }

    @Test func `a point that lies on no curve is no key`() throws {
        var der = try SigningKey.generate(.p256).publicKeyDER
        der[der.count - 1] ^= 1
        #expect(throws: OpenSSLError.self) { try PublicKey(der: der) }
    }
}
