import Bootstrap
import ConventionDomain
import Foundation
import Mail
import Parties
import Persistence
import Testing
import ToolSupport
import Workflow

/// A convention signed by all, one of them on paper, with everything that the service made of it; erased years later.
@Suite("What is left of a convention after a purge", .timeLimit(.minutes(5)))
struct PurgeTests {
    private static let names = [
        "Belkacem-Roy", "Belkacem", "Samira", "Marcheboeuf", "Vasseur", "samira@famille.example",
        "ines@famille.example",
    ]

    private static func find(_ folder: String) async throws -> Outcome {
        try await Command.outcome("python3", [PythonTool.script("find_text.py"), folder] + names)
    }

    private func signed(in office: PaperOffice) async throws -> ConventionID {
        let id = try await office.issued()
        try await office.sign("student")
        _ = try await office.attest("representative-1", of: id)
        try await office.sign("school")
        try await office.countersign(id)
        _ = try await office.workflow.archive(id)
        return id
    }

    /// What waits goes to files, as a demonstration's mails do.
    private func deliver(from office: PaperOffice) async throws {
        let mailbox = try LocalMailbox(
            directory: office.folder.file("data/mailbox"),
            sender: .init(name: "Seing", address: EmailAddress("seing@localhost.localdomain")), now: { Date() })
        try await OutboxDelivery(store: office.installation.store.outboxStore, mailer: mailbox.mailer)
            .deliverDue(now: Date())
    }

    /// The same data directory so many years later; sealed by the clock of today, which the keys of the tests do not outlive.
    private func retention(_ office: PaperOffice, on day: String) throws -> RetentionOffice {
        let day = try #require(CalendarDate(iso8601: day))
        let later = try Installation.open(
            resources: Resources(directory: PythonTool.root.path), dataDirectory: office.folder.file("data"),
            passphrase: DemonstrationKeys.prepare(
                dataDirectory: office.folder.file("data"), resources: Resources(directory: PythonTool.root.path),
                now: Date()),
            clock: WallClock { SchoolTimeZone.paris.moment(day, hour: 12) })
        var retention = later.retentionOffice()
        retention.seal = office.installation.retentionOffice().seal
        return retention
    }

    @Test func `is no name in any form in any file`() async throws {
        let office = try PaperOffice()
        let id = try await signed(in: office)
        _ = try await office.workflow.proof(.pdf, of: id)
        try await deliver(from: office)
        let before = try await Self.find(office.folder.file("data"))
        #expect(before.status == 1 && before.output.contains("mailbox"), "\(before.text)")
        let copy = try TemporaryDirectory()
        try copy.write("convention.pdf", try await office.workflow.document(of: id).bytes)
        let inDocument = try await Self.find(copy.path)
        #expect(inDocument.output.contains("inflated: Belkacem-Roy"), "the search looks inside: \(inDocument.text)")

        let retention = try retention(office, on: "2032-07-01")
        let slip = try #require(try await retention.makeSlips().first)
        #expect(slip.entries.map(\.item.convention) == [id.text])
        let day = try #require(CalendarDate(iso8601: "2032-07-01"))
        try await retention.recordVisa("AD-2032-7", on: day, of: slip.number)
        let record = try #require(try await retention.purge().first)
        #expect(record.erased.map(\.convention) == [id.text] && record.leftovers.mailboxFiles > 0)
        let after = try await Self.find(office.folder.file("data"))
        #expect(after.status == 0, "\(after.text)")
        #expect(try await retention.purge().isEmpty)
        #expect(try await office.installation.store.verifyChain().fault == nil)
    }

    @Test func `is a record that openssl verifies, and finds altered by one byte`() async throws {
        let office = try PaperOffice()
        let id = try await office.workflow.draft(office.request)
        let retention = try retention(office, on: "2029-01-01")
        _ = try await retention.purge()
        let run = try #require(try await retention.runs().first)
        let record = try #require(run.record)
        for (sealed, name) in [(run.plan, "plan"), (record, "record")] {
            #expect(String(decoding: sealed.content, as: UTF8.self).contains(id.text))
            let seal = try office.folder.write("\(name).p7s", sealed.seal)
            for (content, isGood) in [(sealed.content, true), (sealed.content + [0x20], false)] {
                let file = try office.folder.write(name, content)
                let said = try await Command.outcome(
                    "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", seal, "-content", file, "-CAfile",
                    office.trust + "/root.pem", "-purpose", "any", "-out", "/dev/null")
                #expect(said.succeeded == isGood, "\(said.text)")
            }
        }
    }

    @Test func `is asked for by a tagged slip with places for the visa, and a table`() async throws {
        let office = try PaperOffice()
        let id = try await signed(in: office)
        let slip = try #require(try await retention(office, on: "2032-07-01").makeSlips().first)
        let files = try office.installation.files(of: slip)
        #expect(files.map(\.name) == ["BE-2032-1.pdf", "BE-2032-1.csv"])
        let pdf = try office.folder.write("slip.pdf", files[0].bytes)
        let facts = try await Command.outcome("pdfinfo", pdf).output
        #expect(facts.contains(/Tagged:\s+yes/) && facts.contains(/Form:\s+AcroForm/))
        let text = try await Command.outcome("pdftotext", pdf, "-").output
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for word in ["Bordereau d’élimination", "BE-2032-1", "Visa d’élimination", "R. 212-14", id.text] {
            #expect(text.contains(word), "\(word): \(text)")
        }
        let table = String(decoding: files[1].bytes, as: UTF8.self)
        #expect(table.hasPrefix("\u{FEFF}référence;") && table.contains("\(id.text);") && table.hasSuffix("\r\n"))
        #expect(table.contains("2027-06-25") && table.contains("5 ans après la fin du stage"))
        for name in Self.names { #expect(!text.contains(name) && !table.contains(name), "\(name)") }
    }
}
