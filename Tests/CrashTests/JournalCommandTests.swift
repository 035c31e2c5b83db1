import Bootstrap
import CertificateAuthority
import Foundation
import OpenSSLBridge
import Persistence
import Testing
import ToolSupport
import Workflow

/// `seing journal`, as an operator uses it on a data directory.
@Suite("The journal command")
struct JournalCommandTests {
    private let office: Office
    private let id: String

    init() async throws {
        office = try await Office()
        id = try await office.enterSample()
    }

    /// Does what the service does a minute after the first event.
    private func anchor() async throws {
        let store = try SQLiteStore.open(directory: office.data)
        defer { try? store.close() }
        let infrastructure = try PublicKeyInfrastructure.load(
            directory: office.data + "/pki",
            profiles: CertificateProfiles(directory: PythonTool.root.path + "/Certificates/profiles"),
            passphrase: Passphrase.read(file: office.data + "/passphrase"))
        let anchor = try #require(try await store.anchorStanding().next)
        let token = try infrastructure.timeStampUnit.token(for: anchor.imprint, algorithm: .sha256, now: Date())
        try await store.add(anchor, token: token, at: Date())
    }

    private func verify(_ language: String = "en") async throws -> Program.Outcome {
        try await Program.run("journal", "verify", "--lang", language, "--data-dir", office.data)
    }

    @Test func `says in both languages how far the journal is time-stamped`() async throws {
        let before = try await verify()
        #expect(before.status == 0 && before.output.contains("has not been time-stamped yet"), "\(before.text)")
        try await anchor()
        let (english, french) = (try await verify(), try await verify("fr"))
        #expect(
            english.status == 0 && english.output.contains("newest time-stamp of the journal: event 1, 20"),
            "\(english.text)")
        #expect(
            french.status == 0 && french.output.contains("dernier horodatage du journal\u{202F}: événement 1, le "),
            "\(french.text)")
    }

    @Test func `finds a journal that was cut off before its time-stamp, and a time-stamp that was replaced`()
        async throws
    {
        try await anchor()
        try await office.tamper("DROP TRIGGER anchorNeverChanges; UPDATE anchor SET sequence = 2")
        expect(try await verify(), status: 1, saying: "event 2 was time-stamped and is missing", "Correct nothing")
        expect(try await verify("fr"), status: 1, saying: "la fin du journal a été coupée", "Ne corrigez rien")
        try await office.tamper("UPDATE anchor SET sequence = 1, token = x'3000'")
        expect(try await verify(), status: 1, saying: "time-stamp of event 1")
    }

    @Test func `does not call a time-stamp good whose authority it does not know`() async throws {
        try await anchor()
        for file in try FileManager.default.contentsOfDirectory(atPath: office.data + "/pki/trust") {
            try FileManager.default.removeItem(atPath: office.data + "/pki/trust/" + file)
        }
        let outcome = try await verify()
        #expect(outcome.status == 2 && outcome.output.contains("cannot be trusted today: 1 of 1"), "\(outcome.text)")
    }

    @Test func `says that events have waited for a time-stamp for more than a day`() async throws {
        let old = try await Office()
        let store = try SQLiteStore.open(directory: old.data)
        try store.close()
        try await old.tamper(Self.oldEvent)
        let outcome = try await Program.run("journal", "verify", "--lang", "en", "--data-dir", old.data)
        #expect(
            outcome.status == 2 && outcome.output.contains("waited to be time-stamped for more than a day"),
            "\(outcome.text)")
    }

    /// One erased convention of 2020, whose event is in clear: no key is needed to write it.
    private static let oldEvent = """
        INSERT INTO event VALUES (1, 'X', 1, 'other', 1577836800, zeroblob(32), zeroblob(32), zeroblob(32),
            x'\(hash)', x'00')
        """
    private static let hash = {
        let zero = String(repeating: "0", count: 64)
        let text = "seing-journal-1\n1\nX\n1\nother\n1577836800\n\(zero)\n\(zero)\n\(zero)\n"
        return (try? Command.run("sha256sum", input: Array(text.utf8)).output).map { String($0.prefix(64)) } ?? ""
    }()

    @Test func `exports to a file for its owner, to a folder and to a pipe, the same each time`() async throws {
        try await anchor()
        let piped = try await Program.run("journal", "export", "--convention", id, "--data-dir", office.data)
        #expect(piped.status == 0 && piped.output.hasSuffix("\n") && piped.output.contains("\"line\":\"end\""))
        let file = office.file("export.jsonl")
        let named = try await Program.run(
            "journal", "export", "--convention", id, "--out", file, "--data-dir", office.data)
        #expect(named.status == 0 && named.text.isEmpty, "\(named.text)")
        #expect(try String(contentsOfFile: file, encoding: .utf8) == piped.output)
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600 && !FileManager.default.fileExists(atPath: file + ".partial"))
        let folder = office.file("exports")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        _ = try await Program.run(
            "journal", "export", "--convention", id, "--out", folder, "--data-dir", office.data)
        #expect(try String(contentsOfFile: "\(folder)/journal-\(id).jsonl", encoding: .utf8) == piped.output)
        let script = PythonTool.root.appending(path: "Examples/verify-journal.py").path
        let verdict = try await Program.start(PythonTool.interpreter().path, [script, file])
        #expect(verdict.output.hasPrefix("whole: 1 events, 1 time-stamps, 1 payloads opened"), "\(verdict.text)")
    }

    @Test func `refuses what it does not know, and leaves no file behind`() async throws {
        let file = office.file("export.jsonl")
        expect(
            try await Program.run(
                "journal", "export", "--convention", "22222222222222222222", "--out", file, "--data-dir", office.data,
                "--lang", "en"), status: 1, saying: "no convention of this reference")
        expect(
            try await Program.run("journal", "export", "--with-addresses", "--data-dir", office.data), status: 64,
            saying: "--convention")
        expect(
            try await Program.run(
                "journal", "export", "--out", office.file("nowhere/x"), "--data-dir", office.data, "--lang", "en"),
            status: 69, saying: "could not be written")
        #expect(
            !FileManager.default.fileExists(atPath: file) && !FileManager.default.fileExists(atPath: file + ".partial"))
    }

    @Test func `on a full disk says so, and leaves no export that looks whole`() async throws {
        let file = office.file("export.jsonl")
        let outcome = try await Program.run(
            fileBlocks: 0, "journal", "export", "--out", file, "--data-dir", office.data, "--lang", "en")
        #expect(outcome.status == 69)
        #expect(!FileManager.default.fileExists(atPath: file))
    }
}
