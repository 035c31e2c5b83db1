package import ConventionDomain
package import Parties

package import struct Foundation.Date

/// That a message was sent to somebody, or waits; never what it says.
package struct MessageTrace: Hashable, Sendable {
    package enum State: String, Hashable, Sendable, CaseIterable { case waiting, delivered, dead, dropped }

    package let queuedAt: Date
    package let state: State
    /// When it left or was given up; `nil` while it waits.
    package let settledAt: Date?
    package let attempts: Int

    package init(queuedAt: Date, state: State, settledAt: Date?, attempts: Int) {
        (self.queuedAt, self.state, self.settledAt, self.attempts) = (queuedAt, state, settledAt, attempts)
    }
}

/// That somebody was given the means to read, fill, sign or enter; never these means nor their hashes.
package struct AccessTrace: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case signingLink, readingLink, partLink, accessToken, decisionCode, readingCode, entryLink, session
    }

    package let kind: Kind
    /// When it was sent or begun; `nil` where only its end is kept.
    package let sentAt: Date?
    package let expiresAt: Date
    package var isRevoked = false
    /// Of codes.
    package var tries: Int?
    package var isUsed: Bool?

    package init(kind: Kind, sentAt: Date?, expiresAt: Date) {
        (self.kind, self.sentAt, self.expiresAt) = (kind, sentAt, expiresAt)
    }
}

/// The account with which somebody offers places.
package struct EmployerTrace: Hashable, Sendable {
    package let id: String
    package let name: String
    package let email: String
    package let createdAt: Date
    package let lastEnteredAt: Date

    package init(id: String, name: String, email: String, createdAt: Date, lastEnteredAt: Date) {
        (self.id, self.name, self.email) = (id, name, email)
        (self.createdAt, self.lastEnteredAt) = (createdAt, lastEnteredAt)
    }
}

/// That an export was made, as it is kept.
package struct StoredPersonExport: Hashable, Sendable {
    package let number: Int64
    package let madeAt: Date
    /// ``PersonExportRecord`` in JSON, and its seal.
    package let record: SealedRecord

    package init(number: Int64, madeAt: Date, record: SealedRecord) {
        (self.number, self.madeAt, self.record) = (number, madeAt, record)
    }
}

/// Reads what the store holds of one person besides the journal, and keeps what says that it was given out.
package protocol PersonStore: Sendable {
    /// Messages to one signatory of a convention, or to the holder of an account; oldest first.
    ///
    /// - Parameters:
    ///   - owner: Reference of the convention or the account.
    ///   - fieldName: `nil` for all that belong to an account.
    func messages(of owner: String, _ fieldName: String?) async throws(StoreError) -> [MessageTrace]
    /// Links, access tokens and codes of one person of a convention.
    func accesses(of convention: ConventionID, _ fieldName: String) async throws(StoreError) -> [AccessTrace]
    /// Links and sessions of the holder of an account.
    func accesses(ofAccount account: String) async throws(StoreError) -> [AccessTrace]

    /// All that was asked for by the pupils whose places became these conventions; oldest first.
    func applications(thatBecame conventions: [ConventionID]) async throws(StoreError) -> [PersonDatum]
    /// Offers of which somebody is the contact, by address and name.
    func offers(
        ofContact email: String, where isSame: @escaping @Sendable (PersonName) -> Bool
    ) async throws(StoreError) -> [PersonDatum]

    /// Accounts with which places are offered, oldest first.
    func employerAccounts() async throws(StoreError) -> [EmployerTrace]

    /// Keeps a record for good.
    ///
    /// - Returns: Its number, from 1.
    func addPersonExport(_ record: SealedRecord, at: Date) async throws(StoreError) -> Int64
    /// Oldest first.
    func personExports() async throws(StoreError) -> [StoredPersonExport]
}
