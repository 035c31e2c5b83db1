import ConventionDomain
import OpenSSLBridge

/// What a code was sent for; it serves nothing else.
struct CodeUse {
    /// Different things to do: a code for the one must not carry out the other.
    enum Purpose: String {
        case sign, refuse, read

        var kind: CodeChallenge.Kind { self == .read ? .reading : .decision }
    }

    let purpose: Purpose
    let attempt: AttemptID
    let shownDigest: DocumentDigest
}

/// Six digits that show that somebody reads the mailbox on file.
struct OneTimeCode {
    /// Number of digits.
    static let length = 6
    /// Random bytes that one draw needs.
    static let byteCount = 4

    let digits: String

    /// Takes a code as it was typed or pasted; spaces of any kind do not matter.
    ///
    /// - Returns: `nil` when it is not six digits.
    init?(typed: String) {
        let digits = typed.filter { !$0.isWhitespace }
        guard digits.utf8.count == Self.length, digits.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
        else { return nil }
        self.digits = digits
    }

    /// Makes a code from random bytes, every code equally likely.
    ///
    /// - Returns: `nil` for the few values that would favour some codes; draw again.
    init?(randomBytes: [UInt8]) {
        let value = randomBytes.prefix(Self.byteCount).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let codes: UInt32 = 1_000_000
        guard randomBytes.count >= Self.byteCount, value < UInt32.max / codes * codes else { return nil }
        let number = String(value % codes)
        digits = String(repeating: "0", count: Self.length - number.count) + number
    }

    /// What is kept of the code: worth nothing for another purpose, another attempt or another document.
    ///
    /// - Parameter authenticate: HMAC under a key that only the store knows: six digits alone would be guessed.
    func authenticator(
        salt: [UInt8], use: CodeUse, authenticate: ([UInt8]) -> [UInt8]
    ) -> [UInt8] {
        let bound = [use.purpose.rawValue, use.attempt.text, use.shownDigest.hexadecimal, digits]
        return authenticate(salt + Array(bound.map { "\n\($0)" }.joined().utf8))
    }
}
