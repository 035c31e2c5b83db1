import ConventionDomain
import Synchronization

import struct Foundation.Date

/// Every convention that may be stuck, with what tells whether it is.
struct OpenConventions {
    let workflow: ConventionWorkflow
    let outbox: OutboxStore

    /// Reads them one after the other.
    ///
    /// - Returns: How many could not be read.
    /// - Throws: ``WorkflowError`` when not even the list can be read.
    func forEach(_ body: (Dossier, StuckContext) -> Void) async throws(WorkflowError) -> Int {
        let now = workflow.now()
        let today = workflow.settings.timeZone.day(of: now)
        var failures: [String: Set<String>] = [:]
        var unarchived: Set<ConventionID>
        do {
            for letter in try await outbox.deadLetters() {
                if let fieldName = letter.fieldName { failures[letter.convention, default: []].insert(fieldName) }
            }
            unarchived = Set(try await workflow.ports.store.awaitingArchive())
        } catch { throw WorkflowError(error) }
        var unreadable = 0
        for summary in try await workflow.list() {
            let isOpen = [.completing, .toApprove, .draft, .signing, .expired].contains(summary.status)
            guard summary.status != .erased,
                isOpen || summary.mayLackAttestation(on: today) || failures[summary.id.text] != nil
                    || unarchived.remove(summary.id) != nil
            else { continue }
            let dossier: Dossier
            do throws(WorkflowError) { dossier = try await workflow.dossier(summary.id) } catch {
                if error == .conventionErased { continue }  // since the list was read
                // The others must not be kept from the digest by one that is damaged.
                guard error == .unavailable(.damagedStorage) else { throw error }
                unreadable += 1
                continue
            }
            let delegation = dossier.state.phase == .signing ? try await workflow.missingDelegation(of: dossier) : nil
            body(
                dossier,
                StuckContext(
                    failures: failures[summary.id.text] ?? [], delegation: delegation, now: now, today: today))
        }
        return unreadable
    }
}

/// Counts the conventions that are stuck, not oftener than every ten minutes: it reads every one that is open.
package final class StuckWatch: Sendable {
    /// In seconds.
    private static let pause = 600.0

    private let open: OpenConventions
    private let last = Mutex<(at: Date, counts: [StuckReason: Int])?>(nil)

    package init(_ workflow: ConventionWorkflow, outbox: OutboxStore) {
        open = OpenConventions(workflow: workflow, outbox: outbox)
    }

    /// How many, by reason; every reason is there.
    ///
    /// - Throws: ``WorkflowError`` when the store cannot be read.
    package func counts() async throws(WorkflowError) -> [StuckReason: Int] {
        let workflow = open.workflow
        let now = workflow.now()
        if let last = last.withLock({ $0 }), last.at <= now, now.timeIntervalSince(last.at) < Self.pause {
            return last.counts
        }
        var counts = Dictionary(uniqueKeysWithValues: StuckReason.allCases.map { ($0, 0) })
        counts[.unreadable] = try await open.forEach { dossier, context in
            for reason in dossier.stuckReasons(context) { counts[reason, default: 0] += 1 }
        }
        let found = counts
        last.withLock { $0 = (now, found) }
        return found
    }
}
