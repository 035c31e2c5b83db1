package import ConventionDomain
private import Foundation
package import Parties
package import Typesetting

/// What awaits one person's signature for a school.
package struct HeadDesk: Hashable, Sendable {
    /// What can be signed now and matches the search, the earliest placement first.
    package let rows: [HeadRow]
    /// What can be signed now, whatever is searched for.
    package let signableCount: Int
    /// Conventions that others sign first.
    package let laterCount: Int
    /// Decisions that are recorded while the signature waits for a time-stamp.
    package let pendingCount: Int
}

/// One convention of a list.
package struct HeadRow: Hashable, Sendable {
    package let convention: ConventionID
    package let outline: ConventionOutline
    /// Until the placement begins; 0 on the day itself, negative afterwards, `nil` when its date is none.
    package let daysLeft: Int?

    package init(convention: ConventionID, outline: ConventionOutline, daysLeft: Int?) {
        self.convention = convention
        self.outline = outline
        self.daysLeft = daysLeft
    }
}

/// One convention as the person reads it who signs for the school.
package struct HeadReading: Hashable, Sendable {
    package let row: HeadRow
    package let parties: [PartyStatus]
    package let reader: Signatory
    package let relation: DocumentRelation
}

extension HeadOffice {
    /// - Parameter query: Words that are looked for in pupil, host and reference; empty for everything.
    package func desk(of account: HeadAccount, query: String = "") async throws(WorkflowError) -> HeadDesk {
        let words = query.split(whereSeparator: \.isWhitespace).map(String.init)
        var rows: [HeadRow] = []
        var (signable, later, pending) = (0, 0, 0)
        for dossier in try await worklist.signing(workflow) {
            guard let fieldName = account.field(in: dossier), !dossier.signedFields.contains(fieldName) else {
                continue
            }
            if dossier.isPending(fieldName) {
                pending += 1
            } else if !dossier.awaited.contains(fieldName) {
                later += 1
            } else if !workflow.deadlinePassed(of: dossier, at: workflow.now()) {
                signable += 1
                let row = row(dossier)
                if row.matches(words) { rows.append(row) }
            }
        }
        rows.sort { ($0.outline.firstDay, $0.sortName) < ($1.outline.firstDay, $1.sortName) }
        return HeadDesk(rows: rows, signableCount: signable, laterCount: later, pendingCount: pending)
    }

    /// A convention that this person signs or has signed, in whatever state.
    ///
    /// - Throws: ``WorkflowError/unknownConvention`` when it is somebody else's, or not issued.
    package func reading(_ id: ConventionID, for account: HeadAccount) async throws(WorkflowError) -> HeadReading {
        let (dossier, fieldName) = try await readable(id, for: account)
        return HeadReading(
            row: row(dossier), parties: dossier.parties, reader: try dossier.requireSignatory(fieldName),
            relation: dossier.relation)
    }

    /// The newest revision in PDF.
    ///
    /// - Throws: As ``reading(_:for:)``.
    package func document(_ id: ConventionID, for account: HeadAccount) async throws(WorkflowError) -> DocumentFile {
        try await workflow.newestRevision(of: try await readable(id, for: account).dossier)
    }

    /// The same text as the PDF, for a readable page.
    ///
    /// - Throws: As ``reading(_:for:)``; ``WorkflowError/Inability/rendering``.
    package func text(of id: ConventionID, for account: HeadAccount) async throws(WorkflowError) -> DocumentContent {
        try await workflow.readableContent(of: try await readable(id, for: account).dossier)
    }

    private func readable(
        _ id: ConventionID, for account: HeadAccount
    ) async throws(WorkflowError) -> (dossier: Dossier, fieldName: String) {
        let dossier = try await workflow.dossier(id)
        guard let fieldName = account.field(in: dossier), dossier.issue != nil else { throw .unknownConvention }
        return (dossier, fieldName)
    }

    func row(_ dossier: Dossier) -> HeadRow {
        let outline = dossier.drafting.outline
        let today = workflow.settings.timeZone.day(of: workflow.now()).dayNumber
        return HeadRow(
            convention: dossier.id, outline: outline,
            daysLeft: CalendarDate(iso8601: outline.firstDay).map { $0.dayNumber - today })
    }
}

extension HeadRow {
    fileprivate var sortName: String { "\(outline.pupil.family) \(outline.pupil.given)".lowercased() }

    fileprivate func matches(_ words: [String]) -> Bool {
        let text = "\(outline.pupil.full) \(outline.host) \(convention.text)"
        return words.allSatisfy { text.range(of: $0, options: [.caseInsensitive, .diacriticInsensitive]) != nil }
    }
}
