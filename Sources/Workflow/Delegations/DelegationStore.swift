package import struct Foundation.Date

/// Keeps the register of delegations; a change is durable when the call returns.
package struct DelegationStore: Sendable {
    package let add: @Sendable (Delegation) async throws(StoreError) -> Void
    /// All of them, those that were taken back too, in the order in which they were recorded.
    package let list: @Sendable () async throws(StoreError) -> [Delegation]
    /// `false` when there is none of that reference, or it was taken back already.
    package let revoke: @Sendable (_ id: String, _ at: Date) async throws(StoreError) -> Bool

    package init(
        add: @escaping @Sendable (Delegation) async throws(StoreError) -> Void,
        list: @escaping @Sendable () async throws(StoreError) -> [Delegation],
        revoke: @escaping @Sendable (String, Date) async throws(StoreError) -> Bool
    ) {
        self.add = add
        self.list = list
        self.revoke = revoke
    }

    /// Holds none, and takes none.
    package static let empty = DelegationStore(
        add: { _ throws(StoreError) in throw .unavailable("there is no register of delegations") }, list: { [] },
        revoke: { _, _ in false })
}
