import Foundation

/// A program that nobody here wrote, asked for its judgement.
package enum Command {
    package struct Result: Sendable {
        package let status: Int32
        /// Standard output and standard error, in this order.
        package let output: String

        package var succeeded: Bool { status == 0 }
    }

    /// Runs a program of the search path to its end.
    ///
    /// - Throws: When it is not installed: a test that needs it fails then, and is not skipped.
    package static func run(_ name: String, _ arguments: String..., input: [UInt8] = []) throws -> Result {
        try run(name, arguments, input: input)
    }

    package static func run(_ name: String, _ arguments: [String], input: [UInt8] = []) throws -> Result {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [name] + arguments
        let (standardInput, output) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput, process.standardError) = (standardInput, output, output)
        try process.run()
        try standardInput.fileHandleForWriting.write(contentsOf: Data(input))
        try standardInput.fileHandleForWriting.close()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        if process.terminationStatus == 127 { throw Missing(program: name) }
        return Result(status: process.terminationStatus, output: String(decoding: bytes, as: UTF8.self))
    }

    package struct Missing: Error, CustomStringConvertible {
        let program: String
        package var description: String { "the program \(program) is not installed" }
    }
}
