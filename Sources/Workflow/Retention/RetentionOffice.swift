package import ConventionDomain
import Parties

package import struct Foundation.Date

/// Erases what has been kept long enough, and prepares what a public school needs to be allowed to.
package struct RetentionOffice: Sendable {
    let workflow: ConventionWorkflow
    package let rules: RetentionRules
    let store: any RetentionStore
    /// The platform's seal and a time-stamp over bytes.
    package var seal: @Sendable ([UInt8]) async throws(WorkflowError) -> [UInt8]
    /// Counts, and when asked removes, files of a demonstration's mailbox that are older than a moment.
    package var mailbox: @Sendable (_ before: Date, _ removes: Bool) throws(WorkflowError) -> Int
    /// Keeps other runs out for as long as what it returns lives; throws ``RetentionRefusal/purgeRunning`` when there is one.
    package var lock: @Sendable () throws(WorkflowError) -> any Sendable = { () throws(WorkflowError) in true }

    package init(
        _ workflow: ConventionWorkflow, rules: RetentionRules, store: any RetentionStore,
        seal: @escaping @Sendable ([UInt8]) async throws(WorkflowError) -> [UInt8],
        mailbox: @escaping @Sendable (Date, Bool) throws(WorkflowError) -> Int = { _, _ throws(WorkflowError) in 0 }
    ) {
        self.workflow = workflow
        self.rules = rules
        self.store = store
        self.seal = seal
        self.mailbox = mailbox
    }

    var zone: SchoolTimeZone { workflow.settings.timeZone }
    var today: CalendarDate { zone.day(of: workflow.now()) }

    var limits: LeftoverLimits {
        func moment(monthsAgo months: Int) -> Date { zone.moment(today.adding(months: -months)) }
        return LeftoverLimits(
            messages: moment(monthsAgo: rules.messageMonths), access: moment(monthsAgo: rules.accessMonths),
            codes: workflow.now().addingTimeInterval(-86_400 * Double(rules.codeDays)))
    }

    /// A convention that is due, with what a slip says of it.
    struct Due {
        let id: ConventionID
        let item: RetentionItem
        let outline: ConventionOutline
        let isHeld: Bool
    }

    /// All that is due today, oldest first; and those of which nobody can tell.
    func due() async throws(WorkflowError) -> (due: [Due], failures: [PurgeRecord.Kept]) {
        var (found, failures): ([Due], [PurgeRecord.Kept]) = ([], [])
        for summary in try await workflow.list().reversed() where mayBeDue(summary) {
            let dossier: Dossier
            do throws(WorkflowError) { dossier = try await workflow.dossier(summary.id) } catch {
                if error == .conventionErased { continue }  // since the list was read
                failures.append(.init(convention: summary.id.text, reason: error.code))
                continue
            }
            guard let item = dossier.retention(rules, zone), item.keptUntil < today.iso8601 else { continue }
            found.append(
                Due(id: summary.id, item: item, outline: dossier.drafting.outline, isHeld: dossier.legalHold != nil))
        }
        return (found, failures)
    }

    /// What is being signed is never due; whose last day was over that long ago, a person has to decide on.
    func stillSigning() async throws(WorkflowError) -> [String] {
        try await workflow.list().reversed().filter { summary in
            guard summary.status == .signing, let outline = summary.outline,
                let last = CalendarDate(iso8601: outline.lastDay)
            else { return false }
            return last.adding(months: rules.unsignedMonths) < today
        }.map(\.id.text)
    }

    /// A look at the list, so that few journals are read: never less than the retention itself says.
    private func mayBeDue(_ summary: ConventionSummary) -> Bool {
        guard let outline = summary.outline else { return false }
        let isSigned = summary.status.isSignedByAll
        let shortest = isSigned ? 12 * rules.signedYears : 1
        guard summary.status != .signing else { return false }
        let from =
            isSigned ? CalendarDate(iso8601: outline.lastDay) : zone.day(of: summary.createdAt)
        return from.map { $0.adding(months: shortest) < today } ?? true
    }

    /// What the archives have approved. Slips and visas are only ever added: what is read here holds for as long as it is used.
    func approved() async throws(WorkflowError) -> ApprovedEliminations {
        do { return ApprovedEliminations(try await store.slips()) } catch { throw WorkflowError(error) }
    }

    func needsVisa(_ series: RetentionSeries) -> Bool { rules.isPublicSchool && series.isArchive }

    /// Erases one convention because a person says so; what a public school issued only with a visa, whatever the reason: an archive stays
    /// one when somebody asks for its erasure (GDPR, article 17(3)(b)), or says that it was made by mistake.
    ///
    /// - Throws: ``WorkflowError/retention(_:)``, and as `ConventionWorkflow.erase(_:reason:)`.
    package func erase(_ id: ConventionID, reason: Erasure.Reason) async throws(WorkflowError) {
        let approved = try await approved()
        try await workflow.erase(id, reason: reason) { dossier throws(WorkflowError) in
            // By what it has become, not by its days: a file whose days cannot be read is an archive as well. Without a series it is being
            // signed, and the lifecycle refuses.
            guard let series = dossier.series, needsVisa(series), !approved.lists(id, as: series) else { return }
            throw .retention(.visaMissing)
        }
    }
}
