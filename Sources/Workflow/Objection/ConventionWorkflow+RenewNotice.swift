import ConventionDomain
import Parties

import struct Foundation.Date

extension ConventionWorkflow {
    /// Mails a parent who does not sign a new link, to the address on file, if there is something to send; says nothing about whether
    /// there was.
    ///
    /// Takes a link that is expired, replaced or was never given: what it answers is always the same. A link that works is left alone.
    ///
    /// - Throws: ``WorkflowError/unavailable(_:)`` only.
    package func renewNotice(_ token: LinkToken) async throws(WorkflowError) {
        let link: OpenedLink
        do { link = try await openAnybodys(token) } catch {
            if case .unavailable = error { throw error }
            return
        }
        let fieldName = link.fieldName
        try await change(link.dossier.id) { dossier, time throws(WorkflowError) in
            guard link.record.isRevoked || link.record.expiresAt <= time else { return nil }
            let sent = dossier.count(.parentNotified, of: fieldName, since: time.addingTimeInterval(-3_600))
            guard sent < settings.renewalsPerHour else { return nil }
            // Whoever still holds a dead link must not be able to kill the one that the parent is using.
            return try await noticeRenewal(to: fieldName, of: dossier, at: time, revoking: false)
        }
    }

    /// A new link for a parent whom the data name and who does not sign; `nil` when that person is not to be told, or there is nothing to
    /// object to any more.
    func noticeRenewal(
        to fieldName: String, of dossier: Dossier, at time: Date, revoking: Bool = true
    ) async throws(WorkflowError) -> ConventionChange? {
        guard let base = dossier.baseOfNotices else { return nil }
        var change = dossier.newChange(at: time)
        if revoking { change.revocations = [Revocation(fieldName: fieldName, reach: .everythingSent)] }
        let contacts = try await otherContacts(of: dossier).filter { $0.of.rawValue == fieldName }
        let data = try await file(dossier.drafting.dataDigest, of: dossier.id)
        try addParentNotices(to: contacts, named: data, of: dossier, base: base, to: &change)
        return change.events.isEmpty ? nil : change
    }

    /// What the correction of a sheet brings about for parents who do not sign: what was sent to an address that is not to be used any
    /// more stops working, and what had not left is not sent; the right address is told, unless the school forbids it.
    func addCorrectedNotices(
        of dossier: Dossier, to change: inout ConventionChange
    ) async throws(WorkflowError) {
        guard dossier.issue != nil else { return }
        let former = try await otherContacts(of: dossier)
        let corrected = change.otherContacts.filter { contact in
            contact.of.isRepresentative && dossier.signatory(contact.of.rawValue) == nil
                && contact.noticeAddress != former.first { $0.of == contact.of }?.noticeAddress
        }
        change.revocations += corrected.map { Revocation(fieldName: $0.of.rawValue, reach: .everythingSent) }
        guard let base = dossier.baseOfNotices else { return }
        let data = try await file(dossier.drafting.dataDigest, of: dossier.id)
        try addParentNotices(to: corrected, named: data, of: dossier, base: base, to: &change)
    }
}

extension Dossier {
    /// Revision 0, while a parent can object or take an objection back: else nobody is told anything new.
    fileprivate var baseOfNotices: DocumentDigest? {
        [.signing, .expired].contains(state.phase) ? issue?.baseDigest : nil
    }
}
