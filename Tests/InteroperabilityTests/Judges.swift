import Foundation
import TestSupport

/// Outside software that judges our documents.
enum Judges {
    /// The interpreter with the packages of `Tests/Tools/requirements.txt`, which `make test` sets up.
    static var python: String {
        ProcessInfo.processInfo.environment["SEING_TEST_PYTHON"] ?? repository("/.cache/venv/bin/python")
    }

    static func tool(_ name: String) -> String { repository("/Tests/Tools/\(name)") }

    static func repository(_ path: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized.path + path
    }

    /// Makes a certificate database in which one root is trusted for everything, and lets `pdfsig` use it.
    static func pdfsig(_ file: String, trusting root: String, in directory: TemporaryDirectory) throws -> Command.Result
    {
        let database = directory.file("nss")
        try FileManager.default.createDirectory(atPath: database, withIntermediateDirectories: true)
        _ = try Command.run("certutil", "-N", "-d", "sql:\(database)", "--empty-password")
        _ = try Command.run("certutil", "-A", "-d", "sql:\(database)", "-n", "root", "-t", "CT,C,C", "-i", root)
        return try Command.run("pdfsig", "-nssdir", "sql:\(database)", file)
    }
}
