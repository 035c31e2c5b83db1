import Foundation
import Testing
import ToolSupport

/// The built program `seing`, run as a person or a service manager runs it.
enum Program {
    struct Outcome: Sendable {
        let status: Int32
        let output: String
        let errors: String

        /// Everything that was printed.
        var text: String { output + errors }
    }

    static var path: String {
        get throws {
            let named = ProcessInfo.processInfo.environment["SEING"] ?? ".build/debug/seing"
            let path = URL(filePath: named, relativeTo: PythonTool.root).path
            guard FileManager.default.isExecutableFile(atPath: path) else { throw Missing(path: path) }
            return path
        }
    }

    struct Missing: Error, CustomStringConvertible {
        let path: String
        var description: String { "there is no program at \(path); run: make build" }
    }

    /// Runs `seing` to its end.
    static func run(_ arguments: String...) async throws -> Outcome { try await start(try path, arguments) }

    /// Runs `seing` with files limited to so many blocks of 512 bytes: writing more fails, as on a full disk.
    static func run(fileBlocks: Int, _ arguments: String...) async throws -> Outcome {
        let script = "trap '' XFSZ; ulimit -f \(fileBlocks); exec \"$@\""
        return try await start("/bin/sh", ["-c", script, "sh", try path] + arguments)
    }

    /// Runs `seing` bound by the permissions of files, even when the tests are run by root.
    static func run(withoutPrivilege arguments: [String]) async throws -> Outcome {
        guard geteuid() == 0 else { return try await start(try path, arguments) }
        let capabilities = "-dac_override,-dac_read_search"
        return try await start(
            "/usr/bin/setpriv", ["--bounding-set", capabilities, "--inh-caps", capabilities, try path] + arguments)
    }

    /// Runs any program to its end, on a thread that no task needs meanwhile.
    static func start(_ executable: String, _ arguments: [String]) async throws -> Outcome {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try startBlocking(executable, arguments) })
            }
        }
    }

    private static func startBlocking(_ executable: String, _ arguments: [String]) throws -> Outcome {
        let directory = try TemporaryDirectory()
        let files = try ["out", "err"].map { name in
            let url = directory.url.appending(component: name)
            try Data().write(to: url)
            return (url, try FileHandle(forWritingTo: url))
        }
        let process = Process()
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C.UTF-8"]) { $1 }
        process.standardInput = FileHandle.nullDevice
        (process.standardOutput, process.standardError) = (files[0].1, files[1].1)
        try process.run()
        process.waitUntilExit()
        let texts = try files.map { String(decoding: try Data(contentsOf: $0.0), as: UTF8.self) }
        return Outcome(status: process.terminationStatus, output: texts[0], errors: texts[1])
    }
}
