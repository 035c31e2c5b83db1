import CurlBridge
import Foundation
import Testing
import ToolSupport
import TrustServices

/// `Tests/Tools/trust_server.py` in a process of its own, stopped with the value's end.
final class TrustServer {
    let port: Int
    /// Where it speaks TLS; 0 without a directory.
    let tlsPort: Int
    private let process: Process
    private let input: Pipe

    /// - Parameter directory: Where keys and certificates are made; none are made without it.
    init(directory: URL? = nil) throws {
        let process = Process()
        process.executableURL = try PythonTool.interpreter()
        process.arguments = [PythonTool.script("trust_server.py")] + [directory?.path].compactMap(\.self)
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        (self.process, self.input) = (process, input)
        struct Ready: Decodable {
            let port: Int
            let tlsPort: Int?
        }
        var line = Data()
        while let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty, byte != Data("\n".utf8) {
            line.append(byte)
        }
        let ready = try JSONDecoder().decode(Ready.self, from: line)
        (port, tlsPort) = (ready.port, ready.tlsPort ?? 0)
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    func url(_ path: String, host: String = "127.0.0.1") throws -> ServiceURL {
        try #require(ServiceURL("http://\(host):\(port)\(path)"))
    }

    /// A policy under which this server may be asked.
    func policy(host: String = "127.0.0.1") throws -> AddressPolicy {
        AddressPolicy(internalHosts: [try #require(HostAndPort("\(host):\(port)"))])
    }

    /// Changes how the server behaves from now on.
    func set(_ name: String, to value: String) throws {
        let http = OutboundHTTP(policy: try policy())
        _ = try http.body(of: .get, at: url("/set/\(name)/\(value)"), mediaTypes: [], maximumByteCount: 100)
    }

    /// How often a path was asked for.
    func hits(_ path: String) throws -> Int {
        let http = OutboundHTTP(policy: try policy())
        let body = try http.body(of: .get, at: url("/hits\(path)"), mediaTypes: [], maximumByteCount: 100)
        return try #require(Int(String(decoding: body, as: UTF8.self)))
    }
}
