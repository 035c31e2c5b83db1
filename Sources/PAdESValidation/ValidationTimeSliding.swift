internal import OpenSSLBridge

/// Goes down a chain from the anchor and, at each certificate that can no longer be asked about, goes back in time to where it
/// could; what was made must have existed by then.
///
/// Deviates: EN 319 102-1 §5.2.5 measures whether information is fresh at the control time only. Here it may also have been
/// fresh at the moment by which both it and what was made are proven to have existed: whoever had looked then would have
/// been content, and what is known of a revocation today still counts.
///
/// Source: EN 319 102-1 §5.6.2.2 (unchecked).
struct ValidationTimeSliding {
    private let chain: [Certificate]
    private let use: CertificateUse
    private let evidence: Evidence
    private let now: Int64
    private let constraints: CryptographicConstraints
    /// The moment up to which the chain is known to be good so far, Unix time.
    private var controlTime: Int64
    private(set) var notes: [(rule: CheckRule, note: CheckNote)] = []

    init(
        chain: [Certificate], use: CertificateUse, evidence: Evidence, now: Int64,
        constraints: CryptographicConstraints
    ) {
        self.constraints = constraints
        self.chain = chain
        self.use = use
        self.evidence = evidence
        self.now = now
        controlTime = now
    }

    mutating func firstFault() -> ChainJudgement.Fault? {
        for depth in chain.indices.dropLast().reversed() {
            guard existence(of: depth) <= controlTime else {
                return .init(fault: .revocationUnknown, depth: depth, subIndication: .noProof)
            }
            // Source: RFC 9608 §4: a short-term end entity has no revocation information; an authority always has.
            if depth == 0, chain[0].isShortTermWithoutRevocation {
                notes.append((.certificateWasNotRevoked, .shortTermWithoutRevocation))
            } else if let fault = slide(at: depth) {
                return fault
            }
        }
        return nil
    }

    /// What was made shows that the certificate existed: it names it by its digest.
    private func existence(of depth: Int) -> Int64 {
        let own = evidence.existence(of: chain[depth]) ?? now
        return depth == 0 ? min(own, use.existence) : own
    }

    private mutating func slide(at depth: Int) -> ChainJudgement.Fault? {
        let all = evidence.statements(about: chain[depth], issuer: chain[depth + 1])
            .filter { $0.statement.issuedAt <= now + TimeStampAssessment.clockTolerance }
        // What somebody with a stolen key dated back, or with a weak digest made up, proves nothing; what speaks against the
        // holder always counts.
        let weaknesses = all.map { weakness(of: $0.statement, existence: $0.existence) }
        let reliable = zip(all, weaknesses).filter { $0.1 == nil }.map(\.0)
        let proven = reliable.filter { $0.existence <= controlTime }
        noteHarmless(all.map(\.statement), at: depth)
        let revocations = all.compactMap { revocation($0.statement, among: reliable.map(\.statement)) }
        if let date = revocations.min() {
            guard date > use.existence else { return revoked(depth) }
            controlTime = min(controlTime, date)
            notes.append((.certificateWasNotRevoked, .revokedLater(depth: depth, time: date)))
            return nil
        }
        guard !all.isEmpty else {
            return .init(fault: .revocationUnknown, depth: depth, subIndication: .tryLater)
        }
        if reliable.isEmpty, let weak = weaknesses.lazy.compactMap(\.self).first {
            return .init(fault: .revocationUnknown, depth: depth, subIndication: weak.subIndication(isProven: false))
        }
        guard !proven.isEmpty else {
            return .init(fault: .revocationUnknown, depth: depth, subIndication: .noProof)
        }
        guard let latest = proven.compactMap({ reach(of: $0.statement, existence: $0.existence, at: depth) }).max()
        else {
            return .init(fault: .revocationOutdated, depth: depth, subIndication: .tryLater)
        }
        controlTime = min(controlTime, latest)
        return nil
    }

    /// What was not strong enough when the statement is proven to have existed: the digest under it, or the key or certificate
    /// of whom the issuer appointed. The issuer's own key is judged with the chain.
    ///
    /// Source: EN 319 102-1 §5.2.8 (unchecked).
    private func weakness(
        of statement: RevocationStatement, existence: Int64
    ) -> CryptographicConstraints.Reliability? {
        var parts = [statement.signatureDigest.name.map { constraints.reliability(ofDigest: $0) }]
        if let responder = statement.responder {
            let key = try? responder.publicKey
            parts.append(responder.signatureDigest.name.map { constraints.reliability(ofDigest: $0) })
            parts.append(key.map { constraints.reliability(ofKey: $0.algorithmName, bitCount: $0.bitCount) } ?? .never)
        }
        return parts.compactMap(\.self).first { !$0.holds(at: existence) }
    }

    private mutating func noteHarmless(_ statements: [RevocationStatement], at depth: Int) {
        for statement in statements {
            guard case .revoked(let date, let reason) = statement.status, isHarmless(reason), date > use.time else {
                continue
            }
            notes.append((.certificateWasNotRevoked, .revokedLater(depth: depth, time: date)))
        }
    }

    private func revoked(_ depth: Int) -> ChainJudgement.Fault {
        let subIndication: SubIndication =
            depth > 0 ? .revokedAuthorityNoProof : use.isProven ? .revoked : .revokedNoProof
        return .init(fault: .revoked, depth: depth, subIndication: subIndication)
    }

    /// From when on a statement says not to rely on the certificate; `nil` when it does not say so.
    private func revocation(_ statement: RevocationStatement, among others: [RevocationStatement]) -> Int64? {
        guard case .revoked(let date, let reason) = statement.status else { return nil }
        let isLifted = others.contains { $0.status == .good && $0.issuedAt > statement.issuedAt }
        if reason == .certificateHold, isLifted { return nil }
        return isHarmless(reason) && date > use.time ? nil : date
    }

    private func isHarmless(_ reason: RevocationReason?) -> Bool {
        use.purpose == .timeStamping && (reason?.leavesOlderTimeStamps ?? false)
    }

    /// Up to when a statement shows that the certificate was good, Unix time; `nil` when that is before the use.
    private func reach(of statement: RevocationStatement, existence: Int64, at depth: Int) -> Int64? {
        // A list may leave out what had expired before it was made.
        guard chain[depth].notAfter >= statement.coversExpiredSince else { return nil }
        if case .revoked = statement.status { return use.existence }
        if statement.nextUpdate >= controlTime { return controlTime }
        let seen = max(existence, use.existence)
        if statement.nextUpdate >= seen { return seen }
        return statement.issuedAt >= use.existence ? statement.issuedAt : nil
    }
}
