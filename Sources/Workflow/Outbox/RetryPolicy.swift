package import struct Foundation.TimeInterval

/// How often and how soon an effect that failed is tried again. Durations are in seconds.
package struct RetryPolicy: Hashable, Sendable {
    /// Deliveries tried before a message is given up.
    package let attempts: Int
    package let firstDelay: TimeInterval
    package let longestDelay: TimeInterval

    package init(attempts: Int, firstDelay: TimeInterval, longestDelay: TimeInterval) {
        self.attempts = attempts
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
    }

    /// Half a minute, doubled each time up to two hours; given up after 20 tries, a day and a half later.
    package static let mail = RetryPolicy(attempts: 20, firstDelay: 30, longestDelay: 7_200)

    /// How long to wait after the given number of failures.
    package func delay(afterFailures failures: Int) -> TimeInterval {
        var delay = firstDelay
        for _ in 1..<max(failures, 1) where delay < longestDelay { delay *= 2 }
        return min(delay, longestDelay)
    }
}
