import Foundation
import Testing
import ToolSupport

/// Conventions are corrected from files, one or a table of them.
@Suite("seing convention revise", .timeLimit(.minutes(10)))
struct ReviseCommandTests {
    private let folder: TemporaryDirectory
    private let data: String
    private static let examples = PythonTool.root.appending(path: "Examples/conventions").path

    init() async throws {
        folder = try TemporaryDirectory()
        data = folder.file("data")
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        try Data("a passphrase of tests".utf8).write(to: URL(filePath: data + "/passphrase"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: data + "/passphrase")
        let made = try await Seing.run("pki", "init", "--demo", "--organisation", "Lycée", "--data-dir", data)
        #expect(made.succeeded, "\(made)")
    }

    private func convention(_ arguments: String...) async throws -> Outcome {
        try await RunningProgram(
            Seing.program, ["convention"] + arguments + ["--lang", "fr", "--data-dir", data]
        ).outcome()
    }

    /// Two conventions that were issued and one draft.
    private func entered() async throws -> [String] {
        let files = ["public-lycee-seconde.xml", "two-representatives.xml", "adult-pupil.json"]
        let outcome = try await RunningProgram(
            Seing.program,
            ["convention", "import", "--data-dir", data] + files.map { "\(Self.examples)/\($0)" }
        ).outcome()
        let ids = outcome.output.split(separator: "\n").map(String.init)
        try #require(ids.count == 3, "\(outcome)")
        let issued = try await convention("issue", ids[0], ids[1], "--late", "essai")
        #expect(issued.succeeded, "\(issued)")
        return ids
    }

    @Test func `correct every changed row of a table once, after saying what it will do`() async throws {
        let ids = try await entered()
        let table = try await convention("export", "--format", "csv", "--contacts").output
        let csv = try folder.write(
            "all.csv", Array(table.replacing("Santos", with: "Dos Santos").replacing("Vermeulen", with: "Meulen").utf8))
        let revise = ["revise", "--from", csv, "--reason", "Faute de frappe", "--late", "essai"]
        let dry = try await convention(revise[0], revise[1], revise[2], revise[3], revise[4], "--dry-run")
        #expect(dry.succeeded && dry.output.isEmpty, "\(dry)")
        #expect(dry.errors.contains("\(ids[0]): nouvelle version\u{202F}: le tuteur ou la tutrice"), "\(dry)")
        #expect(dry.errors.contains("inchangées\u{202F}: 1"), "\(dry)")
        let done = try await RunningProgram(
            Seing.program, ["convention"] + revise + ["--yes", "--lang", "fr", "--data-dir", data]
        ).outcome()
        #expect(done.succeeded, "\(done)")
        let pairs = done.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(Set(pairs.map { $0[0] }) == Set(ids[..<2]) && done.errors.contains("2/2"))
        let list = try await convention("list").output
        for pair in pairs {
            #expect(list.contains("\(pair[0])  remplacée") && list.contains("\(pair[1])  à la signature"), "\(list)")
        }
        let shown = try await convention("show", ids[0]).output
        #expect(shown.contains("remplacée par \(pairs.first { $0[0] == ids[0] }?[1] ?? "?")\u{202F}: Faute de frappe"))
        // The same once more, as after a run that was killed: nothing is done twice.
        let again = try await RunningProgram(
            Seing.program, ["convention"] + revise + ["--yes", "--lang", "fr", "--data-dir", data]
        ).outcome()
        #expect(again.succeeded && again.output.isEmpty, "\(again)")
        #expect(again.errors.contains("déjà corrigées\u{202F}: 2"), "\(again)")
        #expect(try await convention("list").output == list)
    }

    @Test
    func `keep asking those who need not sign, whom the school asks in all its conventions, until the data say not to`()
        async throws
    {
        try Data(#"{"optionalSignatures": ["tutor"]}"#.utf8).write(to: URL(filePath: data + "/settings.json"))
        let example = "\(Self.examples)/public-lycee-seconde.xml"
        let entered = try await convention("import", example)
        let id = entered.output.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(entered.succeeded, "\(entered)")
        try Data("{}".utf8).write(to: URL(filePath: data + "/settings.json"))
        #expect(try await convention("list").output.contains("(facultatives\u{202F}: 0/1)"))
        let text = try String(contentsOfFile: example, encoding: .utf8).replacing("Santos", with: "Dos Santos")
        let silent = try folder.write("silent.xml", Array(text.utf8))
        let kept = try await convention("revise", id, "--data", silent, "--reason", "Nom")
        let next = kept.output.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(try await convention("export", next).output.contains("<signature>tutor</signature>"), "\(kept)")
        let nobody = try folder.write(
            "nobody.xml", Array(text.replacing("</required>", with: "</required><optional/>").utf8))
        let last = try await convention("revise", next, "--data", nobody, "--reason", "Signataires")
        let corrected = last.output.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(try await convention("export", corrected).output.contains("<signature>student</signature>"), "\(last)")
        #expect(try await !convention("export", corrected).output.contains("<signature>tutor</signature>"))
    }

    @Test func `refuse a table without references, or with one twice, and say why each other is refused`() async throws
    {
        let ids = try await entered()
        let table = try await convention("export", "--format", "csv", "--contacts").output
        let mended = table.replacing("Santos", with: "Dos Santos")
        let stranger = try folder.write(
            "stranger.csv", Array(mended.replacing(ids[0], with: "zzzzzzzzzzzzzzzzzzzz").utf8))
        let unknown = try await convention("revise", "--from", stranger, "--reason", "x", "--yes")
        #expect(unknown.status == 1 && unknown.errors.contains("unknown-convention"), "\(unknown)")
        for (name, text) in [
            "empty": mended.replacing(ids[0], with: ""), "twice": mended.replacing(ids[0], with: ids[1]),
        ] {
            let outcome = try await convention(
                "revise", "--from", try folder.write("\(name).csv", Array(text.utf8)), "--reason", "x", "--yes")
            #expect(outcome.status == 65 && outcome.errors.contains("rien n’a été changé"), "\(outcome)")
        }
        #expect(try await convention("list").output.contains("remplacée") == false)
    }

    @Test func `correct one from a file, and ask for one or a table`() async throws {
        let ids = try await entered()
        let text = try String(contentsOfFile: "\(Self.examples)/public-lycee-seconde.xml", encoding: .utf8)
        let file = try folder.write("mended.xml", Array(text.replacing("Santos", with: "Dos Santos").utf8))
        // A sheet that lies there is not taken without --contacts: the addresses on file serve.
        let sheet = try String(contentsOfFile: "\(Self.examples)/public-lycee-seconde.contacts.xml", encoding: .utf8)
        _ = try folder.write("mended.contacts.xml", Array(sheet.replacing("@", with: "@autrefois.").utf8))
        let next = try await convention("revise", ids[0], "--data", file, "--reason", "Faute de frappe")
        #expect(next.succeeded, "\(next)")
        let id = next.output.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(try await convention("show", id).output.contains("remplace \(ids[0])"))
        let kept = try await convention("export", "--format", "csv", "--contacts").output
        #expect(kept.contains("samira@famille.example") && !kept.contains("@autrefois."), "\(kept)")
        let again = try await convention("revise", ids[0], "--data", file, "--reason", "Faute de frappe")
        #expect(again.status == 1 && again.errors.contains("convention-superseded"), "\(again)")
        #expect(try await convention("revise", ids[0], "--reason", "x").status == 64)
        #expect(try await convention("revise", "--data", file, "--reason", "x").status == 64)
        #expect(try await convention("revise", ids[0], "--data", file, "--from", file, "--reason", "x").status == 64)
    }
}
