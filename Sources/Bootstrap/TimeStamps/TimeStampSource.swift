package import CertificateAuthority
import OpenSSLBridge
import PAdESSigning
import Synchronization
package import TrustServices
package import Workflow

/// Where the service's time-stamps come from: its own unit, or outside authorities.
package struct TimeStampSource: Sendable {
    /// Longest token, in bytes.
    package let maximumTokenByteCount: Int
    /// Whether making one waits for a network.
    package let isOutside: Bool
    /// Whether the clock is known; asked by the built-in unit for each token.
    package let clockQuality: ClockQuality
    private let make: @Sendable (_ digest: [UInt8]) throws -> MadeToken

    /// A token, and the operator's name of the outside authority that made it.
    private struct MadeToken {
        let der: [UInt8]
        let authority: String?
    }

    /// The built-in unit, which stops while the clock is not known.
    package static func builtIn(
        _ unit: TimeStampUnit, clock: WallClock, quality: ClockQuality
    ) -> TimeStampSource {
        TimeStampSource(
            maximumTokenByteCount: unit.maximumTokenByteCount, isOutside: false, clockQuality: quality
        ) { digest in
            try quality.requireKnown()
            return MadeToken(der: try unit.token(for: digest, algorithm: .sha256, now: clock.now()), authority: nil)
        }
    }

    /// Outside authorities, one after the other.
    package static func outside(_ sources: TimeStampSources, quality: ClockQuality) -> TimeStampSource {
        TimeStampSource(
            maximumTokenByteCount: sources.maximumTokenByteCount, isOutside: true, clockQuality: quality
        ) { digest in
            let made = try sources.timeStamp(digest)
            return MadeToken(der: made.token, authority: made.authority)
        }
    }

    /// For one document; remembers which outside authority answered.
    func session() -> Session { Session(source: self) }

    /// Whether an error of ``Session/authority`` means that a later try may succeed.
    static func isNoTimeStamp(_ error: any Error) -> Bool { error is NoTimeStamp || error is ClockUnknown }

    final class Session: Sendable {
        private let source: TimeStampSource
        private let answered = Mutex<String?>(nil)

        fileprivate init(source: TimeStampSource) { self.source = source }

        var answeredBy: String? { answered.withLock { $0 } }

        var authority: TimeStampAuthority {
            TimeStampAuthority(maximumTokenByteCount: source.maximumTokenByteCount) { digest in
                let made = try self.source.make(digest)
                self.answered.withLock { $0 = made.authority }
                return made.der
            }
        }
    }
}
