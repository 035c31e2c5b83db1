import ConventionDomain
import Parties

/// What one convention holds of one person.
struct PersonSection {
    let place: PersonPlace
    let dossier: Dossier
    let data: [PersonDatum]
    /// The school must not tell this parent of the placement, so nothing is told.
    let isWithheld: Bool
    /// Schools in whose conventions the place is.
    let schools: [UAI]
    let hasWordsOfTheSchool: Bool
    let hidesFromOneParent: Bool
    /// Somebody else stands in the place now.
    var isFormer = false
}

extension PersonOffice {
    func section(of place: PersonPlace, for query: PersonQuery) async throws(WorkflowError) -> PersonSection {
        let dossier = try await workflow.dossier(place.convention)
        let field = place.position.rawValue
        let others = try await workflow.otherContacts(of: dossier)
        let own = others.first { $0.of == place.position }
        let named = try await people(of: dossier).filter { $0.position == place.position }
        let same = query.meant(among: named)
        let holder = try await holders(of: dossier)[place.position]
        let isFormer = holder.map { !same.contains($0) } ?? false
        let isFamily = [.student, .representative1, .representative2].contains(place.position)
        var data = about(dossier, place)
        data.append(.list("descriptions", "Ce que les données en disent", same.map(\.facts)))
        guard !isFormer else { return try await former(place, dossier, data) }
        data += contact(dossier.history.contacts[field], own)
        if place.position == .student { data += try await health(of: dossier) }
        data += keeping(of: dossier, isFamily: isFamily)
        data += PersonDatum.some("acts", "Ce qui a été enregistré", acts(of: dossier, field, isFamily: isFamily))
        data += attested(by: query.name, in: dossier)
        data += try await traces(of: dossier.id, field)
        return PersonSection(
            place: place, dossier: dossier, data: data, isWithheld: try await isHidden(place, of: dossier),
            schools: try await schools(of: dossier),
            hasWordsOfTheSchool: dossier.history.entries.contains { $0.event.hasWordsOfTheSchool },
            hidesFromOneParent: place.position == .student ? try await hidesFromOneParent(dossier) : false)
    }

    /// Of who stood in a place before somebody else: what the data said. The contact, the acts and the documents are the successor's.
    private func former(
        _ place: PersonPlace, _ dossier: Dossier, _ data: [PersonDatum]
    ) async throws(WorkflowError) -> PersonSection {
        var section = PersonSection(
            place: place, dossier: dossier, data: data, isWithheld: try await isHidden(place, of: dossier),
            schools: [], hasWordsOfTheSchool: false, hidesFromOneParent: false)
        section.isFormer = true
        return section
    }

    /// Whether the school's file forbids to tell this parent of the placement. An amendment and an attestation tell of the same one, and what
    /// was corrected since they were made stands in the convention alone.
    private func isHidden(_ place: PersonPlace, of dossier: Dossier) async throws(WorkflowError) -> Bool {
        guard place.position.isRepresentative, dossier.signatory(place.position.rawValue) == nil else { return false }
        do throws(WorkflowError) {
            return try await forbidden(in: dossier).contains(place.position)
        } catch {
            // Nobody can tell any more.
            if error == .conventionErased { return true }
            throw error
        }
    }

    /// Who must not be told, by the sheet of a document and by that of the convention which it follows.
    ///
    /// - Throws: ``WorkflowError/conventionErased`` when that convention was erased.
    private func forbidden(in dossier: Dossier) async throws(WorkflowError) -> Set<ContactSheet.Person> {
        let own = Set(try await workflow.otherContacts(of: dossier).filter { $0.notice == .forbidden }.map(\.of))
        guard let follows = dossier.drafting.follows else { return own }
        return own.union(try await forbidden(in: try await workflow.dossier(follows.convention)))
    }

    private func hidesFromOneParent(_ dossier: Dossier) async throws(WorkflowError) -> Bool {
        do throws(WorkflowError) { return try await !forbidden(in: dossier).isEmpty } catch {
            // Nobody can tell any more: it is looked at before it is handed over.
            if error == .conventionErased { return true }
            throw error
        }
    }

