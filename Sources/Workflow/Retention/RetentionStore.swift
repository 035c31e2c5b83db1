package import ConventionDomain

package import struct Foundation.Date

/// What the store forgets besides conventions, and before when.
package struct LeftoverLimits: Hashable, Sendable {
    /// Of messages that left, were dropped or given up.
    package let messages: Date
    /// Of links and tokens that ended, lists of the head that are finished, digests.
    package let access: Date
    /// Of codes and sessions that ended, lists that were never agreed to.
    package let codes: Date

    package init(messages: Date, access: Date, codes: Date) {
        (self.messages, self.access, self.codes) = (messages, access, codes)
    }
}

/// How many rows that is.
package struct Leftovers: Hashable, Sendable, Codable {
    package var messages = 0
    package var links = 0
    package var codes = 0
    package var sessions = 0
    package var batches = 0
    package var digests = 0
    /// Files of a demonstration's mailbox.
    package var mailboxFiles = 0

    package init() {}

    package var isEmpty: Bool { self == Leftovers() }
}

/// One run, from its plan on.
package struct PurgeRun: Hashable, Sendable {
    package let number: Int64
    package let beganAt: Date
    /// ``PurgePlanRecord`` in JSON, and its seal.
    package let plan: SealedRecord
    /// ``PurgeRecord`` in JSON, and its seal; `nil` while the run is not finished.
    package let record: SealedRecord?

    package init(number: Int64, beganAt: Date, plan: SealedRecord, record: SealedRecord?) {
        (self.number, self.beganAt, self.plan, self.record) = (number, beganAt, plan, record)
    }
}

/// Bytes and the platform's seal over them (detached SignedData with a time-stamp, RFC 5652).
package struct SealedRecord: Hashable, Sendable {
    package let content: [UInt8]
    package let seal: [UInt8]

    package init(content: [UInt8], seal: [UInt8]) { (self.content, self.seal) = (content, seal) }
}

/// That a convention was erased, as the journal says it in clear.
package struct RecordedErasure: Hashable, Sendable {
    package let reason: Erasure.Reason
    package let at: Date

    package init(reason: Erasure.Reason, at: Date) { (self.reason, self.at) = (reason, at) }
}

/// The visa of the Archives départementales on a slip.
package struct EliminationVisa: Hashable, Sendable, Codable {
    /// As the archives number it.
    package let number: String
    /// As `2032-03-01`.
    package let on: String
    package let recordedAt: Date

    package init(number: String, on: String, recordedAt: Date) {
        (self.number, self.on, self.recordedAt) = (number, on, recordedAt)
    }
}

/// A slip as it was made, and the visa when there is one.
package struct StoredSlip: Hashable, Sendable {
    package let slip: EliminationSlip
    package let visa: EliminationVisa?

    package init(slip: EliminationSlip, visa: EliminationVisa?) { (self.slip, self.visa) = (slip, visa) }
}

/// Keeps what retention needs: slips with their visas, and the records of what was erased, which outlive it. Every change is one
/// transaction, durable when the call returns.
package protocol RetentionStore: Sendable {
    /// Bytes that the documents and statements of a convention take.
    func volume(of conventions: [ConventionID]) async throws(StoreError) -> [ConventionID: Int64]

    /// What belongs to a convention under a legal hold does not count.
    func countLeftovers(_ limits: LeftoverLimits) async throws(StoreError) -> Leftovers

    /// When and why a convention was erased; `nil` when it was not.
    func erasure(of convention: ConventionID) async throws(StoreError) -> RecordedErasure?
    /// Lets nothing of what was erased linger in the write-ahead log; throws when somebody who reads keeps it there.
    func overwriteErased() async throws(StoreError)

    /// The run that was begun and not finished.
    func openPurge() async throws(StoreError) -> PurgeRun?
    /// Throws ``StoreError/headMoved`` when another run is open.
    func beginPurge(_ plan: SealedRecord, at: Date) async throws(StoreError) -> PurgeRun
    /// Deletes what is left over and keeps the record that says how much it was, both or neither.
    ///
    /// - Parameter counted: What the record says.
    /// - Returns: `false` when it is no longer so much.
    /// - Throws: ``StoreError/headMoved`` when the run is not open.
    func finishPurge(
        _ number: Int64, _ record: SealedRecord, removing limits: LeftoverLimits, counted: Leftovers, at: Date
    ) async throws(StoreError) -> Bool
    /// Oldest first.
    func purges() async throws(StoreError) -> [PurgeRun]

    /// Oldest first.
    func slips() async throws(StoreError) -> [StoredSlip]
    /// Throws ``StoreError/headMoved`` when its number is taken.
    func addSlip(_ slip: EliminationSlip) async throws(StoreError)
    /// `false` when there is a visa already.
    func noteVisa(_ visa: EliminationVisa, on number: String) async throws(StoreError) -> Bool
}
