import Foundation
import Testing
import Workflow

@testable import Mail

@Suite("DeliveryReport")
struct DeliveryReportTests {
    static let key = "x7Ck2FQ9TBWWv0l5o3nVdA"

    /// As Postfix writes it, cut down; RFC 3464 appendix E has the same parts.
    static func report(
        action: String = "failed", status: String = "5.1.1", messageID: String = "<\(key)@college.example>",
        returned: String = "text/rfc822-headers",
        type: String = "multipart/report; report-type=delivery-status;\r\n\tboundary=\"B/1\""
    ) -> String {
        """
        Return-Path: <>
        From: MAILER-DAEMON@mx.example (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        To: rebonds@college.example
        MIME-Version: 1.0
        Content-Type: \(type)

        This is a MIME-encapsulated message.

        --B/1
        Content-Description: Notification
        Content-Type: text/plain; charset=us-ascii

        Status: 5.9.9 of no account, and Message-ID: <other@college.example> neither.

        --B/1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example
        X-Postfix-Sender: rfc822; rebonds@college.example

        Final-Recipient: rfc822; zoe.diallo@famille.example
        Action: \(action)
        Status: \(status)
        Diagnostic-Code: smtp; 550 5.1.1 <zoe.diallo@famille.example>:
            Recipient address rejected

        --B/1
        Content-Type: \(returned)

        From: College <conventions@college.example>
        To: <zoe.diallo@famille.example>
        Message-ID: \(messageID)

        --B/1--
        """.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\n", with: "\r\n")
    }

    private func read(_ text: String) throws(DeliveryReport.Problem) -> DeliveryReport {
        try DeliveryReport(Array(text.utf8))
    }

    @Test(arguments: ["text/rfc822-headers", "message/rfc822", "message/global-headers"])
    func `says which message did not arrive, and why`(returned: String) throws {
        let report = try read(Self.report(returned: returned))
        #expect(report.messageKey == Self.key && report.outcome == .failed(status: "5.1.1"))
    }

    @Test func `is read with bare line feeds as well, as mail systems store it`() throws {
        let text = Self.report().replacingOccurrences(of: "\r\n", with: "\n")
        #expect(try read(text).outcome == .failed(status: "5.1.1"))
    }

    @Test(arguments: [
        ("delayed", "4.4.1"), ("delayed", "5.4.1"), ("failed", "4.4.7"), ("failed", "4.2.2"), ("delivered", "2.0.0"),
        ("relayed", "2.1.5"), ("expanded", "2.0.0"),
    ])
    func `of what may pass marks nothing`(action: String, status: String) throws {
        #expect(try read(Self.report(action: action, status: status)).outcome == .passing)
    }

    @Test(arguments: ["550", "5.1", "5.1.1.1", "6.1.1", "5..1", "5.1.1000", "5.a.1", "", "-5.1.1", "5.1.+1"])
    func `with a status that is none is malformed`(status: String) throws {
        #expect(throws: DeliveryReport.Problem.malformed) { try read(Self.report(status: status)) }
    }

    @Test(arguments: ["bounced", ""])
    func `with an action that is none is malformed`(action: String) throws {
        #expect(throws: DeliveryReport.Problem.malformed) { try read(Self.report(action: action)) }
    }

    @Test(arguments: [
        "text/plain", "multipart/report", "multipart/report; report-type=disposition-notification; boundary=\"B/1\"",
        "multipart/mixed; boundary=\"B/1\"", "multipart/report; report-type=delivery-status",
    ])
    func `is nothing but a report about a delivery`(type: String) throws {
        #expect(throws: DeliveryReport.Problem.notAReport) { try read(Self.report(type: type)) }
    }

    @Test(arguments: [
        "", "x7Ck", "<@college.example>", "<x7Ck>", "<a b@college.example>", "<a=41@college.example>",
        "<\(String(repeating: "a", count: 61))@college.example>", "<x7Ck@>", "<é@college.example>",
    ])
    func `that names no message of ours says nothing`(messageID: String) throws {
        #expect(throws: DeliveryReport.Problem.unknownMessage) { try read(Self.report(messageID: messageID)) }
    }

    @Test func `without what came back says nothing of any message`() throws {
        let text = try #require(
            Self.report().components(separatedBy: "--B/1\r\nContent-Type: text/rfc822-headers").first)
        #expect(throws: DeliveryReport.Problem.unknownMessage) { try read(text + "--B/1--\r\n") }
    }

    @Test func `beyond its bounds is refused`() throws {
        let padding = String(repeating: "x", count: DeliveryReport.maximumByteCount)
        #expect(throws: DeliveryReport.Problem.tooLarge) { try read(Self.report() + padding) }
        let fields = (0..<600).map { "X-\($0): y\r\n" }.joined()
        #expect(throws: DeliveryReport.Problem.malformed) { try read(fields + Self.report()) }
        #expect(throws: DeliveryReport.Problem.malformed) {
            try read("X: \(String(repeating: "y", count: 9_000))\r\n" + Self.report())
        }
        let parts = String(repeating: "\r\n--B/1\r\nContent-Type: text/plain\r\n\r\nx", count: 30)
        let many = Self.report().replacingOccurrences(of: "--B/1--", with: parts + "\r\n--B/1--")
        #expect(throws: DeliveryReport.Problem.malformed) { try read(many) }
    }

    @Test func `says of no message but the returned one that it failed, whatever a few bytes become`() {
        var generator = SeededNumbers(seed: 20_261_128)
        let original = Array(Self.report().utf8)
        let signs = Array("\r\n:;-\"<>@= .,5249()\0\u{7F}".utf8) + [0x80, 0xFF]
        for round in 0..<4_000 {
            var bytes = original
            for _ in 0...Int.random(in: 0..<4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[place] = signs[Int.random(in: 0..<signs.count, using: &generator)]
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(signs[Int.random(in: 0..<signs.count, using: &generator)], at: place)
                default:
                    bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1..<200, using: &generator)))
                }
                if bytes.isEmpty { break }
            }
            guard let report = try? DeliveryReport(bytes) else { continue }
            #expect(report.messageKey.utf8.count <= 60, "round \(round)")
            guard case .failed(let status) = report.outcome else { continue }
            #expect(status.hasPrefix("5.") && status.utf8.count <= 9, "round \(round)")
        }
    }
}

/// The same numbers for the same seed.
private struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// Source: SplitMix64, Steele, Lea and Flood, 2014.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
