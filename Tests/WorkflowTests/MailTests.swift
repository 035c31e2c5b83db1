import ConventionDomain
import Foundation
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@Suite("Mails")
struct MailTests {
    @Test func `every link stands alone on its line`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        for fieldName in ["student", "representative-1", "school"] { try await bench.hands.sign(fieldName) }
        try await bench.hands.countersign(id)
        for mail in bench.store.mails {
            for line in mail.textBody.split(separator: "\n") where line.contains("http") && !line.hasPrefix("printf ") {
                #expect(line.hasPrefix("http://localhost:8080/") && !line.contains(" "))
            }
        }
    }

    @Test func `the employer's mail carries two commands that a shell and a JSON reader understand`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        for fieldName in ["student", "representative-1", "school"] { try await bench.hands.sign(fieldName) }
        let mail = try #require(try await bench.hands.mails(to: "employer").last)
        let commands = mail.textBody.split(separator: "\n").filter { $0.hasPrefix("printf ") }.map(String.init)
        try #require(commands.count == 2)
        #expect(
            commands[0].hasSuffix("-o convention.pdf 'http://localhost:8080/api/v1/conventions/\(id.text)/document'"))
        let token = try await bench.hands.accessToken()
        for command in commands {
            // Nothing but the shell itself sees the token: it is no argument of a program.
            #expect(command.hasPrefix("printf 'Authorization: Bearer %s' \(token.text) | curl "))
            #expect(command.ranges(of: token.text).count == 1 && command.contains(" -H @- "))
        }
        let body = try #require(commands[1].split(separator: " -d '").last?.split(separator: "' 'http").first)
        let filled = body.replacing("'\"$(sha256sum convention.pdf | cut -c1-64)\"'", with: "00")
        let object = try JSONSerialization.jsonObject(with: Data(filled.utf8)) as? [String: Any]
        #expect(object.map { Set($0.keys) } == ["signatory", "capacity", "consentVersion", "revisionSha256"])
        #expect(!filled.contains("'"))
    }

    @Test func `the employer's mail says what a countersignature declares`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        for fieldName in ["student", "representative-1", "school"] { try await bench.hands.sign(fieldName) }
        let mail = try #require(try await bench.hands.mails(to: "employer").last)
        let statement = try #require(bench.workflow.ports.texts.consents[.employer]).text
        #expect(mail.textBody.split(separator: "\n").contains { $0.contains(statement) })
    }

    @Test func `subjects name nobody, and the family's mails only their reader and the pupil's given name`()
        async throws
    {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        for fieldName in ["student", "representative-1"] { try await bench.hands.sign(fieldName) }
        for mail in bench.store.mails {
            #expect(!mail.subject.contains("Diallo") && !mail.subject.contains("Awa"))
        }
        for mail in try await bench.hands.mails(to: "representative-1") {
            #expect(mail.textBody.contains("Mariam Diallo"))
            for other in ["Awa Diallo", "Roussel", "Claire"] { #expect(!mail.textBody.contains(other)) }
        }
    }

    @Test func `every message has a key of its own`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        try await bench.hands.sign("student")
        let keys = bench.store.mails.map(\.messageKey)
        #expect(Set(keys).count == keys.count && keys.allSatisfy { $0.count == 22 })
    }

    @Test func `a demonstration says so in every subject`() async throws {
        var settings = WorkflowSettings()
        settings.isDemo = true
        let bench = try Bench(settings: settings)
        _ = try await bench.hands.issued()
        #expect(bench.store.mails.allSatisfy { $0.subject.hasPrefix("[Démonstration] ") })
    }

    @Test func `dates are written as French people write them, in the school's time`() async throws {
        var settings = WorkflowSettings()
        settings.timeZone = SchoolTimeZone(identifier: "America/Cayenne", label: "heure de Cayenne")
        for (settings, moment) in [
            (WorkflowSettings(), "1er juin 2026 à 10\u{A0}h\u{A0}00 (heure de Paris)"),
            (settings, "1er juin 2026 à 5\u{A0}h\u{A0}00 (heure de Cayenne)"),
        ] {
            let bench = try Bench(settings: settings)
            _ = try await bench.hands.issued()
            try await bench.hands.sign("student")
            let receipt = try #require(try await bench.hands.mails(to: "student").last)
            #expect(receipt.textBody.contains(moment))
            #expect(receipt.textBody.contains("du 15 juin 2026 au 26 juin 2026"))
        }
    }

    @Test func `after the last signature everybody gets the document, the last signer too`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        for fieldName in ["student", "representative-1", "school"] { try await bench.hands.sign(fieldName) }
        try await bench.hands.countersign(id)
        for fieldName in bench.hands.sample.fieldNames {
            let last = try #require(try await bench.hands.mails(to: fieldName).last)
            #expect(last.subject == "La convention de stage est signée par toutes les parties")
        }
    }
}
