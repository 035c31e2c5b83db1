import Bootstrap
import ConventionDomain
import Foundation
import Parties
import TestSupport
import Testing
import ToolSupport
import Workflow

@testable import SeingCLI

/// Keys, store, templates and mails in earnest: from the school's data to the archived document, without a family.
@Suite("A convention of an emancipated pupil, from its data to its end", .timeLimit(.minutes(5)))
struct EmancipatedPupilTests {
    private static let root = PythonTool.root.path

    /// The pupil of age of the examples, two years younger; in the place of the demonstration's example.
    private static func resources(in folder: TemporaryDirectory) throws -> Resources {
        let examples = folder.file("Examples/conventions")
        try FileManager.default.createDirectory(atPath: examples, withIntermediateDirectories: true)
        for name in ["Templates", "Certificates"] {
            try FileManager.default.createSymbolicLink(
                atPath: folder.file(name), withDestinationPath: "\(root)/\(name)")
        }
        let source = try String(contentsOfFile: "\(root)/Examples/conventions/adult-pupil.json", encoding: .utf8)
        let data = source.replacing("2008-01-12", with: "2010-01-12")
            .replacing("\"2de 7\"", with: "\"2de 7\", \"emancipated\": \"true\"")
        try Data(data.utf8).write(to: URL(filePath: examples + "/public-lycee-seconde.xml"))
        try FileManager.default.copyItem(
            atPath: "\(root)/Examples/conventions/adult-pupil.contacts.json",
            toPath: examples + "/public-lycee-seconde.contacts.xml")
        return Resources(directory: folder.file(""))
    }

    @Test func `is signed by three, proven, and found complete by whoever has the file`() async throws {
        let folder = try TemporaryDirectory()
        let play = try Demonstration(
            directory: folder.file("data"), resources: try Self.resources(in: folder), language: .french,
            narrate: { _ in })
        let document = try folder.write("convention.pdf", try await play.play())
        let outcome = try await Seing.run(
            "verify", document, "--trust", folder.file("data/pki/trust"), "--lang", "fr", "--reproduce")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output.contains("signée par les 3 parties"), "\(outcome)")
        let text = try await Command.outcome("pdftotext", document, "-").output
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("sans objet, l’élève est mineur et émancipé"))
        #expect(text.contains("L’élève est émancipé et signe sans responsable légal") && !text.contains("majeur"))
        let extracted = try await Seing.run("inspect", document)
        #expect(extracted.succeeded, "\(extracted)")

        let workflow = play.installation.workflow
        let id = try await workflow.list()[0].id
        #expect(try await workflow.show(id).parties.map(\.signatory.fieldName) == ["student", "school", "employer"])
        let proof = String(decoding: try await workflow.proof(.xml, of: id).bytes, as: UTF8.self)
        #expect(proof.contains("student") && !proof.contains("representative"))
        // It is told the pupil, and nobody else who asks.
        let office = play.installation.personOffice()
        for (given, family, mark, isTold) in [
            ("Nguyễn Ánh", "Đặng", PersonQuery.Mark.birthDate(try #require(CalendarDate(iso8601: "2010-01-12"))), true),
            ("Gwenaëlle", "Prigent", .email("presidente@mots.example"), false),
        ] {
            let search = try await office.search(
                PersonQuery(name: PersonName(given: given, family: family), mark: mark))
            let export = try await office.export(search, try search.selected([]))
            let told = String(decoding: try PersonDatum.json(export.content), as: UTF8.self)
            #expect(told.contains("\"emancipated\" : \"oui\"") == isTold, "\(told)")
        }
        let mails = await play.mailbox.messages
        #expect(!mails.isEmpty && mails.allSatisfy { !$0.textBody.contains("responsable légal") })
        #expect(Set(mails.map(\.to)) == ["anh@eleve.example", "stages@lycee-baker.example", "presidente@mots.example"])
    }

    @Test func `is prepared by the host and the pupil, who looks at the own data`() async throws {
        let folder = try TemporaryDirectory()
        let installation = try Demonstration(
            directory: folder.file("data"), resources: Resources(directory: Self.root), language: .french,
            narrate: { _ in }
        ).installation
        func request(_ birthDate: String, _ emancipated: String) throws -> DraftRequest {
            let source = try String(
                contentsOfFile: "\(Self.root)/Examples/conventions/adult-pupil.json", encoding: .utf8)
            let data = source.replacing("2008-01-12", with: birthDate).replacing(
                "\"2de 7\"", with: "\"2de 7\"" + emancipated)
            let sheet = try Data(
                contentsOf: URL(filePath: "\(Self.root)/Examples/conventions/adult-pupil.contacts.json"))
            let contacts = try installation.draftRequest(data: Array(source.utf8), sheet: [UInt8](sheet)).contacts
            return DraftRequest(data: Array(data.utf8), contacts: contacts)
        }
        let id = try await installation.workflow.prepare(try request("2010-01-12", ", \"emancipated\": \"true\""))
        let detail = try await installation.workflow.show(id)
        #expect(detail.summary.status == .completing)
        #expect(Set(detail.history.compactMap(\.fieldName)) == ["employer", "student"])
        // Without the word, the same pupil needs a family; with it, nobody below sixteen does without.
        func codes(_ birthDate: String, _ emancipated: String) async throws -> [ConventionFault.Code?] {
            do {
                _ = try await installation.workflow.prepare(try request(birthDate, emancipated))
                return []
            } catch WorkflowError.invalidData(let messages) { return messages.map { $0.fault?.code } }
        }
        #expect(try await codes("2010-01-12", "") == [.minorWithoutRepresentative])
        #expect(try await codes("2012-01-12", ", \"emancipated\": \"true\"") == [.emancipatedTooYoung])
    }
}
