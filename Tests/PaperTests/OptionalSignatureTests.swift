import ConventionDomain
import ConventionVerification
import Foundation
import Parties
import Testing
import ToolSupport
import Workflow

/// A whole life with those who need not sign, judged as a stranger does.
@Suite("Signatures that need not be given", .timeLimit(.minutes(5)))
struct OptionalSignatureTests {
    /// The tutor signs, the referent teacher says not to; made once.
    private struct Finished {
        let office: PaperOffice
        let id: ConventionID
        let document: String
    }

    private static let shared = Task { () throws -> Finished in
        let office = try PaperOffice(asking: [.referentTeacher, .tutor])
        let id = try await office.issued()
        try await office.sign("tutor")
        try await office.decline("referent-teacher")
        for field in ["student", "representative-1", "school"] { try await office.sign(field) }
        try await office.countersign(id)
        _ = try await office.workflow.archive(id)
        let bytes = try await office.workflow.document(of: id).bytes
        return Finished(office: office, id: id, document: try office.folder.write("optional.pdf", bytes))
    }

    @Test func `are told apart by the command, which counts those that must be there`() async throws {
        let all = try await Self.shared.value
        let words = try await Seing.run("verify", all.document, "--trust", all.office.trust, "--lang", "fr")
        #expect(words.succeeded, "\(words.text)")
        #expect(words.output.contains("est signée par les 4 parties"), "\(words.text)")
        #expect(words.output.contains(" 4/4, complètes"), "\(words.text)")
        #expect(words.output.contains("tuteur (facultatif) — signé le "), "\(words.text)")
        #expect(words.output.contains("enseignant référent (facultatif) — n’a pas signé"), "\(words.text)")
        let page = all.office.folder.file("optional.html")
        _ = try await Seing.run("verify", all.document, "--trust", all.office.trust, "--html", page)
        let html = String(decoding: try Data(contentsOf: URL(filePath: page)), as: UTF8.self)
        #expect(html.contains("n’a pas signé") && html.contains("4/4"))
    }

    @Test func `are in the JSON, apart from what is missing`() async throws {
        let all = try await Self.shared.value
        let json = try await Seing.run("verify", all.document, "--trust", all.office.trust, "--json")
        let root = try #require(JSONSerialization.jsonObject(with: Data(json.outputBytes)) as? [String: Any])
        let file = try #require((root["files"] as? [[String: Any]])?.first)
        let convention = try #require(file["convention"] as? [String: Any])
        #expect(convention["missing"] as? [String] == [] && convention["completeness"] as? String == "complete")
        let optional = try #require(convention["optional"] as? [[String: Any]])
        #expect(optional.map { $0["field"] as? String } == ["referent-teacher", "tutor"])
        #expect(optional.map { $0["isSigned"] as? Bool } == [false, true])
    }

    @Test func `and their refusal to give them are in the proof file`() async throws {
        let all = try await Self.shared.value
        let file = try await all.office.workflow.proof(.xml, of: all.id)
        let text = String(decoding: file.bytes, as: UTF8.self)
        #expect(text.contains("<role>tutor</role>") && text.contains("<role>teacher</role>"))
        #expect(text.contains("declined"))
        let xml = try all.office.folder.write("optional-proof.xml", file.bytes)
        let judged = try await Seing.run(
            "verify", all.document, "--proof", xml, "--trust", all.office.trust)
        #expect(judged.succeeded, "\(judged.text)")
    }

    @Test func `of a tutor who left are asked of the one who came, by a correction, as long as nobody has signed`()
        async throws
    {
        let office = try PaperOffice(asking: [.tutor])
        let id = try await office.issued()
        let former = String(decoding: office.request.data, as: UTF8.self)
        let data = former.replacing("<givenName>Karim</givenName>", with: "<givenName>Paola</givenName>")
        try #require(data != former)
        var request = DraftRequest(
            data: Array(data.utf8), contacts: ["tutor": Contact(email: "paola@marcheboeuf.example", mobile: nil)])
        request.overlapReason = "essai"
        let correction = Correction(request: request, reason: "Le tuteur est parti", lateReason: "Test")
        let successor = try await office.workflow.revise(id, correction).convention
        #expect(try await office.workflow.show(id).summary.status == .superseded)
        let party = try #require(
            try await office.workflow.show(successor).parties.first { $0.signatory.fieldName == "tutor" })
        #expect(party.signatory.name.given == "Paola")
        #expect(try await office.workflow.source(of: successor).contacts["tutor"]?.email == "paola@marcheboeuf.example")
        let invited = try await office.workflow.show(successor).history.filter { $0.kind == .invited }
        #expect(invited.map(\.fieldName).contains("tutor"))
    }

    @Test func `given before the school has stated what another signed on paper, are in time`() async throws {
        let office = try PaperOffice(asking: [.tutor])
        var request = DraftRequest(
            data: office.request.data, contacts: office.request.contacts, order: .preset(.free))
        request.overlapReason = "essai"
        let id = try await office.workflow.draft(request)
        try await office.workflow.issue(id, lateReason: "Test")
        for field in ["student", "school"] { try await office.sign(field) }
        try await office.countersign(id)
        try await office.sign("tutor")
        let statement = try await office.attest("representative-1", of: id)
        #expect(try await office.workflow.show(id).summary.status == .completed)
        let report = try office.verify(try await office.workflow.document(of: id).bytes, with: [statement])
        #expect(report.verdict == .passed && report.isComplete, "\(report.findings)")
    }

    @Test func `are asked of a convention that is made again from its own data`() async throws {
        let all = try await Self.shared.value
        let result = try await Seing.run(
            "verify", all.document, "--trust", all.office.trust, "--reproduce", "--json")
        #expect(result.text.contains("identical"), "\(result.text)")
    }
}
