import OpenSSLBridge

package import struct Foundation.Date

extension PublicKeyInfrastructure {
    /// How long before an end an operator is told of it, in seconds: 45 days, time enough to fetch a root's key.
    private static let noticeSeconds: Int64 = 45 * 86_400

    /// What an operator has to see to: certificates and lists that end soon or have ended, a clock that is wrong.
    ///
    /// - Returns: One sentence each, which says what to do.
    package static func concerns(directory: String, now: Date) throws(CertificateAuthorityError) -> [String] {
        let trust = try TrustFolder(directory: InfrastructureLayout(directory: directory).trustDirectory)
        let time = now.unixSeconds
        let certificates = [
            ("the issuing CA", trust.issuingAuthority), ("the time-stamping unit", trust.timeStampingUnit),
        ]
        var concerns = certificates.compactMap { concern(about: $0.0, $0.1, at: time) }
        let list = try TrustFolder.list("\(directory)/trust/\(TrustFolder.rootListFile)")
        if list.nextUpdate <= time + noticeSeconds {
            concerns.append(
                "the root's revocation list \(list.nextUpdate <= time ? "has ended" : "ends within 45 days"); without it"
                    + " no signature is accepted; bring the root's key and run: seing pki refresh-lists --root-dir DIR")
        }
        return concerns
    }

    private static func concern(about holder: String, _ certificate: Certificate, at time: Int64) -> String? {
        if time < certificate.notBefore {
            return "the machine's clock lies before the certificate of \(holder); nothing can be signed; set the clock"
        }
        guard certificate.notAfter <= time + noticeSeconds else { return nil }
        let state = certificate.notAfter <= time ? "has expired: nothing can be signed" : "expires within 45 days"
        return "the certificate of \(holder) \(state); open a data directory with new keys for new conventions"
    }
}
