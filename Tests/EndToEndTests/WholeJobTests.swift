import Foundation
import Testing
import ToolSupport

/// The whole job as its users do it: mails, pages of a phone, `curl`, the command, and outside software that judges.
@Suite("The whole job", .tags(.endToEnd), .timeLimit(.minutes(15)))
struct WholeJobTests {
    /// `SEING_SCREENSHOTS` names a folder for a screenshot of each step.
    @Test func `is played by four parties in a browser and with curl, and ends with one document that all accept`()
        async throws
    {
        let service = try await DemonstrationService()
        let arguments = try [
            PythonTool.script("whole_job"), "--base", service.base, "--data", service.data, "--seing",
            Seing.program.path,
        ]
        let play = try await RunningProgram(PythonTool.interpreter(), arguments, limit: 840).outcome()
        let log = try service.program.text("errors")
        #expect(play.status == 0, "\(play.output)\(play.errors)\nthe service wrote: \(log.suffix(4_000))")
        service.program.stop()
        let end = try await service.program.outcome()
        #expect(end.status == 0, "\(end.errors.suffix(4_000))")
        #expect(!end.errors.contains(#/level=error| error /#), "\(end.errors.suffix(4_000))")
        // Links, codes and addresses are for their owners, not for whoever reads the log.
        #expect(!(end.output + end.errors).contains(#/\/[sr]\/[A-Za-z0-9_-]{20}/#))
        #expect(!end.errors.contains("famille.example"))
        // What is printed where the demonstration starts says as which family to enter, and names no other.
        #expect(end.output.matches(of: #/famille\.example/#).count == 1)
    }
}
