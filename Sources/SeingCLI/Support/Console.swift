import Foundation

/// Where commands write: results to standard output, everything else to standard error. A reader that went away or a
/// full disk behind them ends no command halfway.
enum Console {
    static func print(_ text: String) { try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8)) }

    static func note(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8)) }

    /// Without a line end, for what is written over again.
    static func draw(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }

    /// Bytes as they are.
    static func write(_ bytes: [UInt8]) throws { try FileHandle.standardOutput.write(contentsOf: Data(bytes)) }

    /// One line for people, and the status for scripts.
    static func fail(_ error: any Error, as status: ExitStatus) -> any Error {
        // An error of Foundation describes itself as a dump of its fields.
        guard let error = error as? CocoaError else { return fail("\(error)", as: status) }
        let path = error.filePath.map { "\($0): " } ?? ""
        return fail(path + (error as NSError).localizedDescription, as: status)
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