    /// Signatures on paper that the person stated for the school.
    private func attested(by name: PersonName, in dossier: Dossier) -> [PersonDatum] {
        let stated: [[PersonDatum]] = dossier.history.entries.compactMap { entry in
            guard case .paperAttested(let act) = entry.event, isSameName(act.attestedBy, name.full) else { return nil }
            return [
                .value("at", "Quand", .moment(entry.at)), .value("function", "Fonction", .text(act.function)),
            ]
        }
        return PersonDatum.some("paperAttested", "Signatures sur papier attestées par la personne", stated)
    }

    private func about(_ dossier: Dossier, _ place: PersonPlace) -> [PersonDatum] {
        let outline = dossier.drafting.outline
        let kind =
            switch dossier.drafting.follows?.kind {
            case nil: "convention"
            case .amendment: "avenant"
            case .attestation: "attestation de fin de stage"
            }
        return [
            .value("reference", "Référence", .text(dossier.id.text)), .value("document", "Document", .text(kind)),
            .value("position", "Place de la personne", .text(place.position.french)),
            .value("school", "Établissement", .text(outline.school)),
            .value("host", "Organisme d’accueil", .text(outline.host)),
            .value("firstDay", "Premier jour du stage", .day(outline.firstDay)),
            .value("lastDay", "Dernier jour du stage", .day(outline.lastDay)),
            .value("createdAt", "Saisie", .moment(dossier.createdAt)),
            .value("updatedAt", "Dernier acte", .moment(dossier.updatedAt)),
        ]
    }

    private func contact(_ signatory: Contact?, _ other: ContactSheet.Contact?) -> [PersonDatum] {
        let data =
            PersonDatum.optional("email", "Adresse électronique", signatory?.email ?? other?.email)
            + PersonDatum.optional("telephone", "Téléphone", signatory?.mobile ?? other?.telephone)
            + PersonDatum.optional(
                "notice", "Information de ce parent", other?.notice.map { $0 == .allowed ? "permise" : "interdite" })
        return data.isEmpty ? [] : [.group("contact", "Coordonnées enregistrées", data)]
    }

    /// That there is a health plan is said of the pupil alone: it is the pupil's health. Who represents the pupil asks in the pupil's name.
    private func health(of dossier: Dossier) async throws(WorkflowError) -> [PersonDatum] {
        let sheet: HealthSheet?
        do { sheet = try await workflow.ports.store.sheets.healthSheet(dossier.id) } catch {
            throw WorkflowError(error)
        }
        guard let sheet else { return [] }
        return [
            .group(
                "healthSheet", "Fiche « projet d’accueil individualisé (PAI) »",
                [
                    .value(
                        "emergencyKit", "La trousse d’urgence est apportée par",
                        .text(sheet.emergencyKit == .family ? "la famille" : "l’établissement")),
                    .value("lastDay", "Effacée après le", .day(sheet.lastDay.iso8601)),
                ])
        ]
    }

    /// Why a file is kept longer is the family's to know: there was an accident, or there is a dispute.
    private func keeping(of dossier: Dossier, isFamily: Bool) -> [PersonDatum] {
        let item = dossier.retention(rules, workflow.settings.timeZone)
        var data: [PersonDatum] =
            item.map { [.value("keptUntil", "Conservée jusqu’au", .day($0.keptUntil))] } ?? [
                .value("keptUntil", "Conservée jusqu’au", .text("sans terme tant qu’elle est à la signature"))
            ]
        if let hold = dossier.legalHold {
            data.append(.value("isHeld", "Conservation prolongée (gel)", .flag(true)))
            if isFamily {
                let reason = hold.reason == .accident ? "accident déclaré" : "litige"
                data.append(.value("holdReason", "Motif du gel", .text(reason)))
            }
        }
        return [.group("retention", "Durée de conservation", data)]
    }

    private func acts(of dossier: Dossier, _ field: String, isFamily: Bool) -> [[PersonDatum]] {
        dossier.history.entries.compactMap { entry in
            let kind = entry.event.kind
            guard entry.event.fieldName == nil || entry.event.fieldName == field else { return nil }
            guard isFamily || ![.legalHoldPlaced, .legalHoldLifted].contains(kind) else { return nil }
            return [.value("at", "Quand", .moment(entry.at)), .value("act", "Quoi", .act(kind))]
                + entry.event.ownDetails(of: field)
        }
    }

