import Foundation
import Testing
import ToolSupport

/// A demonstration as `make run` starts it, and as `make demo-reset` begins it anew.
@Suite("A full demonstration", .serialized, .tags(.endToEnd), .timeLimit(.minutes(8)))
struct DemonstrationResetTests {
    private let folder: TemporaryDirectory
    private var data: String { folder.url.appending(component: "data").path }

    init() throws { folder = try TemporaryDirectory() }

    private func start(_ more: String...) throws -> RunningProgram {
        try RunningProgram(
            Seing.program,
            ["serve", "--demo", "--data-dir", data, "--port", "\(LoopbackPort.free())"] + more, limit: 300)
    }

    private func untilReady(_ program: RunningProgram) async throws -> String {
        for _ in 0..<2_400 where program.isRunning {
            let told = try program.text("output")
            if told.contains("Control-C") { return told }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("the demonstration did not start: \(try program.text("errors"))")
        return ""
    }

    private func stop(_ program: RunningProgram) async throws {
        program.stop()
        let end = try await program.outcome()
        #expect(end.status == 0 && !end.errors.contains(#/level=error| error /#), "\(end.errors.suffix(2_000))")
    }

    private func conventions() async throws -> Set<String> {
        let list = try await Seing.run("convention", "list", "--data-dir", data)
        return Set(list.output.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) })
    }

    @Test func `has three schools, and begins anew when it is told to and nothing runs on it`() async throws {
        let first = try start()
        let told = try await untilReady(first)
        for school in ["lycee-tillion", "sainte-anne", "milliat"] {
            let code = try await Seing.run("demo-code", "secretariat@\(school).example", "--data-dir", data)
            #expect(told.contains("secretariat@\(school).example") && code.succeeded, "\(told)")
        }
        let before = try await conventions()
        #expect(before.count > 20)
        let refused = try await start("--reset").outcome()
        #expect(refused.status == 69 && refused.errors.contains("another service runs"), "\(refused)")
        #expect(try await conventions() == before)
        try await stop(first)
        let again = try start()
        _ = try await untilReady(again)
        try await stop(again)
        #expect(try await conventions() == before, "a second start adds nothing")
        let anew = try start("--reset")
        _ = try await untilReady(anew)
        try await stop(anew)
        let after = try await conventions()
        #expect(after.count == before.count && after.isDisjoint(with: before))
    }

    /// Rule: whenever it is killed, the next start goes on; what was being written or signed just then may stay as it was.
    @Test func `is gone on with after a start that was killed, and after one more`() async throws {
        for seconds in [5, 9] {
            let killed = try start()
            for _ in 0..<3_000 where killed.isRunning {
                if try killed.text("errors").contains(#/candidatures|applications/#) { break }
                try await Task.sleep(for: .milliseconds(20))
            }
            try await Task.sleep(for: .seconds(seconds))
            killed.kill()
        }
        let service = try start()
        _ = try await untilReady(service)
        try await stop(service)
        #expect(try await conventions().count > 20)
    }

    @Test func `is not begun anew without being said to be one`() async throws {
        let outcome = try await Seing.run("serve", "--reset", "--data-dir", data)
        #expect(outcome.status == 64 && outcome.errors.contains("--demo"), "\(outcome)")
    }
}
