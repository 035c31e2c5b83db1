import Foundation
import Testing
import ToolSupport

/// A school's roster from a file to conventions, by commands alone.
@Suite("seing pupils", .timeLimit(.minutes(10)))
struct PupilsCommandTests {
    private let folder: TemporaryDirectory
    private let data: String
    private static let examples = PythonTool.root.appending(path: "Examples/roster").path
    private static let file = examples + "/eleves.csv"
    private static let school = ["--school", "0990012A"]

    init() async throws {
        folder = try TemporaryDirectory()
        data = folder.file("data")
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        try Data("a passphrase of tests".utf8).write(to: URL(filePath: data + "/passphrase"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: data + "/passphrase")
        let made = try await Seing.run("pki", "init", "--demo", "--organisation", "Lycée", "--data-dir", data)
        #expect(made.succeeded, "\(made)")
    }

    private func seing(_ arguments: [String], lang: String = "fr") async throws -> Outcome {
        try await RunningProgram(Seing.program, arguments + ["--lang", lang, "--data-dir", data]).outcome()
    }

    private func pupils(_ arguments: String...) async throws -> Outcome {
        try await seing(["pupils"] + arguments + Self.school)
    }

    @Test func `look at a file first, take it when told to, and find nothing new in it afterwards`() async throws {
        let look = try await pupils("import", Self.file)
        #expect(look.succeeded && look.output.hasPrefix("nouveaux\u{202F}: 3\n"), "\(look)")
        #expect(look.output.contains("non importées\u{202F}: 1") && look.output.contains("rien n’a été changé"))
        #expect(try await pupils("list").output.isEmpty)
        let take = try await pupils("import", Self.file, "--apply")
        #expect(take.succeeded && take.output.contains("la liste est à jour"), "\(take)")
        let again = try await pupils("import", Self.file, "--apply")
        #expect(again.output.contains("inchangés\u{202F}: 3"), "\(again)")
        let list = try await pupils("list", "--class", "3e A")
        #expect(list.output == "3e A\u{202F}: 2\n  Le Bras Erwan  20418\n  Tanguy Louane  20417\n", "\(list)")
        #expect(try await pupils("remove", "20418").succeeded)
        #expect(try await pupils("list").output.contains("3e A\u{202F}: 1"))
        let gone = try await pupils("remove", "20418")
        #expect(gone.status == 1, "\(gone)")
    }

    @Test func `tell faults by line and column with the status of what cannot be read, and take nothing`() async throws
    {
        var text = try String(contentsOfFile: Self.file, encoding: .utf8)
        text = text.replacing("14/02/2012", with: "14/02/12").replacing("Zoé", with: "=1+1")
        let bad = try folder.write("bad.csv", Array(text.utf8))
        let refused = try await pupils("import", bad, "--apply")
        #expect(refused.status == 65, "\(refused)")
        #expect(refused.errors.contains("ligne 3, colonne D (Né(e) le)"), "\(refused)")
        #expect(refused.errors.contains("ligne 4, colonne C (Prénom)") && !refused.errors.contains("14/02/12"))
        #expect(try await pupils("list").output.isEmpty)
        let noFile = try await pupils("import", folder.file("none.csv"))
        #expect(noFile.status == 65, "\(noFile)")
        let noSchool = try await seing(["pupils", "list", "--school", "0990012B"])
        #expect(noSchool.status == 64, "\(noSchool)")
    }

    @Test func `write a table in which no spreadsheet calculates anything`() async throws {
        _ = try await pupils("import", Self.file, "--apply")
        let table = try await pupils("list", "--csv").output
        #expect(table.contains("'+33639981041") && table.contains("N’Diaye"), "\(table)")
        let cells = table.split(whereSeparator: \.isNewline).flatMap { $0.split(separator: ";") }
        #expect(!cells.contains { "=+-@".contains($0.first ?? " ") })
        let again = try folder.write("again.csv", Array(table.utf8))
        let same = try await pupils("import", again)
        #expect(same.output.contains("inchangés\u{202F}: 3"), "\(same)")
    }

    @Test func `print a class's code, the same until it is renewed`() async throws {
        _ = try await pupils("import", Self.file, "--apply")
        let first = try await pupils("class-code", "--class", "3e A").output
        #expect(first.contains("code de la classe"), "\(first)")
        #expect(try await pupils("class-code", "--class", "3e A").output == first)
        #expect(try await pupils("class-code", "--class", "3e A", "--renew").output != first)
        #expect(try await pupils("class-code", "--class", "3e Z").status == 1)
    }

    @Test func `begin a convention for each pupil of a class, and none twice`() async throws {
        _ = try await pupils("import", Self.file, "--apply")
        let prepare =
            [
                "convention", "prepare", Self.examples + "/commun.json", "--contacts",
                Self.examples + "/commun.contacts.json",
            ]
            + ["--from-roster", "--class", "3e A", "--host-by-family"] + Self.school
        let first = try await seing(prepare)
        #expect(first.succeeded, "\(first)")
        let lines = first.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        try #require(lines.map(\.first) == ["20418", "20417"], "\(first)")
        let shown = try await seing(["convention", "show", try #require(lines[1].last)])
        #expect(shown.output.contains("Louane"), "\(shown)")
        let again = try await seing(prepare)
        #expect(again.succeeded && again.output.isEmpty && again.errors.contains("déjà là\u{202F}: 2"), "\(again)")
        let single = try await seing(
            Array(prepare.prefix(5)) + ["--from-roster", "--pupil", "20419", "--host-by-family"] + Self.school)
        #expect(single.succeeded && single.output.hasPrefix("20419 "), "\(single)")
        let family = try await seing(
            [
                "convention", "prepare", PythonTool.root.appending(path: "Examples/preparation/stage.json").path,
                "--contacts",
            ]
                + [Self.examples + "/commun.contacts.json", "--from-roster"] + Self.school)
        #expect(family.status == 65 && family.errors.contains("pupil"), "\(family)")
    }

    @Test func `give a pupil and a representative what the roster has of each, and nobody what it has of the other`()
        async throws
    {
        _ = try await pupils("import", Self.file, "--apply")
        let name = ["--given-name", "Louane", "--family-name", "TANGUY"]
        let pupil = try await seing(
            ["person", "export"] + name + ["--birth-date", "2012-09-30", "--out", folder.file("pupil")])
        #expect(pupil.succeeded, "\(pupil)")
        let own = try String(contentsOfFile: folder.file("pupil") + "/donnees.json", encoding: .utf8)
        #expect(own.contains("20417") && own.contains("louane@famille.example") && !own.contains("Solenn"), "\(own)")
        let mother = ["--given-name", "Solenn", "--family-name", "Tanguy", "--email", "solenn@famille.example"]
        let guardian = try await seing(["person", "export"] + mother + ["--out", folder.file("mother")])
        #expect(guardian.succeeded, "\(guardian)")
        let hers = try String(contentsOfFile: folder.file("mother") + "/donnees.json", encoding: .utf8)
        #expect(hers.contains("+33639981041") && !hers.contains("Louane") && !hers.contains("20417"), "\(hers)")
        let other = try await seing(
            [
                "person", "export", "--given-name", "Odile", "--family-name", "Tanguy", "--email",
                "solenn@famille.example",
            ]
                + ["--out", folder.file("other")])
        #expect(other.status == 1, "\(other)")
    }
}
