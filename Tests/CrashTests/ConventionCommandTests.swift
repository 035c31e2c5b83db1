import Foundation
import Testing
import ToolSupport

@Suite("Conventions at the command line")
struct ConventionCommandTests {
    @Test func `data that the schema refuses are refused with every line at fault`() async throws {
        let office = try await Office()
        let outcome = try await office.enter { text in
            text.replacing(/<start>[^<]*<\/start>/, with: "<start>tomorrow</start>")
                .replacing(/<end>[^<]*<\/end>/, with: "<end>later</end>")
        }
        expect(outcome, status: 65)
        let lines = Set(outcome.errors.matches(of: /(?:line|ligne) (\d+)/).map { String($0.output.1) })
        #expect(lines.count == 2, "\(outcome.errors)")
        expect(try await Program.run("convention", "list", "--data-dir", office.data), status: 0)
    }

    @Test(arguments: [
        ([], "ligne"), (["--lang", "en"], "line"), (["--lang", "fr"], "ligne"),
    ])
    func `faults are told in the language asked for, French by default`(_ options: [String], _ word: String)
        async throws
    {
        let office = try await Office()
        try Office.write("<convention", to: office.file("broken.xml"))
        let arguments = ["convention", "new", office.file("broken.xml"), "--contacts", Office.sample(".contacts.xml")]
        let outcome = try await Program.start(
            try Program.path, arguments + ["--data-dir", office.data] + options)
        expect(outcome, status: 65, saying: word)
    }

    @Test func `data that are no XML are refused with the line`() async throws {
        let outcome = try await Office().enter { String($0.prefix($0.count / 2)) }
        expect(outcome, status: 65)
        #expect(outcome.errors.contains(/(?:line|ligne) \d+/), "\(outcome.errors)")
    }

    @Test func `a role that does not exist is refused with the line`() async throws {
        let outcome = try await Office().enter(contacts: { text in
            text.replacing("<of>employer</of>", with: "<of>uncle</of>")
        })
        expect(outcome, status: 65)
        #expect(outcome.errors.contains(/(?:line|ligne) \d+/), "\(outcome.errors)")
    }

    @Test func `a signatory without an address is named by the role`() async throws {
        let outcome = try await Office().enter(contacts: { text in
            text.replacing(/<email>odile@[^<]*<\/email>/, with: "")
        })
        expect(outcome, status: 65, saying: "employer")
    }

    @Test func `a file that is not there is named`() async throws {
        let office = try await Office()
        let outcome = try await Program.run(
            "convention", "new", office.file("none.xml"), "--contacts", Office.sample(".contacts.xml"), "--data-dir",
            office.data)
        expect(outcome, status: 65, saying: "none.xml")
    }

    @Test func `issuing twice is refused and invites nobody twice`() async throws {
        let office = try await Office()
        let id = try await office.enterSample()
        expect(
            try await Program.run("convention", "issue", id, "--late", "essai", "--data-dir", office.data), status: 0)
        let before = try await history(of: id, in: office)
        expect(
            try await Program.run("convention", "issue", id, "--data-dir", office.data), status: 1,
            saying: "wrong-state",
            "à la signature")
        #expect(try await history(of: id, in: office) == before)
    }

    @Test func `a cancelled convention can neither be issued nor cancelled again`() async throws {
        let office = try await Office()
        let id = try await office.enterSample()
        let cancel = ["convention", "cancel", id, "--reason", "Stage annulé", "--data-dir", office.data]
        expect(try await Program.start(try Program.path, cancel), status: 0)
        expect(
            try await Program.run("convention", "issue", id, "--data-dir", office.data), status: 1, saying: "cancelled")
        expect(try await Program.start(try Program.path, cancel), status: 1, saying: "cancelled")
    }

    @Test(arguments: ["show", "issue"]) func `an unknown reference is said to be one`(_ verb: String) async throws {
        let office = try await Office()
        _ = try await office.enterSample()
        let unknown = "zzzzzzzzzzzzzzzzzzzz"
        expect(
            try await Program.run("convention", verb, unknown, "--data-dir", office.data), status: 1,
            saying: "aucune convention n’a cette référence")
        expect(try await Program.run("convention", verb, "not a reference", "--data-dir", office.data), status: 64)
    }

    private func history(of id: String, in office: Office) async throws -> String {
        try await Program.run("convention", "show", id, "--data-dir", office.data).output
    }
}

@Suite("Templates and documents at the command line")
struct FileCommandTests {
    @Test func `a template with a variable that nothing fills is refused with its name and line`() async throws {
        let tree = try TemporaryDirectory()
        let program = tree.url.appending(component: "seing")
        try FileManager.default.copyItem(atPath: try Program.path, toPath: program.path)
        for folder in ["Templates", "Certificates"] {
            try FileManager.default.copyItem(
                at: PythonTool.root.appending(component: folder), to: tree.url.appending(component: folder))
        }
        expect(try await Program.start(program.path, ["template", "check"]), status: 0)
        let folder = tree.url.appending(path: "Templates/Conventions/observation-2025-11")
        let template = folder.appending(component: "template.xml")
        let text = try String(contentsOf: template, encoding: .utf8)
        try Data(text.replacing("school.name", with: "school.nickname").utf8).write(to: template)
        let outcome = try await Program.start(program.path, ["template", "check"])
        #expect(outcome.status == 1 && outcome.output.contains("school.nickname"), "\(outcome.text)")
        #expect(outcome.output.contains(/template\.xml:\d+:/), "\(outcome.text)")
    }

    @Test func `an unknown template is named`() async throws {
        let outcome = try await Program.run("template", "check", "observation-1999")
        #expect(outcome.status == 1 && outcome.text.contains("observation-1999"), "\(outcome.text)")
    }

    @Test func `what is no PDF is said to be none`() async throws {
        let outcome = try await Program.run("verify", Office.sample(".xml"))
        #expect(outcome.status == 65 && !outcome.text.isEmpty, "\(outcome.text)")
        #expect(try await Program.run("verify", "/nowhere/none.pdf").status == 65)
        #expect(try await Program.run("verify").status == 64)
    }
}
