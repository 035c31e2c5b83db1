import Foundation
import Testing
import ToolSupport

/// Keys that seal receipts, made once.
private struct SealingPlatform: Sendable {
    static let shared = Task { try await SealingPlatform() }

    let folder: TemporaryDirectory
    let passphrase: String
    var data: String { folder.file("data") }
    var trust: String { data + "/pki/trust" }

    private init() async throws {
        folder = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: folder.file("data"), withIntermediateDirectories: true)
        passphrase = try folder.write("passphrase", Array("a passphrase of a test\n".utf8), mode: 0o600)
        let made = try await Seing.run(
            "pki", "init", "--data-dir", folder.file("data"), "--organisation", "Lycée", "--demo", "--passphrase-file",
            passphrase)
        guard made.status == 0 else { throw SampleConvention.Failure(text: made.text) }
    }
}

/// What a receipt is worth is told by the command that writes it.
@Suite("seing verify --check-receipt", .timeLimit(.minutes(5)))
struct ReceiptCheckTests {
    private let sample: SampleConvention
    private let platform: SealingPlatform
    private let folder: TemporaryDirectory

    init() async throws {
        sample = try await SampleConvention.shared.value
        platform = try await SealingPlatform.shared.value
        folder = try TemporaryDirectory()
    }

    /// A sealed receipt about the sample.
    private func receipt() async throws -> String {
        let path = folder.file("recepisse.json")
        let outcome = try await Seing.run(
            "verify", sample.document, "--trust", sample.trust, "--receipt", path, "--data-dir", platform.data,
            "--passphrase-file", platform.passphrase)
        try #require(outcome.status == 0, "\(outcome)")
        return path
    }

    private func check(_ arguments: String..., trust: String? = nil) async throws -> Outcome {
        try await RunningProgram(
            Seing.program,
            ["verify", "--lang", "fr", "--trust", trust ?? platform.trust, "--check-receipt"] + arguments
        ).outcome()
    }

    private func expect(_ outcome: Outcome, _ status: Int32, _ answer: String) {
        #expect(outcome.status == status, "\(outcome)")
        #expect(outcome.output.hasPrefix(answer), "\(outcome)")
    }

    @Test func `says that the file is the one that was verified, when, by whom, and what that proves`() async throws {
        let outcome = try await check(receipt(), sample.document)
        expect(outcome, 0, "Ce récépissé est authentique, et ce fichier est bien celui qui a été vérifié.\n")
        for words in ["Scellé par\u{202F}: ", "(heure prouvée)", "il était en ordre", "Ce que cela prouve"] {
            #expect(outcome.output.contains(words), "\(words)")
        }
    }

    @Test func `says it in JSON that its schema accepts`() async throws {
        let outcome = try await check(receipt(), sample.document, "--json")
        try await expectValid(outcome.outputBytes, "receipt-check")
        let text = outcome.output
        #expect(text.contains("\"state\" : \"trusted\"") && text.contains("\"state\" : \"matches\""))
        #expect(text.contains("\"verdict\" : \"passed\"") && text.contains("provenTime"))
    }

    @Test func `checks the seal alone when no file is named`() async throws {
        expect(try await check(receipt()), 0, "Ce récépissé est authentique. Nommez aussi des fichiers")
    }

    @Test func `finds a file that has changed since, and one that it does not speak of`() async throws {
        let path = try await receipt()
        let changed = try folder.write("convention.pdf", sample.bytes + [0x0A])
        let other = try folder.write("other.pdf", Array("%PDF-1.7".utf8))
        let outcome = try await check(path, sample.document, changed, other)
        expect(outcome, 1, "Ce récépissé est authentique, mais 2 fichier(s) sur 3 ne sont pas")
        #expect(outcome.output.contains("un autre contenu que celui qui a été vérifié"))
        #expect(outcome.output.contains("le récépissé n’en parle pas"))
        #expect(!outcome.output.contains("Ce que cela prouve"))
        #expect(try await check(path, folder.file("none.pdf")).status == 65)
    }

    @Test func `refuses a receipt that was altered, or whose seal was`() async throws {
        let path = try await receipt()
        let text = String(decoding: try folder.read("recepisse.json"), as: UTF8.self)
        let seal = try folder.read("recepisse.json.p7s")
        let answer = "Ce récépissé n’est pas celui qui a été scellé"
        try folder.write("recepisse.json", Array(text.replacing("intact", with: "broken").utf8))
        expect(try await check(path, sample.document), 1, answer)
        try folder.write("recepisse.json", Array(text.utf8))
        for place in [seal.count / 2, seal.count - 1] {
            var altered = seal
            altered[place] ^= 1
            try folder.write("recepisse.json.p7s", altered)
            #expect(try await check(path, sample.document).status != 0, "byte \(place)")
        }
        try folder.write("recepisse.json.p7s", Array("none".utf8))
        expect(try await check(path, sample.document), 1, answer)
    }

    @Test func `does not believe a seal of a platform that it does not know`() async throws {
        let path = try await receipt()
        expect(
            try await check(path, sample.document, trust: sample.trust), 1, "Le sceau de ce récépissé n’est pas celui")
        let empty = folder.file("empty")
        try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
        expect(
            try await check(path, sample.document, trust: empty), 2,
            "Ce récépissé est tel qu’il a été scellé, mais l’auteur du sceau n’a pas pu être vérifié")
    }

    @Test func `says of one without a seal that it proves nothing`() async throws {
        let path = try await receipt()
        try FileManager.default.removeItem(atPath: path + ".p7s")
        let outcome = try await check(path, sample.document)
        expect(outcome, 2, "Ce récépissé n’est pas scellé")
        #expect(outcome.output.contains("le fichier vérifié"))
    }

    @Test func `takes no other file for a receipt, and no option that means nothing here`() async throws {
        #expect(try await check(sample.document).status == 65)
        #expect(try await check(folder.write("x.json", Array("{}".utf8))).status == 65)
        #expect(try await check(folder.file("none.json")).status == 65)
        let path = try await receipt()
        for options in [["--csv"], ["--explain"], ["--policy", "general"], ["--receipt", folder.file("r.json")]] {
            let arguments = ["verify", "--check-receipt", path] + options
            #expect(try await RunningProgram(Seing.program, arguments).outcome().status == 64, "\(options)")
        }
    }
}
