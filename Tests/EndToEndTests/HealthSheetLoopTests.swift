import Foundation
import Testing
import ToolSupport

/// The running service erases health sheets by itself.
@Suite("Health sheets and the running service", .tags(.endToEnd), .timeLimit(.minutes(5)))
struct HealthSheetLoopTests {
    private func sql(_ statement: String, _ data: String) async throws -> String {
        let script = """
            import sqlite3, sys
            db = sqlite3.connect(sys.argv[1])
            print(list(db.execute(sys.argv[2])))
            db.commit()
            """
        return try await Command.outcome(
            try PythonTool.interpreter().path, "-c", script, data + "/seing.sqlite", statement
        ).output
    }

    @Test func `those of placements that are over go when the service starts, the others stay`() async throws {
        let folder = try TemporaryDirectory()
        let data = folder.url.appending(component: "data").path
        let arguments = [
            "serve", "--demo", "--demo-size", "small", "--data-dir", data, "--port", "\(try LoopbackPort.free())",
        ]
        for (wanted, change) in [(1, "UPDATE healthSheet SET lastDay = 20000"), (0, "SELECT 1")] {
            let service = try RunningProgram(Seing.program, arguments)
            for _ in 0..<1_200 where service.isRunning {
                let isReady = try service.text("output").contains("Control-C")
                if isReady, try await sql("SELECT count(*) FROM healthSheet", data) == "[(\(wanted),)]\n" { break }
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(try await sql("SELECT count(*) FROM healthSheet", data) == "[(\(wanted),)]\n")
            service.stop()
            #expect(try await service.outcome().status == 0)
            _ = try await sql(change, data)
        }
        let list = try await Seing.run("convention", "list", "--data-dir", data)
        #expect(list.output.split(separator: "\n").count == 3, "\(list)")
    }
}
