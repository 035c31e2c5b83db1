import ConventionDomain
import Parties

import struct Foundation.Date

extension ConventionWorkflow {
    /// Tells the parents whom the data name and who do not sign, at the address on file, unless the school's file forbids it; who was told
    /// before reads that this is a new link.
    ///
    /// Nothing is kept of why somebody is not told; who is not told cannot be told from who has no address.
    ///
    /// - Parameters:
    ///   - contacts: Of parents who do not sign, and of others.
    ///   - data: The convention's canonical data.
    func addParentNotices(
        to contacts: [ContactSheet.Contact], named data: [UInt8], of dossier: Dossier, base: DocumentDigest,
        to change: inout ConventionChange
    ) throws(WorkflowError) {
        let reached = contacts.filter { $0.noticeAddress != nil && dossier.signatory($0.of.rawValue) == nil }
        guard !reached.isEmpty else { return }
        let named: [Signatory]
        do { named = try ports.documents.representatives(data) } catch { throw .unavailable(.damagedStorage) }
        for contact in reached {
            guard let person = named.first(where: { $0.fieldName == contact.of.rawValue }),
                let email = contact.noticeAddress
            else { continue }
            let isKnown = dossier.notified.contains { $0.fieldName == person.fieldName }
            let link = try makeLink(.reading, for: person.fieldName, of: dossier.id, base: base, at: change.at)
            let letters = letters(for: dossier, to: NotifiedParent(person: person, email: email))
            change.events.append(
                .parentNotified(
                    ParentNotice(fieldName: person.fieldName, name: person.name, capacity: person.capacity)))
            change.links.append(link.record)
            change.mails.append(
                try letters.write(
                    isKnown ? .parentNoticeRenewal : .parentNotice, to: person.fieldName, key: try messageKey(),
                    [
                        .link: ports.addresses.notice(link.token),
                        .expires: letters.dates.day(link.record.expiresAt),
                    ]))
        }
    }
}

extension ContactSheet.Contact {
    /// Where a parent who does not sign may be told; `nil` when the school forbids it, or there is no address.
    var noticeAddress: String? { of.isRepresentative && notice != .forbidden ? email : nil }
}
