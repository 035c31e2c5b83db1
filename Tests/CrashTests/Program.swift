import Foundation
import ToolSupport

/// The built program `seing`, run as a person or a service manager runs it.
enum Program {
    typealias Outcome = ToolSupport.Outcome

    static var path: String { get throws { try Seing.program.path } }

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

    /// Runs any program to its end.
    ///
    /// - Parameter limit: Seconds after which it is stopped.
    static func start(
        _ executable: String, _ arguments: [String], limit: TimeInterval = RunningProgram.usualLimit
    ) async throws -> Outcome {
        try await RunningProgram(URL(filePath: executable), arguments, limit: limit).outcome()
    }
}
