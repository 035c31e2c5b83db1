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
        try await requireComplete(part, of: school, template: dossier.drafting.templateIdentifier)
        let checked = try await check(school.whole(with: part), template: dossier.drafting.templateIdentifier)
        let data = StoredFile(kind: .data, digest: digest(of: checked.canonicalData), bytes: checked.canonicalData)
        let order = dossier.drafting.order
        guard Set(order.fieldNames) == Set(checked.signatories.map(\.fieldName)) else {
            throw .unavailable(.damagedStorage)
        }
        var drafting = drafting(of: checked, data: data.digest, order: order)
        drafting.sharedDays = dossier.drafting.sharedDays
        change.events.append(.drafted(drafting))
        change.files.append(data)
        change.contacts = try hostContacts(of: part, in: dossier, askingTutor: school.asksTutor)
        let contacts = dossier.history.contacts.filter { order.fieldNames.contains($0.key) }
        try requireContacts(contacts.merging(change.contacts) { _, new in new }, for: checked.signatories)
        let email = part[.tutorEmail].isEmpty ? nil : part[.tutorEmail]
        let tutor = ContactSheet.Contact(
            of: .tutor, email: email, telephone: PhoneNumber(part[.tutorTelephone])?.e164)
        change.otherContacts =
            try await otherContacts(of: dossier).filter { $0.of != .tutor } + (school.asksTutor ? [] : [tutor])
    }

    /// The data of a convention hold no contacts, and hours outside the placement are left out of them: both are asked for here.
    private func requireComplete(
        _ part: HostPart, of school: SchoolPart, template: String?
    ) async throws(WorkflowError) {
        let assessment = try await assess(part, of: school, template: template)
        guard !assessment.isComplete else { return }
        let missing = assessment.missing.map { remark in
            BilingualText("Il manque : \(remark.text.french).", "Missing: \(remark.text.english).")
        }
        throw .invalidData(missing + assessment.faults.map(\.text))
    }

    /// Where the host's signatory is reached: at the address that the host gave, unless the school has corrected it since.
    private func hostContacts(
        of part: HostPart, in dossier: Dossier, askingTutor asksTutor: Bool
    ) throws(WorkflowError) -> [String: Contact] {
        var contacts: [String: Contact] = [:]
        for fieldName in dossier.fillers(of: .host) where !dossier.isCorrectedSinceGiven(fieldName) {
            let (email, former) = (part[.signatoryEmail], dossier.history.contacts[fieldName])
            let isFormer = former?.email.lowercased() == email.lowercased()
            // The tutor, who need not sign, is often the host's signatory.
            let isAnothers = dossier.signatoriesReached(at: email).contains {
                $0 != fieldName && $0 != ContactSheet.Person.tutor.rawValue
            }
            // One person may be parent and employer; then the school knows, and has entered this address itself.
            let isSchools = isFormer && !dossier.hasAddressFromFamily(fieldName)
            guard isSchools || !isAnothers else { throw .invalidData([Self.addressOfAnother(fieldName)]) }
            // A number belongs to who is reached at the address with which it was entered.
            contacts[fieldName] = Contact(email: email, mobile: isFormer ? former?.mobile : nil)
        }
        // One person may be tutor and signatory of the host, and is then asked in both roles.
        let tutor = ConventionData.OptionalSignature.tutor.rawValue
        if asksTutor, !part[.tutorEmail].isEmpty, !dossier.isCorrectedSinceGiven(tutor) {
            contacts[tutor] = Contact(
                email: part[.tutorEmail], mobile: PhoneNumber(part[.tutorTelephone])?.e164)
        }
        return contacts
    }

    private static func addressOfAnother(_ fieldName: String) -> BilingualText {
        BilingualText(
            "L’adresse électronique que l’organisme d’accueil donne pour son signataire est celle d’un autre signataire, qui signerait "
                + "alors deux fois. Rendez-lui sa partie ; si c’est bien la même personne, inscrivez cette adresse vous-même : "
                + "seing convention contact --signatory \(fieldName).",
            "The mail address that the host gives for its signatory is another signatory's, who would sign twice. Hand the part back; if "
                + "it is the same person indeed, enter the address yourself: seing convention contact --signatory \(fieldName)."
        )
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

    /// Who takes a change back has written the same file before; a file is kept once.
    func isStored(_ file: StoredFile, of id: ConventionID) async throws(WorkflowError) -> Bool {
        do { return try await ports.store.file(id, file.digest) != nil } catch { throw WorkflowError(error) }
    }

    /// Sends who has not given a part a new link to the address on file; the earlier ones stop working.
    func resendPartLink(to fieldName: String, of dossier: Dossier, at time: Date) throws(WorkflowError)
        -> ConventionChange
    {
        let progress = try dossier.requirePreparation()
        guard let part = dossier.part(of: fieldName), progress.isOpen(part) else {
            try dossier.requireKnown(fieldName)
            throw .wrongState(dossier.state.phase)
        }
        var change = dossier.newChange(at: time)
        change.revocations = [Revocation(fieldName: fieldName, reach: .signing)]
        try addPartRequest(
            part, to: fieldName, .renewal, letters(for: dossier), isHostNamed: dossier.isHostNamed, in: &change)
        return change
    }
}

extension Dossier {
    /// Whether the address of the host's signatory is the one that the family gave, and the school has entered none since.
    fileprivate func hasAddressFromFamily(_ fieldName: String) -> Bool {
        var isFamilys = false
        for entry in history.entries {
            switch entry.event {
            case .hostConfirmed: isFamilys = true
            case .contactCorrected(let correction) where correction.fieldName == fieldName: isFamilys = false
            case .partCorrected(let correction) where correction.hostDigest != nil: isFamilys = false
            default: continue
            }
        }
        return isFamilys
    }

    /// Whether the school has corrected somebody's address after the host's part was given, or corrected by the school.
    fileprivate func isCorrectedSinceGiven(_ fieldName: String) -> Bool {
        var isCorrected = false
        for entry in history.entries {
            switch entry.event {
            case .contactCorrected(let correction) where correction.fieldName == fieldName: isCorrected = true
            case .partGiven(let giving) where giving.part == .host: isCorrected = false
            case .partCorrected(let correction) where correction.hostDigest != nil: isCorrected = false
            default: continue
            }
        }
        return isCorrected
    }
}
