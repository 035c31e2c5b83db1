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
    /// How long nobody looks for new messages while others are on their way.
    private static let pause: Duration = .milliseconds(200)
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
    /// As many as ``width`` are on their way at the same time, to one person one after the other, so that a slow server holds nobody else
    /// up. What is worth something for the shortest time, such as a code, overtakes what waits.
    ///
    /// - Parameter now: Asked for each handful and each message: a round behind a slow server takes long.
    /// - Throws: ``StoreError`` when the store cannot be read or written; what was delivered stays delivered.
    @discardableResult
    package func deliverDue(now: @autoclosure @escaping @Sendable () -> Date) async throws(StoreError) -> Report {
        let (report, failure) = await withTaskGroup(of: OutboxRound.Step.self) { group in
            var round = OutboxRound(width: width, batch: batch, looksAtOutcomes: store.looksAtOutcomes)
            repeat {
                for next in round.next(isCancelled: Task.isCancelled) {
                    group.addTask { await perform(next, now) }
                }
                if let step = await group.next() { round.take(step, now: now()) }
            } while !round.isOver
            group.cancelAll()  // a pause at most
            return (round.report, round.failure)
        }
        if let failure { throw failure }
        return report
    }

    private func perform(_ action: OutboxRound.Action, _ now: @Sendable () -> Date) async -> OutboxRound.Step {
        switch action {
        case .claim:
            let time = now()
            do { return .claimed(try await store.claim(time, time.addingTimeInterval(lease), batch)) } catch {
                return .claimFailed(error)
            }
        case .pause:
            try? await Task.sleep(for: Self.pause)
            return .paused
        case .send(let item): return .sent(item, await deliver(item, now))
        case .settle(let item, let outcome):
            do { try await store.settle(item.id, outcome, now()) } catch { return .settleFailed(error) }
            return .settled(item.id, outcome)
        }
    }

    private func deliver(_ item: OutboxItem, _ now: @Sendable () -> Date) async -> OutboxOutcome {
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
    mutating func count(_ outcome: OutboxOutcome) {
        switch outcome {
        case .delivered: delivered += 1
        case .deferred: deferred += 1
        case .dead: dead += 1
        case .dropped: dropped += 1
        }
    }
}
