package import ConventionDomain
import Parties

extension ConventionWorkflow {
    /// What the completion of an amendment brings about in the convention that it changes: from now on that is read with it.
    ///
    /// Written in the same transaction as the last signature, so that neither is there without the other.
    ///
    /// - Returns: `nil` for a change that completes no amendment.
    func amending(
        by change: ConventionChange, of amendment: Dossier
    ) async throws(WorkflowError) -> ConventionChange? {
        guard let follows = amendment.drafting.follows, follows.kind == .amendment,
            let effectiveOn = follows.effectiveOn, let issue = amendment.issue,
            let completion = change.events.lazy.compactMap(\.completion).first
        else { return nil }
        let convention = try await dossier(follows.convention)
        let source = AmendedSource(
            inForce: try await file(convention.drafting.dataDigest, of: convention.id),
            amendment: try await file(amendment.drafting.dataDigest, of: amendment.id))
        let amended: AmendedData
        do { amended = try await ports.documents.amended(source) } catch { throw WorkflowError(error) }
        let data = StoredFile(kind: .data, digest: digest(of: amended.canonicalData), bytes: amended.canonicalData)
        var amending = convention.newChange(at: change.at)
        amending.events = [
            .amended(
                Amending(
                    amendment: amendment.id, baseDigest: issue.baseDigest, finalDigest: completion.finalDigest,
                    effectiveOn: effectiveOn,
                    drafting: convention.drafting.reading(
                        amended.outline, data: data.digest, sharing: amendment.drafting.sharedDays)))
        ]
        try convention.requirePossible(amending.events)
        // Changed back to what it once was, it is there already.
        if !convention.dataDigests.contains(data.digest) { amending.files = [data] }
        try await prolongHealthSheet(of: convention, until: amended.outline.lastDay, in: &amending)
        try tellOthers(of: convention, than: amendment, in: &amending)
        return amending
    }

    /// Whoever signs the amendment is sent it; the other parties of the convention are told.
    private func tellOthers(
        of convention: Dossier, than amendment: Dossier, in change: inout ConventionChange
    ) throws(WorkflowError) {
        let told = amendment.drafting.signatories.map(\.fieldName)
        for signatory in convention.concerned
        where !told.contains(signatory.fieldName) && !convention.isDisowned(signatory.fieldName) {
            try addReadingLink(
                .amended, for: signatory.fieldName, of: convention, [.amendment: amendment.id.text], to: &change)
        }
    }

    /// It is kept as long as the placement lasts, and no longer.
    private func prolongHealthSheet(
        of convention: Dossier, until day: String, in change: inout ConventionChange
    ) async throws(WorkflowError) {
        guard let sheet = try await healthSheet(of: convention), let lastDay = CalendarDate(iso8601: day),
            lastDay != sheet.lastDay
        else { return }
        change.healthSheet = HealthSheet(emergencyKit: sheet.emergencyKit, lastDay: lastDay)
    }

    /// The document of an amendment, behind a link of the convention that it changes; changes nothing.
    ///
    /// - Throws: As ``document(_:)``; ``WorkflowError/unknownConvention`` for anything but an amendment in force of that convention.
    package func amendment(_ id: ConventionID, behind token: LinkToken) async throws(WorkflowError) -> DocumentFile {
        let link = try await openForReading(token)
        guard link.dossier.amendings.contains(where: { $0.amendment == id }) else { throw .unknownConvention }
        return try await newestRevision(of: try await dossier(id))
    }

    /// The document of the convention that an amendment changes, behind a link of the amendment; changes nothing.
    ///
    /// - Throws: As ``document(_:)``; ``WorkflowError/unknownConvention`` behind a link of anything but an amendment;
    ///   ``WorkflowError/amendment(_:)`` when that link went to an address that the convention does not have any more.
    package func amendedConvention(behind token: LinkToken) async throws(WorkflowError) -> DocumentFile {
        let link = try await openForReading(token)
        guard let follows = link.dossier.drafting.follows else { throw .unknownConvention }
        let convention = try await dossier(follows.convention)
        guard link.dossier.isReached(asIn: convention, link.fieldName) else { throw .amendment(.addressChanged) }
        return try await newestRevision(of: convention)
    }
}

extension ConventionEvent {
    var completion: Completion? { if case .completed(let completion) = self { completion } else { nil } }
}

extension Drafting {
    /// The same convention with an amendment: who signed it, and how, stays.
    fileprivate func reading(
        _ outline: ConventionOutline, data: DocumentDigest, sharing decided: SharedDays?
    ) -> Drafting {
        var drafting = Drafting(
            outline: outline, signatories: signatories, organisations: organisations,
            templateIdentifier: templateIdentifier, dataDigest: data, order: order, follows: follows)
        (drafting.replaces, drafting.sharedDays) = (replaces, sharedDays)
        if let decided {
            let before = sharedDays?.with ?? []
            drafting.sharedDays = SharedDays(
                reason: [sharedDays?.reason, decided.reason].compactMap(\.self).joined(separator: " ; "),
                with: before + decided.with.filter { !before.contains($0) })
        }
        return drafting
    }
}

extension Dossier {
    /// The amendments in force, oldest first; the newest says all that holds.
    var amendings: [Amending] {
        history.entries.compactMap { if case .amended(let amending) = $0.event { amending } else { nil } }
    }

    /// Of all data that were ever kept of the convention.
    fileprivate var dataDigests: Set<DocumentDigest> {
        Set(history.entries.compactMap(\.event.drafting?.dataDigest))
    }

    /// What is due while signatures are missing: of a convention before its placement begins, of an amendment before the day from which it
    /// is to hold; `nil` when a day is none.
    var deadlines: SigningDeadlines? {
        guard let deadlines = SigningDeadlines(drafting.outline) else { return nil }
        guard let follows = drafting.follows else { return deadlines }
        // What says how it was is signed when it can be.
        guard let day = follows.effectiveOn.flatMap(CalendarDate.init(iso8601:)) else { return nil }
        return SigningDeadlines(firstDay: day, lastDay: max(day, deadlines.lastDay))
    }
}
