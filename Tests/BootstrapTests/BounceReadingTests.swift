import Foundation
import Logging
import Mail
import TestSupport
import Testing
import Workflow
import WorkflowTestSupport

@testable import Bootstrap

@Suite("Reading what comes back")
struct BounceReadingTests {
    private static func report(_ key: String, _ action: String, _ status: String) -> String {
        """
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b
        Content-Type: text/plain

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example

        Action: \(action)
        Status: \(status)

        --b
        Content-Type: text/rfc822-headers

        Message-ID: <\(key)@college.example>

        --b--

        """
    }

    @Test func `marks the message of a failure, passes over a delay and a forgery, and puts all away`() async throws {
        let folder = try TemporaryDirectory()
        for name in ["new", "cur"] {
            try FileManager.default.createDirectory(atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
        }
        for (name, text) in [
            ("1", Self.report("sent", "failed", "5.1.1")), ("2", Self.report("late", "delayed", "4.4.1")),
            ("3", "forged"),
        ] { try folder.write("new/\(name)", Array(text.utf8)) }
        let noted = Noted()
        let reading = BounceReading(
            mailbox: BounceMailbox(directory: folder.path),
            store: BounceStore { key, status, _ in await noted.add("\(key) \(status)") }, clock: .system,
            logger: Logger(label: "test"))
        for _ in 0..<2 { try await reading.readNew() }
        #expect(await noted.all == ["sent 5.1.1"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/new").isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/cur").count == 3)
    }

    @Test func `leaves a report where it is while its mark cannot be stored`() async throws {
        let folder = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: folder.path + "/new", withIntermediateDirectories: true)
        try folder.write("new/1", Array(Self.report("sent", "failed", "5.1.1").utf8))
        let reading = BounceReading(
            mailbox: BounceMailbox(directory: folder.path),
            store: BounceStore { _, _, _ throws(StoreError) in throw .unavailable("disk") }, clock: .system,
            logger: Logger(label: "test"))
        await #expect(throws: StoreError.self) { try await reading.readNew() }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/new") == ["1"])
    }
}

private actor Noted {
    private(set) var all: [String] = []

    func add(_ text: String) -> Bool {
        all.append(text)
        return true
    }
}
