import Parties
import Workflow

import struct Foundation.Date

/// Where a code went, as the page says it.
struct SentCode: Hashable, Sendable {
    let maskedAddress: String
    let method: IdentificationMethod
    let expiresAt: Date

    var isSMS: Bool { method == .smsCode }
    /// « par courriel, à l’adresse »
    var wayInWords: String { isSMS ? "par SMS, au numéro" : "par courriel, à l’adresse" }
}

/// What the page on which the code is typed says of the codes just sent, so that it can be loaded again.
///
/// Kept in memory only: after a restart the page says less and works as before.
actor SentCodes {
    private static let capacity = 5_000

    private var codes: [AttemptID: SentCode] = [:]

    func note(_ requested: CodeRequested, now: Date) {
        if codes.count >= Self.capacity { codes = codes.filter { $0.value.expiresAt > now } }
        if codes.count >= Self.capacity { codes.removeAll() }
        codes[requested.attempt] = SentCode(
            maskedAddress: requested.maskedAddress, method: requested.method, expiresAt: requested.expiresAt)
    }

    func find(_ attempt: AttemptID) -> SentCode? { codes[attempt] }
}
