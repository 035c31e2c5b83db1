import Foundation
import Testing
import ToolSupport

@Suite("Sheets at the command line")
struct SheetCommandTests {
    private let office: Office

    init() async throws { office = try await Office() }

    /// The sample with a health plan.
    private func entered() async throws -> String {
        let outcome = try await office.enter(contacts: {
            $0.replacing("</contacts>", with: "</contacts><emergencyKit>school</emergencyKit>")
        })
        #expect(outcome.status == 0, "\(outcome.text)")
        return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func seing(_ arguments: String...) async throws -> Program.Outcome {
        try await Program.start(try Program.path, arguments + ["--data-dir", office.data, "--lang", "fr"])
    }

    /// What it prints, with plain spaces.
    private func output(_ arguments: String...) async throws -> String {
        let outcome = try await Program.start(
            try Program.path, arguments + ["--data-dir", office.data, "--lang", "fr"])
        #expect(outcome.status == 0, "\(outcome.text)")
        return plain(outcome.output)
    }

    private func plain(_ text: String) -> String {
        text.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
    }

    /// The text of a sheet, with plain spaces.
    private func text(_ kind: String, _ id: String, for reader: String) async throws -> String {
        let file = office.file("\(kind)-\(reader).pdf")
        expect(
            try await seing("convention", "sheet", kind, id, "--for", reader, "--out", file), status: 0)
        return plain(try await Program.start("/usr/bin/pdftotext", ["-layout", file, "-"]).output)
    }

    @Test func `are made for each reader, the health sheet until it is erased`() async throws {
        let id = try await entered()
        #expect(try await text("contacts", id, for: "school").contains("samira@famille.example"))
        expect(try await seing("convention", "issue", id), status: 0)
        let host = try await text("contacts", id, for: "employer")
        #expect(host.contains("06 39 98 10 02") && !host.contains("famille.example"))
        let pupil = try await text("contacts", id, for: "student")
        #expect(!pupil.contains("06 39 98 10 02") && pupil.contains("06 39 98 10 03"))
        #expect(try await text("health", id, for: "employer").contains("remise par l’établissement scolaire"))
        #expect(
            try await output("convention", "show", id).contains("fiche PAI : oui, jusqu’au 25 juin 2027"))
        #expect(try await !output("convention", "list").contains("PAI"))
        expect(try await seing("convention", "sheet", "erase", id), status: 0)
        #expect(try await !output("convention", "show", id).contains("PAI"))
        for arguments in [["health", id, "--for", "school", "--out", office.file("none.pdf")], ["erase", id]] {
            let outcome = try await Program.start(
                try Program.path, ["convention", "sheet"] + arguments + ["--data-dir", office.data])
            expect(outcome, status: 1, saying: "no-health-sheet")
        }
        #expect(!FileManager.default.fileExists(atPath: office.file("none.pdf")))
    }

    @Test func `are refused to whom there is not, and of what is not there`() async throws {
        let id = try await entered()
        let out = office.file("x.pdf")
        expect(
            try await seing("convention", "sheet", "contacts", id, "--for", "uncle", "--out", out), status: 65,
            saying: "representative-1")
        expect(
            try await seing("convention", "sheet", "contacts", id, "--for", "employer", "--out", out), status: 1,
            saying: "wrong-state")
        expect(try await seing("convention", "issue", id), status: 0)
        expect(
            try await seing("convention", "sheet", "contacts", id, "--for", "representative-2", "--out", out),
            status: 65, saying: "representative-2")
        expect(
            try await seing(
                "convention", "sheet", "health", "zzzzzzzzzzzzzzzzzzzz", "--for", "school", "--out", out), status: 1,
            saying: "unknown-convention")
        expect(try await seing("convention", "cancel", id, "--reason", "Plus de place"), status: 0)
        expect(
            try await seing("convention", "sheet", "health", id, "--for", "school", "--out", out), status: 1,
            saying: "no-health-sheet")
        try Office.write(#"{"schoolStatus": "private"}"#, to: office.data + "/settings.json")
        expect(try await seing("convention", "erase", id, "--reason", "request", "--yes"), status: 0)
        expect(
            try await seing("convention", "sheet", "contacts", id, "--for", "school", "--out", out), status: 1,
            saying: "convention-erased")
        #expect(!FileManager.default.fileExists(atPath: out))
    }

    @Test func `a kit that nobody brings is refused with the line`() async throws {
        let outcome = try await office.enter(contacts: {
            $0.replacing("</contacts>", with: "</contacts><emergencyKit>nurse</emergencyKit>")
        })
        expect(outcome, status: 65)
        #expect(outcome.errors.contains(/(?:line|ligne) \d+/), "\(outcome.errors)")
    }

    @Test func `are corrected by a file of this convention's`() async throws {
        let (id, other) = (try await entered(), try await entered())
        func sheet(_ convention: String, _ contact: String, _ rest: String = "") throws -> String {
            let file = office.file("correction.xml")
            try Office.write(
                """
                <contactSheet xmlns="urn:seing:contact-sheet:1"><convention>\(convention)</convention>
                <contacts><contact>\(contact)</contact></contacts>\(rest)</contactSheet>
                """, to: file)
            return file
        }
        let tutor = "<of>tutor</of><telephone>06 39 98 10 77</telephone>"
        expect(
            try await seing("convention", "sheet", "correct", id, try sheet(other, tutor)), status: 65,
            saying: "autre convention")
        expect(
            try await seing(
                "convention", "sheet", "correct", id,
                try sheet(id, "<of>representative-2</of><telephone>06 39 98 10 78</telephone>")), status: 65,
            saying: "representative-2")
        expect(
            try await seing(
                "convention", "sheet", "correct", id, try sheet(id, "<of>student</of><email>x@ailleurs.example</email>")
            ),
            status: 65, saying: "convention contact")
        expect(
            try await seing(
                "convention", "sheet", "correct", id, try sheet(id, tutor, "<emergencyKit>family</emergencyKit>")),
            status: 0)
        let text = try await text("contacts", id, for: "school")
        #expect(text.contains("06 39 98 10 77") && !text.contains("06 39 98 10 03"))
        #expect(try await self.text("health", id, for: "school").contains("apportée par la famille"))
    }

    /// The same as the service does at its start and every hour, on a store that says that the day is over.
    @Test func `those of placements that are over are erased together`() async throws {
        let (over, running) = (try await entered(), try await entered())
        try await office.tamper("UPDATE healthSheet SET lastDay = 20000 WHERE convention = '\(over)'")
        #expect(try await output("convention", "sheet", "erase") == "fiches PAI effacées : 1\n")
        #expect(try await output("convention", "sheet", "erase") == "fiches PAI effacées : 0\n")
        #expect(try await !output("convention", "show", over).contains("PAI"))
        #expect(try await output("convention", "show", running).contains("PAI"))
    }

    @Test func `exports hold every contact, and nothing about health`() async throws {
        let id = try await entered()
        let folder = office.file("export")
        expect(try await seing("convention", "export", id, "--contacts", "--out", folder), status: 0)
        let sheet = try String(contentsOfFile: "\(folder)/\(id).contacts.xml", encoding: .utf8)
        for word in ["karim@marcheboeuf.example", "t.nguyen@lycee-tillion.example", "+33639981003"] {
            #expect(sheet.contains(word), "\(word)")
        }
        #expect(!sheet.contains("emergencyKit"))
    }
}
