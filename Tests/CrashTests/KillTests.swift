import Foundation
import Testing
import ToolSupport

/// The real service, driven over HTTP by `Tests/Tools/crash`, which keeps the data directory when something is wrong.
@Suite("When the process is killed", .serialized)
struct KillTests {
    /// Kills; `make soak` asks for many.
    private static let kills = ProcessInfo.processInfo.environment["SEING_CRASH_KILLS"] ?? "4"

    @Test func `what was acknowledged is there once, all verifies, no mail is lost, and signing goes on`() async throws
    {
        try await play("--kills", Self.kills)
    }

    @Test func `several signatories at the same moment all end up signed`() async throws {
        try await play("--rounds", "4")
    }

    private func play(_ mode: String, _ count: String) async throws {
        let seed = ProcessInfo.processInfo.environment["SEING_CRASH_SEED"].map { ["--seed", $0] } ?? []
        let outcome = try await Program.start(
            try PythonTool.interpreter().path,
            [
                PythonTool.script("crash"), "--seing", try Program.path, "--examples",
                PythonTool.root.appending(path: "Examples/conventions").path, mode, count,
            ] + seed, limit: 600)
        #expect(outcome.status == 0, "\(outcome.text)")
        print(outcome.output, terminator: "")
    }
}
