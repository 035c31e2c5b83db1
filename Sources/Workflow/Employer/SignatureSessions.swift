import ConventionDomain

import struct Foundation.Date
import struct Foundation.TimeInterval

/// A signature that waits for its value, with everything that it is bound to.
struct WaitingSession: Sendable {
    let session: SessionToken
    /// The access token, or the key and convention, that began it: no other ends it.
    let grant: TokenHash
    /// Who, with which consent.
    let act: SigningAct
    /// The revision on which it was prepared: on no other is it completed.
    let revisionDigest: DocumentDigest
    /// The certificate chain, and how it signs.
    let choice: OwnCertificateChoice
    /// By which act it is made for the head of school; what is signed names it.
    let delegation: DelegationInForce?
    let claimedTime: Date
    let expiresAt: Date
}

/// Signatures that wait for their value. They are kept in memory alone: until there is a signature, nothing of somebody's
/// certificate is written down, and after a restart one begins again.
actor SignatureSessions {
    /// More than are begun in ten minutes of the busiest day; beyond it, the oldest ends.
    private static let limit = 1_000
    /// How long it is remembered that a session has expired.
    private static let memory: TimeInterval = 3_600

    private var waiting: [SessionToken: WaitingSession] = [:]

    /// Begins a session; an earlier one of the same grant ends by it.
    func open(_ session: WaitingSession, at now: Date) {
        waiting = waiting.filter {
            $0.value.grant != session.grant && $0.value.expiresAt.addingTimeInterval(Self.memory) > now
        }
        if waiting.count >= Self.limit, let oldest = waiting.values.min(by: { $0.expiresAt < $1.expiresAt }) {
            waiting[oldest.session] = nil
        }
        waiting[session.session] = session
    }

    /// - Throws: ``OwnCertificateRefusal/sessionUnknown``, ``OwnCertificateRefusal/sessionExpired``.
    func find(_ token: SessionToken, of grant: TokenHash, at now: Date) throws(WorkflowError) -> WaitingSession {
        guard let session = waiting[token], session.grant == grant else { throw .ownCertificate(.sessionUnknown) }
        guard session.expiresAt > now else { throw .ownCertificate(.sessionExpired) }
        return session
    }

    func close(_ token: SessionToken) { waiting[token] = nil }
}
