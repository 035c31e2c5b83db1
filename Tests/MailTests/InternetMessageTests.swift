import Foundation
import Testing
import ToolSupport
import Workflow

@testable import Mail

@Suite("InternetMessage")
struct InternetMessageTests {
    struct Understood: Decodable {
        let headers: [String: String]
        let defects: [String]
        let from: [String]
        let body: String
    }

    private func understood(_ mail: OutgoingMail) async throws -> Understood {
        let message = try InternetMessage(mail, from: sampleSender(), at: fixedNow)
        let script = PythonTool.script("read_message.py")
        let (status, output) = try await run(PythonTool.interpreter(), [script], input: Data(message.bytes))
        try #require(status == 0)
        return try JSONDecoder().decode(Understood.self, from: output)
    }

    private func lines(_ mail: OutgoingMail) throws -> [Substring] {
        let message = try InternetMessage(mail, from: sampleSender(), at: fixedNow)
        return String(decoding: message.bytes, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
    }

    @Test(arguments: [
        "a@b.example\r\nBcc: x@y.example", "a@b.example\nBcc: x@y.example", "a\r@b.example", "a\0@b.example",
        "a@b.example\u{2028}",
        "a\u{85}@b.example",
    ])
    func `refuses an address with a control character`(address: String) throws {
        let sender = try sampleSender()
        #expect(throws: MailError.self) {
            try InternetMessage(sampleMail(to: address), from: sender, at: fixedNow)
        }
    }

    @Test(arguments: [
        "", "zoe", "zoe@", "@b.example", "a@b@c.example", "a b@c.example", "<a@b.example>", "a@b.example, c@d.example",
        ".a@b.example", "a..b@c.example", "a@b..example", "é@b.example", "a@é.example", "a@b.example>",
        String(repeating: "a", count: 65) + "@b.example",
    ])
    func `refuses what is not one dot-atom address`(address: String) {
        #expect(throws: MailError.self) { try EmailAddress(address) }
    }

    /// Rule: answers go where the message says, and to nobody else whom a value could add.
    @Test func `names where answers go, once, when that is an address`() throws {
        var mail = sampleMail()
        #expect(try !lines(mail).contains { $0.hasPrefix("Reply-To:") })
        mail.replyTo = "ce.0940000x@ac-creteil.example"
        #expect(try lines(mail).filter { $0.hasPrefix("Reply-To:") } == ["Reply-To: <ce.0940000x@ac-creteil.example>"])
        for hostile in ["a@b.example\r\nBcc: x@y.example", "a@b.example, c@d.example", ""] {
            mail.replyTo = hostile
            #expect(throws: MailError.self) { try lines(mail) }
        }
    }

    @Test(arguments: ["a@b.example", "zoe.d+stage@lycee-12.ac-paris.example", "o'neil_x@b.example"])
    func `accepts usual addresses unchanged`(address: String) throws {
        #expect(try EmailAddress(address).text == address)
    }

    @Test(arguments: ["Bonjour\r\nBcc: x@y.example", "a\nb", "a\rb", "a\0b", "a\u{7F}b", "a\u{2029}b", "a\tb"])
    func `refuses a subject with a control character`(subject: String) throws {
        let sender = try sampleSender()
        #expect(throws: MailError.self) {
            try InternetMessage(sampleMail(subject: subject), from: sender, at: fixedNow)
        }
    }

    @Test func `refuses a sender's name with a line end`() throws {
        let address = try EmailAddress("a@b.example")
        #expect(throws: MailError.self) { try InternetMessage.Sender(name: "A\r\nBcc: x@y.example", address: address) }
    }

    @Test func `says nothing of the address or the subject in an error`() throws {
        let sender = try sampleSender()
        let error = try #require(throws: MailError.self) {
            try InternetMessage(sampleMail(to: "zoe secret@b.example"), from: sender, at: fixedNow)
        }
        #expect(!error.description.contains("secret"))
        #expect(error.isPermanent)
    }

    @Test(arguments: ["", String(repeating: "k", count: 61)])
    func `refuses a key that is empty or too long`(key: String) throws {
        let sender = try sampleSender()
        #expect(throws: MailError.self) { try InternetMessage(sampleMail(key: key), from: sender, at: fixedNow) }
    }

    @Test(arguments: [
        "Convention de stage d’Élodie à signer",
        "Élève : très long sujet pour voir où la ligne se plie, avec des accents é è à ç œ et encore « des guillemets »",
        "=?utf-8?Q?faux?=", "plain ASCII subject", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
        "one two  three   four with   several spaces, long enough to be encoded in words",
    ])
    func `gives a subject that Python's mail package reads back`(subject: String) async throws {
        let message = try await understood(sampleMail(subject: subject))
        #expect(message.headers["subject"] == subject)
        #expect(message.defects.isEmpty)
        #expect(try lines(sampleMail(subject: subject)).allSatisfy { $0.utf8.count <= 78 })
    }

    @Test func `gives the headers that a message needs`() async throws {
        let message = try await understood(sampleMail())
        #expect(
            message.headers["to"] == "<zoe.diallo@famille.example>"
                || message.headers["to"] == "zoe.diallo@famille.example")
        #expect(message.headers["date"] == "Mon, 23 Nov 2026 10:15:00 +0000")
        #expect(message.headers["message-id"] == "<invitation=3A8f2c=2Frepresentative-1@college.example>")
        #expect(message.headers["mime-version"] == "1.0")
        #expect(message.headers["auto-submitted"] == "auto-generated")
        #expect(message.from.count == 1)
        #expect(message.from.first?.contains("Collège Jean-Moulin, conventions") == true)
    }

    @Test(arguments: [
        "Bonjour Zoé,\n\n.\nLe lien : https://seing.example/s/abc=def?x\nŒuvre, été 😀 ; fin \n",
        "tab at end\t\nspace at end \n \n\n", String(repeating: "é", count: 500), String(repeating: "a ", count: 400),
        "CRLF\r\nCR\rLF\n", "=3D=\n=C3",
    ])
    func `gives a body that Python's mail package reads back`(body: String) async throws {
        let read = try await understood(sampleMail(textBody: body)).body
        let expected = body.replacing("\r\n", with: "\n").replacing("\r", with: "\n") + "\n"
        #expect(read == expected)
        let text = try lines(sampleMail(textBody: body))
        #expect(text.allSatisfy { $0.utf8.count <= 76 || $0.hasPrefix("From:") })
        #expect(text.allSatisfy { $0.utf8.allSatisfy { (0x20...0x7E).contains($0) } })
    }

    @Test func `gives different names to different keys and one name to one key`() throws {
        let keys = ["a:b", "a/b", "a=3Ab", "ab", "a.b", "A:B", "é", "a_b"]
        let tokens = try keys.map { try MessageID.token(for: $0) }
        #expect(Set(tokens).count == keys.count)
        #expect(try keys.map { try MessageID.token(for: $0) } == tokens)
    }
}

@Suite("MessageDate")
struct MessageDateTests {
    @Test(arguments: [
        (0, "Thu, 1 Jan 1970 00:00:00 +0000"), (951_782_399, "Mon, 28 Feb 2000 23:59:59 +0000"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"), (1_709_164_800, "Thu, 29 Feb 2024 00:00:00 +0000"),
        (-1, "Wed, 31 Dec 1969 23:59:59 +0000"), (4_107_542_400, "Mon, 1 Mar 2100 00:00:00 +0000"),
    ])
    func `is the day of the Gregorian calendar`(seconds: Int, expected: String) {
        #expect(MessageDate.format(Date(timeIntervalSince1970: TimeInterval(seconds))) == expected)
    }
}
