import Foundation
import Testing
import ToolSupport

/// What becomes of a demonstration whose start does not go as it should.
@Suite("Starting a demonstration", .serialized, .tags(.endToEnd), .timeLimit(.minutes(5)))
struct DemonstrationStartTests {
    private let folder: TemporaryDirectory
    private var data: String { folder.url.appending(component: "data").path }

    init() throws { folder = try TemporaryDirectory() }

    private func start(port: Int) throws -> RunningProgram {
        try RunningProgram(
            Seing.program, ["serve", "--demo", "--demo-size", "small", "--data-dir", data, "--port", "\(port)"])
    }

    /// Waits until the service has said where to click.
    private func untilReady(_ program: RunningProgram) async throws {
        for _ in 0..<2_400 where program.isRunning {
            if try program.text("output").contains("Control-C") { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("the demonstration did not start: \(try program.text("errors"))")
    }

    private func page(_ address: String) async throws -> String {
        let (status, output) = try await run(URL(filePath: "/usr/bin/curl"), ["--silent", "--fail", address])
        #expect(status == 0, "\(address)")
        return String(decoding: output, as: UTF8.self)
    }

    @Test func `a port in use is found out before anything is made`() async throws {
        let taken = try LoopbackPort(isListening: true)
        let outcome = try await start(port: taken.number).outcome()
        #expect(outcome.status == 69 && outcome.errors.contains("--port"), "\(outcome)")
        #expect(!FileManager.default.fileExists(atPath: data))
    }

    @Test(arguments: [1, 2, 3]) func `a start killed between samples is made up for, each sample once`(
        _ sample: Int
    ) async throws {
        let killed = try start(port: try LoopbackPort.free())
        for _ in 0..<3_000 where killed.isRunning {
            if try killed.text("errors").components(separatedBy: "convention d’exemple").count > sample { break }
            try await Task.sleep(for: .milliseconds(5))
        }
        killed.kill()
        let service = try start(port: try LoopbackPort.free())
        try await untilReady(service)
        service.stop()
        #expect(try await service.outcome().status == 0)
        let list = try await Seing.run(
            "convention", "list", "--data-dir", data, environment: ["LC_ALL": "en_GB.UTF-8"])
        let lines = list.output.split(separator: "\n")
        #expect(lines.count == 3 && lines.allSatisfy { $0.contains("  signing  ") }, "\(list)")
    }

    @Test func `on another port the links of the mailbox lead to the service as it is now`() async throws {
        let first = try start(port: try LoopbackPort.free())
        try await untilReady(first)
        first.stop()
        _ = try await first.outcome()
        let base = "http://127.0.0.1:\(try LoopbackPort.free())"
        let second = try start(port: try #require(Int(base.split(separator: ":")[2])))
        try await untilReady(second)
        defer { second.stop() }
        let mails = try await links(in: base + "/dev/mailbox").filter { $0.contains("/dev/mailbox/") }
        #expect(mails.count >= 6)
        for mail in mails {
            let found = try await links(in: base + mail).filter { $0.contains("/s/") || $0.contains("/r/") }
            #expect(!found.isEmpty && found.allSatisfy { $0.hasPrefix(base + "/") }, "\(found)")
            for link in found { _ = try await page(link) }
        }
    }

    @Test func `says with what one finds an offer, and an application's code for those who need one`() async throws {
        let base = "http://127.0.0.1:\(try LoopbackPort.free())"
        let service = try start(port: try #require(Int(base.split(separator: ":")[2])))
        try await untilReady(service)
        defer { service.stop() }
        let told = try service.text("output")
        for page in [
            "/offres", "/eleves/entrer", "/familles/entrer", "/employeurs/entrer", "/moderation/entrer", "/ecole",
        ] {
            #expect(told.contains(base + page), "\(told)")
            _ = try await self.page(base + page)
        }
        #expect(told.contains(/[a-z0-9]{4}-[a-z0-9]{4}/) && told.contains("Aubert"), "\(told)")
        let offers = try await page(base + "/offres")
        #expect(offers.contains("Les métiers d’une mairie") || offers.contains("Le pain, de la farine"), "\(offers)")
        let accounts = told.matches(of: #/demo-code (\S+) --data/#).map { String($0.1) }
        #expect(accounts.count == 2, "\(told)")
        for account in accounts {
            let code = try await Seing.run("demo-code", account, "--data-dir", data)
            #expect(code.succeeded && code.output.wholeMatch(of: /[0-9]{6}\n/) != nil, "\(code)")
        }
        let nobody = try await Seing.run("demo-code", "nobody@exemple.fr", "--data-dir", data)
        #expect(nobody.status == 1 && nobody.errors.contains(accounts[0]), "\(nobody)")
    }

    /// The targets of the links on a page.
    private func links(in address: String) async throws -> [String] {
        try await page(address).components(separatedBy: "href=\"").dropFirst()
            .compactMap { $0.split(separator: "\"").first.map(String.init) }
    }

    @Test func `a second service on the same data is refused`() async throws {
        let first = try start(port: try LoopbackPort.free())
        try await untilReady(first)
        defer { first.stop() }
        let second = try await start(port: try LoopbackPort.free()).outcome()
        #expect(second.status == 69 && second.errors.contains("another service runs"), "\(second)")
    }

    @Test func `mails that wait carry the address of the service that delivers them`() async throws {
        let first = try start(port: try LoopbackPort.free())
        try await untilReady(first)
        first.stop()
        _ = try await first.outcome()
        let before = try FileManager.default.contentsOfDirectory(atPath: data + "/mailbox")
        let sample = PythonTool.root.appending(path: "Examples/conventions/public-lycee-seconde").path
        let entered = try await Seing.run(
            "convention", "new", sample + ".xml", "--contacts", sample + ".contacts.xml", "--data-dir", data,
            "--despite-overlap", "essai")
        let issued = try await Seing.run(
            "convention", "issue", entered.output.trimmingCharacters(in: .whitespacesAndNewlines), "--late", "essai",
            "--data-dir", data)
        #expect(issued.status == 0, "\(entered) \(issued)")
        let base = "http://127.0.0.1:\(try LoopbackPort.free())"
        let second = try start(port: try #require(Int(base.split(separator: ":")[2])))
        defer { second.stop() }
        try await untilReady(second)
        let new = Set(try FileManager.default.contentsOfDirectory(atPath: data + "/mailbox")).subtracting(before)
        #expect(!new.isEmpty)
        for name in new where name.hasSuffix(".eml") {
            let text = try String(contentsOfFile: "\(data)/mailbox/\(name)", encoding: .utf8)
                .replacing("=\r\n", with: "")
            #expect(text.contains(base + "/s/") && !text.contains("adresse-du-service"), "\(text)")
        }
    }
}
