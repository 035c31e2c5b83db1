import Foundation
import Testing

/// aiosmtpd in a process of its own, stopped with the value's end.
final class SMTPTestServer {
    struct Received: Decodable {
        let sender: String
        let recipients: [String]
        let tls: Bool
        let authenticated: Bool
        /// The message's bytes, one Latin-1 character each.
        let message: String
    }

    let port: Int
    private let process: Process
    private let input: Pipe
    private let output: FileHandle

    init(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = try PythonTool.interpreter()
        process.arguments = [PythonTool.script("smtp_server.py")] + arguments
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        (self.process, self.input, self.output) = (process, input, output.fileHandleForReading)
        struct Ready: Decodable { let port: Int }
        port = try JSONDecoder().decode(Ready.self, from: Self.line(of: self.output)).port
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// The next message the server took; waits for it.
    func received() throws -> Received {
        try JSONDecoder().decode(Received.self, from: Self.line(of: output))
    }

    /// Ends the server and gives everything it took that was not read yet.
    func stopped() throws -> [Received] {
        try input.fileHandleForWriting.close()
        let rest = try output.readToEnd() ?? Data()
        return try rest.split(separator: UInt8(ascii: "\n")).map { try JSONDecoder().decode(Received.self, from: $0) }
    }

    private static func line(of output: FileHandle) throws -> Data {
        var line = Data()
        while let byte = try output.read(upToCount: 1), !byte.isEmpty, byte != Data("\n".utf8) { line.append(byte) }
        return line
    }
}

/// The Python of the tests, with aiosmtpd in it.
enum PythonTool {
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func script(_ name: String) -> String { package.appending(path: "Tests/Tools/\(name)").path }

    static func interpreter() throws -> URL {
        let named = ProcessInfo.processInfo.environment["SEING_TEST_PYTHON"].map { URL(filePath: $0) }
        let python = named ?? package.appending(path: ".cache/venv/bin/python")
        guard FileManager.default.isExecutableFile(atPath: python.path) else {
            throw Missing(
                description: "could not find the tests' Python: looked at \(python.path), expected a virtual environment"
                    + " with aiosmtpd; run `make test`, which makes it, or set SEING_TEST_PYTHON")
        }
        return python
    }
}

/// Runs a program to its end.
func run(_ executable: URL, _ arguments: [String], input: Data = Data()) throws -> (status: Int32, output: Data) {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    let (stdin, stdout) = (Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = FileHandle.nullDevice
    try process.run()
    try stdin.fileHandleForWriting.write(contentsOf: input)
    try stdin.fileHandleForWriting.close()
    let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, output)
}

/// A directory that goes away with the value.
final class TemporaryDirectory {
    let url = FileManager.default.temporaryDirectory.appending(component: "seing-mail-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: url) }
}
