import struct Foundation.Date

/// Counts what one client does within a minute; the counts are lost when the service stops.
actor RateLimiter {
    private struct Window { var start: Date; var count: Int }

    /// So many clients are kept at most; then finished windows are dropped.
    private static let capacity = 20_000
    private static let windowSeconds = 60.0

    private var windows: [String: Window] = [:]

    /// Counts one request.
    ///
    /// - Returns: `nil` when it is within the limit, else the seconds until the next one is.
    func secondsToWait(for client: String, limit: Int, now: Date) -> Int? {
        if windows.count >= Self.capacity { dropFinished(now) }
        var window = windows[client] ?? Window(start: now, count: 0)
        if now.timeIntervalSince(window.start) >= Self.windowSeconds { window = Window(start: now, count: 0) }
        window.count += 1
        windows[client] = window
        guard window.count > limit else { return nil }
        return max(1, Int((Self.windowSeconds - now.timeIntervalSince(window.start)).rounded(.up)))
    }

    private func dropFinished(_ now: Date) {
        windows = windows.filter { now.timeIntervalSince($0.value.start) < Self.windowSeconds }
        // Under a flood from many addresses, forgetting is better than growing without end.
        if windows.count >= Self.capacity { windows.removeAll() }
    }
}
