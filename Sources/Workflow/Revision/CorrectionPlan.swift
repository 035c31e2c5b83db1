import ConventionDomain
import Parties

import struct Foundation.Date

/// A corrected convention, checked and ready to be written.
struct CorrectionPlan {
    /// Begins the corrected convention, as a draft.
    let change: ConventionChange
    /// In canonical XML.
    let data: [UInt8]
    let matters: [CorrectedMatter]

    /// The corrected convention as it will be read once it is written.
    var dossier: Dossier {
        get throws(WorkflowError) {
            try Dossier(
                ConventionHistory(
                    id: change.convention, head: JournalHead(position: change.events.count, hash: []),
                    entries: change.events.map { JournalEntry(at: change.at, event: $0) },
                    contacts: change.contacts))
        }
    }
}

extension ConventionWorkflow {
    /// Checks a correction as a draft is checked, and says what it is about.
    ///
    /// - Throws: ``WorkflowError/invalidData(_:)`` also when it changes nothing.
    func plan(
        _ correction: Correction, for former: Dossier, as successor: ConventionID, sharing decided: [SharedDays] = []
    ) async throws(WorkflowError) -> CorrectionPlan {
        guard former.has(.drafted) else { throw .wrongState(former.state.phase) }
        let template = correction.request.template ?? former.drafting.templateIdentifier
        let checked = try await check(correction.request.data, template: template)
        let request = try await completed(correction.request, for: former, signatories: checked.signatories)
        try former.requireNoneDisowned(among: request.contacts)
        var change = try change(request, checked: checked, as: successor)
        let before = try await file(former.drafting.dataDigest, of: former.id)
        let matters = matters(from: before, to: checked.canonicalData, change, former)
        guard !matters.isEmpty else { throw .invalidData([Self.nothingCorrected]) }
        let inherited = [former.drafting.sharedDays].compactMap(\.self) + decided
        change.events = change.events.map { event in
            guard case .drafted(var drafting) = event else { return event }
            drafting.replaces = ReplacedConvention(convention: former.id, baseDigest: former.issue?.baseDigest)
            drafting.sharedDays = inherited.first.map { first in
                SharedDays(reason: first.reason, with: inherited.flatMap(\.with))
            }
            return .drafted(drafting)
        }
        return CorrectionPlan(change: change, data: checked.canonicalData, matters: matters)
    }

    /// What the school did not enter again stays as it is.
    private func completed(
        _ request: DraftRequest, for former: Dossier, signatories: [Signatory]
    ) async throws(WorkflowError) -> DraftRequest {
        let names = signatories.map(\.fieldName)
        let reach = contacts(of: request, for: signatories, former, others: try await otherContacts(of: former))
        var kit = request.emergencyKit
        if kit == nil { kit = try await healthSheet(of: former)?.emergencyKit }
        var whole = DraftRequest(
            data: request.data, contacts: reach.signatories, otherContacts: reach.others, emergencyKit: kit,
            order: request.order ?? inheritedOrder(of: former, names), template: request.template)
        whole.parentsDisagree = request.parentsDisagree
        return whole
    }

    /// As a correction of the sheet: who stands in it gets the data given, everybody else keeps theirs.
    private func contacts(
        of request: DraftRequest, for signatories: [Signatory], _ former: Dossier,
        others onFile: [ContactSheet.Contact]
    ) -> (signatories: [String: Contact], others: [ContactSheet.Contact]) {
        let isSilent = request.contacts.isEmpty && request.otherContacts.isEmpty
        // Without a word, the addresses serve who signs in the same place; a sheet that leaves out a successor has none for that person.
        let kept = former.history.contacts.filter { known in
            signatories.contains {
                $0.fieldName == known.key && (isSilent || $0.name == former.signatory(known.key)?.name)
            }
        }
        var contacts = kept.merging(request.contacts) { _, given in given }
        var others = onFile
        for contact in request.otherContacts {
            if let known = contacts[contact.of.rawValue], contact.email == nil || contact.email == known.email {
                contacts[contact.of.rawValue] = Contact(email: known.email, mobile: contact.telephone)
                continue
            }
            var given = contact
            // Who must not be told stays so until the school says otherwise.
            given.notice = contact.notice ?? onFile.first { $0.of == contact.of }?.notice
            others.removeAll { $0.of == contact.of }
            others.append(given)
        }
        return (contacts, others.filter { contacts[$0.of.rawValue] == nil })
    }

    /// The order stays when it is one of the same signatories; otherwise it is chosen as for a draft.
    private func inheritedOrder(of former: Dossier, _ names: [String]) -> DraftRequest.OrderChoice? {
        Set(former.drafting.order.fieldNames) == Set(names) ? .custom(former.drafting.order) : nil
    }

    private func matters(
        from before: [UInt8], to after: [UInt8], _ change: ConventionChange, _ former: Dossier
    ) -> [CorrectedMatter] {
        guard let drafting = change.events.lazy.compactMap(\.drafting).last else { return [] }
        var matters = before == after ? [] : ports.documents.matters(before, after)
        if before != after, matters.isEmpty { matters = [.other] }
        if drafting.signatories != former.drafting.signatories || drafting.order != former.drafting.order {
            matters.append(.signatories)
        }
        if drafting.templateIdentifier != former.drafting.templateIdentifier { matters.append(.other) }
        return CorrectedMatter.allCases.filter(matters.contains)
    }

    private static let nothingCorrected = BilingualText(
        "Rien ne change : ces données sont celles de la convention. Pour une adresse électronique : seing convention contact.",
        "Nothing changes: these are the convention's data. For a mail address: seing convention contact.")
}
