package import ConventionDomain
import Parties

extension ConventionWorkflow {
    /// Keeps which host the family names, complete or not, and gives it to the school when that is wanted and nothing is missing or wrong.
    /// Nothing is sent to the host: that waits for the school.
    ///
    /// - Parameters:
    ///   - host: Of its values those of ``HostField/naming`` count.
    ///   - gives: Whether the family thinks that it is complete. If it is not, it is kept all the same, and the view says what is missing.
    /// - Throws: ``WorkflowError/wrongState(_:)`` when the host is named already, or the school has to look first;
    ///   ``WorkflowError/unknownLink`` behind the link of a host.
    package func nameHost(_ token: PartToken, _ host: HostPart, gives: Bool) async throws(WorkflowError) -> PartView {
        let link = try await openFamily(token)
        let named = host.naming
        let gives = gives && named.namingAssessment.isComplete
        try await change(link.convention) { dossier, time throws(WorkflowError) in
            try await requireOpen(token, in: dossier)
            guard let naming = try dossier.requirePreparation().hostNaming, !naming.isProposed else {
                throw .wrongState(dossier.state.phase)
            }
            let file = StoredFile(kind: .data, digest: digest(of: named.bytes), bytes: named.bytes)
            guard gives || naming.proposal?.dataDigest != file.digest else { return nil }
            var change = dossier.newChange(at: time)
            change.events = [
                .hostProposed(
                    HostProposal(fieldName: link.fieldName, dataDigest: file.digest, isGiven: gives))
            ]
            if try await !isStored(file, of: dossier.id) { change.files = [file] }
            return change
        }
        return try await partView(token)
    }

    /// Takes the host that the family named: from now on it is the school's own entry, and the host is asked for its part at the address
    /// that the family gave.
    ///
    /// - Parameters:
    ///   - email: The address that the school has looked at: what the family has named anew since is not confirmed unread.
    ///   - mobile: Where codes go by SMS, if the school wants them of hosts.
    /// - Throws: ``WorkflowError/invalidData(_:)`` when nothing waits for the school, the family has named another address, the address is
    ///   another signatory's, or what was named does not go with the convention: then the school enters it itself, or hands it back.
    package func confirmHost(_ id: ConventionID, email: String, mobile: String? = nil) async throws(WorkflowError) {
        try await change(id) { dossier, time throws(WorkflowError) in
            let proposal = try requireProposal(dossier)
            let named = try HostPart(kept: try await file(proposal.dataDigest, of: id))
            try requireConfirmable(named, email, of: dossier)
            let data = try await schoolPart(of: dossier).naming(named)
            let host = dossier.fillers(of: .host)
            var contacts = dossier.history.contacts.filter { dossier.signatory($0.key) != nil }
            for fieldName in host { contacts[fieldName] = Contact(email: named[.signatoryEmail], mobile: mobile) }
            var known = try await known(
                of: DraftRequest(
                    data: data, contacts: contacts, order: .custom(dossier.drafting.order),
                    template: dossier.drafting.templateIdentifier))
            known.sharedDays = dossier.drafting.sharedDays
            var change = dossier.newChange(at: time)
            change.events = [.hostConfirmed(HostConfirmation(drafting: known))]
            if try await !isStored(schoolFile(data), of: id) { change.files = [schoolFile(data)] }
            let letters = Letters(
                drafting: known, contacts: contacts, convention: id, texts: ports.texts, settings: settings)
            for fieldName in host {
                change.contacts[fieldName] = contacts[fieldName]
                try addPartRequest(.host, to: fieldName, .firstTime, letters, in: &change)
            }
            return change
        }
    }

    /// One person may be parent and employer: then the school enters the address itself, knowing that this person signs twice.
    private func requireConfirmable(
        _ named: HostPart, _ email: String, of dossier: Dossier
    ) throws(WorkflowError) {
        guard named[.signatoryEmail].lowercased() == email.lowercased() else {
            throw .invalidData([
                BilingualText(
                    "La famille indique une autre adresse pour l’organisme d’accueil : relisez ce qu’elle a indiqué (seing convention show), puis "
                        + "confirmez l’adresse qui s’y trouve, ou rendez-la-lui (seing convention hand-back).",
                    "The family gives another address for the host: read again what it has named (seing convention show), then confirm the "
                        + "address that stands there, or hand it back (seing convention hand-back).")
            ])
        }
        guard let other = dossier.signatoriesReached(at: email).first else { return }
        throw .invalidData([
            BilingualText(
                "L’adresse que la famille indique pour l’organisme d’accueil est celle de « \(other) », qui signerait deux fois. Rendez-la-lui "
                    + "(seing convention hand-back) ; si c’est bien la même personne, inscrivez l’organisme vous-même (seing convention "
                    + "correct-part).",
                "The address that the family gives for the host is that of \(other), who would sign twice. Hand it back (seing convention "
                    + "hand-back); if it is the same person indeed, enter the host yourself (seing convention correct-part)."
            )
        ])
    }

