package import struct Foundation.Date
package import struct Foundation.TimeInterval

/// The messages that wait to be sent.
package struct OutboxStore: Sendable {
    /// What is worth nothing so many seconds from now, such as a code, overtakes the others, which leave in the order in which they were written.
    package static let shortLife: TimeInterval = 3_600

    /// Takes messages that are due, and keeps others from taking them until the lease ends.
    package let claim:
        @Sendable (_ now: Date, _ leaseUntil: Date, _ limit: Int) async throws(StoreError) -> [OutboxItem]
    /// Records what became of a message. The text of one delivered or dropped is erased, but that of one delivered to software, which
    /// says nothing of a person and may be asked for again.
    package let settle: @Sendable (_ itemID: Int64, OutboxOutcome, _ at: Date) async throws(StoreError) -> Void
    /// Messages given up on, and those that came back, for a person to see.
    package let deadLetters: @Sendable () async throws(StoreError) -> [DeadLetter]
    /// Makes a message that was given up on due again.
    package let requeue: @Sendable (_ itemID: Int64, _ at: Date) async throws(StoreError) -> Void

    /// Whether what may be taken depends on what became of the last, as an endpoint that did not answer is left alone for a while: then
    /// a handful is taken when the one before is settled.
    package var looksAtOutcomes = false

    package init(
        claim: @escaping @Sendable (Date, Date, Int) async throws(StoreError) -> [OutboxItem],
        settle: @escaping @Sendable (Int64, OutboxOutcome, Date) async throws(StoreError) -> Void,
        deadLetters: @escaping @Sendable () async throws(StoreError) -> [DeadLetter],
        requeue: @escaping @Sendable (Int64, Date) async throws(StoreError) -> Void
    ) {
        self.claim = claim
        self.settle = settle
        self.deadLetters = deadLetters
        self.requeue = requeue
    }
}

package struct OutboxItem: Hashable, Sendable {
    package let id: Int64
    package let mail: OutgoingMail
    /// Deliveries tried before this one.
    package let attempts: Int
    package let notAfter: Date?

    package init(id: Int64, mail: OutgoingMail, attempts: Int, notAfter: Date?) {
        self.id = id
        self.mail = mail
        self.attempts = attempts
        self.notAfter = notAfter
    }
}

/// What became of one message.
package enum OutboxOutcome: Hashable, Sendable {
    case delivered
    /// To be tried again.
    case deferred(until: Date, reason: String)
    /// Given up; a person has to look.
    case dead(reason: String)
    /// Too late to be of use.
    case dropped
}

/// A message given up on; without its text or address.
package struct DeadLetter: Hashable, Sendable {
    package let id: Int64
    package let convention: String
    /// For whom it was; `nil` for software, and when the message is older than this record of it.
    package let fieldName: String?
    package let attempts: Int
    package let reason: String
    package let lane: OutboxLane
    /// Whether it came back after a mail system had taken it over: its text is gone, and it cannot be sent again.
    package let isBounce: Bool

    /// What is said of one that came back.
    ///
    /// - Parameter status: RFC 3463.
    package static func cameBack(_ status: String) -> String { "came back with status \(status)" }

    package init(
        id: Int64, convention: String, fieldName: String?, attempts: Int, reason: String, lane: OutboxLane = .mail,
        isBounce: Bool = false
    ) {
        self.lane = lane
        self.isBounce = isBounce
        self.id = id
        self.convention = convention
        self.fieldName = fieldName
        self.attempts = attempts
        self.reason = reason
    }
}
