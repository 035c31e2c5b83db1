package import CurlBridge

/// Why a message could not be built, delivered or read. Never holds an address or a word of the message.
package struct MailError: Error, Hashable, Sendable {
    package enum Code: Hashable, Sendable {
        /// The message or an address can never be sent as it stands.
        case invalidMessage
        /// The settings contradict each other.
        case invalidConfiguration
        /// The server said no for good (a status of 500 or more).
        case refused
        /// A later try may succeed.
        case unavailable
        /// The local mailbox could not be written or read.
        case mailbox
    }

    package let code: Code
    package let message: String
    package let cause: CurlError?

    package init(_ code: Code, _ message: String, cause: CurlError? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// Whether trying the same message again is pointless.
    package var isPermanent: Bool { code == .invalidMessage || code == .refused || code == .invalidConfiguration }
}

extension MailError: CustomStringConvertible {
    package var description: String { message }
}

extension MailError {
    init(_ error: CurlError) {
        let isForGood = error.kind == .refused && (error.status ?? 0) >= 500
        self.init(isForGood ? .refused : .unavailable, error.description, cause: error)
    }
}
