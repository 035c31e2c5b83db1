import ConventionDomain
import Parties

/// What a run would do.
package struct PurgePlan: Hashable, Sendable {
    package var erasable: [RetentionItem] = []
    /// Due, and not on a slip with a visa.
    package var awaitingVisa: [RetentionItem] = []
    /// Due, and under a legal hold.
    package var held: [RetentionItem] = []
    /// Whose files cannot be read.
    package var failures: [PurgeRecord.Kept] = []
    package var leftovers = Leftovers()
    package var slips: Set<String> = []
    /// A run before was interrupted, and is finished first.
    package var resumes = false

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
            } else if rules.isPublicSchool, due.item.series.isArchive {
                guard let slip = approved[due.item.convention] else {
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
        do {
            plan.leftovers = try await store.countLeftovers(limits)
            plan.resumes = try await store.openPurge() != nil
        } catch { throw WorkflowError(error) }
        plan.leftovers.mailboxFiles = try mailbox(limits.messages, false)
        return plan
    }

    /// Erases what is due, and keeps a sealed record of it. A run that was interrupted is finished first, with the plan that it had.
    ///
    /// - Returns: The records of the runs that were finished; none when there was nothing to do.
    /// - Throws: ``WorkflowError/unavailable(_:)``; what was erased stays erased, and the next call goes on.
    package func purge() async throws(WorkflowError) -> [PurgeRecord] {
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
        var (erased, kept): ([RetentionItem], [PurgeRecord.Kept]) = ([], [])
        for item in plan.items {
            do throws(WorkflowError) {
                try await erase(item, isApproved: approved[item.convention] != nil)
                erased.append(item)
            } catch {
                if case .unavailable(let inability) = error, inability != .damagedStorage { throw error }
                kept.append(.init(convention: item.convention, reason: error.code))
            }
        }
        var leftovers: Leftovers
        do { leftovers = try await store.removeLeftovers(limits) } catch { throw WorkflowError(error) }
        leftovers.mailboxFiles = try mailbox(limits.messages, true)
        let record = PurgeRecord(
            number: run.number, beganAt: run.beganAt, endedAt: workflow.now(), isPublicSchool: plan.isPublicSchool,
            slips: plan.slips, erased: erased, kept: kept, leftovers: leftovers)
        let content = try Self.json(record)
        let sealed = SealedRecord(content: content, seal: try await seal(content))
        do { try await store.finishPurge(run.number, sealed, at: workflow.now()) } catch { throw WorkflowError(error) }
        return record
    }

    /// Asked anew at the moment of the erasure: a hold, a signature in the meantime, or what the school has decided since a plan that was
    /// interrupted, keeps it.
    private func erase(_ item: RetentionItem, isApproved: Bool) async throws(WorkflowError) {
        guard let id = ConventionID(item.convention) else { throw .unavailable(.damagedStorage) }
        do throws(WorkflowError) {
            try await workflow.erase(id, reason: .retention) { dossier throws(WorkflowError) in
                guard let now = dossier.retention(rules, zone), now.series == item.series,
                    now.keptUntil < today.iso8601
                else { throw .retention(.notDue) }
                guard !rules.isPublicSchool || !now.series.isArchive || isApproved else {
                    throw .retention(.visaMissing)
                }
            }
        } catch {
            // By the run that was interrupted, or by a person since.
            guard error == .conventionErased else { throw error }
        }
    }
}
