import Foundation
import Testing
import ToolSupport

/// What `--check` accepts, `new` and `import` enter; what they refuse, it refuses.
@Suite("seing convention import --check", .timeLimit(.minutes(10)))
struct ImportCheckTests {
    private let folder: TemporaryDirectory
    private let data: String

    init() async throws {
        folder = try TemporaryDirectory()
        data = folder.file("data")
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        try Data("a passphrase of tests".utf8).write(to: URL(filePath: data + "/passphrase"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: data + "/passphrase")
        let made = try await Seing.run("pki", "init", "--demo", "--organisation", "Lycée", "--data-dir", data)
        #expect(made.succeeded, "\(made)")
    }

    private static let examples = PythonTool.root.appending(path: "Examples/conventions")

    private func convention(_ arguments: String...) async throws -> Outcome {
        try await RunningProgram(
            Seing.program, ["convention"] + arguments + ["--lang", "fr", "--data-dir", data]
        ).outcome()
    }

    /// A copy of an example, with its contacts beside it.
    private func copy(_ name: String, _ changes: [(String, String)]) throws -> (data: String, contacts: String) {
        let example = { (ending: String) in
            String(
                decoding: try Data(contentsOf: Self.examples.appending(path: "public-lycee-seconde.\(ending)")),
                as: UTF8.self)
        }
        var text = try example("xml")
        for (old, new) in changes {
            #expect(text.contains(old))
            text = text.replacing(old, with: new)
        }
        return (
            try folder.write("\(name).xml", Array(text.utf8)),
            try folder.write("\(name).contacts.xml", Array(try example("contacts.xml").utf8))
        )
    }

    @Test func `refuses an amendment, as new and import do`() async throws {
        let file = try copy(
            "amendment",
            [
                (
                    "<convention xmlns=\"urn:seing:convention:1\">",
                    "<convention xmlns=\"urn:seing:convention:1\">\n<documentKind>amendment</documentKind>"
                )
            ])
        let template = ["--template", "amendment-2025-11"]
        for outcome in [
            try await convention("import", "--check", file.data, template[0], template[1]),
            try await convention("import", file.data, template[0], template[1]),
            try await convention("new", file.data, "--contacts", file.contacts, template[0], template[1]),
        ] {
            #expect(outcome.status == 65 && outcome.output.isEmpty, "\(outcome)")
            #expect(outcome.errors.contains("Ce modèle n’est pas celui d’une convention"), "\(outcome)")
        }
        let other = try await convention("import", "--check", file.data)
        #expect(other.status == 65, "\(other)")
        #expect(other.errors.contains("amendment.xml: ligne 3, sorte de document (documentKind)"), "\(other)")
    }

    @Test func `names line and value that the typeface cannot print, or row and column`() async throws {
        let file = try copy("names", [("Karim", "カリム")])
        let line = try #require(
            String(decoding: try folder.read("names.xml"), as: UTF8.self).split(
                separator: "\n", omittingEmptySubsequences: false
            ).firstIndex { $0.contains("カリム") })
        for arguments in [["--check", file.data], [file.data]] {
            let outcome = try await RunningProgram(
                Seing.program, ["convention", "import", "--lang", "fr", "--data-dir", data] + arguments
            ).outcome()
            #expect(outcome.status == 65 && outcome.output.isEmpty, "\(outcome)")
            let place = "names.xml: ligne \(line + 1), organisme d’accueil, tuteur, prénom (host/tutor/givenName)"
            #expect(outcome.errors.contains(place), "\(outcome)")
            #expect(outcome.errors.contains("«\u{A0}カリム\u{A0}» contient le caractère U+30AB"), "\(outcome)")
        }
        #expect(try await convention("import", try copy("good", []).data).succeeded)
        let table = try await convention("export", "--format", "csv", "--contacts").output
        let csv = try folder.write("names.csv", Array(table.replacing("Karim", with: "カリム").utf8))
        let outcome = try await convention("import", "--check", csv)
        #expect(outcome.status == 65, "\(outcome)")
        #expect(
            outcome.errors.contains(/names\.csv: ligne 2, colonne [A-Z]+ \([a-zA-Z0-9.]+\.givenName\)/), "\(outcome)")
    }

    @Test func `and new, import and issue warn of a superseded template, by the text in force`() async throws {
        let file = try copy("old", [])
        let warning =
            "! Le modèle observation-2024-07 (NOR MENE2407449C, BO n° 29 de 2024) a été remplacé par observation-2025-11 "
        let entered = try await convention(
            "new", file.data, "--contacts", file.contacts, "--template", "observation-2024-07")
        let id = entered.output.trimmingCharacters(in: .whitespacesAndNewlines)
        for outcome in [
            entered,
            try await convention("import", "--check", file.data, "--template", "observation-2024-07"),
            try await convention(
                "import", file.data, "--template", "observation-2024-07", "--despite-overlap", "essai"),
            try await convention("issue", id),
        ] {
            #expect(outcome.succeeded && outcome.errors.contains(warning), "\(outcome)")
        }
        // Once it is made, its text was the one that it was to have.
        let shown = try await convention("show", id)
        #expect(shown.succeeded && !shown.output.contains("remplacé par"), "\(shown)")
        let current = try await convention("import", "--check", file.data)
        #expect(current.succeeded && !current.errors.contains("remplacé par"), "\(current)")
    }
}
