package import struct Foundation.Date

/// Purpose of the bearer tokens with which a school's own software enters drafts.
package enum SchoolPurpose {}

/// The bearer token with which a school's software enters drafts over HTTP.
package typealias SchoolKey = SecretToken<SchoolPurpose>

/// What is kept of a school's key.
package struct SchoolKeyRecord: Hashable, Sendable {
    package let hash: TokenHash
    /// What the school calls the software that holds it.
    package let name: String
    package let createdAt: Date
    /// Since when it may sign for the school, with the signatory's own certificate; `nil` when it may not.
    package let signsSince: Date?

    package init(hash: TokenHash, name: String, createdAt: Date, signsSince: Date? = nil) {
        self.hash = hash
        self.name = name
        self.createdAt = createdAt
        self.signsSince = signsSince
    }
}

/// Keeps the keys of schools' software; a change is durable when the call returns.
package struct SchoolKeyStore: Sendable {
    /// Throws ``StoreError/headMoved`` when a key of that name exists.
    package let add: @Sendable (SchoolKeyRecord) async throws(StoreError) -> Void
    /// `nil` when there is no such key, or no longer.
    package let find: @Sendable (TokenHash) async throws(StoreError) -> SchoolKeyRecord?
    /// In the order of their names.
    package let list: @Sendable () async throws(StoreError) -> [SchoolKeyRecord]
    /// `false` when no key has that name.
    package let remove: @Sendable (_ name: String) async throws(StoreError) -> Bool
    /// Lets a key sign from a moment on, or no longer for `nil`. `false` when no key has that name.
    package let letSign: @Sendable (_ name: String, _ since: Date?) async throws(StoreError) -> Bool

    package init(
        add: @escaping @Sendable (SchoolKeyRecord) async throws(StoreError) -> Void,
        find: @escaping @Sendable (TokenHash) async throws(StoreError) -> SchoolKeyRecord?,
        list: @escaping @Sendable () async throws(StoreError) -> [SchoolKeyRecord],
        remove: @escaping @Sendable (String) async throws(StoreError) -> Bool,
        letSign: @escaping @Sendable (String, Date?) async throws(StoreError) -> Bool
    ) {
        self.add = add
        self.find = find
        self.list = list
        self.remove = remove
        self.letSign = letSign
    }
}
