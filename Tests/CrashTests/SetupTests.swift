import Foundation
import Testing
import ToolSupport

/// What the operator of a service may have left out or done wrong, and what the program says of it.
@Suite("Setting a service up")
struct SetupTests {
    private static let arc = "1.3.6.1.4.1.99999.1"
    /// Every option that a service with real keys needs; nothing listens at the mail server's port.
    private static let whole = [
        "--base-url", "https://conventions.lycee.example", "--smtp", "127.0.0.1:9", "--mail-from",
        "seing@lycee.example",
    ]

    /// A data directory with keys that are no demonstration's, and the file of their passphrase.
    private func realOffice() async throws -> (office: Office, options: [String]) {
        let office = try await Office()
        try FileManager.default.removeItem(atPath: office.data)
        let file = office.file("passphrase")
        try Office.write("words that open real keys\n", to: file, mode: 0o600)
        let options = ["--data-dir", office.data, "--passphrase-file", file]
        let made = try await Program.start(
            try Program.path, ["pki", "init", "--organisation", "Lycée", "--arc", Self.arc] + options)
        expect(made, status: 0)
        return (office, options)
    }

    private func serve(_ arguments: [String]) async throws -> Outcome {
        try await Program.start(try Program.path, ["serve"] + arguments)
    }

    @Test func `a service without keys says which commands make some, and makes nothing`() async throws {
        let nowhere = try await Office().file("nowhere")
        expect(try await serve(["--data-dir", nowhere]), status: 69, saying: "seing pki init", "seing serve --demo")
        #expect(!FileManager.default.fileExists(atPath: nowhere))
    }

    @Test func `real keys are never made or used without a passphrase from outside`() async throws {
        let (office, _) = try await realOffice()
        try Office.write("words that open real keys\n", to: office.data + "/passphrase", mode: 0o600)
        let other = office.file("other")
        let commands = [
            ["pki", "init", "--organisation", "Lycée", "--arc", Self.arc, "--data-dir", other],
            ["convention", "list", "--data-dir", office.data], ["pki", "refresh-lists", "--data-dir", office.data],
            ["serve", "--port", "0", "--data-dir", office.data] + Self.whole,
        ]
        for command in commands {
            expect(
                try await Program.start(try Program.path, command), status: 69, saying: "--passphrase-file",
                "LoadCredential")
        }
        #expect(!FileManager.default.fileExists(atPath: other))
    }

    @Test func `a demonstration never writes into a directory with real keys`() async throws {
        let (office, options) = try await realOffice()
        let before = try office.contents()
        for arguments in [["--data-dir", office.data], options, options + ["--reset"]] {
            expect(
                try await serve(["--demo", "--port", "0"] + arguments), status: 69, saying: "real ones",
                "nothing was changed")
        }
        #expect(try office.contents() == before)
    }

