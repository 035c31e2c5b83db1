import Logging
import Workflow

import struct Foundation.Date

/// Makes waiting signatures again and again, less often the longer nobody gives a time-stamp.
actor PendingSignatures {
    private let workflow: ConventionWorkflow
    private let logger: Logger
    /// Five seconds, doubled up to five minutes.
    private let policy = RetryPolicy(attempts: .max, firstDelay: 5, longestDelay: 300)
    private var failures = 0
    private var nextRound = Date.distantPast
    private(set) var last = PendingReport()

    init(workflow: ConventionWorkflow, logger: Logger) {
        self.workflow = workflow
        self.logger = logger
    }

    func settle(now: Date) async throws {
        guard now >= nextRound else { return }
        let report = try await workflow.settlePending()
        failures = report.remaining > 0 ? failures + 1 : 0
        nextRound = failures > 0 ? now.addingTimeInterval(policy.delay(afterFailures: failures)) : now
        if report.signed > 0 || report.lapsed > 0 || report.remaining != last.remaining {
            logger.notice(
                "waiting signatures",
                metadata: [
                    "made": .stringConvertible(report.signed), "lapsed": .stringConvertible(report.lapsed),
                    "waiting": .stringConvertible(report.waiting), "failed": .stringConvertible(report.failed),
                ])
        }
        last = report
    }
}
