import CurlBridge
import Logging
import PAdESValidation
import Persistence
import Workflow

import struct Foundation.Date
import struct Foundation.TimeInterval

/// Time-stamps the journal's head: a day after the last time, and a minute after the first completion since.
///
/// Completions of one minute share an anchor. One that fails is tried again, less often the longer nobody gives a
/// time-stamp.
actor JournalAnchoring {
    /// Makes a token in DER over a SHA-256 digest; blocks meanwhile.
    typealias Stamp = @Sendable (_ digest: [UInt8]) throws -> [UInt8]

    /// What `/health` says.
    struct Reading: Hashable, Sendable {
        let newestAt: Date?
        let eventsAfter: Int64
        /// Tries in a row that gave no time-stamp.
        let failures: Int
    }

    /// Seconds for which completions are gathered.
    static let gathering: TimeInterval = 60
    /// Seconds after which events are anchored without a completion.
    static let day: TimeInterval = 86_400

    private let store: SQLiteStore
    private let stamp: Stamp
    private let logger: Logger
    private let threads = BlockingThreads("anchors", count: 1)
    /// Five seconds, doubled up to five minutes.
    private let policy = RetryPolicy(attempts: .max, firstDelay: 5, longestDelay: 300)
    private var failures = 0
    private var nextTry = Date.distantPast

    init(store: SQLiteStore, stamp: @escaping Stamp, logger: Logger) {
        self.store = store
        self.stamp = stamp
        self.logger = logger
    }

    func reading() async throws -> Reading {
        let standing = try await store.anchorStanding()
        return Reading(newestAt: standing.newestAt, eventsAfter: standing.eventsAfter, failures: failures)
    }

    /// A process that is killed anywhere in here has kept the anchor or not; the next one finds out what is due.
    func anchorDue(now: Date) async throws {
        guard now >= nextTry else { return }
        let standing = try await store.anchorStanding()
        guard let anchor = standing.next, standing.isDue(at: now) else { return }
        let imprint = anchor.imprint
        let stamp = self.stamp
        switch await threads.run({ Result { try Self.token(over: imprint, from: stamp) } }) {
        case .success(let token):
            try await store.add(anchor, token: token, at: now)
            failures = 0
            logger.info(
                "the journal is anchored", metadata: ["event": .stringConvertible(anchor.sequence)])
        case .failure(let error): postpone(error, now)
        }
    }

    private func postpone(_ error: any Error, _ now: Date) {
        failures += 1
        nextTry = now.addingTimeInterval(policy.delay(afterFailures: failures))
        logger.warning(
            "the journal could not be time-stamped; it will be tried again",
            metadata: ["error": "\(error)", "tries": .stringConvertible(failures)])
    }

    /// A token that proves nothing is not kept.
    private static func token(over imprint: [UInt8], from stamp: Stamp) throws -> [UInt8] {
        let token = try stamp(imprint)
        guard TimeStampValidator(trust: .none).validate(token, sha256: imprint, at: 0).isIntact else {
            throw UnusableToken()
        }
        return token
    }

    struct UnusableToken: Error, CustomStringConvertible {
        let description = "the time-stamp is not over the journal's head, or its signature does not hold"
    }
}

extension AnchorStanding {
    /// A clock that was put back makes nothing wait.
    func isDue(at now: Date) -> Bool {
        if let oldestCompletion, isPast(oldestCompletion, JournalAnchoring.gathering, now) { return true }
        guard let newestAt else {
            return oldestEvent.map { isPast($0, JournalAnchoring.gathering, now) } ?? false
        }
        return isPast(newestAt, JournalAnchoring.day, now)
    }

    private func isPast(_ moment: Date, _ interval: TimeInterval, _ now: Date) -> Bool {
        let age = now.timeIntervalSince(moment)
        return age >= interval || age < 0
    }
}
