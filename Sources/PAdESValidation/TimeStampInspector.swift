import CMS
private import OpenSSLBridge

/// Collects the facts of one time-stamp token.
///
/// Source: RFC 3161 §2.4.2.
struct TimeStampInspector {
    private static let certificateCountLimit = 16

    let token: [UInt8]

    /// - Parameter stamped: The bytes the token has to be over.
    func inspect(stamped: [UInt8]) -> TimeStampFacts {
        guard let signedData = try? SignedData(der: token), signedData.signerInfos.count == 1,
            signedData.certificates.count <= Self.certificateCountLimit,
            signedData.contentType == ObjectIdentifiers.timeStampInfo, let content = signedData.content
        else { return .malformed }
        let facts = SignedDataInspector(signedData: signedData, der: token).inspect(content: [content[...]])
        let info = try? TimeStampInfo(der: content)
        let imprintMatches = info.map { imprint(of: $0, isOf: stamped) } ?? false
        return TimeStampFacts(
            info: info, imprintMatches: imprintMatches,
            verification: facts.messageDigestMatches && contentTypeMatches(signedData) ? facts.verification : .invalid,
            certificateBinding: facts.certificateBinding, signingCertificate: facts.signingCertificate,
            certificates: signedData.certificates,
            isPlain: facts.isCanonical && signedData.signerInfos[0].unsignedAttributes.isEmpty)
    }

    private func imprint(of info: TimeStampInfo, isOf stamped: [UInt8]) -> Bool {
        DigestAlgorithm(oid: info.imprintAlgorithm)?.digest(stamped) == info.imprint
    }

    /// Source: RFC 5652 §11.1.
    private func contentTypeMatches(_ signedData: SignedData) -> Bool {
        signedData.signerInfos[0].signedAttributes.contentType == ObjectIdentifiers.timeStampInfo
    }
}

extension TimeStampFacts {
    static var malformed: TimeStampFacts {
        TimeStampFacts(
            info: nil, imprintMatches: false, verification: .invalid, certificateBinding: .missing,
            signingCertificate: nil, certificates: [], isPlain: false)
    }
}
