import CMS
package import CertificateAuthority
import OpenSSLBridge
import PAdESSigning

import struct Foundation.Date

/// Seals bytes with the platform's seal and a time-stamp of its unit, apart from them.
///
/// Source: RFC 5652 §5 (detached SignedData); RFC 5035 §3; RFC 3161 §2.4 (the time-stamp).
package struct DocumentSealer: Sendable {
    private let infrastructure: PublicKeyInfrastructure
    /// A token over a SHA-256.
    private let stamp: @Sendable (_ digest: [UInt8]) throws -> [UInt8]

    /// - Parameter clockQuality: Without a known clock the unit gives no time, and nothing is sealed.
    package init(_ infrastructure: PublicKeyInfrastructure, clockQuality: ClockQuality) {
        self.infrastructure = infrastructure
        stamp = { digest in
            try clockQuality.requireKnown()
            return try infrastructure.timeStampUnit.token(for: digest, algorithm: .sha256, now: Date())
        }
    }

    /// - Parameter timeStamps: Attests when.
    package init(_ infrastructure: PublicKeyInfrastructure, timeStamps: TimeStampSource) {
        self.infrastructure = infrastructure
        stamp = { digest in try timeStamps.session().authority.token(digest) }
    }

    /// Who seals, as people read it.
    package var name: String { infrastructure.seal.certificate.subject.commonName ?? "" }

    /// - Returns: SignedData in DER that `openssl cms -verify -inform DER -content FILE` accepts.
    /// - Throws: What the key or the time-stamping unit says.
    package func seal(_ content: [UInt8]) throws -> [UInt8] {
        let credential = try SigningCredential(
            certificate: infrastructure.seal.certificate, chain: [], key: infrastructure.seal.key)
        let digest = DigestAlgorithm(oid: credential.identity.digestAlgorithm) ?? .sha256
        let prepared = try PreparedSignature(
            messageDigest: digest.digest(content), signingCertificate: credential.identity.certificate,
            certificateDigest: digest.digest(credential.identity.certificate), digestAlgorithm: digest.oid,
            chain: credential.identity.chain)
        var signedData = prepared.completed(
            signature: try credential.sign(prepared.bytesToSign), algorithm: credential.identity.algorithm)
        let token = try stamp(DigestAlgorithm.sha256.digest(signedData.signerInfos[0].signature))
        signedData.signerInfos[0].unsignedAttributes = [
            Attribute(type: ObjectIdentifiers.timeStampToken, values: [token])
        ]
        guard let der = signedData.der else { preconditionFailure("a SignedData of ours holds no CRLs") }
        return der
    }
}
