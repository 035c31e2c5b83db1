package import ConventionDomain
package import Parties

import struct Foundation.Calendar
import struct Foundation.Date
import struct Foundation.TimeZone

extension ConventionWorkflow {
    /// A sheet as the school makes it, for itself or to hand it to somebody on paper.
    ///
    /// - Parameter fieldName: Whose copy: the name of a signature field.
    /// - Throws: As ``sheet(_:behind:)``; ``WorkflowError/wrongState(_:)`` for a copy of anybody but the school before
    ///   the convention is issued.
    package func sheet(
        _ kind: HandoverSheet, of id: ConventionID, for fieldName: String
    ) async throws(WorkflowError) -> SheetFile {
        guard let reader = ConventionData.RequiredSignature(rawValue: fieldName) else {
            let known = ConventionData.RequiredSignature.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalidData([
                BilingualText(
                    "« \(fieldName.onOneLine) » n’est pas un destinataire de fiche ; attendu : \(known).",
                    "\(fieldName.onOneLine) is no reader of a sheet; expected one of \(known).")
            ])
        }
        return try await sheet(kind, of: try await dossier(id), for: reader)
    }

    /// The copy of the signatory behind a link; changes nothing.
    ///
    /// - Throws: As ``document(_:)``; ``WorkflowError/noHealthSheet`` when there is none, or none any more,
    ///   ``WorkflowError/placementOver`` after the last day.
    package func sheet(
        _ kind: HandoverSheet, behind token: LinkToken
    ) async throws(WorkflowError) -> SheetFile {
        let link = try await openForReading(token)
        return try await sheet(kind, of: link.dossier, for: try reader(link.fieldName))
    }

    /// The employer's copy; changes nothing.
    ///
    /// - Throws: As ``sheet(_:behind:)``; ``WorkflowError/unauthorized`` whenever the token does not open this convention.
    package func sheet(
        _ kind: HandoverSheet, of id: ConventionID, accessToken: AccessToken
    ) async throws(WorkflowError) -> SheetFile {
        let grant = try await open(accessToken, for: id)
        return try await sheet(kind, of: grant.dossier, for: try reader(grant.record.fieldName))
    }

    /// The sheets that a signatory would get now.
    func sheets(of dossier: Dossier, for fieldName: String) async throws(WorkflowError) -> [HandoverSheet] {
        guard let reader = ConventionData.RequiredSignature(rawValue: fieldName) else { return [] }
        // They belong to the convention.
        guard dossier.drafting.follows == nil else { return [] }
        do throws(WorkflowError) { try requireTime(of: dossier, for: reader) } catch { return [] }
        return try await healthSheet(of: dossier) == nil ? [.contacts] : [.contacts, .health]
    }

    private func sheet(
        _ kind: HandoverSheet, of dossier: Dossier, for reader: ConventionData.RequiredSignature
    ) async throws(WorkflowError) -> SheetFile {
        // They belong to the convention, and end with it.
        guard dossier.drafting.follows == nil else { throw .amendment(.notOfAConvention) }
        try requireTime(of: dossier, for: reader)
        var contacts = try await contactSheet(of: dossier)
        if kind == .health {
            guard let health = try await healthSheet(of: dossier) else { throw .noHealthSheet }
            contacts.emergencyKit = health.emergencyKit
        }
        let facts = SheetFacts(
            kind: kind, reader: reader, convention: dossier.id, madeAt: now(), isDemo: settings.isDemo,
            contacts: contacts)
        let data = try await file(dossier.drafting.dataDigest, of: dossier.id)
        do {
            return SheetFile(
                convention: dossier.id, kind: kind, bytes: try await ports.documents.sheet(data, facts))
        } catch { throw WorkflowError(error) }
    }

    /// The school may always look up whom to call; everybody else only for a placement that is agreed on and not over.
    private func requireTime(
        of dossier: Dossier, for reader: ConventionData.RequiredSignature
    ) throws(WorkflowError) {
        guard reader != .school else { return }
        switch dossier.state.phase {
        case .signing, .expired, .completed, .amended, .ended: break
        case .interrupted: throw .placementOver
        case .refused: throw .conventionRefused
        case .cancelled: throw .conventionCancelled
        case .superseded: throw .conventionSuperseded
        case .erased: throw .conventionErased
        case .notBegun, .completing, .toApprove, .draft: throw .wrongState(dossier.state.phase)
        }
        if let lastDay = dossier.lastDay, lastDay < today() { throw .placementOver }
    }

    private func reader(_ fieldName: String) throws(WorkflowError) -> ConventionData.RequiredSignature {
        guard let reader = ConventionData.RequiredSignature(rawValue: fieldName) else {
            throw .unavailable(.damagedStorage)
        }
        return reader
    }

    /// Everything on file but what is about health.
    private func contactSheet(of dossier: Dossier) async throws(WorkflowError) -> ContactSheet {
        ContactSheet(
            signatories: dossier.history.contacts, others: try await otherContacts(of: dossier), of: dossier.id)
    }

    func otherContacts(of dossier: Dossier) async throws(WorkflowError) -> [ContactSheet.Contact] {
        do { return try await ports.store.sheets.otherContacts(dossier.id) } catch { throw WorkflowError(error) }
    }

    /// `nil` from the day after the placement on, whether or not somebody has erased it yet.
    func healthSheet(of dossier: Dossier) async throws(WorkflowError) -> HealthSheet? {
        do {
            guard let sheet = try await ports.store.sheets.healthSheet(dossier.id), sheet.lastDay >= today() else {
                return nil
            }
            return sheet
        } catch { throw WorkflowError(error) }
    }
}

extension ConventionWorkflow {
    /// Erases the health sheets of all placements that are over.
    ///
    /// - Returns: How many there were.
    @discardableResult
    package func eraseHealthSheetsThatAreOver() async throws(WorkflowError) -> Int {
        do { return try await ports.store.sheets.eraseHealthSheets(today()) } catch { throw WorkflowError(error) }
    }

    /// Erases a convention's health sheet at once, as when the family does not want it any more.
    ///
    /// - Throws: ``WorkflowError/noHealthSheet`` when there is none, ``WorkflowError/unknownConvention``.
    package func eraseHealthSheet(of id: ConventionID) async throws(WorkflowError) {
        _ = try await dossier(id)
        let wasThere: Bool
        do { wasThere = try await ports.store.sheets.eraseHealthSheet(id) } catch { throw WorkflowError(error) }
        guard wasThere else { throw .noHealthSheet }
    }

    /// The day in the school's time zone.
    func today() -> CalendarDate {
        var calendar = Calendar(identifier: .gregorian)
        if let zone = TimeZone(identifier: settings.timeZone.identifier) { calendar.timeZone = zone }
        let parts = calendar.dateComponents([.year, .month, .day], from: now())
        guard let day = CalendarDate(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0) else {
            preconditionFailure("the clock is outside the years 1900 to 2199")
        }
        return day
    }
}

extension Dossier {
    /// The placement's last day.
    var lastDay: CalendarDate? { CalendarDate(iso8601: drafting.outline.lastDay) }
}

extension ContactSheet {
    /// The sheet of a convention, as the service keeps it.
    ///
    /// - Parameters:
    ///   - signatories: Where the signatories are reached, by field name.
    ///   - others: Everybody else.
    package init(signatories: [String: Workflow.Contact], others: [Contact], of id: ConventionID) {
        let contacts = Person.allCases.compactMap { person in
            signatories[person.rawValue].map { Contact(of: person, email: $0.email, telephone: $0.mobile) }
                ?? others.first { $0.of == person }
        }
        self.init(convention: id.text, contacts: contacts)
    }
}
