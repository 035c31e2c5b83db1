import ConventionVerification
import Foundation
import TestSupport
import Testing

/// An amendment is held against the convention that it says it amends, when that is among the files.
@Suite("seing verify on an amendment", .timeLimit(.minutes(5)))
struct AmendmentCommandTests {
    private let workshop: Workshop
    private let folder: TemporaryDirectory

    init() throws {
        workshop = try Workshop.shared.get()
        folder = try TemporaryDirectory()
    }

    private func verify(_ arguments: String...) async throws -> Outcome {
        let at = Workshop.moment(8).formatted(.iso8601)
        return try await RunningProgram(
            Seing.program, ["verify", "--trust", workshop.authority.trustPath, "--at", at, "--lang", "fr"] + arguments
        ).outcome()
    }

    @Test func `says in a folder that the convention is there, in the table, in JSON and on the page`() async throws {
        try folder.write("avenant.pdf", workshop.amendment(of: workshop.base))
        try folder.write("convention.pdf", workshop.finished)
        let page = folder.file("rapport.html")
        let table = try await verify(folder.path, "--html", page)
        let sentence = "avenant à la convention 7K3F-92QM, qui est parmi les fichiers et n’est pas une autre"
        #expect(table.status == 0, "\(table)")
        #expect(table.output.contains("À savoir\n  avenant.pdf\n    • \(sentence)\n"), "\(table)")
        #expect(try String(contentsOfFile: page, encoding: .utf8).contains(sentence))
        let view = "Convention 7K3F-92QM, telle que modifiée par l’avenant "
        #expect(table.output.contains(view) && table.output.contains("  lieu"), "\(table)")
        let json = try await verify(folder.path, "--json")
        #expect(json.output.contains("\"binding\" : \"bound\""))
        try await expectValid(json.output)
    }

    @Test func `says of one that is alone that its convention was not given`() async throws {
        let path = try folder.write("avenant.pdf", workshop.amendment(of: workshop.base))
        let result = try await verify(path)
        #expect(result.status == 0 && result.output.hasPrefix("Cette convention est signée par les 4 parties"))
        #expect(result.output.contains("qui n’a pas été fournie\u{202F}: vérifiez les deux fichiers ensemble"))
        #expect(try await verify(path, "--json").output.contains("\"amendedConventionMissing\""))
    }

    @Test func `refuses it beside another text under the same number, and says so`() async throws {
        let amendment = try folder.write("avenant.pdf", workshop.amendment(of: workshop.base.dropLast()))
        let other = try folder.write("convention.pdf", workshop.finished)
        let result = try await verify(other, amendment)
        #expect(result.status == 1 && !result.output.contains("telle que modifiée"))
        #expect(
            result.output.contains(
                "Cet avenant n’a pas été modifié, mais la convention fournie n’est pas celle qu’il modifie"))
        let json = try await verify(other, amendment, "--json")
        #expect(json.output.contains("\"binding\" : \"other\"") && json.output.contains("\"amendsAnother\""))
        try await expectValid(json.output)
    }

    private func expectValid(_ json: String) async throws {
        let schema = Workshop.path("Templates/Schemas/verification.schema.json")
        let result = try await RunningProgram(
            PythonTool.interpreter(), [PythonTool.script("validate_json.py"), schema], input: Data(json.utf8)
        ).outcome()
        #expect(result.succeeded, "\(result.text)")
    }
}
