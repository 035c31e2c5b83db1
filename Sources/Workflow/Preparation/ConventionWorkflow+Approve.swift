package import ConventionDomain
import Parties

import struct Foundation.Date

extension ConventionWorkflow {
    /// Makes the draft of a convention whose parts are all there, with every check of a draft.
    ///
    /// - Parameter withoutFamily: The school answers for the family, which has not, or whose objection it has settled otherwise.
    /// - Throws: ``WorkflowError/wrongState(_:)`` while a part is missing, ``WorkflowError/invalidData(_:)`` when the parts do not fit
    ///   together: correct the school's, or hand the host's back.
    package func approve(_ id: ConventionID, withoutFamily: Bool = false) async throws(WorkflowError) {
        try await change(id) { dossier, time throws(WorkflowError) in
            let progress = try dossier.requirePreparation()
            guard progress.given.contains(.host), let digest = progress.hostDigest,
                progress.given.contains(.family) || withoutFamily
            else { throw .wrongState(dossier.state.phase) }
            var change = dossier.newChange(at: time)
            if !progress.given.contains(.family) {
                change.events.append(.partGiven(PartGiving(part: .family, fieldName: nil)))
            }
            if dossier.state.phase == .completing {
                change.events.append(.readied(Readiness(hostDigest: digest)))
            }
            try await addDraft(of: dossier, to: &change)
            return change
        }
    }

    private func addDraft(of dossier: Dossier, to change: inout ConventionChange) async throws(WorkflowError) {
        let school = try await schoolPart(of: dossier)
        let part = try await hostPart(of: dossier, school)
        let checked = try await check(school.whole(with: part), template: dossier.drafting.templateIdentifier)
        let data = StoredFile(kind: .data, digest: digest(of: checked.canonicalData), bytes: checked.canonicalData)
        let order = dossier.drafting.order
        guard Set(order.fieldNames) == Set(checked.signatories.map(\.fieldName)) else {
            throw .unavailable(.damagedStorage)
        }
        change.events.append(.drafted(drafting(of: checked, data: data.digest, order: order)))
        change.files.append(data)
        for fieldName in dossier.fillers(of: .host) {
            change.contacts[fieldName] = Contact(
                email: part[.signatoryEmail], mobile: dossier.history.contacts[fieldName]?.mobile)
        }
        let others: [ContactSheet.Contact]
        do { others = try await ports.store.sheets.otherContacts(dossier.id) } catch { throw WorkflowError(error) }
        let email = part[.tutorEmail].isEmpty ? nil : part[.tutorEmail]
        change.otherContacts =
            others.filter { $0.of != .tutor } + [
                .init(of: .tutor, email: email, telephone: PhoneNumber(part[.tutorTelephone])?.e164)
            ]
    }

    /// Hands the host's part back: the host gets a new link with the reason, and the earlier ones stop working.
    ///
    /// - Throws: ``WorkflowError/wrongState(_:)`` when the host has not given its part.
    package func handBack(_ id: ConventionID, reason: String) async throws(WorkflowError) {
        let reason = try requireReason(reason)
        try await change(id) { dossier, time throws(WorkflowError) in
            guard try dossier.requirePreparation().given.contains(.host) else { throw .wrongState(dossier.state.phase) }
            var change = dossier.newChange(at: time)
            change.events = [.handedBack(HandingBack(reason: reason))]
            for fieldName in dossier.fillers(of: .host) {
                change.revocations.append(Revocation(fieldName: fieldName, reach: .signing))
                try addPartRequest(
                    .host, to: fieldName, .handedBack(reason: reason), letters(for: dossier), in: &change)
            }
            return change
        }
    }

    /// Corrects what the school entered, and the host's part if that is wanted. If the family's data change, it is asked again.
    ///
    /// - Parameter part: What the host's part becomes; `nil` leaves it as it is.
    /// - Throws: ``WorkflowError/invalidData(_:)`` as ``prepare(_:)``.
    package func correctPreparation(
        _ id: ConventionID, _ request: DraftRequest, hostPart part: HostPart? = nil
    ) async throws(WorkflowError) {
        let known = try await known(of: request)
        try await change(id) { dossier, time throws(WorkflowError) in
            let progress = try dossier.requirePreparation()
            let before = try await schoolPart(of: dossier)
            let file = schoolFile(request.data)
            let isSame = try SchoolPart(request.data).saysOfTheFamily(as: before)
            let asksFamily =
                progress.dispute != nil || !isSame
                || dossier.fillers(of: .family).contains { request.contacts[$0] != dossier.history.contacts[$0] }
            var change = dossier.newChange(at: time)
            let hostFile = part.map { StoredFile(kind: .data, digest: digest(of: $0.bytes), bytes: $0.bytes) }
            change.events = [
                .partCorrected(
                    PartCorrection(drafting: known, asksFamily: asksFamily, hostDigest: hostFile?.digest))
            ]
            for file in [file, hostFile].compactMap({ $0 }) where try await !isStored(file, of: id) {
                change.files.append(file)
            }
            change.contacts = request.contacts
            change.otherContacts = request.otherContacts
            let letters = Letters(
                drafting: known, contacts: request.contacts, convention: id, texts: ports.texts, settings: settings)
            if asksFamily {
                for fieldName in known.fillers(of: .family) {
                    change.revocations.append(Revocation(fieldName: fieldName, reach: .signing))
                    try addPartRequest(.family, to: fieldName, .corrected, letters, in: &change)
                }
            } else if progress.missing.isEmpty, let digest = hostFile?.digest ?? progress.hostDigest {
                change.events.append(.readied(Readiness(hostDigest: digest)))
            }
            return change
        }
    }

    /// Who takes a change back has written the same file before; a file is kept once.
    func isStored(_ file: StoredFile, of id: ConventionID) async throws(WorkflowError) -> Bool {
        do { return try await ports.store.file(id, file.digest) != nil } catch { throw WorkflowError(error) }
    }

    /// Sends who has not given a part a new link to the address on file; the earlier ones stop working.
    func resendPartLink(to fieldName: String, of dossier: Dossier, at time: Date) throws(WorkflowError)
        -> ConventionChange
    {
        let progress = try dossier.requirePreparation()
        guard let part = dossier.part(of: fieldName), !progress.given.contains(part) else {
            throw .wrongState(dossier.state.phase)
        }
        var change = dossier.newChange(at: time)
        change.revocations = [Revocation(fieldName: fieldName, reach: .signing)]
        try addPartRequest(part, to: fieldName, .renewal, letters(for: dossier), in: &change)
        return change
    }
}
