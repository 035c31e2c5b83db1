package import struct Foundation.TimeInterval

/// How often and how soon an effect that failed is tried again. Durations are in seconds.
package struct RetryPolicy: Hashable, Sendable {
    /// Deliveries tried before a message is given up.
    package let attempts: Int
    package let firstDelay: TimeInterval
    package let longestDelay: TimeInterval
    /// By which part of itself a delay may be shorter, from 0 to 1: what failed together is not tried again together.
    package let jitter: Double

    package init(attempts: Int, firstDelay: TimeInterval, longestDelay: TimeInterval, jitter: Double = 0) {
        precondition((0...1).contains(jitter), "a delay is shortened by a part of itself")
        self.attempts = attempts
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
        self.jitter = jitter
    }

    /// Half a minute, doubled each time up to two hours; given up after 20 tries, some 20 to 24 hours later.
    package static let mail = RetryPolicy(attempts: 20, firstDelay: 30, longestDelay: 7_200, jitter: 0.2)
    /// The same, for longer than ``FailureStreak/patience``: an endpoint that is silent is given up before what waits for it is.
    package static let webhook = RetryPolicy(attempts: 64, firstDelay: 30, longestDelay: 7_200, jitter: 0.2)

    /// How long to wait after the given number of failures.
    ///
    /// - Parameter chance: From 0, which shortens nothing, to 1.
    package func delay(afterFailures failures: Int, chance: Double) -> TimeInterval {
        delay(afterFailures: failures) * (1 - jitter * min(max(chance, 0), 1))
    }

    /// How long to wait after the given number of failures at most.
    package func delay(afterFailures failures: Int) -> TimeInterval {
        var delay = firstDelay
        for _ in 1..<max(failures, 1) where delay < longestDelay { delay *= 2 }
        return min(delay, longestDelay)
    }
}
