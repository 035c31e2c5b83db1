import Foundation
import Testing
import ToolSupport

/// What scripts and service managers learn from the built program.
@Suite("Exit status of the command", .tags(.endToEnd), .timeLimit(.minutes(5)))
struct ExitStatusTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func path(_ name: String) -> String { folder.url.appending(component: name).path }

    @Test(arguments: [
        ["unknown"], ["verify"], ["verify", "--unknown", "x"], ["serve", "--port", "many"],
        ["convention", "cancel", "x"],
    ])
    func `is 64 for a wrong usage, with the right one`(arguments: [String]) async throws {
        for (locale, usage) in ["fr_FR.UTF-8": "Usage\u{202F}: seing", "en_GB.UTF-8": "Usage: seing"] {
            let outcome = try await RunningProgram(Seing.program, arguments, environment: ["LC_ALL": locale]).outcome()
            #expect(outcome.status == 64)
            #expect(outcome.errors.contains(usage))
            #expect(outcome.output.isEmpty)
        }
    }

    @Test(arguments: [
        "", "verify", "inspect", "convention", "convention new", "convention issue", "convention list",
        "convention show", "convention cancel", "template", "template list", "template check", "pki", "pki init",
        "serve", "demo",
    ])
    func `is 0 for help, which names the command`(command: String) async throws {
        let words = command.split(separator: " ").map(String.init)
        let outcome = try await RunningProgram(Seing.program, words + ["--help"]).outcome()
        #expect(outcome.status == 0)
        #expect(outcome.output.contains((["USAGE: seing"] + words).joined(separator: " ")))
    }

    @Test(arguments: ["verify", "inspect"])
    func `is 65 for a file that is missing or no PDF`(command: String) async throws {
        try Data("Objet : pas un PDF".utf8).write(to: URL(filePath: path("letter.pdf")))
        try Data().write(to: URL(filePath: path("empty.pdf")))
        try FileManager.default.createDirectory(atPath: path("folder"), withIntermediateDirectories: true)
        let reasons = [
            "missing.pdf": "n’existe pas", "letter.pdf": "PDF", "empty.pdf": "PDF", "folder": "dossier",
        ]
        for (name, reason) in reasons {
            let outcome = try await Seing.run(command, "--lang", "fr", path(name))
            #expect(outcome.status == 65, "\(name): \(outcome)")
            #expect((outcome.output + outcome.errors).contains(reason), "\(outcome)")
        }
        let device = try await Seing.run(command, "/dev/zero")
        #expect(device.status == 65, "\(device)")
    }

    @Test func `is 64 for a trust folder that is missing or a file, and 2 for one without anchors`() async throws {
        let document = path("letter.pdf")
        try Data("Objet : pas un PDF".utf8).write(to: URL(filePath: document))
        for folder in [path("nowhere"), document] {
            let outcome = try await Seing.run("verify", document, "--trust", folder)
            #expect(outcome.status == 64, "\(outcome)")
            #expect(outcome.errors.contains(folder))
        }
        let made = try await Seing.run("demo", "--out", path("demo"))
        try #require(made.status == 0, "\(made)")
        try FileManager.default.createDirectory(atPath: path("empty"), withIntermediateDirectories: true)
        let convention = path("demo/convention.pdf")
        #expect(try await Seing.run("verify", convention, "--trust", path("empty")).status == 2)
        try Data("{}".utf8).write(to: URL(filePath: path("empty/policies.json")))
        let malformed = try await Seing.run("verify", convention, "--trust", path("empty"))
        #expect(malformed.status == 64, "\(malformed)")
        #expect(malformed.errors.contains("policies.json"))
        try FileManager.default.removeItem(atPath: path("demo/trust/policies.json"))
        let unnamed = try await Seing.run("verify", convention, "--trust", path("demo/trust"), "--lang", "fr")
        #expect(unnamed.status == 2, "\(unnamed)")
        #expect(unnamed.output.contains("les rôles ne peuvent pas être lus"))
    }

    @Test func `follows the document: 0 complete, 2 without an anchor, 1 altered or cut off`() async throws {
        let made = try await Seing.run("demo", "--out", path("demo"))
        try #require(made.status == 0, "\(made)")
        let (document, trust) = (path("demo/convention.pdf"), path("demo/trust"))
        #expect(try await Seing.run("verify", document, "--trust", trust).status == 0)
        #expect(try await Seing.run("verify", document).status == 2)
        var bytes = try Data(contentsOf: URL(filePath: document))
        bytes[bytes.count / 3] ^= 1
        try bytes.write(to: URL(filePath: path("altered.pdf")))
        #expect(try await Seing.run("verify", path("altered.pdf"), "--trust", trust).status == 1)
        try bytes.prefix(bytes.count / 8).write(to: URL(filePath: path("cut.pdf")))
        let cut = try await Seing.run("verify", path("cut.pdf"), "--trust", trust, "--lang", "fr")
        #expect(cut.status == 1)
        #expect(cut.output.contains("Le document est endommagé ou a été altéré"), "\(cut)")
        let inspected = try await Seing.run("inspect", path("cut.pdf"))
        #expect(inspected.status == 65)
        #expect(inspected.output.contains("SHA-256"), "what can be read is shown")
        let all = try await Seing.run("verify", document, path("altered.pdf"), "--trust", trust)
        #expect(all.status == 1)
        let missing = try await Seing.run("verify", path("missing.pdf"), path("altered.pdf"), "--trust", trust)
        #expect(missing.status == 65, "the gravest counts")
    }

    @Test func `is 0 after SIGTERM, and 1 for a document that nobody has signed yet`() async throws {
        let service = try await DemonstrationService()
        service.program.stop()
        #expect(try await service.program.outcome().status == 0)
        let list = try await Seing.run("convention", "list", "--data-dir", service.data)
        try #require(list.status == 0, "\(list)")
        let id = String(try #require(list.output.split(separator: " ").first))
        let shown = try await Seing.run(
            "convention", "show", id, "--data-dir", service.data, "--pdf", path("unsigned.pdf"))
        try #require(shown.status == 0, "\(shown)")
        let verified = try await Seing.run(
            "verify", path("unsigned.pdf"), "--trust", service.data + "/pki/trust", "--lang", "en")
        #expect(verified.status == 1, "\(verified)")
        #expect(verified.output.contains("incomplete"))
    }

    @Test func `is 69 when the port is taken, and says how to choose another`() async throws {
        let port = try LoopbackPort(isListening: true)
        let outcome = try await Seing.run(
            "serve", "--demo", "--data-dir", path("data"), "--port", "\(port.number)")
        #expect(outcome.status == 69)
        #expect(outcome.errors.contains("could not listen on 127.0.0.1:\(port.number)"))
        #expect(outcome.errors.contains("--port"))
    }

    @Test func `is 69 when demonstration keys would serve others than this machine`() async throws {
        let outcome = try await Seing.run(
            "serve", "--demo", "--data-dir", path("data"), "--host", "0.0.0.0", "--port", "\(LoopbackPort.free())")
        #expect(outcome.status == 69)
        #expect(outcome.errors.contains("the keys are those of a demonstration"))
    }
}
