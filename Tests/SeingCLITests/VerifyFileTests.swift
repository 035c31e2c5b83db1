import Foundation
import Testing
import ToolSupport

/// One convention, through the built command.
@Suite("seing verify on one file", .timeLimit(.minutes(5)))
struct VerifyFileTests {
    private let sample: SampleConvention
    private let folder: TemporaryDirectory

    init() async throws {
        sample = try await SampleConvention.shared.value
        folder = try TemporaryDirectory()
    }

    private func firstLine(_ path: String, _ arguments: String...) async throws -> String {
        let arguments = ["verify", path, "--trust", sample.trust, "--lang", "fr"] + arguments
        let outcome = try await RunningProgram(Seing.program, arguments).outcome()
        return String(outcome.output.prefix { $0 != "\n" })
    }

    @Test func `answers the question in its first line`() async throws {
        #expect(
            try await firstLine(sample.document)
                == "Cette convention est signée par les 4 parties et n’a pas été modifiée depuis.")
    }

    @Test func `says in its first line what is wrong and what to do`() async throws {
        var bytes = try sample.bytes
        bytes[bytes.count / 3] ^= 1
        #expect(
            try await firstLine(folder.write("altered.pdf", bytes))
                == "Ce document a été modifié après signature\u{202F}: ne vous y fiez pas, redemandez l’original.")
        let part = folder.file("part.pdf")
        #expect(try await Seing.run("extract", sample.document, "--revision", "2", "--out", part).status == 0)
        #expect(
            try await firstLine(part)
                == "Cette convention n’a pas été modifiée, mais toutes les parties n’ont pas signé\u{202F}: "
                + "il manque établissement, organisme d’accueil.")
        #expect(try await firstLine(folder.write("x.pdf", Array("x".utf8))).contains("Demandez la convention en PDF"))
    }

    @Test func `judges as of another time`() async throws {
        let early = try await Seing.run(
            "verify", sample.document, "--trust", sample.trust, "--at", "2020-01-01", "--json")
        #expect(early.status != 0, "signed in the future of that day")
        #expect(early.output.contains("\"validationTime\" : \"2020-01-01T22:59:59Z\""))
        let now = Date().addingTimeInterval(60).formatted(.iso8601)
        let late = try await Seing.run("verify", sample.document, "--trust", sample.trust, "--at", now)
        #expect(late.status == 0, "\(late)")
    }

    @Test func `tells every check with its clause when asked, and not before`() async throws {
        let plain = try await Seing.run("verify", sample.document, "--trust", sample.trust)
        let explained = try await Seing.run("verify", sample.document, "--trust", sample.trust, "--explain")
        for word in ["TOTAL_PASSED", "PAdES-BASELINE-LTA", "RFC 5652 §11.2", "EN 319 142-1 §6.3"] {
            #expect(explained.output.contains(word), "\(word)")
            #expect(!plain.output.contains(word), "\(word)")
        }
        #expect(
            explained.output.components(separatedBy: "RFC 5652 §11.2").count == 10,
            "once a signature, a signature time-stamp and a document time-stamp")
    }

    @Test func `refuses pipes, devices and what is too large without reading them`() async throws {
        let pipe = folder.file("pipe.pdf")
        try #require(mkfifo(pipe, 0o600) == 0)
        let large = try folder.write("large.pdf", Array("%PDF-1.7".utf8))
        try #require(truncate(large, 200 << 20) == 0)
        // Whoever read the pipe or the device would never end, and the suite has a limit.
        for (path, status) in [(pipe, 65), ("/dev/zero", 65), (large, 2)] as [(String, Int32)] {
            #expect(try await Seing.run("verify", path, "--trust", sample.trust).status == status, "\(path)")
        }
    }

    @Test func `writes a receipt that says it is not sealed`() async throws {
        let path = folder.file("receipt.json")
        let outcome = try await Seing.run("verify", sample.document, "--trust", sample.trust, "--receipt", path)
        #expect(outcome.status == 0 && outcome.errors.contains("not sealed"))
        try await expectValid(Data(folder.read("receipt.json")), "receipt")
        let text = String(decoding: try folder.read("receipt.json"), as: UTF8.self)
        let digest = try await Command.outcome("sha256sum", sample.document).output.prefix(64)
        #expect(text.contains("\"sha256\" : \"\(digest)\"") && !text.contains("\"seal\""))
        let script = "cd '\(sample.trust)' && LC_ALL=C sha256sum * | sha256sum"
        let trust = try await Command.outcome("bash", "-c", script).output.prefix(64)
        #expect(text.contains("\"trustSha256\" : \"\(trust)\""))
    }

    @Test func `seals a receipt so that openssl accepts it, and nothing else`() async throws {
        let data = folder.file("data")
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        let secret = try folder.write("passphrase", Array("a passphrase of a test\n".utf8), mode: 0o600)
        let made = try await Seing.run(
            "pki", "init", "--data-dir", data, "--organisation", "Lycée", "--demo", "--passphrase-file", secret)
        try #require(made.status == 0, "\(made)")
        let receipt = folder.file("receipt.json")
        let outcome = try await Seing.run(
            "verify", sample.document, "--trust", sample.trust, "--receipt", receipt, "--data-dir", data,
            "--passphrase-file", secret)
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome)")
        try await expectValid(Data(folder.read("receipt.json")), "receipt")
        let root = data + "/pki/trust/root.pem"
        #expect(try await opensslAccepts(receipt, receipt, root))
        let altered = try folder.write(
            "altered.json",
            Array(
                String(decoding: try folder.read("receipt.json"), as: UTF8.self).replacing("passed", with: "failed")
                    .utf8))
        #expect(try await !opensslAccepts(altered, receipt, root))
        #expect(try await !opensslAccepts(receipt, receipt, sample.trust + "/root.pem"))
    }

    private func opensslAccepts(_ content: String, _ receipt: String, _ root: String) async throws -> Bool {
        try await Command.outcome(
            "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", receipt + ".p7s", "-content", content,
            "-CAfile", root, "-purpose", "any", "-cades", "-out", "/dev/null"
        ).succeeded
    }

    @Test func `refuses keys that are not there, or asked for without a receipt`() async throws {
        let arguments = ["verify", sample.document, "--trust", sample.trust, "--data-dir", folder.file("none")]
        #expect(try await RunningProgram(Seing.program, arguments).outcome().status == 64)
        let missing = try await RunningProgram(
            Seing.program, arguments + ["--receipt", folder.file("r.json")]
        ).outcome()
        #expect(missing.status == 69 && missing.errors.contains("seing pki init"))
    }
}
