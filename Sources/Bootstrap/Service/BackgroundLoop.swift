import Logging
import ServiceLifecycle

/// Something that is done again and again while the service runs, and stops when it is told to.
struct BackgroundLoop: Service {
    let name: String
    let interval: Duration
    let logger: Logger
    let body: @Sendable () async throws -> Void

    /// While nothing succeeds, such as on a disk that takes no writes, a loop neither fills the log nor takes the processor.
    static let longestPause: Duration = .seconds(10)

    /// How long to wait until the next round: the interval, and twice as long with each failure in a row, up to ten seconds.
    static func pause(after failures: Int, interval: Duration) -> Duration {
        var pause = interval
        for _ in 0..<failures where pause < longestPause { pause *= 2 }
        return failures == 0 ? interval : max(interval, min(pause, longestPause))
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var failures = 0
            while !Task.isCancelled {
                do {
                    try await body()
                    failures = 0
                } catch {
                    // The service stops; what was not done is done by the next start.
                    if Task.isCancelled { break }
                    // The next round may do better; what failed stays in the store.
                    logger.error("background work failed", metadata: ["loop": "\(name)", "error": "\(error)"])
                    failures += 1
                }
                try? await Task.sleep(for: Self.pause(after: failures, interval: interval))
            }
        }
    }
}
