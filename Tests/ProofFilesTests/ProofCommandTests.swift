import Bootstrap
import ConventionDomain
import Foundation
import Testing
import ToolSupport
import Workflow

@testable import ProofFiles

/// The commands by which a school makes proof files and anybody checks them.
@Suite("seing convention proof and seing verify --proof", .timeLimit(.minutes(5)))
struct ProofCommandTests {
    private let sample: ProofSample
    private let folder: TemporaryDirectory

    init() async throws {
        sample = try await ProofSample.shared.value
        folder = try TemporaryDirectory()
    }

    private var trust: String { sample.folder.file("data/pki/trust") }

    private func verify(_ arguments: String...) async throws -> Outcome {
        try await RunningProgram(Seing.program, ["verify", "--lang", "fr"] + arguments).outcome()
    }

    private func expect(_ outcome: Outcome, _ status: Int32, _ answer: String) {
        #expect(outcome.status == status, "\(outcome)")
        #expect((outcome.output + outcome.errors).contains(answer), "\(outcome)")
    }

    @Test func `make two files, which are then accepted with their convention`() async throws {
        let convention = try folder.write("convention.pdf", sample.document)
        for field in [nil, "employer"] as [String?] {
            let made = try await RunningProgram(
                Seing.program,
                [
                    "convention", "proof", sample.id.text, "--out", folder.file("out"), "--data-dir",
                    sample.folder.file("data"),
                ]
                    + (field.map { ["--signatory", $0] } ?? [])
            ).outcome()
            let files = made.output.split(separator: "\n").map(String.init)
            try #require(made.status == 0 && files.count == 2, "\(made)")
            #expect(files[0].hasSuffix((field ?? sample.id.text) + ".xml") && files[1].hasSuffix(".pdf"))
            let good = try await verify(convention, "--proof", files[0], "--trust", trust)
            expect(good, 0, "Ce dossier de preuve est authentique, et c’est bien de cette convention qu’il parle.")
            expect(good, 0, "sans valeur juridique")
        }
    }

    @Test func `say in the first line why a file is not to be relied on`() async throws {
        let file = try folder.write("proof.xml", sample.whole)
        let altered = String(decoding: sample.whole, as: UTF8.self).replacing(
            "<state>completed<", with: "<state>refused<")
        let bad = try folder.write("bad.xml", Array(altered.utf8))
        let other = try folder.write("other.pdf", try await ProofSample.other.value.document)
        let otherTrust = try await ProofSample.other.value.folder.file("data/pki/trust")
        let empty = folder.file("empty")
        try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
        expect(try await verify("--proof", bad, "--trust", trust), 1, "Ne vous fiez pas à ce dossier de preuve.")
        expect(
            try await verify(other, "--proof", file, "--trust", trust), 1,
            "Ce dossier de preuve n’est pas celui de cette convention.")
        expect(try await verify("--proof", file, "--trust", otherTrust), 1, "n’est pas celui d’une plateforme reconnue")
        expect(try await verify("--proof", file, "--trust", empty), 2, "l’auteur du sceau n’a pas pu être vérifié")
        expect(try await verify("--proof", other, "--trust", trust), 65, "ce n’est pas un dossier de preuve")
        expect(try await verify("--proof", folder.file("none"), "--trust", trust), 65, "n’existe pas")
        expect(try await verify(other, other, "--proof", file), 64, "--proof")
        expect(try await verify("--proof", file, "--csv"), 64, "--proof")
    }

    @Test func `give programs what the schema says`() async throws {
        let file = try folder.write("proof.xml", sample.own)
        let convention = try folder.write("convention.pdf", sample.document)
        let bad = try folder.write("bad.xml", Array("<proof xmlns=\"urn:seing:proof:1\"/>".utf8))
        for arguments in [[file], [convention, file], [bad]] {
            let outcome = try await RunningProgram(
                Seing.program,
                ["verify", "--json", "--trust", trust] + arguments.dropLast() + [
                    "--proof", arguments[arguments.count - 1],
                ]
            ).outcome()
            let schema = PythonTool.root.appending(path: "Templates/Schemas/proof-check.schema.json").path
            let valid = try await RunningProgram(
                PythonTool.interpreter(), [PythonTool.script("validate_json.py"), schema], input: outcome.outputBytes
            ).outcome()
            #expect(valid.succeeded, "\(valid.text) \(outcome.output)")
        }
    }

    @Test func `name who cannot have a file, and why`() async throws {
        func proof(_ arguments: String...) async throws -> Outcome {
            try await RunningProgram(
                Seing.program,
                ["convention", "proof", "--out", folder.path, "--lang", "fr", "--data-dir", sample.folder.file("data")]
                    + arguments
            ).outcome()
        }
        expect(try await proof(sample.id.text, "--signatory", "representative-2"), 65, "n’est pas un signataire")
        expect(try await proof("abcdefghijkmnpqrstuv"), 1, "unknown-convention")
        let draft = try await sample.installation.workflow.list().first { $0.status == .draft }?.id
        expect(try await proof(try #require(draft).text), 1, "wrong-state")
    }
}
