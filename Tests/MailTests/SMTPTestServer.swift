import Foundation
import Testing
import ToolSupport

/// aiosmtpd in a process of its own, stopped with the value's end.
final class SMTPTestServer {
    struct Received: Decodable {
        /// Counted from 1.
        let connection: Int
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
