import Foundation
import Testing
import ToolSupport

/// `seing serve --demo` on a port and in a data directory of its own.
final class DemonstrationService: Sendable {
    let data: String
    let base: String
    let program: RunningProgram
    private let folder: TemporaryDirectory
    /// Seconds; longer than any test takes.
    private static let limit: TimeInterval = 900

    /// Starts it and waits until it answers.
    init() async throws {
        let port = try LoopbackPort.free()
        folder = try TemporaryDirectory()
        data = folder.url.appending(component: "data").path
        base = "http://127.0.0.1:\(port)"
        program = try RunningProgram(
            Seing.program, ["serve", "--demo", "--demo-size", "small", "--data-dir", data, "--port", "\(port)"],
            limit: Self.limit)
        for _ in 0..<300 where program.isRunning {
            if try await isHealthy() { return }
            try await Task.sleep(for: .milliseconds(200))
        }
        throw DidNotStart(errors: try program.text("errors"))
    }

    private func isHealthy() async throws -> Bool {
        let (status, _) = try await run(URL(filePath: "/usr/bin/curl"), ["--silent", "--fail", base + "/health"])
        return status == 0
    }

    struct DidNotStart: Error, CustomStringConvertible {
        let errors: String
        var description: String { "the service did not answer /health within a minute; it wrote: \(errors)" }
    }
}
