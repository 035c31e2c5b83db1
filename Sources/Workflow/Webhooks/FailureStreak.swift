package import struct Foundation.Date
package import struct Foundation.TimeInterval

/// Tries to reach an endpoint that failed one after the other, with none that succeeded between them.
///
/// Two failures days apart say nothing of the days between: only an endpoint that was tried and failed throughout them is given up.
///
/// Source: Standard Webhooks 1.0.0, “Disabling endpoints”.
package struct FailureStreak: Hashable, Sendable {
    /// For so long an endpoint may fail before it is given up, in seconds.
    package static let patience: TimeInterval = 3 * 86_400
    /// After so long without a try, as when the service stood still or nothing was to be told, the count begins anew, in seconds.
    package static let longestGap: TimeInterval = 86_400
    /// So often it is tried at least before it is given up.
    package static let leastTries = 12

    package let since: Date
    package let lastAt: Date
    package let tries: Int

    package init(since: Date, lastAt: Date, tries: Int) {
        self.since = since
        self.lastAt = lastAt
        self.tries = tries
    }

    /// Begins with one failure.
    package init(at time: Date) { self.init(since: time, lastAt: time, tries: 1) }

    /// With one more failure; it begins anew after a gap, and when the clock was put back behind its beginning.
    package func continued(at time: Date) -> FailureStreak {
        guard time >= since, time.timeIntervalSince(lastAt) <= Self.longestGap else { return FailureStreak(at: time) }
        return FailureStreak(since: since, lastAt: max(lastAt, time), tries: tries + 1)
    }

    package var isTooLong: Bool {
        tries >= Self.leastTries && lastAt.timeIntervalSince(since) >= Self.patience
    }
}

extension WebhookEndpoint.Health {
    package mutating func noteDelivery(at time: Date) {
        lastDeliveredAt = time
        (failingSince, lastFailure, streak) = (nil, nil, nil)
    }

    /// - Parameter reason: Without anything that the endpoint sent.
    package mutating func noteFailure(_ reason: String, at time: Date) {
        let longer = streak?.continued(at: time) ?? FailureStreak(at: time)
        (lastFailure, failingSince, streak) = (reason, failingSince ?? time, longer)
        if longer.isTooLong, disabledAt == nil { disabledAt = time }
    }

    mutating func enable() { (failingSince, lastFailure, disabledAt, streak) = (nil, nil, nil, nil) }
}
