import Foundation
import Testing
import ToolSupport

@testable import SeingCLI

/// The table in a terminal of a known width.
@Suite("seing verify in a terminal", .timeLimit(.minutes(5)))
struct TerminalTests {
    private let sample: SampleConvention
    private let folder: TemporaryDirectory

    init() async throws {
        sample = try await SampleConvention.shared.value
        folder = try TemporaryDirectory()
        let names = [
            "court", "une convention au nom beaucoup trop long pour une seule colonne de la table", "山田太郎の職場体験協定書",
            "Zoé",
        ]
        for name in names { try folder.write(name + ".pdf", try sample.bytes) }
    }

    private func run(columns: Int, _ term: String, _ arguments: String...) async throws -> Outcome {
        let command = ["verify", folder.path, "--trust", sample.trust, "--lang", "fr"] + arguments
        return try await RunningProgram(
            PythonTool.interpreter(),
            [PythonTool.script("run_in_terminal.py"), "--columns", "\(columns)", try Seing.program.path] + command,
            environment: ["TERM": term]
        ).outcome()
    }

    @Test(arguments: [60, 80, 120])
    func `keeps every row in the window, and its columns under each other`(columns: Int) async throws {
        let outcome = try await run(columns: columns, "dumb")
        let lines = outcome.output.split(whereSeparator: \.isNewline).map(String.init)
        let rows = lines.filter { $0.hasPrefix("✓") }
        #expect(rows.count == 4 && outcome.status == 0, "\(outcome.text)")
        let widths = Set((rows + [lines[1]]).map { line in DisplayWidth.of(line.prefix { _ in true }) })
        #expect(widths.allSatisfy { $0 <= max(columns, 72) }, "\(widths)")
        #expect(Set(rows.map { DisplayWidth.of($0) }).count == 1, "\(rows)")
        #expect(rows.contains { $0.contains("…") })
        #expect(rows.allSatisfy { $0.contains("Inès B") && $0.contains("4/4") && $0.contains("intact") })
    }

    @Test func `draws a bar on a terminal, without escape sequences, and wipes it`() async throws {
        let outcome = try await run(columns: 80, "xterm-256color")
        #expect(outcome.output.contains("[····················] 0/4"), "\(outcome.output.debugDescription)")
        #expect(!outcome.output.contains("\u{1B}"))
        #expect(outcome.output.hasSuffix("4 fichiers\u{202F}: 4 en ordre.\r\n"), "nothing is left of the bar")
    }

    @Test(arguments: ["dumb", ""])
    func `draws none where lines cannot be written over`(term: String) async throws {
        #expect(!(try await run(columns: 80, term).output.contains("/4\r")))
        #expect(!(try await run(columns: 80, term).output.contains("[")))
    }

    @Test func `gives no PDF to a terminal`() async throws {
        let outcome = try await RunningProgram(
            PythonTool.interpreter(),
            [
                PythonTool.script("run_in_terminal.py"), try Seing.program.path, "extract", sample.document,
                "--revision", "0",
            ]
        ).outcome()
        #expect(outcome.status == 64 && !outcome.output.contains("%PDF"))
    }
}
