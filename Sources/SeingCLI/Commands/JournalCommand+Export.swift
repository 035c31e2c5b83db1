import ArgumentParser
import ConventionDomain
import Foundation
import Persistence

extension JournalCommand {
    /// Gives the journal to somebody who recomputes it.
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Give the journal to others, who can recompute it; may be run beside the service.",
            discussion: """
                One JSON object a line: every event's header, and the journal's time-stamps. Without --convention there is \
                nothing personal in it; with it, what was recorded of that convention can be read and checked, names and \
                reasons included. The last line tells a whole file from one that was cut. docs/journal-format.md says how to \
                check it; Examples/verify-journal.py does it.
                Exit status: 0 done; 1 there is no such convention; 69 the journal could not be read, or the result not written.
                """)

        @Option(help: "The convention whose recorded content is given too.")
        var convention: ConventionID?

        @Flag(help: "With the mail addresses of corrected contacts, which are left out otherwise; needs --convention.")
        var withAddresses = false

        @Option(help: "File to write, or folder to write it into; by default standard output.", completion: .file())
        var out: String?

        @OptionGroup var options: Options

        func validate() throws {
            if withAddresses, convention == nil {
                throw ValidationError("--with-addresses needs --convention")
            }
        }

        func run() async throws {
            let store = try options.openStore()
            let scope = JournalExportScope(convention: convention, withAddresses: withAddresses)
            do throws(JournalExportError) {
                guard let out else { return try await store.exportJournal(scope) { try Console.write($0) } }
                try await write(store, scope, to: PartialFile(path(out)))
            } catch {
                throw explained(error)
            }
        }

        private func write(
            _ store: SQLiteStore, _ scope: JournalExportScope, to file: PartialFile
        ) async throws(JournalExportError) {
            do { try file.begin() } catch { throw .output(error) }
            do throws(JournalExportError) {
                try await store.exportJournal(scope) { try file.write($0) }
            } catch {
                file.discard()
                throw error
            }
            do { try file.finish() } catch { throw .output(error) }
        }

        private func path(_ out: String) -> String {
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: out, isDirectory: &isFolder)
            guard exists, isFolder.boolValue else { return out }
            return out + "/" + (convention.map { "journal-\($0.text).jsonl" } ?? "journal.jsonl")
        }

        private func explained(_ error: JournalExportError) -> any Error {
            let language = options.language
            switch error {
            case .unknownConvention:
                return Console.fail(
                    language(
                        "il n’y a pas de convention sous cette référence dans le journal",
                        "the journal knows no convention of this reference"), as: .failed)
            case .store(let error):
                Console.note(
                    language(
                        "seing: l’export est incomplet ; seing journal verify dit où le journal est abîmé",
                        "seing: the export is incomplete; seing journal verify says where the journal is damaged"))
                return Console.fail(error, as: .unavailable)
            case .output(let error):
                let name = out.map(Printable.text) ?? language("la sortie standard", "standard output")
                Console.note(
                    language(
                        "seing: \(name) : l’export n’a pas pu être écrit jusqu’au bout ; vérifiez que le dossier existe, que vous y "
                            + "avez accès et qu’il y reste de la place",
                        "seing: \(name): the export could not be written to its end; check that the folder exists, that you may "
                            + "write there, and that there is room"))
                return Console.fail(error, as: .unavailable)
            }
        }
    }
}

/// A file that appears under its name once it is whole.
private final class PartialFile: Sendable {
    private let path: String
    private let draft: String

    init(_ path: String) {
        self.path = path
        draft = path + ".partial"
    }

    /// For its owner alone: what was recorded of a convention is personal.
    func begin() throws {
        try Data().write(to: URL(filePath: draft))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: draft)
    }

    func write(_ bytes: [UInt8]) throws {
        let handle = try FileHandle(forWritingTo: URL(filePath: draft))
        defer { try? handle.close() }
        _ = try handle.seekToEnd()
        try handle.write(contentsOf: Data(bytes))
    }

    func finish() throws {
        let handle = try FileHandle(forWritingTo: URL(filePath: draft))
        try handle.synchronize()
        try handle.close()
        guard rename(draft, path) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    }

    func discard() { try? FileManager.default.removeItem(atPath: draft) }
}
