import ConventionDomain

import struct Foundation.Date

/// The conventions that are being signed, as they were read last: a page of the list decrypts only what has changed since.
actor HeadWorklist {
    private struct Kept {
        let summary: ConventionSummary
        let readAt: Date
        let dossier: Dossier
    }

    private var kept: [ConventionID: Kept] = [:]

    /// Every convention that is being signed, in no order.
    func signing(_ workflow: ConventionWorkflow) async throws(WorkflowError) -> [Dossier] {
        var next: [ConventionID: Kept] = [:]
        for summary in try await workflow.list() where summary.status == .signing {
            // Times are whole seconds: what was read in the second of the last event may have missed one.
            if let kept = kept[summary.id], kept.summary == summary, kept.readAt > summary.updatedAt {
                next[summary.id] = kept
            } else {
                let readAt = workflow.now()
                next[summary.id] = Kept(
                    summary: summary, readAt: readAt, dossier: try await workflow.dossier(summary.id))
            }
        }
        kept = next
        return next.values.map(\.dossier)
    }
}
