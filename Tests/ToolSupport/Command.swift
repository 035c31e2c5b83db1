package import Foundation

/// A program that nobody here wrote, asked for its judgement.
package enum Command {
    package struct Result: Sendable {
        package let status: Int32
        /// Standard output and standard error, in this order.
        package let output: String

        package var succeeded: Bool { status == 0 }
    }

    /// Runs a program of the search path to its end, and holds the thread meanwhile: for short ones in tests that are
    /// not asynchronous. Others take ``outcome(_:_:input:limit:)``.
    ///
    /// - Throws: When it is not installed: a test that needs it fails then, and is not skipped.
    package static func run(_ name: String, _ arguments: String..., input: [UInt8] = []) throws -> Result {
        try run(name, arguments, input: input)
    }

    package static func run(_ name: String, _ arguments: [String], input: [UInt8] = []) throws -> Result {
        let outcome = try start(name, arguments, input, RunningProgram.usualLimit).outcomeBlocking()
        try expectInstalled(name, outcome)
        return Result(status: outcome.status, output: outcome.text)
    }

    /// Runs a program of the search path to its end, on no thread that a task needs.
    ///
    /// - Throws: When it is not installed, or not at its end after so many seconds.
    package static func outcome(
        _ name: String, _ arguments: String..., input: [UInt8] = [], limit: TimeInterval = RunningProgram.usualLimit
    ) async throws -> Outcome {
        try await outcome(name, arguments, input: input, limit: limit)
    }

    package static func outcome(
        _ name: String, _ arguments: [String], input: [UInt8] = [], limit: TimeInterval = RunningProgram.usualLimit
    ) async throws -> Outcome {
        let outcome = try await start(name, arguments, input, limit).outcome()
        try expectInstalled(name, outcome)
        return outcome
    }

    private static func start(
        _ name: String, _ arguments: [String], _ input: [UInt8], _ limit: TimeInterval
    ) throws -> RunningProgram {
        try RunningProgram(URL(filePath: "/usr/bin/env"), [name] + arguments, input: Data(input), limit: limit)
    }

    private static func expectInstalled(_ name: String, _ outcome: Outcome) throws {
        if outcome.status == 127 { throw Missing(program: name) }
    }

    package struct Missing: Error, CustomStringConvertible {
        let program: String
        package var description: String { "the program \(program) is not installed" }
    }
}

/// Runs a program to its end, on no thread that a task needs.
package func run(
    _ executable: URL, _ arguments: [String], input: Data = Data()
) async throws -> (status: Int32, output: Data) {
    let outcome = try await RunningProgram(executable, arguments, input: input).outcome()
    return (outcome.status, outcome.outputBytes)
}
