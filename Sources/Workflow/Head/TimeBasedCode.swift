import OpenSSLBridge

package import struct Foundation.Date

/// Makes the six digits that an application shows, anew every half minute, from a secret that it shares with the service.
///
/// Source: RFC 6238 §4 with its defaults (SHA-1, steps of 30 seconds since 1970); RFC 4226 §5.3 for the digits.
struct TimeBasedCode {
    /// Seconds that a code is shown.
    static let period: Int64 = 30
    /// Source: RFC 4226 §4, R6, which recommends 160 bits.
    static let secretByteCount = 20
    /// Steps before and after the present one whose codes are accepted: clocks differ, and typing takes time.
    ///
    /// Source: RFC 6238 §5.2, which recommends one.
    private static let tolerance: Int64 = 1

    let secret: [UInt8]

    static func step(at time: Date) -> Int64 {
        Int64(time.timeIntervalSince1970.rounded(.down)) / period
    }

    /// - Throws: ``OpenSSLError`` when the secret is empty.
    func digits(at step: Int64) throws(OpenSSLError) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
        let code = try HMAC.sha1(key: secret, data: counter)
        let offset = Int(code[19] & 0xF)
        let value = code[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let number = String(value % 1_000_000)
        return String(repeating: "0", count: OneTimeCode.length - number.count) + number
    }

    /// The newest step around a moment whose code was typed; `nil` when it is none of theirs. Takes the same time whichever it is.
    ///
    /// - Throws: As ``digits(at:)``.
    func step(of code: OneTimeCode, around time: Date) throws(OpenSSLError) -> Int64? {
        let present = Self.step(at: time)
        var found: Int64?
        for step in present - Self.tolerance...present + Self.tolerance {
            if constantTimeEqual(Array(try digits(at: step).utf8), Array(code.digits.utf8)) { found = step }
        }
        return found
    }
}

/// What an application shows of an account whose secret one has.
package enum ShownCode {
    /// - Returns: `nil` when the secret is not written as ``HeadEnrolment/secret`` is.
    package static func digits(of secret: String, at time: Date) -> String? {
        guard let bytes = Base32.decode(secret), !bytes.isEmpty else { return nil }
        return try? TimeBasedCode(secret: bytes).digits(at: TimeBasedCode.step(at: time))
    }
}

/// Writes bytes as applications want a secret typed.
///
/// Source: RFC 4648 §6, without padding.
enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var digits: [UInt8] = []
        var bits = 0
        var bitCount = 0
        for byte in bytes {
            bits = bits << 8 | Int(byte)
            bitCount += 8
            while bitCount >= 5 {
                bitCount -= 5
                digits.append(alphabet[bits >> bitCount & 31])
            }
            bits &= 1 << bitCount - 1
        }
        if bitCount > 0 { digits.append(alphabet[bits << (5 - bitCount) & 31]) }
        return String(decoding: digits, as: UTF8.self)
    }

    static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var (bits, bitCount) = (0, 0)
        for letter in text.utf8 {
            guard let value = alphabet.firstIndex(of: letter) else { return nil }
            bits = bits << 5 | value
            bitCount += 5
            guard bitCount >= 8 else { continue }
            bitCount -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
            bits &= 1 << bitCount - 1
        }
        return bytes
    }
}
