import Foundation
import Testing
import ToolSupport

@Suite("Accounts of heads at the command line")
struct HeadCommandTests {
    private static let email = "ce.0750000x@exemple.fr"

    private func head(_ office: Office, _ arguments: String..., input: String = "") async throws -> Outcome {
        try await seing(office, ["head"] + arguments, input: input)
    }

    private func seing(_ office: Office, _ arguments: [String], input: String = "") async throws -> Outcome {
        try await RunningProgram(
            URL(filePath: try Program.path), arguments + ["--lang", "en", "--data-dir", office.data],
            input: Data(input.utf8)
        ).outcome()
    }

    /// The code by the definition, in another language: not by the code that is tested.
    private func code(_ secret: String) async throws -> String {
        let script = """
            import base64, hashlib, hmac, struct, sys, time
            secret = sys.argv[1]
            key = base64.b32decode(secret + "=" * (-len(secret) % 8))
            mac = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
            offset = mac[19] & 15
            print("%06d" % ((struct.unpack(">I", mac[offset:offset + 4])[0] & 0x7fffffff) % 1000000))
            """
        let (status, output) = try await run(PythonTool.interpreter(), ["-c", script, secret])
        try #require(status == 0)
        return String(decoding: output, as: UTF8.self)
    }

    @Test func `an account is made, confirmed by another program's code, listed and taken back`() async throws {
        let office = try await Office()
        let made = try await head(office, "enroll", "--name", "Hélène Roussel", "--email", Self.email)
        try #require(made.status == 0, "\(made.text)")
        let lines = made.output.split(separator: "\n").map(String.init)
        let secret = try #require(lines.last)
        #expect(secret.wholeMatch(of: /[A-Z2-7]{32}/) != nil)
        let address = "otpauth://totp/Test:ce.0750000x%40exemple.fr?secret=\(secret)&issuer=Test"
        #expect(lines.first == address + "&algorithm=SHA1&digits=6&period=30")
        #expect(try await head(office, "list").output.contains("awaits its first code"))
        expect(try await head(office, "confirm", Self.email, input: "12\n"), status: 1, saying: "tries left: 4")
        expect(try await head(office, "confirm", Self.email, input: try await code(secret)), status: 0)
        #expect(try await !head(office, "list").output.contains("awaits"))
        let again = try await head(office, "enroll", "--name", "Hélène Roussel", "--email", Self.email)
        expect(again, status: 65, saying: "has an account already")
        expect(try await head(office, "revoke", Self.email), status: 0)
        expect(try await head(office, "revoke", Self.email), status: 1, saying: "no account has that address")
    }

    @Test func `accounts of staff say so, and of which school, which has to be one`() async throws {
        let office = try await Office()
        let wrong = try await head(
            office, "enroll", "--staff", "--school", "0990011A", "--name", "Inès Roy", "--email", Self.email)
        expect(wrong, status: 64, saying: "is no UAI")
        let made = try await head(
            office, "enroll", "--staff", "--school", "0990011z", "--name", "Inès Roy", "--email", Self.email)
        try #require(made.status == 0, "\(made.text)")
        let list = try await head(office, "list").output
        #expect(list.contains("does not sign") && list.contains("0990011Z"))
    }

    @Test func `a moderator's account is another one, also with the same address`() async throws {
        let office = try await Office()
        let named = ["--name", "Léa Fontaine", "--email", Self.email]
        try #require(try await seing(office, ["head", "enroll"] + named).status == 0)
        let made = try await seing(office, ["moderator", "add"] + named)
        try #require(made.status == 0, "\(made.text)")
        let secret = try #require(made.output.split(separator: "\n").last.map(String.init))
        expect(try await seing(office, ["moderator", "confirm", Self.email], input: try await code(secret)), status: 0)
        #expect(try await !seing(office, ["moderator", "list"]).output.contains("awaits"))
        #expect(try await head(office, "list").output.contains("awaits its first code"))
        let again = try await seing(office, ["moderator", "add"] + named)
        expect(again, status: 65, saying: "seing moderator remove")
        expect(try await seing(office, ["moderator", "remove", Self.email]), status: 0)
        expect(
            try await seing(office, ["moderator", "remove", Self.email]), status: 1,
            saying: "no account has that address")
        #expect(try await head(office, "list").output.contains("Léa Fontaine"))
    }

    @Test func `employers' accounts are listed, and what is none is not removed`() async throws {
        let office = try await Office()
        expect(try await seing(office, ["employer-account", "list"]), status: 0, saying: "no account")
        for what in [Self.email, "employer-abcdefghijkmnpqrstuv"] {
            expect(
                try await seing(office, ["employer-account", "remove", what]), status: 1,
                saying: "no employer's account")
        }
    }

    @Test func `on a terminal there is a square to scan, and none in a file`() async throws {
        let office = try await Office()
        let arguments = [
            PythonTool.script("run_in_terminal.py"), "--columns", "100", try Program.path, "head", "enroll",
            "--no-confirm",
            "--name", "Hélène Roussel", "--email", Self.email, "--lang", "en", "--data-dir", office.data,
        ]
        let shown = try await RunningProgram(
            PythonTool.interpreter(), arguments, environment: ["TERM": "xterm-256color"]
        ).outcome()
        #expect(shown.output.contains("▀") && shown.output.contains("\u{1B}[0m"), "\(shown.text)")
        #expect(try await !head(office, "enroll", "--name", "B", "--email", "b@exemple.fr").output.contains("▀"))
    }
}
