package import ConventionDomain
package import Parties

package import struct Foundation.Date

/// An employer's refusal to sign, as its request says it.
package struct EmployerRefusalRequest: Hashable, Sendable, IdempotentRequest {
    package let reason: String
    package let idempotencyKey: String

    package init(reason: String, idempotencyKey: String) {
        self.reason = reason
        self.idempotencyKey = idempotencyKey
    }

    var parts: [String] { ["refusal", reason] }
}

/// What the employer gets for a refusal, the same for a repeated request.
package struct EmployerRefusalResult: Hashable, Sendable {
    package let convention: ConventionID
    package let signatory: Signatory
    package let refusedAt: Date
    package let reason: String
    /// Whether an earlier request with the same key made this refusal.
    package let isReplay: Bool

    package init(
        convention: ConventionID, signatory: Signatory, refusedAt: Date, reason: String, isReplay: Bool
    ) {
        self.convention = convention
        self.signatory = signatory
        self.refusedAt = refusedAt
        self.reason = reason
        self.isReplay = isReplay
    }
}
