import Foundation
import Testing
import ToolSupport

/// Conventions go out of an installation and into another one, and nothing of a bad file gets in.
@Suite("seing convention import and export", .timeLimit(.minutes(10)))
struct ExchangeCommandTests {
    private let folder: TemporaryDirectory
    private static let examples = PythonTool.root.appending(path: "Examples/conventions").path

    init() throws { folder = try TemporaryDirectory() }

    /// A data directory with demonstration keys.
    private func installation(_ name: String) async throws -> String {
        let data = folder.file(name)
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        try Data("a passphrase of tests".utf8).write(to: URL(filePath: data + "/passphrase"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: data + "/passphrase")
        let made = try await Seing.run("pki", "init", "--demo", "--organisation", "Lycée", "--data-dir", data)
        #expect(made.succeeded, "\(made)")
        return data
    }

    private func convention(_ arguments: String..., data: String? = nil) async throws -> Outcome {
        let place = data.map { ["--data-dir", $0] } ?? []
        return try await RunningProgram(
            Seing.program, ["convention"] + arguments + ["--lang", "fr"] + place
        ).outcome()
    }

    private func example(_ name: String) -> String { "\(Self.examples)/\(name)" }

    @Test func `carry every example out as XML, JSON and CSV, and into another installation with the same bytes`()
        async throws
    {
        let first = try await installation("first")
        let names = [
            "public-lycee-seconde.xml", "private-college-troisieme.xml", "two-representatives.xml", "adult-pupil.json",
        ]
        let ids = try await enter(names.map(example), into: first)
        #expect(ids.count == 4)
        for format in ["xml", "json"] {
            let out = ["--format", format, "--out", folder.file(format), "--contacts", "--data-dir", first]
            #expect(try await RunningProgram(Seing.program, ["convention", "export"] + out).outcome().succeeded)
        }
        let table = try await convention("export", "--format", "csv", "--contacts", data: first)
        let csv = try folder.write("all.csv", Array(table.outputBytes))
        for (name, files) in [
            "xml": ids.map { folder.file("xml/\($0).xml") }, "json": ids.map { folder.file("json/\($0).json") },
            "csv": [csv],
        ] {
            try await expectSame(ids, after: files, named: name)
        }
        // As a shell expands *.xml in the folder of an export, in one order or the other.
        for (name, files) in [
            "folder": ids.flatMap { [folder.file("xml/\($0).contacts.xml"), folder.file("xml/\($0).xml")] },
            "reversed": ids.flatMap { [folder.file("xml/\($0).xml"), folder.file("xml/\($0).contacts.xml")] },
        ] {
            try await expectSame(ids, after: files, named: name)
        }
        let alone = try await convention("import", folder.file("xml/\(ids[0]).contacts.xml"), data: first)
        #expect(alone.status == 65, "a contact sheet alone is no convention")
        // Canonical, as another program sees it.
        let one = try folder.read("xml/\(ids[0]).xml")
        let canonical = try await Command.outcome("xmllint", "--exc-c14n", "-", input: one)
        #expect(Array(canonical.outputBytes) == one)
    }

    /// - Returns: The references, in the order of the files.
    private func enter(_ files: [String], into data: String) async throws -> [String] {
        let outcome = try await RunningProgram(
            Seing.program, ["convention", "import", "--data-dir", data] + files
        ).outcome()
        #expect(outcome.succeeded, "\(outcome)")
        return outcome.output.split(separator: "\n").map(String.init)
    }

    /// Another installation, from these files, has the same data and contacts under references of its own.
    private func expectSame(_ ids: [String], after files: [String], named name: String) async throws {
        let data = try await installation("from-\(name)")
        let others = try await enter(files, into: data)
        #expect(Set(others).isDisjoint(with: ids) && others.count == ids.count)
        #expect(try await convention("export", "--out", folder.file("out-\(name)"), "--contacts", data: data).succeeded)
        let sheet = { (path: String, id: String) in
            String(decoding: try folder.read(path), as: UTF8.self).replacing(id, with: "")
        }
        for (id, other) in zip(ids, others) {
            let copy = "out-\(name)/\(other)"
            #expect(try folder.read("xml/\(id).xml") == folder.read("\(copy).xml"), "\(name)")
            #expect(try sheet("xml/\(id).contacts.xml", id) == sheet("\(copy).contacts.xml", other), "\(name)")
        }
    }

    @Test func `judge by the dates that the school wrote down`() async throws {
        let data = try await installation("data")
        let example = example("public-lycee-seconde.xml")
        try Data("{\"seconde\": {\"2027\": [\"2027-06-07\", \"2027-06-18\"]}}".utf8).write(
            to: URL(filePath: data + "/calendar.json"))
        let refused = try await convention("import", example, data: data)
        #expect(refused.status == 65 && refused.errors.contains("du 2027-06-07 au 2027-06-18"), "\(refused)")
        try Data("{\"seconde\": {}, \"x\": 1}".utf8).write(to: URL(filePath: data + "/calendar.json"))
        let broken = try await convention("import", example, data: data)
        #expect(broken.status == 69 && broken.errors.contains("calendar.json"), "\(broken)")
    }

    @Test func `check without a data directory, and say everything`() async throws {
        let outcome = try await convention(
            "import", "--check", example("two-representatives.xml"), example("adult-pupil.json"))
        #expect(outcome.status == 0, "\(outcome)")
        #expect(
            outcome.errors.contains(
                "attention\u{202F}: \(example("two-representatives.xml")): stage, horaires, jour 1 "),
            "\(outcome)")
        #expect(outcome.errors.contains("à noter\u{202F}: "), "\(outcome)")
        #expect(outcome.output.contains("conventions acceptées\u{202F}: 2\u{202F}; rien n’a été saisi"), "\(outcome)")
    }

