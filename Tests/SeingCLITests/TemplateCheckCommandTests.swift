import Foundation
import Testing
import ToolSupport

/// What `seing template check` says of a template of a school's own.
@Suite("seing template check", .timeLimit(.minutes(5)))
struct TemplateCheckCommandTests {
    private let folder: TemporaryDirectory
    private let data: String
    private var file: String { data + "/templates/ours/template.xml" }

    init() async throws {
        folder = try TemporaryDirectory()
        data = folder.file("data")
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        #expect(try await template("new", "ours").succeeded)
    }

    private func template(_ arguments: String...) async throws -> Outcome {
        try await RunningProgram(
            Seing.program, ["template"] + arguments + ["--lang", "fr", "--data-dir", data]
        ).outcome()
    }

    /// Puts something in the place of what stands there once, and gives its line.
    private func edit(_ old: String, _ new: String) throws -> Int {
        let text = String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
        let range = try #require(text.firstRange(of: old))
        try Data(text.replacingCharacters(in: range, with: new).utf8).write(to: URL(filePath: file))
        return text[..<range.lowerBound].count { $0.isNewline } + 1
    }

    @Test func `names file, line, cause and remedy of a file that is no XML`() async throws {
        let line = try edit("</title>", "</titel>")
        let outcome = try await template("check", "ours")
        #expect(outcome.status == 1, "\(outcome)")
        #expect(
            outcome.output.hasSuffix(
                "\(file):\(line): </titel> est écrit alors que <title>, ouvert à la ligne \(line), n’est pas fermé ; "
                    + "ajoutez </title> avant, ou corrigez l’un des deux noms\n"), "\(outcome)")
    }

    @Test func `names file and line of what the typeface lacks, and does not publish it`() async throws {
        let line = try edit("<heading>", "<heading>学 ")
        for command in ["check", "publish"] {
            let outcome = try await template(command, "ours")
            #expect(outcome.status == 1, "\(outcome)")
            #expect(
                (outcome.output + outcome.errors).contains(
                    "\(file):\(line): la police des conventions n’a pas le caractère 学 (U+5B66)"), "\(outcome)")
        }
    }

    @Test func `names file and line of a value that some data lack`()
        async throws
    {
        let line = try edit("<title>Convention relative", "<title><value of=\"placement.meals\"/> Convention relative")
        let told = try await template("check", "ours")
        #expect(
            told.output.contains(
                "\(file):\(line): la valeur placement.meals est imprimée, et les données ne l’ont pas (situation : "),
            "\(told)")
        #expect(told.output.contains("<if value=\"placement.meals\" exists=\"yes\">"), "\(told)")
    }

    @Test func `names file and line of a column in which words are cut`() async throws {
        let line = try edit(
            "<paragraph style=\"lead\">",
            "<table><columns>\n<column weight=\"0.01\">Jour</column><column weight=\"9\">Heures</column></columns>"
                + "<row><cell>lundi</cell><cell>huit heures</cell></row></table>\n<paragraph style=\"lead\">")
        let outcome = try await template("check", "ours")
        #expect(outcome.status == 1, "\(outcome)")
        #expect(
            outcome.output.contains(
                "\(file):\(line + 1): la colonne 1 du tableau est large de 1 points, et « lundi » en demande "),
            "\(outcome)")
        #expect(outcome.output.split(separator: "\n").count == 1, "\(outcome)")
    }
}
