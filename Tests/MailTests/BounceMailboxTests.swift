import Foundation
import Testing
import ToolSupport

@testable import Mail

@Suite("BounceMailbox")
struct BounceMailboxTests {
    private let folder: TemporaryDirectory
    private let mailbox: BounceMailbox

    init() throws {
        folder = try TemporaryDirectory()
        mailbox = BounceMailbox(directory: folder.url.path)
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "new"), withIntermediateDirectories: true)
    }

    private func put(_ text: String, as name: String) throws {
        try Data(text.utf8).write(to: folder.url.appending(path: "new/\(name)"))
    }

    private func names(_ part: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: part).path)
    }

    @Test func `what was read is put away, whether it says something or not`() throws {
        try put(DeliveryReportTests.report(), as: "1.a.mx")
        try put("Bonjour", as: "2.b.mx")
        let items = try mailbox.unread()
        #expect(items.count == 2)
        #expect(items.compactMap { try? $0.report.get().messageKey } == [DeliveryReportTests.key])
        for item in items { try mailbox.putAway(item) }
        #expect(try names("new").isEmpty && mailbox.unread().isEmpty)
        #expect(try Set(names("cur")) == ["1.a.mx:2,S", "2.b.mx:2,S"])
        for item in items { try mailbox.putAway(item) }
    }

    @Test func `what is not a file of its own is left alone`() throws {
        let outside = folder.url.appending(path: "outside")
        try Data(DeliveryReportTests.report().utf8).write(to: outside)
        let new = folder.url.appending(path: "new")
        try FileManager.default.createSymbolicLink(at: new.appending(path: "link"), withDestinationURL: outside)
        try FileManager.default.createDirectory(at: new.appending(path: "folder"), withIntermediateDirectories: true)
        #expect(mkfifo(new.appending(path: "pipe").path, 0o600) == 0)
        try put(DeliveryReportTests.report(), as: ".hidden")
        #expect(try mailbox.unread().isEmpty)
    }

    @Test func `a file beyond bounds is not read, and put away`() throws {
        try put(String(repeating: "x", count: DeliveryReport.maximumByteCount + 1), as: "large")
        let item = try #require(try mailbox.unread().first)
        #expect(throws: DeliveryReport.Problem.tooLarge) { try item.report.get() }
        try mailbox.putAway(item)
        #expect(try mailbox.unread().isEmpty)
    }

    @Test func `without a folder of its form is said to be none`() {
        #expect(throws: MailError.self) { try BounceMailbox(directory: folder.url.path + "/nowhere").unread() }
    }
}
