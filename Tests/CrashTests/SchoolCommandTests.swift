import Foundation
import Testing
import ToolSupport

@Suite("What a school decides at the command line")
struct SchoolCommandTests {
    @Test func `the order of signing: the option, else the school's setting, else the template`() async throws {
        let office = try await Office()
        let template = "student and legal representative 1, then school, then employer"
        #expect(try await order(in: office) == template)
        try Office.write(#"{"signingOrder": "free"}"#, to: office.data + "/settings.json")
        #expect(try await order(in: office) == "student and legal representative 1 and school and employer")
        let option = try await order(in: office, "--order", "head-last")
        #expect(option == "student and legal representative 1, then employer, then school")
    }

    private func order(in office: Office, _ options: String...) async throws -> String {
        let entered = try await command(
            office,
            ["new", Office.sample(".xml"), "--contacts", Office.sample(".contacts.xml"), "--despite-overlap", "essai"]
                + options)
        let id = entered.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let shown = try await command(office, ["show", id])
        let line = try #require(shown.output.firstMatch(of: /order (.+)/), "\(shown.text)")
        return String(line.output.1)
    }

    private func command(_ office: Office, _ arguments: [String]) async throws -> Program.Outcome {
        try await Program.start(
            try Program.path, ["convention"] + arguments + ["--lang", "en", "--data-dir", office.data])
    }

    @Test(arguments: [
        (#"{"signingOrder": "backwards"}"#, "one of: countersign, head-last, free"),
        (#"{"order": "free"}"#, "found \"order\""),
        (#"{"timeZone": "Mars/Olympus"}"#, "Indian/Reunion"),
        ("free", "a JSON object"),
    ])
    func `a setting that means nothing is refused with what is expected`(_ text: String, _ says: String) async throws {
        let office = try await Office()
        try Office.write(text, to: office.data + "/settings.json")
        expect(try await command(office, ["list"]), status: 69, saying: "settings.json", says)
    }

    @Test func `a new link and a corrected address are for those whose turn it is`() async throws {
        let office = try await Office()
        let id = try await office.enterSample()
        let resend = ["resend", id, "--signatory"]
        expect(try await command(office, resend + ["student"]), status: 1, saying: "refused")
        expect(try await command(office, ["issue", id, "--late", "essai"]), status: 0)
        expect(try await command(office, resend + ["student"]), status: 0)
        expect(try await command(office, resend + ["employer"]), status: 1, saying: "refused")
        expect(try await command(office, resend + ["uncle"]), status: 65, saying: "uncle is no signatory", "employer")
        let contact = ["contact", id, "--signatory", "student", "--email"]
        expect(try await command(office, contact + ["nobody"]), status: 65, saying: "mail address of student")
        expect(try await command(office, contact + ["new@example.org"]), status: 0)
    }

    @Test func `only what has expired is reopened, and only with a reason`() async throws {
        let office = try await Office()
        let id = try await office.enterSample()
        expect(try await command(office, ["reopen", id, "--reason", "Essai"]), status: 1, saying: "draft")
        expect(try await command(office, ["issue", id, "--late", " "]), status: 65, saying: "reason")
        expect(try await command(office, ["issue", id, "--late", "essai"]), status: 0)
        expect(try await command(office, ["reopen", id]), status: 64, saying: "--reason")
        expect(try await command(office, ["reopen", id, "--reason", "Essai"]), status: 1, saying: "refused")
    }

    @Test func `what is erased is gone, and not while signatures are gathered`() async throws {
        let office = try await Office()
        let id = try await office.enterSample()
        expect(try await command(office, ["issue", id, "--late", "essai"]), status: 0)
        let erase = ["erase", id, "--reason", "request", "--yes"]
        expect(try await command(office, erase), status: 1, saying: "refused")
        expect(try await command(office, ["cancel", id, "--reason", "Stage annulé"]), status: 0)
        expect(try await command(office, erase), status: 1, saying: "visa-missing")
        try Office.write(#"{"schoolStatus": "private"}"#, to: office.data + "/settings.json")
        expect(try await command(office, erase), status: 0)
        let shown = try await command(office, ["show", id])
        expect(shown, status: 0)
        #expect(shown.output.contains("erased"), "\(shown.text)")
        expect(try await Program.run("journal", "verify", "--data-dir", office.data), status: 0)
    }
}