    private func traces(of id: ConventionID, _ field: String) async throws(WorkflowError) -> [PersonDatum] {
        do {
            return PersonDatum.some(
                "messages", "Messages envoyés", try await store.messages(of: id.text, field).map(\.data))
                + PersonDatum.some(
                    "accesses", "Liens, jetons et codes envoyés", try await store.accesses(of: id, field).map(\.data))
        } catch { throw WorkflowError(error) }
    }

    private func schools(of dossier: Dossier) async throws(WorkflowError) -> [UAI] {
        guard dossier.has(.drafted) else { return [] }
        let bytes = try await workflow.file(dossier.drafting.dataDigest, of: dossier.id)
        return [try read(bytes).school.uai]
    }
}

extension PersonQuery {
    /// Of those who have had one place, who the person is; who had it before, or has it after, is somebody else.
    fileprivate func meant(among named: [NamedPerson]) -> [NamedPerson] {
        let same = named.filter { $0.hasName(name) }
        guard same.isEmpty else { return same }
        // Before any mark: it may be of who had the place before or after.
        let crosswise = named.filter { $0.hasNameCrosswise(name) }
        guard crosswise.isEmpty else { return crosswise }
        let marked = named.filter { person in
            switch mark {
            case .birthDate(let day): person.birthDate == day
            case .email(let email): person.email?.lowercased() == email.lowercased()
            }
        }
        // Chosen by a person: who has the place now.
        return marked.isEmpty ? named.suffix(1) : marked
    }
}

extension ConventionEvent {
    /// What an event says of who it is about, in this person's own words or about this person alone. Words of others, and former addresses,
    /// which may have been somebody else's, are not in it.
    fileprivate func ownDetails(of field: String) -> [PersonDatum] {
        guard fieldName == field else { return [] }
        return switch self {
        case .partDisputed(let dispute): [.value("message", "Message", .text(dispute.message))]
        case .consentGiven(let consent):
            [
                .value("statement", "Texte accepté", .text("\(consent.statementID), \(consent.statementVersion)"))
            ] + PersonDatum.optional("userAgent", "Navigateur", consent.userAgent)
        case .codeSent(let dispatch): [.value("channel", "Voie", .text(dispatch.channel.french))]
        case .signaturePending(let pending):
            [.value("identification", "Identification", .text(pending.identification.french))]
        case .signed(let signature):
            [
                .value("identification", "Identification", .text(signature.identification.french)),
                .value("codeTries", "Essais du code", .number(signature.codeTries)),
                .value("certificate", "Certificat, numéro", .text(signature.certificate.serialNumber)),
            ] + PersonDatum.optional("delegation", "Par délégation", signature.delegation?.act)
        case .refused(let refusal): [.value("reason", "Motif donné", .text(refusal.reason))]
        case .contactCorrected(let correction):
            [.value("email", "Nouvelle adresse", .text(correction.email))]
        case .paperAttested(let attestation): [.value("signedOn", "Signé le", .day(attestation.signedOn))]
        case .parentNotified(let notice): [.value("capacity", "Qualité", .text(notice.capacity))]
        default: []
        }
    }

    /// Words that the school wrote and that may be about anybody.
    fileprivate var hasWordsOfTheSchool: Bool {
        switch self {
        case .handedBack, .reopened, .interrupted, .resumed, .cancelled, .superseded, .legalHoldLifted,
            .paperWithdrawn:
            true
        default: false
        }
    }
}

extension IdentificationMethod {
    fileprivate var french: String {
        switch self {
        case .emailCode: "code par courriel"
        case .smsCode: "code par SMS"
        case .accountWithTOTP: "compte avec application de codes"
        case .accessToken: "jeton d’accès"
        case .schoolKey: "clé du logiciel de l’établissement, autorisée à signer"
        }
    }
}

extension ContactSheet.Person {
    fileprivate var french: String {
        switch self {
        case .student: "élève"
        case .representative1: "responsable légal 1"
        case .representative2: "responsable légal 2"
        case .school: "signataire pour l’établissement"
        case .referentTeacher: "enseignant référent"
        case .employer: "signataire pour l’organisme d’accueil"
        case .tutor: "tuteur ou tutrice de stage"
        }
    }
}
