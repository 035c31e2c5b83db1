import CMS
internal import OpenSSLBridge

/// Collects the facts of one time-stamp token.
///
/// Source: RFC 3161 §2.4.2.
package struct TimeStampInspector {
    private static let certificateCountLimit = 16

    let token: [UInt8]

    package init(token: [UInt8]) { self.token = token }

    /// - Parameter stamped: What the token has to be over.
    func inspect(stamped: ContentDigest) -> TimeStampFacts {
        inspect { info in VerificationDigest(oid: info.imprintAlgorithm).flatMap(stamped) == info.imprint }
    }

    /// - Parameter digest: SHA-256 of the bytes the token has to be over.
    package func inspect(sha256 digest: [UInt8]) -> TimeStampFacts {
        inspect { info in info.imprintAlgorithm == DigestAlgorithm.sha256.oid && info.imprint == digest }
    }

    private func inspect(isOver: (TimeStampInfo) -> Bool) -> TimeStampFacts {
        guard let signedData = try? SignedData(der: token), signedData.signerInfos.count == 1,
            signedData.certificates.count <= Self.certificateCountLimit,
            signedData.contentType == ObjectIdentifiers.timeStampInfo, let content = signedData.content
        else { return .malformed }
        let facts = SignedDataInspector(signedData: signedData, der: token).inspect { $0.digest(content) }
        let info = try? TimeStampInfo(der: content)
        let imprintMatches = info.map(isOver) ?? false
        return TimeStampFacts(
            info: info, imprintMatches: imprintMatches,
            verification: facts.messageDigestMatches && contentTypeMatches(signedData) ? facts.verification : .invalid,
            suite: facts.suite, certificateBinding: facts.certificateBinding,
            signingCertificate: facts.signingCertificate,
            certificates: signedData.certificates, readCertificates: facts.certificates,
            revocation: signedData.unsignedRevocation,
            isPlain: facts.isCanonical && signedData.signerInfos[0].unsignedAttributes.isEmpty)
    }

    /// Source: RFC 5652 §11.1.
    private func contentTypeMatches(_ signedData: SignedData) -> Bool {
        signedData.signerInfos[0].signedAttributes.contentType == ObjectIdentifiers.timeStampInfo
    }
}

extension TimeStampFacts {
    static var malformed: TimeStampFacts {
        TimeStampFacts(
            info: nil, imprintMatches: false, verification: .invalid, suite: nil,
            certificateBinding: .missing, signingCertificate: nil, certificates: [], readCertificates: [],
            revocation: EmbeddedRevocation(), isPlain: false)
    }
}
