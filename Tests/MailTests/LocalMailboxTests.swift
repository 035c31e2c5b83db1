import Foundation
import Testing
import ToolSupport
import Workflow

@testable import Mail

@Suite("LocalMailbox")
struct LocalMailboxTests {
    private let directory: TemporaryDirectory
    private let mailbox: LocalMailbox
    private var spool: URL { directory.url.appending(component: "mailbox") }

    init() throws {
        directory = try TemporaryDirectory()
        mailbox = try LocalMailbox(
            directory: directory.url.appending(component: "mailbox").path, sender: sampleSender(), now: { fixedNow })
    }

    @Test func `refuses what SMTP would refuse, and leaves no file`() async throws {
        for mail in [sampleMail(to: "x"), sampleMail(subject: "a\r\nb"), sampleMail(key: "")] {
            await #expect(throws: MailError.self) { try await mailbox.send(mail) }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: spool.path).isEmpty)
    }

    @Test func `reads back what was sent`() async throws {
        try await mailbox.send(sampleMail())
        let message = try #require(try mailbox.messages().first)
        #expect(message.to == "zoe.diallo@famille.example")
        #expect(message.subject == sampleMail().subject)
        #expect(message.textBody == sampleMail().textBody + "\n")
        #expect(abs(message.deliveredAt.timeIntervalSinceNow) < 60)
        #expect(try mailbox.message(message.id) == message)
    }

    @Test func `an address of the service that would add a header is refused`() async throws {
        let hostile = try LocalMailbox(
            directory: spool.path, sender: sampleSender(), serviceAddress: "http://a\r\nBcc: b@c.example",
            now: { fixedNow })
        await #expect(throws: MailError.self) { try await hostile.send(sampleMail()) }
    }

    @Test func `shows links as the service would send them today`() async throws {
        let first = try LocalMailbox(
            directory: spool.path, sender: sampleSender(), serviceAddress: "http://127.0.0.1:80", now: { fixedNow })
        try await first.send(sampleMail(textBody: "http://127.0.0.1:80/s/abc http://127.0.0.1:8080/s/abc"))
        let message = try #require(try mailbox.messages().first)
        #expect(
            message.textBody(servedAt: "http://[::1]:9")
                == "http://[::1]:9/s/abc http://127.0.0.1:8080/s/abc\n")
    }

    @Test func `keeps one message for one key`() async throws {
        try await mailbox.send(sampleMail(textBody: "first"))
        try await mailbox.send(sampleMail(textBody: "second"))
        #expect(try mailbox.messages().map(\.textBody) == ["first\n"])
    }

    @Test func `lists the newest first`() async throws {
        let keys = (0..<20).map { "k\(($0 * 7) % 20)" }
        for key in keys { try await mailbox.send(sampleMail(key: key)) }
        #expect(try mailbox.messages().map(\.id) == keys.reversed())
    }

    @Test func `is readable by its owner only`() async throws {
        try await mailbox.send(sampleMail(key: "k"))
        let mode = { (path: String) in try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try mode(spool.path) == 0o700)
        #expect(try mode(spool.appending(component: "k.eml").path) == 0o600)
    }

    @Test func `keeps a key with slashes inside the directory`() async throws {
        try await mailbox.send(sampleMail(key: "../../escape"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: spool.path) == ["=2E=2E=2F=2E=2E=2Fescape.eml"])
    }

    @Test(arguments: ["", "..", "../x", "unknown", "k.eml"])
    func `finds nothing under a name that is no message`(id: String) throws {
        #expect(try mailbox.message(id) == nil)
    }

    @Test func `does not show a message that is still being written`() throws {
        try Data("half".utf8).write(to: spool.appending(component: ".k.eml.tmp"))
        #expect(try mailbox.messages().isEmpty)
    }

    @Test func `says what to check when the directory is gone`() async throws {
        try FileManager.default.removeItem(at: spool)
        let error = await #expect(throws: MailError.self) { try await mailbox.send(sampleMail()) }
        #expect(error?.code == .mailbox)
        #expect(error?.isPermanent == false)
        #expect(error?.description.contains(directory.url.path) == false)
    }

    @Test func `stores what Python's mail package reads`() async throws {
        try await mailbox.send(sampleMail(key: "k"))
        let bytes = try Data(contentsOf: spool.appending(component: "k.eml"))
        let (status, output) = try await run(
            PythonTool.interpreter(), [PythonTool.script("read_message.py")], input: bytes)
        #expect(status == 0)
        #expect(try JSONDecoder().decode(InternetMessageTests.Understood.self, from: output).defects.isEmpty)
    }
}
