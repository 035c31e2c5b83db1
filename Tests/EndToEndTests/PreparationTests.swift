import Foundation
import Testing
import ToolSupport

/// How a convention comes about: school, host and family each fill their own part.
@Suite("A convention that is prepared", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct PreparationTests {
    /// `SEING_SCREENSHOTS` names a folder for a screenshot of each step.
    @Test func `is filled by host and family on phones, corrected, handed back, approved and issued`() async throws {
        let service = try await DemonstrationService()
        let arguments = try [
            PythonTool.script("preparation"), "--base", service.base, "--data", service.data, "--seing",
            Seing.program.path, "--examples", PythonTool.root.appending(path: "Examples/preparation").path,
        ]
        let play = try await RunningProgram(PythonTool.interpreter(), arguments, limit: 540).outcome()
        let log = try service.program.text("errors")
        #expect(play.status == 0, "\(play.output)\(play.errors)\nthe service wrote: \(log.suffix(4_000))")
        service.program.stop()
        let end = try await service.program.outcome()
        // Links, tokens and addresses are for their owners, not for whoever reads the log.
        #expect(!(end.output + end.errors).contains(#/\/p\/[A-Za-z0-9_-]{20}|bois-joli\.example/#))
    }
}
