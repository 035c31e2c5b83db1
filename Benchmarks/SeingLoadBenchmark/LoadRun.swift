import Foundation

/// Fills a store, starts the service on it, lets people sign for a while, and looks what the service used.
struct LoadRun {
    let settings: LoadSettings

    init(_ settings: LoadSettings) { self.settings = settings }

    /// Conventions of which each client has enough for the whole measurement, at this many signatures a second.
    private static let fastest = 250.0

    /// - Returns: JSON in one line.
    func run() async throws -> String {
        let references = try await prepare()
        var load = [0.0]
        getloadavg(&load, 1)
        let syncs = try DiskSpeed.syncsPerSecond(in: settings.directory)
        let sink = try MailSink()
        let service = try ServiceProcess(settings, smtpPort: sink.port)
        defer { service.stop() }
        let invitations = references.count * 2
        try wait(for: "the invitations", seconds: 600) { sink.total >= invitations }
        let (record, used) = try play(references, sink, service)
        if let failure = record.failures.first { throw Failure("\(record.failures.count) clients failed: \(failure)") }
        return try report(record, used, syncs: syncs, load: load[0], service)
    }

    private func prepare() async throws -> [String] {
        let filling = try StoreFilling(directory: settings.directory)
        let present = try await filling.count()
        guard present <= settings.stored else {
            throw Failure("\(settings.directory) holds \(present) conventions, expected \(settings.stored) at most")
        }
        _ = try await filling.issue(settings.stored - present, first: present)
        try await filling.dropMails()
        let needed = Int(Self.fastest * settings.seconds * 1.1 / 4) + settings.clients
        let references = try await filling.issue(needed, first: settings.stored)
        try filling.close()
        return references
    }

    /// - Returns: The times of all steps, and the processor seconds of the service, in the time that counts.
    private func play(
        _ references: [String], _ sink: MailSink, _ service: ServiceProcess
    ) throws -> (Record, Double) {
        let (record, start) = (Record(), ContinuousClock.now)
        let warm = start + .seconds(settings.seconds * 0.1)
        let end = warm + .seconds(settings.seconds)
        let done = DispatchGroup()
        let port = service.port
        for client in 0..<settings.clients {
            done.enter()
            Thread.detachNewThread {
                defer { done.leave() }
                for number in stride(from: client, to: references.count, by: settings.clients)
                where ContinuousClock.now < end {
                    let player = Player(
                        reference: references[number], box: sink.box(references[number]), port: port, number: number,
                        record: record)
                    do { try player.play(until: end) } catch { return record.fail("\(error)") }
                }
            }
        }
        Thread.sleep(until: Date() + settings.seconds * 0.1)
        record.begin()
        let before = service.processorSeconds
        Thread.sleep(until: Date() + settings.seconds)
        record.end()
        let used = service.processorSeconds - before
        done.wait()
        return (record, used)
    }

    private func report(
        _ record: Record, _ used: Double, syncs: Double, load: Double, _ service: ServiceProcess
    ) throws -> String {
        var values: [(String, Double)] = [
            ("signaturesPerSecond", Double(record.count(.sign)) / settings.seconds), ("syncsPerSecond", syncs),
            ("stored", Double(settings.stored)), ("clients", Double(settings.clients)), ("load", load),
            ("serviceProcessors", used / settings.seconds), ("servicePeakMebibytes", service.peakMebibytes),
        ]
        for step in Record.Step.allCases {
            for (name, permille) in [("p50", 500), ("p99", 990)] {
                values.append(("\(step.rawValue)Milliseconds\(name)", record.milliseconds(step, permille: permille)))
            }
        }
        let rounded = values.map { "\"\($0.0)\": \(($0.1 * 100).rounded() / 100)" }
        return "{" + rounded.joined(separator: ", ") + "}"
    }

    private func wait(for what: String, seconds: Double, _ isThere: () -> Bool) throws {
        let deadline = Date() + seconds
        while !isThere() {
            guard Date() < deadline else { throw Failure("\(what) did not come within \(Int(seconds)) s") }
            Thread.sleep(forTimeInterval: 0.1)
        }
    }
}

/// What the disk below a directory can do.
enum DiskSpeed {
    /// Pages of 4 KiB appended to a file and made durable, one after the other, in two seconds.
    static func syncsPerSecond(in directory: String) throws -> Double {
        let path = directory + "/syncs.tmp"
        let descriptor = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0o600)
        guard descriptor >= 0 else { throw Failure("could not write \(path): errno \(errno)") }
        defer {
            close(descriptor)
            unlink(path)
        }
        let page = [UInt8](repeating: 120, count: 4096)
        let (start, limit) = (ContinuousClock.now, Duration.seconds(2))
        var count = 0
        while ContinuousClock.now - start < limit {
            guard write(descriptor, page, page.count) == page.count, fdatasync(descriptor) == 0 else {
                throw Failure("could not write \(path): errno \(errno)")
            }
            count += 1
        }
        return Double(count) / 2
    }
}
