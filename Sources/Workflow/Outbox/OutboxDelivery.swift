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
    /// People to whom something is sent at the same time.
    package let width: Int
    /// A number from 0 to 1, another one each time.
    private let chance: @Sendable () -> Double

    package init(
        store: OutboxStore, mailer: Mailer, policy: RetryPolicy = .mail, lease: TimeInterval = 300, batch: Int = 40,
        width: Int = 1, chance: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
    ) {
        self.store = store
        self.mailer = mailer
        self.policy = policy
        self.lease = lease
        self.batch = batch
        self.width = width
        self.chance = chance
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

    /// Delivers what is due; returns when nothing is due or the task is cancelled.
    ///
    /// What is worth something for the shortest time, such as a code, comes with the next handful that is taken.
    ///
    /// - Parameter now: Asked for each handful and each message: a round behind a slow server takes long.
    /// - Throws: ``StoreError`` when the store cannot be read or written; what was delivered stays delivered.
    @discardableResult
    package func deliverDue(now: @autoclosure @escaping @Sendable () -> Date) async throws(StoreError) -> Report {
        var report = Report()
        while !Task.isCancelled {
            let time = now()
            let items = try await store.claim(time, time.addingTimeInterval(lease), batch)
            guard !items.isEmpty else { break }
            report += try await deliver(items, now)
        }
        return report
    }

    /// People are shared out among as many senders as ``width`` says, so that a slow server holds nobody else up.
    private func deliver(
        _ items: [OutboxItem], _ now: @escaping @Sendable () -> Date
    ) async throws(StoreError) -> Report {
        var places: [String: Int] = [:]
        var shares = [[OutboxItem]](repeating: [], count: width)
        for item in items {
            let place = places[item.mail.to] ?? places.count % width
            places[item.mail.to] = place
            shares[place].append(item)
        }
        let results = await withTaskGroup(of: Result<Report, StoreError>.self) { group in
            for share in shares where !share.isEmpty { group.addTask { await send(share, now) } }
            var results: [Result<Report, StoreError>] = []
            for await result in group { results.append(result) }
            return results
        }
        var report = Report()
        for result in results { report += try result.get() }
        return report
    }

    /// What is not sent because the service stops is taken up by the next process (``OutboxStore`` keeps it).
    private func send(_ items: [OutboxItem], _ now: @escaping @Sendable () -> Date) async -> Result<Report, StoreError>
    {
        var report = Report()
        for item in items where !Task.isCancelled {
            let outcome = await deliver(item, now)
            do throws(StoreError) { try await store.settle(item.id, outcome, now()) } catch { return .failure(error) }
            report.count(outcome)
        }
        return .success(report)
    }

    private func deliver(_ item: OutboxItem, _ now: @escaping @Sendable () -> Date) async -> OutboxOutcome {
        if let notAfter = item.notAfter, notAfter <= now() { return .dropped }
        do { try await mailer.deliver(item.mail) } catch {
            let failures = item.attempts + 1
            guard !error.isPermanent, failures < policy.attempts else { return .dead(reason: error.reason) }
            let delay = policy.delay(afterFailures: failures, chance: chance())
            return .deferred(until: now().addingTimeInterval(delay), reason: error.reason)
        }
        return .delivered
    }
}

extension OutboxDelivery.Report {
    fileprivate static func += (sum: inout Self, more: Self) {
        sum.delivered += more.delivered
        sum.deferred += more.deferred
        sum.dead += more.dead
        sum.dropped += more.dropped
    }

    fileprivate mutating func count(_ outcome: OutboxOutcome) {
        switch outcome {
        case .delivered: delivered += 1
        case .deferred: deferred += 1
        case .dead: dead += 1
        case .dropped: dropped += 1
        }
    }
}
