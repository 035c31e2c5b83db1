import Foundation
import TestSupport
import ToolSupport

/// Outside software that judges our documents.
enum Judges {
    /// - Parameters:
    ///   - lists: Revocation lists; with them nothing is let pass for want of one.
    ///   - time: Unix seconds at which the chains are judged; now unless given.
    static func pyHanko(
        _ file: String, trusting root: String, lists: [String] = [], at time: Int? = nil
    ) async throws -> Outcome {
        try await Command.outcome(
            PythonTool.interpreter().path,
            [PythonTool.script("validate-with-pyhanko.py"), file, root] + lists.flatMap { ["--crl", $0] }
                + (time.map { ["--at", "\($0)"] } ?? []))
    }

    /// PAdES B-LTA: nothing is given but the root, and nothing let pass for want of revocation information.
    static func pyHankoLTA(_ file: String, trusting root: String) async throws -> Outcome {
        try await Command.outcome(
            PythonTool.interpreter().path, [PythonTool.script("validate-lta-with-pyhanko.py"), file, root])
    }

    /// Makes a certificate database in which one root is trusted for everything, and lets `pdfsig` use it.
    static func pdfsig(_ file: String, trusting root: String?) async throws -> Outcome {
        let directory = try TemporaryDirectory()
        let database = "sql:\(directory.path)"
        _ = try await Command.outcome("certutil", "-N", "-d", database, "--empty-password")
        if let root {
            _ = try await Command.outcome("certutil", "-A", "-d", database, "-n", "root", "-t", "CT,C,C", "-i", root)
        }
        return try await Command.outcome("pdfsig", "-nssdir", database, file)
    }

    /// PDF/A-3a and PDF/UA-1, by veraPDF's library.
    static func pdfaCheck(_ files: [String]) async throws -> Outcome {
        try await Command.outcome(PythonTool.script("pdfa/pdfa-check"), ["3a,ua1"] + files)
    }
}

extension Outcome {
    func count(_ phrase: String) -> Int { text.components(separatedBy: phrase).count - 1 }
}
