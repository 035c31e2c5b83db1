import Foundation
import Testing
import ToolSupport

extension Tag {
    /// Runs the built program, not its modules.
    @Tag static var endToEnd: Self
}

/// How a program ended, and what it wrote.
struct Outcome: Sendable {
    let status: Int32
    let output: String
    let errors: String
}

/// A program that runs, with what it writes in files: a full pipe would stop it.
final class RunningProgram: Sendable {
    private let process: Process
    private let folder: TemporaryDirectory
    private let ended: Task<Void, any Error>

    /// - Parameter environment: Added to the environment of the tests.
    init(_ executable: URL, _ arguments: [String], environment: [String: String] = [:]) throws {
        let folder = try TemporaryDirectory()
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try Self.file(in: folder, "output")
        process.standardError = try Self.file(in: folder, "errors")
        let (ends, continuation) = AsyncStream.makeStream(of: Void.self)
        process.terminationHandler = { _ in continuation.finish() }
        try process.run()
        (self.process, self.folder) = (process, folder)
        ended = Task { for await _ in ends {} }
    }

    deinit { if process.isRunning { process.terminate() } }

    var isRunning: Bool { process.isRunning }

    /// SIGTERM, as a service manager stops a service.
    func stop() { process.terminate() }

    func outcome() async throws -> Outcome {
        try await ended.value
        return Outcome(status: process.terminationStatus, output: try text("output"), errors: try text("errors"))
    }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.url.appending(component: name)), as: UTF8.self)
    }

    private static func file(in folder: TemporaryDirectory, _ name: String) throws -> FileHandle {
        let url = folder.url.appending(component: name)
        try Data().write(to: url)
        return try FileHandle(forWritingTo: url)
    }
}

/// The command as it was built.
enum Seing {
    static let program = PythonTool.root.appending(path: ".build/debug/seing")

    /// Runs the command to its end.
    static func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> Outcome {
        try await RunningProgram(program, arguments, environment: environment).outcome()
    }
}
