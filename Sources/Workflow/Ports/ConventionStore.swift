package import ConventionDomain

package import struct Foundation.Date

/// Keeps journals, documents, links and codes. Every change is one transaction, durable when the call returns.
package struct ConventionStore: Sendable {
    /// Writes changes of different conventions in their order, all of them or none. Throws ``StoreError/headMoved`` when
    /// a journal has grown since ``ConventionChange/expectedHead`` was read. ``ConventionEvent/erased(_:)`` destroys the
    /// convention's key: afterwards ``history`` and ``file`` throw ``StoreError/erased``, and links are still found.
    package let commitAll: @Sendable ([ConventionChange]) async throws(StoreError) -> Void
    /// A convention's journal and contacts; `nil` when there is no such convention.
    package let history: @Sendable (ConventionID) async throws(StoreError) -> ConventionHistory?
    /// Newest first.
    package let list: @Sendable () async throws(StoreError) -> [ConventionSummary]
    /// Conventions being signed in which a signature had to wait; perhaps not any more.
    package let pending: @Sendable () async throws(StoreError) -> [ConventionID]
    /// Completed conventions without an archival layer, oldest first.
    package let awaitingArchive: @Sendable () async throws(StoreError) -> [ConventionID]
    /// Conventions being prepared or signed, or signed by all and not over, whose deadlines have to be looked at now: after each event, and when
    /// ``watchDeadlines`` said.
    package let deadlinesDue: @Sendable (_ now: Date, _ limit: Int) async throws(StoreError) -> [ConventionID]
    /// Notes when a convention's deadlines have to be looked at next; without effect when its journal has grown since `head`.
    package let watchDeadlines:
        @Sendable (ConventionID, _ head: JournalHead, _ next: Date) async throws(StoreError) -> Void
    /// A file of a convention by its digest; `nil` when there is none.
    package let file: @Sendable (ConventionID, DocumentDigest) async throws(StoreError) -> [UInt8]?
    package let link: @Sendable (TokenHash) async throws(StoreError) -> LinkRecord?
    /// A link to a part of a convention that is being prepared.
    package var partLink: @Sendable (TokenHash) async throws(StoreError) -> PartLink? = { _ in nil }
    /// An account of somebody who signs for a school, by the authenticator of its address.
    package var headAccount: @Sendable (TokenHash) async throws(StoreError) -> HeadAccount? = { _ in nil }
    package let accessGrant: @Sendable (TokenHash) async throws(StoreError) -> AccessGrant?
    /// The codes sent to one signatory since a moment, oldest first.
    package let codes:
        @Sendable (ConventionID, _ fieldName: String, _ since: Date) async throws(StoreError)
            -> [CodeChallenge]
    /// Counts one more try of a code and returns it with the try counted; `nil` when there is no such attempt.
    ///
    /// Counting before comparing leaves nothing to gain from trying in parallel. Tries above the limit are counted
    /// without moving ``CodeChallenge/lastTryAt``, so that they do not lengthen the pause.
    package let countTry: @Sendable (AttemptID, _ at: Date, _ limit: Int) async throws(StoreError) -> CodeChallenge?
    package let idempotency: @Sendable (TokenHash) async throws(StoreError) -> IdempotencyRecord?
    package let sheets: SheetStore
    /// HMAC-SHA-256 under a key that never leaves the store.
    package let authenticate: @Sendable ([UInt8]) -> [UInt8]

    package init(
        commitAll: @escaping @Sendable ([ConventionChange]) async throws(StoreError) -> Void,
        history: @escaping @Sendable (ConventionID) async throws(StoreError) -> ConventionHistory?,
        list: @escaping @Sendable () async throws(StoreError) -> [ConventionSummary],
        pending: @escaping @Sendable () async throws(StoreError) -> [ConventionID],
        awaitingArchive: @escaping @Sendable () async throws(StoreError) -> [ConventionID],
        deadlinesDue: @escaping @Sendable (Date, Int) async throws(StoreError) -> [ConventionID],
        watchDeadlines: @escaping @Sendable (ConventionID, JournalHead, Date) async throws(StoreError) -> Void,
        file: @escaping @Sendable (ConventionID, DocumentDigest) async throws(StoreError) -> [UInt8]?,
        link: @escaping @Sendable (TokenHash) async throws(StoreError) -> LinkRecord?,
        accessGrant: @escaping @Sendable (TokenHash) async throws(StoreError) -> AccessGrant?,
        codes: @escaping @Sendable (ConventionID, String, Date) async throws(StoreError) -> [CodeChallenge],
        countTry: @escaping @Sendable (AttemptID, Date, Int) async throws(StoreError) -> CodeChallenge?,
        idempotency: @escaping @Sendable (TokenHash) async throws(StoreError) -> IdempotencyRecord?,
        sheets: SheetStore, authenticate: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) {
        self.commitAll = commitAll
        self.history = history
        self.list = list
        self.pending = pending
        self.awaitingArchive = awaitingArchive
        self.deadlinesDue = deadlinesDue
        self.watchDeadlines = watchDeadlines
        self.file = file
        self.link = link
        self.accessGrant = accessGrant
        self.codes = codes
        self.countTry = countTry
        self.idempotency = idempotency
        self.sheets = sheets
        self.authenticate = authenticate
    }

    /// Writes one change, whole or not at all.
    package func commit(_ change: ConventionChange) async throws(StoreError) { try await commitAll([change]) }
}

/// Why the store did not do what it was asked; nothing was written.
package enum StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Somebody else's event came first.
    case headMoved
    /// Disk full, read-only, locked or gone; the text is SQLite's or the system's, without data.
    case unavailable(String)
    /// What was read contradicts itself.
    case damaged(String)
    /// The convention's key was destroyed.
    case erased

    package var description: String {
        switch self {
        case .headMoved: "the journal has grown meanwhile; read it again"
        case .unavailable(let reason):
            "the store could not be read or written (\(reason)); check the disk of the data directory"
        case .damaged(let reason): "the store contradicts itself (\(reason)); restore it from a backup"
        case .erased: "the convention's key was destroyed, and with it its personal data"
        }
    }
}
