import Foundation
import Testing
import ToolSupport

@Suite("A data directory that cannot be used")
struct DataDirectoryTests {
    @Test(arguments: [["convention", "list"], ["journal", "verify"], ["serve", "--port", "0"]])
    func `of a newer version is named as such and left as it was`(_ command: [String]) async throws {
        let office = try await Office()
        _ = try await office.enterSample()
        try await office.tamper("INSERT INTO grdb_migrations VALUES ('2031-01 something new'); PRAGMA wal_checkpoint")
        let before = try office.contents()
        let outcome = try await Program.start(try Program.path, command + ["--data-dir", office.data])
        expect(outcome, status: 69, saying: "newer version", "nothing was changed")
        #expect(try office.contents() == before)
    }

    @Test func `with half a store key says so`() async throws {
        let office = try await Office()
        _ = try await office.enterSample()
        try Office.write("0123456789", to: office.data + "/keys/store.key", mode: 0o600)
        let outcome = try await Program.run("convention", "list", "--data-dir", office.data)
        expect(outcome, status: 69, saying: "store.key", "32 bytes")
    }

    @Test func `with a store key that others can read says how to close it`() async throws {
        let office = try await Office()
        _ = try await office.enterSample()
        let key = office.data + "/keys/store.key"
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
        expect(
            try await Program.run("convention", "list", "--data-dir", office.data), status: 69,
            saying: "chmod 600 \(key)")
    }

    @Test func `with another store's key does not touch the database`() async throws {
        let office = try await Office()
        _ = try await office.enterSample()
        let key = String(repeating: "k", count: 32)
        try Office.write(key, to: office.data + "/keys/store.key", mode: 0o600)
        expect(
            try await Program.run("convention", "list", "--data-dir", office.data), status: 69,
            saying: "key of another database", "same backup")
    }

    @Test func `without its store key asks for the backup and makes no new one`() async throws {
        let office = try await Office()
        _ = try await office.enterSample()
        let key = office.data + "/keys/store.key"
        try FileManager.default.removeItem(atPath: key)
        expect(
            try await Program.run("convention", "list", "--data-dir", office.data), status: 69,
            saying: "store.key is missing", "backup")
        #expect(!FileManager.default.fileExists(atPath: key))
    }

    @Test func `with a wrong passphrase says which, not what`() async throws {
        let office = try await Office()
        try Office.write("not the passphrase", to: office.file("other"), mode: 0o600)
        let outcome = try await Program.run(
            "convention", "list", "--data-dir", office.data, "--passphrase-file", office.file("other"))
        expect(outcome, status: 69, saying: "passphrase")
        #expect(!outcome.text.contains("not the passphrase"))
    }

    @Test func `whose passphrase others can read is refused`() async throws {
        let office = try await Office()
        let path = office.data + "/passphrase"
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        expect(
            try await Program.run("convention", "list", "--data-dir", office.data), status: 69,
            saying: "chmod 600 \(path)")
    }

    @Test func `that was never made is not made by a question`() async throws {
        let office = try await Office()
        let nowhere = office.file("nowhere")
        for command in [["convention", "list"], ["journal", "verify"]] {
            let outcome = try await Program.start(try Program.path, command + ["--data-dir", nowhere])
            expect(outcome, status: 69, saying: nowhere)
        }
        #expect(!FileManager.default.fileExists(atPath: nowhere))
    }

    @Test func `that is read-only is named, and nothing in it is changed`() async throws {
        let office = try await Office()
        let id = try await office.enterSample()
        let before = try office.contents()
        try close(office.data)
        defer { try? open(office.data) }
        for command in [["convention", "issue", id, "--late", "essai"], ["serve", "--port", "0"]] {
            let outcome = try await Program.run(withoutPrivilege: command + ["--data-dir", office.data])
            expect(outcome, status: 69, saying: "data directory")
        }
        #expect(try office.contents() == before)
    }

    @Test(arguments: [0, 40, 120])
    func `on a full disk loses nothing, and works again once there is room`(_ blocks: Int) async throws {
        let office = try await Office()
        let id = try await office.enterSample()
        let full = try await Program.run(
            fileBlocks: blocks, "convention", "issue", id, "--late", "essai", "--data-dir", office.data)
        // With no block at all, not even the message can be written: it goes to a file of the same limit.
        if blocks == 0 { expect(full, status: 69) } else { expect(full, status: 69, saying: "disk") }
        expect(try await Program.run("journal", "verify", "--data-dir", office.data), status: 0)
        let listed = try await Program.run("convention", "list", "--lang", "en", "--data-dir", office.data)
        #expect(listed.output.contains("\(id)  draft"), "\(listed.text)")
        expect(
            try await Program.run("convention", "issue", id, "--late", "essai", "--data-dir", office.data), status: 0)
    }

    @Test func `on a full disk keeps no half-written key of the store`() async throws {
        let office = try await Office()
        expect(try await Program.run(fileBlocks: 0, "convention", "list", "--data-dir", office.data), status: 69)
        #expect(try FileManager.default.contentsOfDirectory(atPath: office.data + "/keys").isEmpty)
        expect(try await Program.run("convention", "list", "--data-dir", office.data), status: 0)
    }

    @Test func `whose journal was altered is found out`() async throws {
        let office = try await Office()
        _ = try await office.enterSample()
        expect(try await Program.run("journal", "verify", "--data-dir", office.data), status: 0)
        try await office.tamper("DROP TRIGGER eventNeverChanges; UPDATE event SET at = at + 1")
        expect(
            try await Program.run("journal", "verify", "--lang", "en", "--data-dir", office.data), status: 1,
            saying: "was altered", "event 1")
        expect(
            try await Program.run("journal", "verify", "--lang", "fr", "--data-dir", office.data), status: 1,
            saying: "a été modifié", "l’en-tête de l’événement 1")
    }

    @Test func `cannot be served on a port that is taken`() async throws {
        let office = try await Office()
        let taken = try LoopbackPort(isListening: true)
        let outcome = try await Program.run("serve", "--data-dir", office.data, "--port", "\(taken.number)")
        expect(outcome, status: 69, saying: "\(taken.number)", "another program")
        #expect(!outcome.errors.contains("store failed"), "\(outcome.errors)")
    }

    private func close(_ directory: String) throws {
        for name in try FileManager.default.subpathsOfDirectory(atPath: directory) + [""] {
            let path = "\(directory)/\(name)"
            let type = try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
            let mode = type == .typeDirectory ? 0o500 : 0o400
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        }
    }

    private func open(_ directory: String) throws {
        for name in [""] + (try FileManager.default.subpathsOfDirectory(atPath: directory)) {
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: "\(directory)/\(name)")
        }
    }
}
