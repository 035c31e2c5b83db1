import ArgumentParser
import ConventionTemplates
import Foundation
import Parties
import Workflow

/// Where commands write: results to standard output, everything else to standard error. A reader that went away or a
/// full disk behind them ends no command halfway.
enum Console {
    static func print(_ text: String) { put(text + "\n", to: .standardOutput) }

    static func note(_ text: String) { put(text + "\n", to: .standardError) }

    /// Without a line end, for what is written over again.
    static func draw(_ text: String) { put(text, to: .standardError) }

    private static func put(_ text: String, to file: FileHandle) {
        var text = text
        // Data made of the text's bytes themselves would look for the ways to lend them while the program runs.
        try? file.write(contentsOf: text.withUTF8 { Data(buffer: $0) })
    }

    /// Bytes as they are.
    static func write(_ bytes: [UInt8]) throws { try FileHandle.standardOutput.write(contentsOf: Data(bytes)) }

    /// One line for people, and the status for scripts.
    static func fail(_ error: any Error, as status: ExitStatus) -> any Error {
        // Decided already, and said.
        if error is ExitCode { return error }
        let failure = fail(text(of: error), as: status)
        if "\(error)".contains("No space left on device") || "\(error)".contains("disk is full") {
            note(
                Language.ofLocale(
                    "Le disque est plein : libérez de la place, ou choisissez un autre dossier, puis recommencez.",
                    "The disk is full: make room, or choose another folder, and try again."))
        }
        return failure
    }

    private static func text(of error: any Error) -> String {
        switch error {
        case let error as WorkflowError: return error.text(in: Language.ofLocale.ofMessages)
        case let error as TemplateError: return Language.ofLocale(error.text(in: .french), error.text(in: .english))
        // An error of Foundation describes itself as a dump of its fields.
        case let error as CocoaError:
            return (error.filePath.map { "\($0): " } ?? "") + (error as NSError).localizedDescription
        default: return "\(error)"
        }
    }

    static func fail(_ message: String, as status: ExitStatus) -> any Error {
        note("seing: \(message)")
        return status.exitCode
    }
}

extension Encodable {
    /// Readable JSON with keys in alphabetical order, so that the same result is always the same text.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