    /// Hands back which host the family named: it gets a new link and the reason, and the earlier ones stop working.
    ///
    /// - Throws: ``WorkflowError/invalidData(_:)`` when nothing waits for the school, or for an unusable reason.
    package func returnProposal(_ id: ConventionID, reason: String) async throws(WorkflowError) {
        let reason = try requireReason(reason)
        try await change(id) { dossier, time throws(WorkflowError) in
            _ = try requireProposal(dossier)
            var change = dossier.newChange(at: time)
            change.events = [.proposalReturned(ProposalReturn(reason: reason))]
            for fieldName in dossier.fillers(of: .family) {
                change.revocations.append(Revocation(fieldName: fieldName, reach: .signing))
                try addPartRequest(
                    .family, to: fieldName, .handedBack(reason: reason), letters(for: dossier), in: &change)
            }
            return change
        }
    }

    private func requireProposal(_ dossier: Dossier) throws(WorkflowError) -> HostProposal {
        guard let proposal = try dossier.requirePreparation().hostNaming?.proposal, proposal.isGiven else {
            throw .invalidData([
                BilingualText(
                    "La famille n’a pas indiqué d’organisme d’accueil qui soit à vérifier ; voyez seing convention show.",
                    "The family has named no host that waits to be looked at; see seing convention show.")
            ])
        }
        return proposal
    }

    /// What the family has named so far; empty before.
    func namedHost(of dossier: Dossier) async throws(WorkflowError) -> HostPart {
        guard let proposal = dossier.preparation?.hostNaming?.proposal else { return HostPart() }
        return try HostPart(kept: try await file(proposal.dataDigest, of: dossier.id))
    }

    /// What the school, and it alone, is told of what the family named.
    func assessNaming(_ named: HostPart, of dossier: Dossier) -> PartAssessment {
        var assessment = named.namingAssessment
        for fieldName in dossier.signatoriesReached(at: named[.signatoryEmail]) {
            assessment.advice.append(
                .init(
                    key: HostField.signatoryEmail.rawValue,
                    text: BilingualText(
                        "L’adresse de l’organisme est celle de « \(fieldName) », qui signerait deux fois.",
                        "The host's address is that of \(fieldName), who would sign twice.")))
        }
        return assessment
    }
}

extension Dossier {
    /// Field names of those who are reached at an address; nobody's at none.
    func signatoriesReached(at email: String) -> [String] {
        guard !email.isEmpty else { return [] }
        return drafting.signatories.map(\.fieldName).filter {
            history.contacts[$0]?.email.lowercased() == email.lowercased()
        }
    }
}

extension HostField {
    /// What who names a host says of it: enough for the school to look, and to write to somebody there.
    package static let naming: [HostField] = [
        .legalName, .siret, .signatoryGivenName, .signatoryFamilyName, .signatoryEmail,
    ]

    /// What the family's page calls it.
    package var namingLabel: String {
        switch self {
        case .signatoryGivenName: "Prénom de la personne à contacter"
        case .signatoryFamilyName: "Nom de la personne à contacter"
        case .signatoryEmail: "Son adresse électronique"
        default: label
        }
    }
}

extension HostPart {
    /// Those of the values that name the host.
    var naming: HostPart { HostPart(values.filter { key, _ in HostField.naming.contains { $0.rawValue == key } }) }

    /// What is missing and wrong in the naming of a host. A number in the register is not asked for, and one that looks wrong stops nobody.
    var namingAssessment: PartAssessment {
        var assessment = PartAssessment()
        for field in HostField.naming where field != .siret && self[field].isEmpty {
            assessment.missing.append(
                .init(key: field.rawValue, text: BilingualText(field.namingLabel, field.rawValue)))
        }
        func note(_ field: HostField, _ french: String, _ english: String, _ code: ConventionFault.Code) {
            assessment.faults.append(
                .init(
                    key: field.rawValue,
                    text: BilingualText("\(field.namingLabel) : \(french)", "\(field): \(english)"),
                    code: code.rawValue))
        }
        for field in HostField.naming {
            if self[field].unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
                note(
                    field, "un caractère invisible s’y trouve ; écrivez-le de nouveau.", "control character",
                    .forbiddenCharacter)
            } else if self[field].count > Self.longestNaming {
                note(field, "\(Self.longestNaming) caractères au plus.", "too long", .textTooLong)
            }
        }
        if !self[.signatoryEmail].isEmpty, MailboxAddress(self[.signatoryEmail]) == nil {
            note(
                .signatoryEmail, "ce n’est pas une adresse ; attendu : nom@exemple.fr.", "not a mail address",
                .notAnEMailAddress)
        }
        if !self[.siret].isEmpty, SIRET(self[.siret])?.hasValidChecksum != true {
            assessment.advice.append(
                .init(
                    key: HostField.siret.rawValue,
                    text: BilingualText(
                        "Le numéro SIRET ne paraît pas exact (14 chiffres sont attendus). Il peut rester ainsi, ou vide.",
                        "The SIRET does not look right (14 digits are expected). It may stay so, or be left out.")))
        }
        return assessment
    }

    private static let longestNaming = 200
}

extension Drafting {
    /// The same with words in the host's place, which nobody has named.
    func withoutHost() -> Drafting {
        let host = "organisme à indiquer"
        var outline = ConventionOutline(
            title: outline.title, pupil: outline.pupil, school: outline.school, host: host,
            firstDay: outline.firstDay, lastDay: outline.lastDay, birthDate: outline.birthDate)
        outline.uai = self.outline.uai
        var open = Drafting(
            outline: outline, signatories: signatories,
            organisations: organisations.merging(fillers(of: .host).map { ($0, host) }) { _, words in words },
            templateIdentifier: templateIdentifier, dataDigest: dataDigest, order: order)
        open.isHostOpen = true
        return open
    }
}
