package import Parties

package import struct Foundation.Date

/// Purpose of the bearer tokens with which an employer's software lists what awaits it, and signs for whom it was let.
package enum EmployerKeyPurpose {}

/// The bearer token with which an employer's software lists what awaits it.
package typealias EmployerKey = SecretToken<EmployerKeyPurpose>

/// What is kept of an employer's key.
package struct EmployerKeyRecord: Hashable, Sendable {
    package let hash: TokenHash
    /// What the operator calls the software that holds it.
    package let name: String
    /// The establishment for which it opens the list.
    package let siret: SIRET
    package let createdAt: Date
    /// When it stops working, once it was replaced; `nil` before.
    package let endsAt: Date?
    /// Full name of the representative for whom it signs; `nil` when it only lists.
    package let signatory: String?
    /// Reference of the account for which it offers places; `nil` when it offers none.
    package let offersAs: String?

    package init(
        hash: TokenHash, name: String, siret: SIRET, createdAt: Date, endsAt: Date? = nil, signatory: String? = nil,
        offersAs: String? = nil
    ) {
        self.offersAs = offersAs
        self.hash = hash
        self.name = name
        self.siret = siret
        self.createdAt = createdAt
        self.endsAt = endsAt
        self.signatory = signatory
    }
}

/// Keeps the keys of employers' software; a change is durable when the call returns.
package struct EmployerKeyStore: Sendable {
    /// Throws ``StoreError/headMoved`` when a key of that name is in force.
    package let add: @Sendable (EmployerKeyRecord) async throws(StoreError) -> Void
    /// Puts another key in the place of the one in force, which ends at a moment; whole or not at all. `false` when no key of
    /// that name is in force.
    package let replace:
        @Sendable (_ name: String, _ hash: TokenHash, _ at: Date, _ endOfOld: Date) async throws(StoreError) -> Bool
    /// `nil` when there is no such key, or no longer. Whether its time is over is the caller's to ask.
    package let find: @Sendable (TokenHash) async throws(StoreError) -> EmployerKeyRecord?
    /// In the order of their names, the one in force before those that were replaced.
    package let list: @Sendable () async throws(StoreError) -> [EmployerKeyRecord]
    /// Those that were replaced as well. `false` when no key has that name.
    package let remove: @Sendable (_ name: String) async throws(StoreError) -> Bool
    /// Lets the keys of a name sign for a representative, those that were replaced as well, or no longer for `nil`. `false` when no
    /// key has that name.
    package let letSign: @Sendable (_ name: String, _ signatory: String?) async throws(StoreError) -> Bool
    /// Lets the keys of a name offer places for an account, those that were replaced as well, or no longer for `nil`. `false` when no key
    /// has that name.
    package let letOffer: @Sendable (_ name: String, _ account: String?) async throws(StoreError) -> Bool

    package init(
        add: @escaping @Sendable (EmployerKeyRecord) async throws(StoreError) -> Void,
        replace: @escaping @Sendable (String, TokenHash, Date, Date) async throws(StoreError) -> Bool,
        find: @escaping @Sendable (TokenHash) async throws(StoreError) -> EmployerKeyRecord?,
        list: @escaping @Sendable () async throws(StoreError) -> [EmployerKeyRecord],
        remove: @escaping @Sendable (String) async throws(StoreError) -> Bool,
        letSign: @escaping @Sendable (String, String?) async throws(StoreError) -> Bool,
        letOffer: @escaping @Sendable (String, String?) async throws(StoreError) -> Bool
    ) {
        self.add = add
        self.replace = replace
        self.find = find
        self.list = list
        self.remove = remove
        self.letSign = letSign
        self.letOffer = letOffer
    }
}
