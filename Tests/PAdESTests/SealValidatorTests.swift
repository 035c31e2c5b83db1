import CMS
import CertificateAuthority
import Foundation
import OpenSSLBridge
import PAdESSigning
import PAdESValidation
import Parties
import TestSupport
import Testing

/// Only the platform's own certificate speaks for the platform.
@Suite("SealValidator")
struct SealValidatorTests {
    private static let content = Array("what was sealed".utf8)
    private static let now = Int64(TestAuthority.now.timeIntervalSince1970) + 60

    private let authority: TestAuthority
    private let trust: TrustMaterial

    init() throws {
        authority = try TestAuthority.shared.get()
        trust = try TrustMaterial(files: authority.trustFiles())
    }

    private func seal(_ credential: SigningCredential, of content: [UInt8] = content) throws -> [UInt8] {
        let prepared = try PreparedSignature(
            messageDigest: DigestAlgorithm.sha256.digest(content), signingCertificate: credential.identity.certificate,
            certificateDigest: DigestAlgorithm.sha256.digest(credential.identity.certificate),
            chain: credential.identity.chain)
        var data = prepared.completed(
            signature: try credential.sign(prepared.bytesToSign), algorithm: credential.identity.algorithm)
        let token = try authority.infrastructure.timeStampUnit.token(
            for: DigestAlgorithm.sha256.digest(data.signerInfos[0].signature), algorithm: .sha256,
            now: TestAuthority.now)
        data.signerInfos[0].unsignedAttributes = [
            Attribute(type: ObjectIdentifiers.timeStampToken, values: [token])
        ]
        return try #require(data.der)
    }

    private func report(_ der: [UInt8], of content: [UInt8] = content, knowsPolicies: Bool = true) -> SealReport {
        SealValidator(trust: trust, policyArc: knowsPolicies ? authority.trust.policies.arc : nil)
            .validate(der, over: content, at: Self.now)
    }

    private func platform() throws -> [UInt8] {
        let seal = authority.infrastructure.seal
        return try self.seal(SigningCredential(certificate: seal.certificate, chain: [], key: seal.key))
    }

    @Test func `believes the platform's seal`() throws {
        let report = try report(platform())
        #expect(report.isIntact && report.identity == .trusted && report.provenTime != nil)
    }

    @Test func `does not believe it without knowing which policy the seal has`() throws {
        #expect(try report(platform(), knowsPolicies: false).identity == .untrusted)
    }

    @Test func `does not believe a signatory under the same authority`() throws {
        let signer = TestSigner(authority)
        let report = try report(seal(signer.credential(authority.signatory(.school))))
        #expect(report.isIntact && report.identity == .untrusted)
    }

    @Test func `finds other content`() throws {
        #expect(try !report(platform(), of: Self.content + [0]).isIntact)
    }
}
