package import struct Foundation.Date
package import struct Foundation.TimeInterval

/// Keeps the accounts of those who sign for schools, their sessions and their batches. Every change is one transaction, durable when the
/// call returns.
package protocol HeadStore: Sendable {
    // MARK: Accounts

    /// Takes the place of an account of the same address that was never confirmed. Throws ``StoreError/headMoved`` when there is one that was.
    func addHead(_ record: HeadAccountRecord) async throws(StoreError)
    func head(_ id: String) async throws(StoreError) -> HeadAccount?
    func head(address: TokenHash) async throws(StoreError) -> HeadAccount?
    /// Oldest first.
    func heads() async throws(StoreError) -> [HeadAccount]
    /// Destroys the key of the account, its sessions, and the mails to it that wait. `false` when there is no such account.
    func removeHead(address: TokenHash) async throws(StoreError) -> Bool
    /// Counts one more try of a code before anybody compares it; with the last one that is allowed, a pause begins. `nil` when there is no
    /// such account.
    func countHeadTry(
        _ account: String, at time: Date, limit: Int, pause: TimeInterval
    ) async throws(StoreError) -> HeadTry?
    /// Uses up a step and all before it, forgets the tries, and confirms the account. `false` when the step was used up already.
    func useStep(_ step: Int64, of account: String, at time: Date) async throws(StoreError) -> Bool

    // MARK: Links and sessions

    func addEntry(_ pass: HeadPass, mail: QueuedMail) async throws(StoreError)
    /// Links made for an account since a moment.
    func entryCount(of account: String, since: Date) async throws(StoreError) -> Int
    func pass(_ hash: TokenHash) async throws(StoreError) -> HeadPass?
    /// Begins a session, and ends the link that led to it. `false` when the link had served already.
    func beginSession(_ pass: HeadPass, with entry: TokenHash) async throws(StoreError) -> Bool
    func touchSession(_ hash: TokenHash, at time: Date) async throws(StoreError)
    func endSession(_ hash: TokenHash) async throws(StoreError)

    // MARK: Batches

    /// Keeps a list that is being reviewed; lists of the same account that were left there are forgotten.
    func addBatch(_ batch: Batch) async throws(StoreError)
    func batch(_ id: BatchID) async throws(StoreError) -> Batch?
    /// Batches that were agreed to, newest first.
    func batches(of account: String, limit: Int) async throws(StoreError) -> [BatchOutline]
    /// `false` when it was agreed to already.
    func confirm(_ id: BatchID, _ confirmation: BatchConfirmation) async throws(StoreError) -> Bool
    /// Batches that were agreed to and are not finished, oldest first.
    func unfinishedBatches() async throws(StoreError) -> [BatchID]
    func settle(_ items: [BatchItem], of batch: BatchID, at time: Date) async throws(StoreError)
    /// `false` when it was finished already.
    func finish(_ id: BatchID, at time: Date, mail: QueuedMail?) async throws(StoreError) -> Bool
}
