import Foundation
import Testing
import ToolSupport

/// The description of the API against a real service, tried by software that knows nothing else.
@Suite("Description of the API and the running service", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct APIDescriptionTests {
    @Test func `does what its examples say, and nothing that it does not say, whatever is sent`() async throws {
        let arguments = try [
            PythonTool.script("openapi"), "--seing", Seing.program.path, "--cases", "12", "--seed", "1",
        ]
        let play = try await RunningProgram(PythonTool.interpreter(), arguments, limit: 540).outcome()
        #expect(play.status == 0, "\(play.output)\(play.errors)")
    }
}
