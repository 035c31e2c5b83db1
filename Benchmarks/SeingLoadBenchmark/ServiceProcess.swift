import Foundation

/// The service, on the data directory that was filled.
final class ServiceProcess {
    let port: Int
    private let process = Process()

    /// Returns once the service takes requests.
    init(_ settings: LoadSettings, smtpPort: Int) throws {
        let probe = try SocketReader.listen()
        close(probe.descriptor)
        port = probe.port
        let log = settings.directory + ".log"
        guard FileManager.default.createFile(atPath: log, contents: nil) else {
            throw Failure("could not write \(log)")
        }
        process.executableURL = URL(filePath: settings.program)
        // Not as a demonstration: that one reads every convention when it starts, and its memory would be measured.
        process.arguments = [
            "serve", "--data-dir", settings.directory, "--passphrase-file", "\(settings.directory)/passphrase",
            "--port",
            "\(port)", "--smtp", "127.0.0.1:\(smtpPort)", "--smtp-security", "starttls-if-offered", "--mail-from",
            "seing@localhost.localdomain",
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle(forWritingAtPath: log)
        try process.run()
        try waitUntilItAnswers()
    }

    private func waitUntilItAnswers() throws {
        for _ in 0..<600 {
            if let answer = try? HTTPConnection(port: port, source: 0x7F00_0001).request("GET", "/health"),
                answer.status == 200
            {
                return
            }
            Thread.sleep(forTimeInterval: 0.1)
        }
        throw Failure("the service does not answer")
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    /// Time on processors, user and system. Source: proc(5), /proc/PID/stat.
    var processorSeconds: Double {
        let text = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)) ?? ""
        let fields = text.split(separator: " ")
        guard fields.count > 14, let user = Double(fields[13]), let system = Double(fields[14]) else { return .nan }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Source: proc(5), VmHWM.
    var peakMebibytes: Double {
        let path = "/proc/\(process.processIdentifier)/status"
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Double($0) } ?? .nan) / 1024
    }
}
