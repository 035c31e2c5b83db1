package import OpenSSLBridge

/// A seal whose signature value was verified by who read it, with what is still to be judged: who sealed, and when.
package struct VerifiedSeal {
    package let certificate: Certificate
    /// RFC 3161 tokens in DER.
    package let timeStamps: [[UInt8]]
    /// The bytes that each of them has to be over.
    package let stamped: [UInt8]

    package init(certificate: Certificate, timeStamps: [[UInt8]], stamped: [UInt8]) {
        (self.certificate, self.timeStamps, self.stamped) = (certificate, timeStamps, stamped)
    }
}

extension SealValidator {
    /// Judges who sealed and when, by the rules for seals in CMS.
    ///
    /// - Parameter now: The moment of validation, Unix time.
    /// - Returns: A seal that is intact; whether it is was for the caller to say.
    package func judge(_ seal: VerifiedSeal, at now: Int64) -> SealReport {
        let chains = chains(at: now)
        let stamps = seal.timeStamps.prefix(Self.partCountLimit).map { token in
            TimeStampInspector(token: token).inspect { $0.digest(seal.stamped) }
        }
        let proven = stamps.compactMap { Self.time($0, chains) }.min()
        return SealReport(
            isIntact: true, identity: identity(of: seal.certificate, [], provenAt: proven, chains),
            certificate: CertificateFacts(seal.certificate), provenTime: proven)
    }

    /// Nobody's.
    package static var brokenSeal: SealReport { .broken() }
}
