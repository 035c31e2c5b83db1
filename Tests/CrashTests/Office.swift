import Foundation
import Testing
import ToolSupport

/// A data directory with demonstration keys, and the sample that is entered into it.
///
/// The keys are made once; every test works on a copy.
final class Office {
    private static let keys = Task { try await makeKeys() }

    private let work: TemporaryDirectory
    let data: String

    init() async throws {
        work = try TemporaryDirectory()
        data = work.url.appending(component: "data").path
        let keys = try await Self.keys.value
        try FileManager.default.copyItem(atPath: keys.url.appending(component: "data").path, toPath: data)
    }

    private struct Keys: Sendable { let url: URL }

    private static func makeKeys() async throws -> Keys {
        let url = FileManager.default.temporaryDirectory.appending(component: "seing-crash-keys-\(getpid())")
        try? FileManager.default.removeItem(at: url)
        try FileManager.default.createDirectory(
            at: url.appending(component: "data"), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let data = url.appending(component: "data").path
        try write("a passphrase of the tests\n", to: data + "/passphrase", mode: 0o600)
        let made = try await Program.run("pki", "init", "--demo", "--organisation", "Test", "--data-dir", data)
        #expect(made.status == 0, "\(made.text)")
        return Keys(url: url)
    }

    /// The path of a file beside the data directory.
    func file(_ name: String) -> String { work.url.appending(component: name).path }

    static func write(_ text: String, to path: String, mode: Int = 0o644) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    static func sample(_ suffix: String) -> String {
        PythonTool.root.appending(path: "Examples/conventions/public-lycee-seconde\(suffix)").path
    }

    /// Enters the sample, with its data or its contact sheet changed.
    ///
    /// - Parameter data: Changes the text of the data.
    /// - Parameter contacts: Changes the text of the contact sheet.
    func enter(
        data change: @escaping (String) -> String = { $0 }, contacts: @escaping (String) -> String = { $0 }
    ) async throws -> Program.Outcome {
        let files = [(".xml", change), (".contacts.xml", contacts)]
        let paths = try files.map { suffix, change in
            let text = try String(contentsOfFile: Self.sample(suffix), encoding: .utf8)
            try Self.write(change(text), to: file("sample\(suffix)"))
            return file("sample\(suffix)")
        }
        // The sample's pupil may be entered more than once.
        return try await Program.run(
            "convention", "new", paths[0], "--contacts", paths[1], "--despite-overlap", "essai", "--data-dir", data)
    }

    /// Enters the sample as it is.
    ///
    /// - Returns: The convention's reference.
    func enterSample() async throws -> String {
        let entered = try await enter()
        #expect(entered.status == 0, "\(entered.text)")
        return entered.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Runs SQL on the database, as no version of the service would.
    func tamper(_ sql: String) async throws {
        let script = "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.executescript(sys.argv[2])"
        let done = try await Program.start(
            try PythonTool.interpreter().path, ["-c", script, data + "/seing.sqlite", sql])
        #expect(done.status == 0, "\(done.text)")
    }

    /// Every file below the data directory with its content, but for what a mere reader of SQLite leaves: shared
    /// memory and an empty log.
    func contents() throws -> [String: Data] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: data)
        let files = names.filter { !$0.hasSuffix("-shm") }.compactMap { name in
            FileManager.default.contents(atPath: "\(data)/\(name)").map { (name, $0) }
        }
        return Dictionary(uniqueKeysWithValues: files.filter { !($0.0.hasSuffix("-wal") && $0.1.isEmpty) })
    }
}

/// The command refused in the way that it should: status, words that say what was found or what to do, no dump of a
/// type of ours, no personal data.
func expect(
    _ outcome: Program.Outcome, status: Int32, saying words: String...,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(outcome.status == status, "\(outcome.text)", sourceLocation: sourceLocation)
    for word in words {
        #expect(outcome.errors.contains(word), "should say \(word): \(outcome.text)", sourceLocation: sourceLocation)
    }
    let dumps = ["Error Domain", "WorkflowError", "Workflow.", "Persistence.", "Inability", "UserInfo", "Fatal error"]
    for word in dumps + [
        "famille.example", "lycee-tillion.example", "marcheboeuf.example", "Belkacem", "a passphrase of",
    ] {
        #expect(!outcome.text.contains(word), "should not say \(word): \(outcome.text)", sourceLocation: sourceLocation)
    }
}
