import Foundation
import Testing
import ToolSupport

/// What a school says of itself, and from when on pupils see offers, by commands alone.
@Suite("seing school and seing campaign", .timeLimit(.minutes(10)))
struct SchoolCommandTests {
    private let folder: TemporaryDirectory
    private let data: String
    private static let examples = PythonTool.root.appending(path: "Examples/roster").path
    private static let file = examples + "/etablissement.json"

    init() async throws {
        folder = try TemporaryDirectory()
        data = folder.file("data")
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        try Data("a passphrase of tests".utf8).write(to: URL(filePath: data + "/passphrase"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: data + "/passphrase")
        let made = try await Seing.run("pki", "init", "--demo", "--organisation", "Lycée", "--data-dir", data)
        #expect(made.succeeded, "\(made)")
    }

    private func seing(_ arguments: String..., lang: String = "fr") async throws -> Outcome {
        try await RunningProgram(Seing.program, arguments + ["--lang", lang, "--data-dir", data]).outcome()
    }

    @Test func `enter a school, print what was entered, list and erase it`() async throws {
        let none = try await seing("school", "show", "0990012A")
        #expect(none.status == 1 && none.errors.contains("seing school set"), "\(none)")
        let set = try await seing("school", "set", Self.file)
        #expect(set.succeeded && set.output == "0990012A  Collège Sainte-Anne-des-Grèves\n", "\(set)")
        let shown = try await seing("school", "show", "0990012a")
        let again = try folder.write("again.json", Array(shown.output.utf8))
        #expect(try await seing("school", "set", again).succeeded)
        #expect(try await seing("school", "show", "0990012A").output == shown.output)
        #expect(try await seing("school", "list").output == set.output)
        #expect(try await seing("school", "remove", "0990012A").succeeded)
        #expect(try await seing("school", "remove", "0990012A").status == 1)
    }

    @Test func `tell every fault with line and remedy, and change nothing`() async throws {
        #expect(try await seing("school", "set", Self.file).succeeded)
        let text = try String(contentsOfFile: Self.file, encoding: .utf8)
        let bad = try folder.write(
            "bad.json", Array(text.replacing("29999", with: "2999").replacing("Cheffe d’", with: "Adjointe d’").utf8))
        let refused = try await seing("school", "set", bad)
        #expect(refused.status == 65 && refused.output.isEmpty, "\(refused)")
        #expect(
            refused.errors.contains("ligne 6") && refused.errors.contains("« 2999 »".replacing(" ", with: "\u{A0}")))
        #expect(refused.errors.contains("delegation") && refused.errors.contains("rien n’a été changé"), "\(refused)")
        #expect(try await seing("school", "show", "0990012A").output.contains("29999"))
        #expect(try await seing("school", "set", folder.file("none.json")).status == 65)
        #expect(try await seing("school", "show", "0990012B").status == 64)
    }

    @Test func `name a school that has a roster and has said nothing of itself`() async throws {
        _ = try await seing("pupils", "import", Self.examples + "/eleves.csv", "--apply", "--school", "0990012A")
        #expect(try await seing("school", "list").output.contains("0990012A  sans fiche"))
        #expect(try await seing("school", "set", Self.file).succeeded)
        try Data("{".utf8).write(to: URL(filePath: data + "/schools/0990012A.json"))
        #expect(try await seing("school", "list").output.contains("0990012A  fiche illisible"))
        let broken = try await seing("school", "show", "0990012A")
        #expect(broken.status == 69 && broken.errors.contains("0990012A.json"), "\(broken)")
    }

