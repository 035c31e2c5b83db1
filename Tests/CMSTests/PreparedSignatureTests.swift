import CertificateAuthority
import Foundation
import OpenSSLBridge
import Parties
import TestSupport
import Testing

@testable import CMS

@Suite("PreparedSignature")
struct PreparedSignatureTests {
    private let authority: TestAuthority
    private let holder: TestAuthority.SignatoryKey
    private let content = Array("Convention".utf8)

    init() throws {
        authority = try TestAuthority.shared.get()
        holder = try authority.signatory(.school)
    }

    @Test func `refuses a certificate that is none`() {
        #expect(throws: CMSError.self) {
            try PreparedSignature(
                messageDigest: [1], signingCertificate: ASN1.sequence(ASN1.null), certificateDigest: [1], chain: [])
        }
    }

    @Test func `is read back from its own bytes as it was`() throws {
        let data = try signed()
        let der = try #require(data.der)
        let read = try SignedData(der: der)
        #expect(read.der == der)
        #expect(read.signerInfos[0].signature == data.signerInfos[0].signature)
        #expect(Set(read.signerInfos[0].signedAttributes) == Set(data.signerInfos[0].signedAttributes))
        #expect(Set(read.certificates) == [holder.certificate.der, authority.trust.issuingAuthority.der])
        #expect(read.isConsistent)
    }

    @Test func `signs a set that is in the order of DER`() throws {
        let encoding = try #require(try signed().signerInfos[0].signedAttributesEncoding)
        let attributes = try signed().signerInfos[0].signedAttributes.map(\.der)
        #expect(encoding == ASN1.sortedSet(attributes))
    }

    @Test func `is verified by openssl`() throws {
        let directory = try TemporaryDirectory()
        let cms = try directory.write("cms", #require(try signed().der))
        let file = try directory.write("content", content)
        let root = "\(authority.trustPath)/root.pem"
        let time = String(Int64(TestAuthority.now.timeIntervalSince1970))
        let result = try Command.run(
            "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", cms, "-content", file, "-CAfile",
            root,
            "-attime", time, "-out", "/dev/null")
        #expect(result.succeeded, "\(result.output)")
        let other = try directory.write("content", content + [0])
        let refused = try Command.run(
            "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", cms, "-content", other,
            "-CAfile", root,
            "-attime", time, "-out", "/dev/null")
        #expect(!refused.succeeded)
    }

    private func signed() throws -> SignedData {
        let prepared = try PreparedSignature(
            messageDigest: DigestAlgorithm.sha256.digest(content), signingCertificate: holder.certificate.der,
            certificateDigest: holder.certificate.sha256Fingerprint, chain: [authority.trust.issuingAuthority.der])
        return prepared.completed(
            signature: try holder.key.sign(message: prepared.bytesToSign, digest: .sha256),
            algorithm: AlgorithmIdentifier(oid: ObjectIdentifiers.ecdsaWithSHA256))
    }
}

@Suite("SigningCertificateV2")
struct SigningCertificateV2Tests {
    private let digest = [UInt8](repeating: 7, count: 32)

    @Test func `refuses what is not in its place`() {
        let identifier = ASN1.sequence(ASN1.octets(digest))
        let values: [[UInt8]] = [
            [], ASN1.null, ASN1.sequence(), ASN1.sequence(ASN1.sequence()),
            ASN1.sequence(ASN1.sequence(ASN1.octets(digest))),
            ASN1.sequence(ASN1.sequence(identifier), ASN1.null),
            ASN1.sequence(ASN1.sequence(ASN1.sequence(ASN1.octets(digest), ASN1.null))),
            ASN1.sequence(ASN1.sequence(ASN1.sequence(ASN1.octets(digest), ASN1.sequence()))),
        ]
        for value in values { #expect(throws: CMSError.self) { try SigningCertificateV2(der: value) } }
    }

    @Test func `leaves SHA-256 out, because it is the default`() throws {
        let attribute = SigningCertificateV2(certificateDigest: digest)
        #expect(attribute.der == ASN1.sequence(ASN1.sequence(ASN1.sequence(ASN1.octets(digest)))))
        #expect(try SigningCertificateV2(der: attribute.der) == attribute)
    }

    @Test func `writes another digest algorithm`() throws {
        let attribute = SigningCertificateV2(digestAlgorithm: ObjectIdentifiers.sha512, certificateDigest: digest)
        #expect(try SigningCertificateV2(der: attribute.der) == attribute)
    }
}

@Suite("AlgorithmIdentifier of signatures")
struct SignatureAlgorithmIdentifierTests {
    /// RFC 4055 §3.1 by hand: hash, mask generation function over the same hash, salt; the trailer left out.
    private static let salts: [(String, UInt8)] = [
        (ObjectIdentifiers.sha256, 32), (ObjectIdentifiers.sha384, 48), (ObjectIdentifiers.sha512, 64),
    ]

    @Test(arguments: salts) func `PSS says hash, mask and salt`(digest: String, salt: UInt8) {
        let hash = ASN1.algorithm(digest, ASN1.null)
        let parameters = ASN1.sequence(
            ASN1.context(0, hash), ASN1.context(1, ASN1.algorithm("1.2.840.113549.1.1.8", hash)),
            ASN1.context(2, ASN1.integer([salt])))
        let identifier = AlgorithmIdentifier.rsaPSS(digest: digest, saltByteCount: salt)
        #expect(identifier.der == ASN1.algorithm("1.2.840.113549.1.1.10", parameters))
    }

    @Test func `PKCS 1 has NULL, ECDSA and EdDSA have nothing, and SHA-1 has no identifier`() {
        #expect(AlgorithmIdentifier.rsaPKCS1(digest: ObjectIdentifiers.sha512)?.parameters == ASN1.null)
        #expect(AlgorithmIdentifier.ecdsa(digest: ObjectIdentifiers.sha384)?.parameters == nil)
        #expect(AlgorithmIdentifier.ed25519.der == ASN1.algorithm("1.3.101.112"))
        #expect(AlgorithmIdentifier.rsaPKCS1(digest: "1.3.14.3.2.26") == nil)
        #expect(AlgorithmIdentifier.ecdsa(digest: "1.3.14.3.2.26") == nil)
    }
}
