import Foundation
import Testing
import ToolSupport

/// A folder of conventions, good and bad, through the built command.
@Suite("seing verify on a folder", .timeLimit(.minutes(5)))
struct VerifyFolderTests {
    private let sample: SampleFolder

    init() async throws { sample = try await SampleFolder() }

    @Test func `reports each PDF once, in the order of names, and goes on after a bad one`() async throws {
        let outcome = try await sample.verify("--lang", "fr")
        #expect(outcome.status == 65, "\(outcome)")
        let rows = outcome.output.split(separator: "\n").prefix { !$0.hasPrefix("À revoir") }.dropFirst(2)
        #expect(rows.count == SampleFolder.names.count, "\(outcome.output)")
        for (row, name) in zip(rows, SampleFolder.names) { #expect(row.contains(" " + name), "\(row)") }
        #expect(rows.filter { $0.hasPrefix("✓") }.count == 2)
        #expect(outcome.output.hasSuffix("9 fichiers\u{202F}: 2 en ordre, 4 à refuser ou à compléter, 3 illisibles.\n"))
        #expect(outcome.output.contains("Inès Belkacem-Roy"))
        #expect(outcome.errors.isEmpty, "no progress bar in a pipe: \(outcome.errors)")
    }

    @Test func `says the integrity of each file in JSON that its schema accepts`() async throws {
        let outcome = try await sample.verify("--json")
        #expect(outcome.status == 65)
        try await expectValid(outcome.outputBytes, "verification")
        let report = try JSONDecoder().decode(Report.self, from: outcome.outputBytes)
        #expect(report.files.map(\.integrity) == SampleFolder.integrity)
        #expect(report.files.map(\.name) == SampleFolder.names.map { "/" + $0 }.map { sample.folder.path + $0 })
        #expect(report.integrity == "broken" && report.verdict == "unreadable")
        #expect(report.fileCount == 9 && report.doneCount == 9)
    }

    @Test(arguments: zip(SampleFolder.names, SampleFolder.integrity))
    func `says it of one file at the top`(name: String, integrity: String) async throws {
        let outcome = try await Seing.run(
            "verify", sample.folder.file(name), "--json", "--trust", sample.convention.trust)
        try await expectValid(outcome.outputBytes, "verification")
        #expect(try JSONDecoder().decode(Report.self, from: outcome.outputBytes).integrity == integrity)
    }

    @Test func `writes a line of JSON a file`() async throws {
        let outcome = try await sample.verify("--jsonl")
        #expect(outcome.output.split(separator: "\n").count == 9)
        try await expectValid(outcome.outputBytes, "verification", "--lines", "--definition", "file")
    }

    @Test func `has JSON without files for an empty folder, and says so`() async throws {
        let empty = try TemporaryDirectory()
        let outcome = try await Seing.run("verify", empty.path, "--json")
        #expect(outcome.status == 65)
        try await expectValid(outcome.outputBytes, "verification")
        #expect(try await Seing.run("verify", empty.path, "--lang", "fr").output.contains("ne contient aucun PDF"))
    }

    @Test func `has a schema that refuses what is not documented`() async throws {
        let outcome = try await sample.verify("--json")
        let text = outcome.output
        for (old, new) in [("\"intact\"", "\"fine\""), ("\"sha256\"", "\"digest\""), ("\"fileCount\"", "\"count\"")] {
            let changed = Array(text.replacingOccurrences(of: old, with: new).utf8)
            #expect(try await !validate(changed, "verification").succeeded, "\(old)")
        }
    }

    @Test func `writes a table for spreadsheets`() async throws {
        let outcome = try await sample.verify("--csv", "--lang", "fr")
        #expect(outcome.outputBytes.starts(with: [0xEF, 0xBB, 0xBF]))
        let script = """
            import csv, sys
            text = sys.stdin.buffer.read().decode("utf-8-sig")
            rows = list(csv.reader(text.splitlines(), delimiter=";"))
            assert {len(row) for row in rows} == {12}, rows
            print(*(row[1] for row in rows[1:]), sep="|")
            """
        let read = try await Command.outcome("python3", "-c", script, input: Array(outcome.outputBytes))
        let bad = "à refuser ou à compléter"
        let verdicts = [bad, bad, "en ordre", bad, "illisible", "en ordre", "illisible", "illisible", bad]
        #expect(read.output == verdicts.joined(separator: "|") + "\n", "\(read.errors)")
    }

    @Test func `refuses two forms at once, and a date that is none`() async throws {
        #expect(try await sample.verify("--json", "--csv").status == 64)
        #expect(try await sample.verify("--at", "31/02/2026").status == 64)
        #expect(try await sample.verify("--policy", "lax").status == 64)
    }

    private struct Report: Decodable {
        struct File: Decodable {
            let name: String
            let integrity: String
            private enum CodingKeys: String, CodingKey { case name = "file", integrity }
        }
        let files: [File]
        let integrity: String
        let verdict: String
        let fileCount: Int
        let doneCount: Int
    }
}

/// Asks a JSON Schema library.
func validate(_ json: [UInt8], _ schema: String, _ options: String...) async throws -> Outcome {
    let file = PythonTool.root.appending(path: "Templates/Schemas/\(schema).schema.json").path
    return try await RunningProgram(
        PythonTool.interpreter(), [PythonTool.script("validate_json.py"), file] + options, input: Data(json)
    ).outcome()
}

func expectValid(_ json: Data, _ schema: String, _ options: String...) async throws {
    let file = PythonTool.root.appending(path: "Templates/Schemas/\(schema).schema.json").path
    let outcome = try await RunningProgram(
        PythonTool.interpreter(), [PythonTool.script("validate_json.py"), file] + options, input: json
    ).outcome()
    #expect(outcome.succeeded, "\(outcome.text)")
}
