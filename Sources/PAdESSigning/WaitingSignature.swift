internal import CMS
private import OpenSSLBridge

/// A revision that lacks only its signature value and time-stamp.
///
/// It holds no key; whoever has it signs ``bytesToSign``.
public struct WaitingSignature: Sendable {
    let session: SigningSession
    let prepared: PreparedSignature
    let algorithm: AlgorithmIdentifier

    init(session: SigningSession, signer: SignerIdentity) throws(SigningError) {
        let digest = DigestAlgorithm(oid: signer.digestAlgorithm) ?? .sha256
        do throws(CMSError) {
            prepared = try PreparedSignature(
                messageDigest: session.messageDigest, signingCertificate: signer.certificate,
                certificateDigest: digest.digest(signer.certificate), digestAlgorithm: digest.oid, chain: signer.chain)
        } catch { throw .certificate(error) }
        self.session = session
        algorithm = signer.algorithm
    }

    /// The signed attributes as a SET OF in DER.
    ///
    /// Source: RFC 5652 §5.4.
    public var bytesToSign: [UInt8] { prepared.bytesToSign }
}