    @Test func `a demonstration never settles among somebody else's files`() async throws {
        let work = try TemporaryDirectory()
        let other = work.url.path
        try Data("chapter one".utf8).write(to: URL(filePath: other + "/thesis.txt"))
        for reset in [[], ["--reset"]] {
            expect(
                try await serve(["--demo", "--port", "0", "--data-dir", other] + reset), status: 69,
                saying: "other files", "nothing was changed")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: other) == ["thesis.txt"])
    }

    @Test(arguments: [
        (missing: "--base-url", says: "--base-url https://"), (missing: "--smtp", says: "submission server"),
        (missing: "--mail-from", says: "--mail-from"),
    ])
    func `a real service is refused without what its mails need`(_ option: (missing: String, says: String)) async throws
    {
        let (office, options) = try await realOffice()
        var arguments = Self.whole
        let place = try #require(arguments.firstIndex(of: option.missing))
        arguments.removeSubrange(place...place + 1)
        let outcome = try await serve(["--port", "0"] + options + arguments)
        #expect(outcome.status != 0 && outcome.errors.contains(option.says), "\(outcome.text)")
        #expect(!FileManager.default.fileExists(atPath: office.data + "/seing.sqlite"))
    }

    @Test(arguments: [
        "conventions.lycee.example", "ftp://lycee.example", "http://lycee.example", "https://lycee.example/seing",
        "https://lycee.example?x", "https://l'ycee.example", "https://", "https://lycee.example:port",
    ])
    func `an address that cannot begin a link is refused`(_ address: String) async throws {
        let nowhere = try await Office().file("nowhere")
        let outcome = try await serve(["--demo", "--data-dir", nowhere, "--port", "0", "--base-url", address])
        expect(outcome, status: 69, saying: "--base-url \(address)", "expected")
        #expect(!FileManager.default.fileExists(atPath: nowhere))
    }

    @Test(arguments: [
        "0.0.0.0", "::", "[::]", "0", "192.0.2.7", "seing.example", "localhost.example", "127.0.0.1.example",
    ])
    func `demonstration keys serve nobody else, and nothing is made for it`(_ host: String) async throws {
        let office = try await Office()
        let nowhere = office.file("nowhere")
        let first = try await serve(["--demo", "--data-dir", nowhere, "--port", "0", "--host", host])
        expect(first, status: 69, saying: "the keys are those of a demonstration")
        #expect(!FileManager.default.fileExists(atPath: nowhere))
        let later = try await serve(["--data-dir", office.data, "--port", "0", "--host", host])
        expect(later, status: 69, saying: "the keys are those of a demonstration")
    }

    @Test func `policies that say otherwise than the certificates are refused`() async throws {
        let office = try await Office()
        let policies = office.data + "/pki/trust/policies.json"
        let text = try String(contentsOfFile: policies, encoding: .utf8)
        try Office.write(text.replacing("true", with: "false"), to: policies)
        for command in [["serve", "--port", "0", "--host", "0.0.0.0"], ["convention", "list"]] {
            let outcome = try await Program.start(try Program.path, command + ["--data-dir", office.data])
            expect(outcome, status: 69, saying: policies, "expected demo: true")
        }
    }

    @Test func `a key that others can read is refused, with the command that closes it`() async throws {
        let office = try await Office()
        let key = office.data + "/pki/private/issuing-ca.key.pem"
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: key)
        expect(
            try await Program.run("convention", "list", "--data-dir", office.data), status: 69,
            saying: "chmod 600 \(key)")
    }

    @Test func `a trust folder whose policies are malformed is named, not guessed at`() async throws {
        let office = try await Office()
        try Office.write("{}", to: office.data + "/pki/trust/policies.json")
        let outcome = try await Program.run(
            "verify", Office.sample(".xml"), "--trust", office.data + "/pki/trust")
        expect(outcome, status: 64, saying: "policies.json")
    }
}

@Suite("A program away from where it was built")
struct MovedProgramTests {
    @Test func `finds its data files beside it, from whatever directory it is started`() async throws {
        let (place, elsewhere) = (try TemporaryDirectory(), try TemporaryDirectory())
        let program = place.url.appending(component: "seing").path
        try FileManager.default.copyItem(atPath: try Program.path, toPath: program)
        for folder in try Self.releasedFolders() {
            let target = place.url.appending(path: folder)
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.copyItem(at: PythonTool.root.appending(path: folder), to: target)
        }
        let script = "cd \"$1\" && exec \"$2\" demo --out out"
        let played = try await Program.start("/bin/sh", ["-c", script, "sh", elsewhere.url.path, program])
        expect(played, status: 0)
        #expect(FileManager.default.fileExists(atPath: elsewhere.url.path + "/out/convention.pdf"))
    }

    /// What the script that makes a release copies from the repository.
    private static func releasedFolders() throws -> [String] {
        let script = try String(contentsOf: PythonTool.root.appending(path: "scripts/make-release"), encoding: .utf8)
        let copies = script.matches(of: /^cp -R ([A-Z].*) dist\/.*$/.anchorsMatchLineEndings())
        let folders = copies.flatMap { $0.1.split(separator: " ") }
        return folders.map(String.init)
    }
}
