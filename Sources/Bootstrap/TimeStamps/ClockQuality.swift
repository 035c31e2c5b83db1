package import ClockBridge
import Synchronization

/// Whether this machine's clock is known well enough to attest times by it.
///
/// Source: ETSI EN 319 421 §7.7.2: within one second of UTC, or no time-stamp.
package struct ClockQuality: Sendable {
    package enum State: Hashable, Sendable {
        /// The kernel says so, within so many microseconds.
        case known(withinMicroseconds: Int)
        /// The operator vouches for it; nobody has looked.
        case assured
        case unknown(Reason)
    }

    package enum Reason: Hashable, Sendable {
        case noAnswer
        case notSynchronized
        case tooUncertain(microseconds: Int)
    }

    /// Source: ETSI EN 319 421 §7.7.2.
    package static let limitMicroseconds = 1_000_000

    package let state: @Sendable () -> State

    package init(state: @escaping @Sendable () -> State) { self.state = state }

    /// The operator answers for the clock.
    package static let assured = ClockQuality { .assured }

    /// What the kernel knows, asked at most every five seconds.
    package static func kernel(
        _ read: @escaping @Sendable () -> KernelClock? = KernelClock.read
    ) -> ClockQuality {
        let last = Mutex<(at: ContinuousClock.Instant, state: State)?>(nil)
        return ClockQuality {
            last.withLock { last in
                if let last, last.at.duration(to: .now) < .seconds(5) { return last.state }
                let state = State(read())
                last = (.now, state)
                return state
            }
        }
    }

    /// - Throws: ``ClockUnknown`` when no time may be attested.
    package func requireKnown() throws(ClockUnknown) {
        if case .unknown(let reason) = state() { throw ClockUnknown(reason: reason) }
    }
}

extension ClockQuality.State {
    package init(_ clock: KernelClock?) {
        guard let clock else {
            self = .unknown(.noAnswer)
            return
        }
        let error = clock.maximumErrorMicroseconds
        if !clock.isSynchronized {
            self = .unknown(.notSynchronized)
        } else if error > ClockQuality.limitMicroseconds || error < 0 {
            self = .unknown(.tooUncertain(microseconds: error))
        } else {
            self = .known(withinMicroseconds: error)
        }
    }

    /// For `/health`.
    package var word: String {
        switch self {
        case .known: "synchronized"
        case .assured: "assured"
        case .unknown: "unknown"
        }
    }
}

/// The time-stamping unit has stopped: nobody knows whether the clock is right.
package struct ClockUnknown: Error, Hashable, Sendable, CustomStringConvertible {
    package let reason: ClockQuality.Reason

    package init(reason: ClockQuality.Reason) { self.reason = reason }

    package var description: String {
        let found =
            switch reason {
            case .noAnswer: "the kernel does not say"
            case .notSynchronized: "the kernel says that nobody synchronizes it"
            case .tooUncertain(let microseconds): "it may be wrong by \(microseconds) microseconds"
            }
        return "could not time-stamp: the clock is not known within 1 s of UTC (\(found)); start chrony or"
            + " systemd-timesyncd, or set \"clock\" to \"assured\" in trust-services.json if somebody answers for it"
    }
}