    @Test func `begin conventions of a class with no more than the dates, also of who is of age`() async throws {
        let roster = try String(contentsOfFile: Self.examples + "/eleves.csv", encoding: .utf8)
        let adult =
            "20421;Grand;Alix;01/02/2009;3e A;alix@famille.example;Grand;Claude;PERE;claude@famille.example;;;;;;\n"
        let pupils = try folder.write("pupils.csv", Array((roster + adult).utf8))
        _ = try await seing("pupils", "import", pupils, "--apply", "--school", "0990012A")
        let dates = #"{"format": "urn:seing:convention:1", "placement": {"start": "2027-04-05", "end": "2027-04-09"}}"#
        let common = try folder.write("common.json", Array(dates.utf8))
        func prepare() async throws -> Outcome {
            try await seing(
                "convention", "prepare", common, "--from-roster", "--school", "0990012A", "--class", "3e A",
                "--host-by-family")
        }
        let without = try await prepare()
        #expect(without.status == 65 && without.errors.contains("seing school set"), "\(without)")
        #expect(try await seing("school", "set", Self.file).succeeded)
        let begun = try await prepare()
        #expect(begun.succeeded && begun.output.split(separator: "\n").count == 3, "\(begun)")
        let id = try #require(begun.output.split(whereSeparator: \.isWhitespace).last)
        let shown = try await seing("convention", "show", String(id))
        #expect(shown.output.contains("Goff"), "\(shown)")
        let other = dates.replacing("\"placement\"", with: "\"school\": {\"uai\": \"0990011Z\"}, \"placement\"")
        let foreign = try folder.write("foreign.json", Array(other.utf8))
        let refused = try await seing("convention", "prepare", foreign, "--from-roster", "--school", "0990012A")
        #expect(refused.status == 65 && refused.errors.contains("school.uai"), "\(refused)")
        let single = try await seing("convention", "prepare", common)
        #expect(single.status == 64 && single.errors.contains("--contacts"), "\(single)")
    }

    @Test func `give who signs for a school what its file has, and nobody else`() async throws {
        #expect(try await seing("school", "set", Self.file).succeeded)
        func export(_ given: String, _ family: String, _ email: String, to name: String) async throws -> Outcome {
            try await seing(
                "person", "export", "--given-name", given, "--family-name", family, "--email", email, "--out",
                folder.file(name))
        }
        let head = try await export("Béatrice", "LE GOFF", "stages@sainte-anne.example", to: "head")
        #expect(head.succeeded, "\(head)")
        let own = try String(contentsOfFile: folder.file("head") + "/donnees.json", encoding: .utf8)
        #expect(own.contains("Cheffe d’établissement") && own.contains("+33199001111") && !own.contains("Ricard"))
        let namesake = try await export("Julien", "Ricard", "stages@sainte-anne.example", to: "other")
        #expect(namesake.status == 1, "\(namesake)")
    }

    @Test func `open a campaign for grades, and say what nobody sees yet`() async throws {
        let none = try await seing("campaign", "list")
        #expect(
            none.succeeded && none.output.contains("sans date") && none.errors.contains("seing campaign set"), "\(none)"
        )
        let year = try #require(none.output.prefix(9).wholeMatch(of: /(\d{4})-\d{4}/)?.1)
        let all = try await seing("campaign", "set", "\(none.output.prefix(9))", "--opens", "\(year)-02-03")
        #expect(all.succeeded && all.output.matches(of: /ouverte depuis/).count == 3, "\(all)")
        let one = try await seing(
            "campaign", "set", "\(none.output.prefix(9))", "--grade", "2de", "--opens", "\((Int(year) ?? 0) + 1)-06-30")
        #expect(
            one.output.contains("seconde  s’ouvre le 30") && one.output.matches(of: /ouverte depuis/).count == 2,
            "\(one)")
        let list = try await seing("campaign", "list")
        #expect(list.output == one.output && list.errors.isEmpty, "\(list)")
        for wrong in [
            ["2026", "--opens", "2027-02-13"], ["2026-2028", "--opens", "2027-02-13"],
            ["2026-2027", "--opens", "2028-02-13"], ["2026-2027", "--opens", "13/02/2027"],
            ["2026-2027", "--opens", "2027-02-13", "--grade", "terminale"], ["2026-2027"],
        ] {
            let refused = try await RunningProgram(
                Seing.program, ["campaign", "set"] + wrong + ["--data-dir", data]
            ).outcome()
            #expect(refused.status == 64, "\(wrong) \(refused)")
        }
    }
}
