private import Dispatch
package import Foundation
private import Synchronization

/// How a program ended, and what it wrote.
package struct Outcome: Sendable {
    package let status: Int32
    package let outputBytes: Data
    package let errorBytes: Data

    package var output: String { String(decoding: outputBytes, as: UTF8.self) }
    package var errors: String { String(decoding: errorBytes, as: UTF8.self) }
    /// Everything that was printed.
    package var text: String { output + errors }
    package var succeeded: Bool { status == 0 }
}

/// A program that runs, with what it writes in files: a full pipe would stop it.
///
/// It is ended when its time is over, so that no test waits for it for ever, and when nobody holds the value any more.
package final class RunningProgram: Sendable {
    /// Enough for any program of ours on a busy machine.
    package static let usualLimit: TimeInterval = 240

    private let process: Process
    private let folder: TemporaryDirectory
    private let end = DispatchGroup()
    private let isOverdue = Mutex(false)
    private let limit: TimeInterval

    /// - Parameters:
    ///   - environment: Added to the environment of the tests, with `LC_ALL=C.UTF-8`.
    ///   - limit: Seconds after which the program is stopped, and ``outcome()`` throws.
    package init(
        _ executable: URL, _ arguments: [String], input: Data = Data(), environment: [String: String] = [:],
        limit: TimeInterval = usualLimit
    ) throws {
        folder = try TemporaryDirectory()
        process = Process()
        self.limit = limit
        process.executableURL = executable
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment
            .merging(["LC_ALL": "C.UTF-8"]) { $1 }.merging(environment) { $1 }
        try input.write(to: folder.url.appending(component: "input"))
        let input = try FileHandle(forReadingFrom: folder.url.appending(component: "input"))
        let (output, errors) = (try Self.file(in: folder, "output"), try Self.file(in: folder, "errors"))
        (process.standardInput, process.standardOutput, process.standardError) = (input, output, errors)
        // The program has its own by then. Foundation keeps a process, and what it holds, for ever: with some thousand open
        // files its way of starting the next one reads beyond its buffer.
        defer { for file in [input, output, errors] { try? file.close() } }
        try start()
    }

    private func start() throws {
        let end = end
        process.terminationHandler = { _ in end.leave() }
        end.enter()
        do { try process.run() } catch {
            end.leave()
            throw error
        }
        DispatchQueue.global().asyncAfter(deadline: .now() + limit) { [weak self] in self?.giveUp() }
    }

    private func giveUp() {
        guard process.isRunning else { return }
        isOverdue.withLock { $0 = true }
        process.terminate()
        let process = process
        DispatchQueue.global().asyncAfter(deadline: .now() + 5) {
            if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
        }
    }

    deinit { if process.isRunning { process.terminate() } }

    package var isRunning: Bool { process.isRunning }

    /// SIGTERM, as a service manager stops a service.
    package func stop() { process.terminate() }

    /// SIGKILL, after which the program does nothing more.
    package func kill() { Foundation.kill(process.processIdentifier, SIGKILL) }

    /// Waits for the end without holding a thread that tasks need.
    ///
    /// - Throws: ``Overdue`` when the time was over first.
    package func outcome() async throws -> Outcome {
        let end = end
        await withCheckedContinuation { continuation in
            end.notify(queue: .global()) { continuation.resume() }
        }
        return try ended()
    }

    /// Waits for the end and holds the thread meanwhile: for short programs in tests that are not asynchronous.
    package func outcomeBlocking() throws -> Outcome {
        end.wait()
        return try ended()
    }

    private func ended() throws -> Outcome {
        let outcome = Outcome(
            status: process.terminationStatus, outputBytes: try bytes("output"), errorBytes: try bytes("errors"))
        guard !isOverdue.withLock({ $0 }) else {
            let program = ([process.executableURL?.lastPathComponent ?? ""] + (process.arguments ?? []))
            throw Overdue(program: program.joined(separator: " "), limit: limit, text: outcome.text)
        }
        return outcome
    }

    /// What was written so far to `output` or `errors`.
    package func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

    private func bytes(_ name: String) throws -> Data { try Data(contentsOf: folder.url.appending(component: name)) }

    private static func file(in folder: TemporaryDirectory, _ name: String) throws -> FileHandle {
        let url = folder.url.appending(component: name)
        try Data().write(to: url)
        return try FileHandle(forWritingTo: url)
    }

    package struct Overdue: Error, CustomStringConvertible {
        let program: String
        let limit: TimeInterval
        let text: String
        package var description: String {
            "stopped after \(limit) s, expected to end sooner: \(program); it wrote: \(text.suffix(4_000))"
        }
    }
}
