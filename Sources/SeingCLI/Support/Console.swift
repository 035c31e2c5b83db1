import Foundation

/// Where commands write: results to standard output, everything else to standard error.
enum Console {
    static func print(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

    static func note(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    /// One line for people, and the status for scripts.
    static func fail(_ error: any Error, as status: ExitStatus) -> any Error { fail("\(error)", as: status) }

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
