/// Looks up the certificates of a built chain in revocation lists.
///
/// A list made after the moment asked for is as good as one of that moment: it still names what was revoked before.
/// What a list must not do is end before it.
struct RevocationChecker {
    let lists: [CertificateRevocationList]
    let purpose: ChainValidator.Purpose

    /// The first fault from the anchor downwards; `nil` when every certificate is known not to have been revoked.
    func firstFault(in chain: [Certificate], at time: Int64) -> ChainOutcome? {
        for depth in chain.indices.dropLast().reversed() {
            // Source: RFC 9608 §4: a short-term end entity has no revocation information; an authority always has.
            if depth == 0, chain[0].isShortTermWithoutRevocation { continue }
            let fault = fault(of: chain[depth], issuer: chain[depth + 1], at: time)
            if let (code, text) = fault { return .untrusted(code: code, depth: depth, text: text) }
        }
        return nil
    }

    private func fault(
        of certificate: Certificate, issuer: Certificate, at time: Int64
    ) -> (ChainOutcome.Fault, String)? {
        let statements = lists.compactMap { $0.statement(about: certificate, issuer: issuer) }
        guard !statements.isEmpty else { return (.revocationUnknown, "no usable revocation list of the issuer") }
        if statements.contains(where: { revokes($0, at: time) }) {
            return (.revoked, "the certificate had been revoked")
        }
        guard statements.contains(where: { $0.nextUpdate >= time }) else {
            return (.revocationOutdated, "the issuer's newest revocation list had run out")
        }
        return nil
    }

    private func revokes(_ statement: RevocationStatement, at time: Int64) -> Bool {
        guard case .revoked(let date, let reason) = statement.status else { return false }
        return date <= time || (purpose == .timeStamping && !(reason?.leavesOlderTimeStamps ?? false))
    }
}
