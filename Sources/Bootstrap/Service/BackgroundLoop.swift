import Logging
import ServiceLifecycle

/// Something that is done again and again while the service runs, and stops when it is told to.
struct BackgroundLoop: Service {
    let name: String
    let interval: Duration
    let logger: Logger
    let body: @Sendable () async throws -> Void

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await body()
                } catch {
                    // The service stops; what was not done is done by the next start.
                    if Task.isCancelled { break }
                    // The next round may do better; what failed stays in the store.
                    logger.error("background work failed", metadata: ["loop": "\(name)", "error": "\(error)"])
                }
                try? await Task.sleep(for: interval)
            }
        }
    }
}
