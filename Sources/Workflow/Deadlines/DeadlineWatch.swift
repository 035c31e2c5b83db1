package import ConventionDomain
import Synchronization

import struct Foundation.Date

/// Meets the deadlines of all conventions that are being signed, again and again; what failed is tried again later.
package final class DeadlineWatch: Sendable {
    /// How many conventions are looked at before the caller has a say again.
    private static let batch = 200
    /// Seconds until one that failed is tried again.
    private static let pause = 600.0

    private let workflow: ConventionWorkflow
    /// Kept in memory only: after a restart everything is tried at once.
    private let postponed = Mutex<[ConventionID: Date]>([:])

    package init(_ workflow: ConventionWorkflow) { self.workflow = workflow }

    /// One convention whose deadlines could not be met now.
    package struct Failure: Sendable {
        package let convention: ConventionID
        package let error: WorkflowError
    }

    /// Looks at everything whose time has come.
    ///
    /// - Returns: What failed.
    /// - Throws: ``WorkflowError`` when not even the list could be read.
    package func meetDue() async throws(WorkflowError) -> [Failure] {
        var failures: [Failure] = []
        let now = workflow.now()
        let resting = postponed.withLock { postponed in
            postponed = postponed.filter { $0.value > now }
            return Set(postponed.keys)
        }
        // Those that rest are still due: they must not fill the batch for ever.
        let due = try await workflow.deadlinesDue(limit: Self.batch + resting.count)
        for id in due where !resting.contains(id) {
            if Task.isCancelled { break }
            do throws(WorkflowError) {
                _ = try await workflow.meetDeadlines(of: id)
            } catch {
                postponed.withLock { $0[id] = now.addingTimeInterval(Self.pause) }
                failures.append(Failure(convention: id, error: error))
            }
        }
        return failures
    }
}
