package import ConventionDomain
import Synchronization

import struct Foundation.Date

/// Archives what has been completed, again and again, and waits longer after each failure.
///
/// How often something failed is kept in memory only: after a restart everything is tried at once.
package final class ArchivingQueue: Sendable {
    private struct Failure {
        var count: Int
        var nextTry: Date
    }

    /// Half a minute, doubled each time up to an hour, without an end.
    private static let retries = RetryPolicy(attempts: .max, firstDelay: 30, longestDelay: 3_600)

    private let workflow: ConventionWorkflow
    private let failures = Mutex<[ConventionID: Failure]>([:])

    package init(_ workflow: ConventionWorkflow) { self.workflow = workflow }

    /// One convention that could not be archived now.
    package struct Postponed: Sendable {
        package let convention: ConventionID
        package let error: WorkflowError
    }

    /// Archives everything that waits and whose time has come.
    ///
    /// - Returns: What failed; it stays complete and is tried again later.
    /// - Throws: ``WorkflowError`` when not even the list of what waits could be read.
    package func archiveDue() async throws(WorkflowError) -> [Postponed] {
        var postponed: [Postponed] = []
        for id in try await workflow.awaitingArchive() {
            let now = workflow.now()
            guard failures.withLock({ $0[id].map { $0.nextTry <= now } ?? true }) else { continue }
            do throws(WorkflowError) {
                _ = try await workflow.archive(id)
                failures.withLock { $0[id] = nil }
            } catch {
                note(id, at: now)
                postponed.append(Postponed(convention: id, error: error))
            }
        }
        return postponed
    }

    private func note(_ id: ConventionID, at now: Date) {
        failures.withLock { failures in
            let count = (failures[id]?.count ?? 0) + 1
            let delay = Self.retries.delay(afterFailures: count)
            failures[id] = Failure(count: count, nextTry: now.addingTimeInterval(delay))
        }
    }
}
