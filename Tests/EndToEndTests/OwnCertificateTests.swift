import Foundation
import Testing
import ToolSupport

/// The example of signing with a key of one's own, as a reader of it would run it, against a real service.
@Suite("A certificate of one's own", .serialized, .tags(.endToEnd), .timeLimit(.minutes(10)))
struct OwnCertificateTests {
    @Test(arguments: ["file", "token", "seal", "many"])
    func `signs by the scripts of the example, and others accept the document`(key: String) async throws {
        let arguments = try [PythonTool.script("own_certificate"), "--seing", Seing.program.path, "--key", key]
        let play = try await RunningProgram(PythonTool.interpreter(), arguments, limit: 420).outcome()
        #expect(play.status == 0, "\(play.output)\(play.errors)")
    }
}