    @Test func `enter nothing of a table with one bad row, and name row and column`() async throws {
        let data = try await installation("data")
        let template = try await convention("import", "--blank")
        let heading = template.output.replacing("\u{FEFF}", with: "").trimmingCharacters(in: .newlines)
        #expect(heading.hasPrefix("\"élève, prénom\";"), "\(heading.prefix(80))")

        let exported = try await convention("import", example("public-lycee-seconde.xml"), data: data)
        #expect(exported.succeeded, "\(exported)")
        let table = try await convention("export", "--format", "csv", "--contacts", data: data)
        let lines = table.output.replacing("\r\n", with: "\n").split(separator: "\n").map(String.init)
        // The activities hold line ends; the last row is everything below the heading.
        let row = lines.dropFirst().joined(separator: "\n")
        let bad = row.replacing("2011-09-03", with: "2011-02-30")
        #expect(bad != row)
        let csv = try folder.write("mixed.csv", Array("\(lines[0])\n\(row)\n\(bad)\n".utf8))
        let before = try await convention("list", data: data).output
        for arguments in [["import", csv], ["import", "--check", csv]] {
            let outcome = try await RunningProgram(
                Seing.program, ["convention"] + arguments + ["--data-dir", data, "--lang", "fr"]
            ).outcome()
            #expect(outcome.status == 65 && outcome.output.isEmpty, "\(outcome)")
            #expect(outcome.errors.contains("ligne 3, colonne D (pupil.birthDate)"), "\(outcome)")
            #expect(outcome.errors.contains("rien n’a été saisi"))
        }
        #expect(try await convention("list", data: data).output == before)
    }

    @Test func `enter nothing without an address for everybody who signs`() async throws {
        let data = try await installation("data")
        let copy = try folder.write(
            "alone.xml", Array(try Data(contentsOf: URL(filePath: example("public-lycee-seconde.xml")))))
        let outcome = try await convention("import", copy, data: data)
        #expect(outcome.status == 65 && outcome.errors.contains("adresse électronique de"), "\(outcome)")
        #expect(try await convention("list", data: data).output.isEmpty)
        let checked = try await convention("import", "--check", copy)
        #expect(checked.status == 0)
        #expect(checked.errors.contains("adresse électronique à donner pour\u{202F}: student"), "\(checked)")
        let sheet = example("public-lycee-seconde.contacts.xml")
        #expect(try await convention("import", copy, "--contacts", sheet, data: data).succeeded)
    }

    @Test(arguments: [
        ("<!DOCTYPE c [<!ENTITY a \"b\">]><c>&a;</c>", "DOCTYPE"),
        (String(repeating: "<c>", count: 50) + String(repeating: "</c>", count: 50), "au plus 32 niveaux"),
        ("<c>" + String(repeating: "x", count: 2 << 20) + "</c>", "1 Mio"), ("{\"a\":", "ligne 1"), ("", "vide"),
        ("pupil.givenName;x\n", "pupil.birthDate"), ("rien", "le titre ne se lit pas"),
    ])
    func `refuse what is hostile or no convention, in words`(content: String, words: String) async throws {
        let file = try folder.write("in", Array(content.utf8))
        let outcome = try await convention("import", "--check", file)
        #expect(outcome.status == 65 && outcome.output.isEmpty, "\(outcome)")
        #expect(outcome.errors.contains(words), "\(outcome)")
    }

    @Test func `refuse arguments that do not fit together`() async throws {
        let data = try await installation("data")
        for arguments in [
            ["import"], ["import", "--blank", "a.csv"], ["import", "a.xml", "b.xml", "--contacts", "c.xml"],
            ["export", "--contacts"], ["export", "--format", "pdf"],
        ] {
            let outcome = try await RunningProgram(
                Seing.program, ["convention"] + arguments + ["--data-dir", data]
            ).outcome()
            #expect(outcome.status == 64 && outcome.output.isEmpty, "\(arguments) \(outcome)")
        }
        #expect(try await convention("import", folder.file("nothing.csv"), "--check").status == 65)
        #expect(try await convention("export", data: data).status == 1)
        let unknown = try await convention("export", String(repeating: "a", count: 20), data: data)
        #expect(unknown.status == 1 && unknown.output.isEmpty, "\(unknown)")
    }
}
