import ConventionDomain
import OpenSSLBridge

/// What a time-stamp over the journal's head says: that the events up to it existed, and the anchors before it.
package struct JournalAnchor: Hashable, Sendable {
    /// Place of the head among all events.
    package let sequence: Int64
    package let headHash: [UInt8]
    /// SHA-256 of the token of the anchor before this one; 32 zero bytes for the first. It lets a newer token vouch for
    /// an older one whose certificate has ended.
    package let previousTokenDigest: [UInt8]

    /// Four lines of ASCII, each ended by a line feed.
    package var canonical: [UInt8] {
        JournalForm.anchor(
            sequence: sequence, headHash: JournalHeader.hexadecimal(headHash),
            previousTokenDigest: JournalHeader.hexadecimal(previousTokenDigest))
    }

    /// SHA-256 of the canonical form: what the token is over.
    package var imprint: [UInt8] { DigestAlgorithm.sha256.digest(canonical) }

    static func tokenDigest(_ token: [UInt8]) -> [UInt8] { DigestAlgorithm.sha256.digest(token) }
}

/// What somebody who knows whom to trust says of an anchor's token.
package struct AnchorJudgement: Hashable, Sendable {
    /// Whether the token is over the anchor's imprint and its signature holds.
    package let isIntact: Bool
    /// Whether a trusted authority stands behind it.
    package let isTrusted: Bool
    /// What the token states, Unix time.
    package let time: Int64?

    package init(isIntact: Bool, isTrusted: Bool, time: Int64?) {
        self.isIntact = isIntact
        self.isTrusted = isTrusted
        self.time = time
    }
}

/// Judges anchors by their tokens.
package struct AnchorJudge: Sendable {
    /// - Parameters:
    ///   - token: In DER.
    ///   - existence: When a trusted newer anchor shows the token to have existed, Unix time; `nil` when none does.
    package let judge: @Sendable (_ anchor: JournalAnchor, _ token: [UInt8], _ existence: Int64?) -> AnchorJudgement

    package init(judge: @escaping @Sendable (JournalAnchor, [UInt8], Int64?) -> AnchorJudgement) {
        self.judge = judge
    }
}

/// How far the journal is anchored.
package struct AnchorReport: Hashable, Sendable {
    package var count = 0
    /// The newest anchor; `nil` when there is none.
    package var newest: JournalAnchor?
    /// When the newest was made, Unix time: by its token when somebody has judged it, else by the service's clock.
    package var newestTime: Int64?
    /// Anchors whose token is intact, but not trusted today: its authority is unknown, ended or revoked.
    package var untrustedCount = 0
    package var eventsAfter = 0
    /// When the first event after the newest anchor was recorded, Unix time.
    package var oldestAfter: Int64?
}
