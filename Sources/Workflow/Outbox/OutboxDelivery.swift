package import struct Foundation.Date
package import struct Foundation.TimeInterval

/// Sends the messages that wait in the store, at least once each.
///
/// A message that the mail system took over just before a crash is sent again with the same key; nothing is lost.
package struct OutboxDelivery: Sendable {
    package let store: OutboxStore
    package let mailer: Mailer
    package let policy: RetryPolicy
    /// How long a delivery may take before somebody else may try the message. In seconds.
    package let lease: TimeInterval
    /// Messages taken at a time.
    package let batch: Int

    package init(
        store: OutboxStore, mailer: Mailer, policy: RetryPolicy = .mail, lease: TimeInterval = 300, batch: Int = 20
    ) {
        self.store = store
        self.mailer = mailer
        self.policy = policy
        self.lease = lease
        self.batch = batch
    }

    /// What one round did.
    package struct Report: Hashable, Sendable {
        package var delivered = 0
        package var deferred = 0
        package var dead = 0
        package var dropped = 0

        package init() {}

        package var total: Int { delivered + deferred + dead + dropped }
    }

    /// Delivers what is due, one message after the other; returns when nothing is due or the task is cancelled.
    ///
    /// - Throws: ``StoreError`` when the store cannot be read or written; what was delivered stays delivered.
    @discardableResult
    package func deliverDue(now: Date) async throws(StoreError) -> Report {
        var report = Report()
        while !Task.isCancelled {
            let items = try await store.claim(now, now.addingTimeInterval(lease), batch)
            guard !items.isEmpty else { break }
            for item in items {
                let outcome = await deliver(item, now: now)
                try await store.settle(item.id, outcome, now)
                report.count(outcome)
            }
        }
        return report
    }

    private func deliver(_ item: OutboxItem, now: Date) async -> OutboxOutcome {
        if let notAfter = item.notAfter, notAfter <= now { return .dropped }
        do { try await mailer.deliver(item.mail) } catch {
            let failures = item.attempts + 1
            guard !error.isPermanent, failures < policy.attempts else { return .dead(reason: error.reason) }
            return .deferred(
                until: now.addingTimeInterval(policy.delay(afterFailures: failures)), reason: error.reason)
        }
        return .delivered
    }
}

extension OutboxDelivery.Report {
    fileprivate mutating func count(_ outcome: OutboxOutcome) {
        switch outcome {
        case .delivered: delivered += 1
        case .deferred: deferred += 1
        case .dead: dead += 1
        case .dropped: dropped += 1
        }
    }
}
