import ConventionDomain
package import Workflow

import struct Foundation.Date

extension SQLiteStore {
    /// The store as the use cases see it.
    package var conventionStore: ConventionStore {
        var store = ConventionStore(
            commitAll: { changes throws(StoreError) in try await commit(changes) },
            history: { id throws(StoreError) in try await history(id) },
            list: { () throws(StoreError) in try await list() },
            pending: { () throws(StoreError) in try await pending() },
            awaitingArchive: { () throws(StoreError) in try await awaitingArchive() },
            deadlinesDue: { now, limit throws(StoreError) in try await deadlinesDue(now: now, limit: limit) },
            watchDeadlines: { id, head, next throws(StoreError) in
                try await watchDeadlines(of: id, head: head, at: next)
            },
            file: { id, digest throws(StoreError) in try await file(id, digest) },
            link: { hash throws(StoreError) in try await link(hash) },
            accessGrant: { hash throws(StoreError) in try await accessGrant(hash) },
            codes: { id, fieldName, since throws(StoreError) in try await codes(id, fieldName, since: since) },
            countTry: { attempt, at, limit throws(StoreError) in try await countTry(attempt, at: at, limit: limit) },
            idempotency: { key throws(StoreError) in try await idempotency(key) },
            sheets: sheetStore, authenticate: { key.authenticate($0) })
        store.headAccount = { hash throws(StoreError) in try await head(address: hash) }
        store.partLink = { hash throws(StoreError) in try await partLink(hash) }
        store.delegations = delegationStore
        return store
    }

    /// Messages to people, as the delivery loops see them.
    package var outboxStore: OutboxStore { outboxStore(OutboxLane.people) }

    /// What leaves one way.
    package func outboxStore(_ lane: OutboxLane) -> OutboxStore { outboxStore([lane]) }

    private func outboxStore(_ lanes: [OutboxLane]) -> OutboxStore {
        let isForSoftware = lanes == [.webhook]
        var store = OutboxStore(
            claim: { now, until, limit throws(StoreError) in
                if isForSoftware { return try await claimWebhooks(now: now, leaseUntil: until, limit: limit) }
                return try await claim(now: now, leaseUntil: until, limit: limit, of: lanes)
            },
            settle: { id, outcome, at throws(StoreError) in
                try await settle(id, outcome, at: at)
                if isForSoftware { try await noteEndpoint(of: id, outcome, at: at) }
            },
            deadLetters: { () throws(StoreError) in try await deadLetters(of: lanes) },
            requeue: { id, at throws(StoreError) in try await requeue(id, at: at) })
        store.looksAtOutcomes = isForSoftware
        return store
    }
}
