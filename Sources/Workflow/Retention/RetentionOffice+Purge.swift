import ConventionDomain
import Parties

import struct Foundation.Date

/// What a run would do.
package struct PurgePlan: Hashable, Sendable {
    package var erasable: [RetentionItem] = []
    /// Due, and not on a slip with a visa.
    package var awaitingVisa: [RetentionItem] = []
    /// Due, and under a legal hold.
    package var held: [RetentionItem] = []
    /// Whose files cannot be read.
    package var failures: [PurgeRecord.Kept] = []
    /// Still open for signatures long after their last day, and kept as long as nobody cancels them: their references.
    package var stillSigning: [String] = []
    package var leftovers = Leftovers()
    package var slips: Set<String> = []
    /// What a run that was interrupted had planned; it is finished first, and each is asked anew. `nil` when there is none.
    package var unfinished: [RetentionItem]?

    package var resumes: Bool { unfinished != nil }
    package var isEmpty: Bool { erasable.isEmpty && leftovers.isEmpty && !resumes }
}

extension RetentionOffice {
    /// What would be erased today, and why; changes nothing.
    ///
    /// - Throws: ``WorkflowError/unavailable(_:)``
    package func plan() async throws(WorkflowError) -> PurgePlan {
        var plan = PurgePlan()
        let approved = try await approved()
        let (due, failures) = try await due()
        for due in due {
            if due.isHeld {
                plan.held.append(due.item)
            } else if needsVisa(due.item.series) {
                guard let slip = approved.slip(listing: due.item) else {
                    plan.awaitingVisa.append(due.item)
                    continue
                }
                plan.slips.insert(slip)
                plan.erasable.append(due.item)
            } else {
                plan.erasable.append(due.item)
            }
        }
        plan.failures = failures
        plan.stillSigning = try await stillSigning()
        let open: PurgeRun?
        do {
            plan.leftovers = try await store.countLeftovers(limits)
            open = try await store.openPurge()
        } catch { throw WorkflowError(error) }
        if let open { plan.unfinished = try Self.decode(PurgePlanRecord.self, open.plan.content).items }
        plan.leftovers.mailboxFiles = try mailbox(limits.messages, false)
        return plan
    }

    /// Erases what is due, and keeps a sealed record of it. A run that was interrupted is finished first, with the plan that it had.
    ///
    /// - Returns: The records of the runs that were finished; none when there was nothing to do.
    /// - Throws: ``WorkflowError/unavailable(_:)``; what was erased stays erased, and the next call goes on.
    ///   ``RetentionRefusal/purgeRunning``.
    package func purge() async throws(WorkflowError) -> [PurgeRecord] {
        let lock = try lock()
        defer { withExtendedLifetime(lock) {} }
        var records: [PurgeRecord] = []
        let open: PurgeRun?
        do { open = try await store.openPurge() } catch { throw WorkflowError(error) }
        if let open { records.append(try await finish(open)) }
        let plan = try await plan()
        guard !plan.isEmpty else { return records }
        let content = try Self.json(
            PurgePlanRecord(
                beganAt: workflow.now(), isPublicSchool: rules.isPublicSchool, items: plan.erasable,
                slips: plan.slips.sorted()))
        // Sealed first: without a seal, nothing is erased.
        let sealed = SealedRecord(content: content, seal: try await seal(content))
        let run: PurgeRun
        do { run = try await store.beginPurge(sealed, at: workflow.now()) } catch { throw WorkflowError(error) }
        records.append(try await finish(run))
        return records
    }

    private func finish(_ run: PurgeRun) async throws(WorkflowError) -> PurgeRecord {
        let plan = try Self.decode(PurgePlanRecord.self, run.plan.content)
        let approved = try await approved()
        let (erased, kept) = try await erase(plan.items, approved, since: run.beganAt)
        // No record says that something is gone whose key is still in a file.
        do { try await store.overwriteErased() } catch { throw WorkflowError(error) }
        let used = erased.filter { needsVisa($0.series) }.compactMap { approved.slip(listing: $0) }
        let limits = self.limits
        let mailboxFiles = try mailbox(limits.messages, false)
        for _ in 1...3 {
            var leftovers = try await count(limits)
            let counted = leftovers
            leftovers.mailboxFiles = mailboxFiles
            let record = PurgeRecord(
                number: run.number, beganAt: run.beganAt, endedAt: workflow.now(), isPublicSchool: plan.isPublicSchool,
                slips: Set(plan.slips + used).sorted(), erased: erased, kept: kept, leftovers: leftovers)
            if try await conclude(record, removing: limits, counted) {
                // Killed before this, the next run finds the files, and tells of them once more.
                _ = try mailbox(limits.messages, true)
                return record
            }
        }
        throw .unavailable(.contention)
    }

    private func count(_ limits: LeftoverLimits) async throws(WorkflowError) -> Leftovers {
        do { return try await store.countLeftovers(limits) } catch { throw WorkflowError(error) }
    }

    /// - Returns: `false` when the service settled or forgot something since it was counted.
    private func conclude(
        _ record: PurgeRecord, removing limits: LeftoverLimits, _ counted: Leftovers
    ) async throws(WorkflowError) -> Bool {
        let content = try Self.json(record)
        let sealed = SealedRecord(content: content, seal: try await seal(content))
        do {
            return try await store.finishPurge(
                record.number, sealed, removing: limits, counted: counted, at: workflow.now())
        } catch { throw WorkflowError(error) }
    }

    private func erase(
        _ items: [RetentionItem], _ approved: ApprovedEliminations, since beganAt: Date
    ) async throws(WorkflowError) -> (erased: [RetentionItem], kept: [PurgeRecord.Kept]) {
        var (erased, kept): ([RetentionItem], [PurgeRecord.Kept]) = ([], [])
        for item in items {
            do throws(WorkflowError) {
                try await erase(item, approved, since: beganAt)
                erased.append(item)
            } catch {
                if case .unavailable(let inability) = error, inability != .damagedStorage { throw error }
                kept.append(.init(convention: item.convention, reason: error.code))
            }
        }
        return (erased, kept)
    }

    /// Asked anew at the moment of the erasure: a hold, a signature in the meantime, or settings that ask for a visa now, keep it.
    private func erase(
        _ item: RetentionItem, _ approved: ApprovedEliminations, since beganAt: Date
    ) async throws(WorkflowError) {
        guard let id = ConventionID(item.convention) else { throw .unavailable(.damagedStorage) }
        do throws(WorkflowError) {
            try await workflow.erase(id, reason: .retention) { dossier throws(WorkflowError) in
                guard let now = dossier.retention(rules, zone), now == item, now.keptUntil < today.iso8601 else {
                    throw .retention(.notDue)
                }
                guard !needsVisa(now.series) || approved.slip(listing: now) != nil else {
                    throw .retention(.visaMissing)
                }
            }
        } catch {
            guard error == .conventionErased, try await wasErased(id, since: beganAt) else { throw error }
        }
    }

    /// Whether the part of the run before it was interrupted did it. A person who gave the same reason meanwhile did the same.
    private func wasErased(_ id: ConventionID, since beganAt: Date) async throws(WorkflowError) -> Bool {
        do {
            let erasure = try await store.erasure(of: id)
            return erasure.map { $0.reason == .retention && $0.at >= beganAt } ?? false
        } catch { throw WorkflowError(error) }
    }
}
