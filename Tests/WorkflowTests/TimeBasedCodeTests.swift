import Testing

import struct Foundation.Date

@testable import Workflow

@Suite("Codes of an application")
struct TimeBasedCodeTests {
    /// The secret of RFC 6238, appendix B, for SHA-1, and of RFC 4226, appendix D.
    private let codes = TimeBasedCode(secret: Array("12345678901234567890".utf8))

    /// RFC 6238, appendix B, shows eight digits; six are the last six of them (RFC 4226 §5.3).
    @Test(arguments: [
        (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ])
    func `are those of RFC 6238`(seconds: Int, eightDigits: String) throws {
        let time = Date(timeIntervalSince1970: Double(seconds))
        #expect(try codes.digits(at: TimeBasedCode.step(at: time)) == eightDigits.suffix(6))
    }

    /// RFC 4226, appendix D.
    @Test func `are those of RFC 4226 for the first steps`() throws {
        let expected = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
        ]
        #expect(try (0..<10).map { try codes.digits(at: $0) } == expected)
    }

    @Test func `are accepted one step early and one step late`() throws {
        let time = Date(timeIntervalSince1970: 1_111_111_109)
        let present = TimeBasedCode.step(at: time)
        for offset in Int64(-2)...2 {
            let code = try #require(OneTimeCode(typed: try codes.digits(at: present + offset)))
            #expect(try codes.step(of: code, around: time) == (abs(offset) <= 1 ? present + offset : nil))
        }
    }

    /// RFC 4648 §10, without the padding.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
        ("foobar", "MZXW6YTBOI"),
    ])
    func `secrets are written in base32`(text: String, expected: String) {
        #expect(Base32.encode(Array(text.utf8)) == expected)
    }
}
