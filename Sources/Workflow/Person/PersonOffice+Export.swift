import ConventionDomain
import Parties

extension PersonOffice {
    /// The files of one person; changes nothing.
    ///
    /// - Parameters:
    ///   - places: What was selected of a search.
    ///   - delegations: References of acts that a person knows to be this one's, besides those that are certain.
    /// - Throws: As `ConventionWorkflow.proof(_:of:for:)`: a proof file is sealed as it is made.
    package func export(
        _ search: PersonSearch, _ places: [PersonPlace], delegations chosen: Set<String> = []
    ) async throws(WorkflowError) -> PersonExport {
        var (sections, files): ([PersonSection], [PersonFile]) = ([], [])
        for place in places {
            let section = try await section(of: place, for: search.query)
            sections.append(section)
            guard !section.isWithheld, !section.isFormer else { continue }
            files += try await documents(for: place, of: section.dossier)
        }
        let given = sections.filter { !$0.isWithheld }
        let schools = Set(given.filter { $0.place.position == .school }.flatMap(\.schools))
        let acts = search.delegations.filter { chosen.contains($0.id) || schools.contains($0.school) }
        let offices = try await accounts(search) + delegations(acts)
        let applications = try await applications(of: given.filter { !$0.isFormer }.map(\.place))
        let madeAt = workflow.now()
        let withheld = sections.filter(\.isWithheld).map(\.place)
        let record = PersonExportRecord(
            madeAt: madeAt, places: given.map(\.place.description), withheld: withheld.map(\.description),
            documents: files.count, hasAccount: search.hasAccount, delegations: acts.count)
        let content: [PersonDatum] =
            [
                .value("format", "Format", .text("seing-person-export-1")),
                .value("madeAt", "Établi le", .moment(madeAt)), asked(search.query),
                .list("conventions", "Conventions et documents qui s’y rattachent", given.map(\.data)),
            ] + offices + search.offers + applications
            + PersonDatum.some("rosters", "Listes d’élèves et fiches des établissements", search.rosters)
        return PersonExport(
            query: search.query, content: content, files: files, withheld: withheld,
            unread: given.filter(\.hasWordsOfTheSchool).map(\.place.convention),
            unmentionable: given.filter(\.hidesFromOneParent).map(\.place.convention),
            isClosedToFamily: search.isClosedToFamily, record: record)
    }

    /// Keeps that an export was made; to be called before anybody is given it.
    ///
    /// - Returns: The record's number.
    /// - Throws: ``WorkflowError/unavailable(_:)`` when nobody seals it, or it cannot be kept.
    package func record(_ export: PersonExport) async throws(WorkflowError) -> Int64 {
        let content = try RetentionOffice.json(export.record)
        let sealed = SealedRecord(content: content, seal: try await seal(content))
        do { return try await store.addPersonExport(sealed, at: export.record.madeAt) } catch {
            throw WorkflowError(error)
        }
    }

    /// Oldest first.
    package func records() async throws(WorkflowError) -> [StoredPersonExport] {
        do { return try await store.personExports() } catch { throw WorkflowError(error) }
    }

    package static func content(of stored: StoredPersonExport) throws(WorkflowError) -> PersonExportRecord {
        try RetentionOffice.decode(PersonExportRecord.self, stored.record.content)
    }

    private func asked(_ query: PersonQuery) -> PersonDatum {
        let mark: PersonDatum =
            switch query.mark {
            case .birthDate(let day): .value("birthDate", "Date de naissance", .day(day.iso8601))
            case .email(let email): .value("email", "Adresse électronique", .text(email))
            }
        return .group(
            "person", "Personne concernée, telle que la demande la nomme",
            [
                .value("givenName", "Prénom", .text(query.name.given)),
                .value("familyName", "Nom", .text(query.name.family)), mark,
            ])
    }

    /// What a party has been given, or may ask for behind its link: nobody else gets a document that names others.
    private func documents(
        for place: PersonPlace, of dossier: Dossier
    ) async throws(WorkflowError) -> [PersonFile] {
        let field = place.position.rawValue
        guard dossier.issue != nil, dossier.signatory(field) != nil, !dossier.isNoLongerNeeded(field) else { return [] }
        let document = try await workflow.newestRevision(of: dossier)
        let kind = dossier.drafting.follows.map(\.kind.rawValue) ?? "convention"
        var files = [PersonFile(name: "\(kind)-\(dossier.id.text).pdf", bytes: document.bytes)]
        for form in ProofForm.allCases {
            let copy = try await proof(form, dossier.id, field)
            files.append(PersonFile(name: copy.fileName, bytes: copy.bytes))
        }
        if let paper = dossier.paper(of: field) {
            let bytes = try await workflow.file(paper.attestation.statementDigest, of: dossier.id)
            files.append(PersonFile(name: "signature-papier-\(dossier.id.text).pdf", bytes: bytes))
        }
        return files
    }

    private func delegations(_ delegations: [Delegation]) -> [PersonDatum] {
        let acts: [[PersonDatum]] = delegations.map { act in
            [
                .value("reference", "Référence", .text(act.id)), .value("school", "UAI", .text(act.school.text)),
                .value("holder", "Nom", .text(act.holder)), .value("function", "Fonction", .text(act.function)),
                .value("act", "Acte", .text(act.act)), .value("scope", "Objet", .text(act.scope)),
                .value("from", "Du", .day(act.from.iso8601)), .value("to", "Au", .day(act.to.iso8601)),
                .value("recordedAt", "Enregistrée", .moment(act.recordedAt)),
            ] + (act.revokedAt.map { [.value("revokedAt", "Retirée", .moment($0))] } ?? [])
        }
        return PersonDatum.some("delegations", "Délégations de signature", acts)
    }

    private func accounts(_ search: PersonSearch) async throws(WorkflowError) -> [PersonDatum] {
        var accounts: [PersonDatum] = []
        if let account = search.account { accounts.append(try await data(of: account)) }
        if let moderator = search.moderator { accounts.append(try await data(of: moderator)) }
        if let employer = search.employer { accounts.append(try await data(of: employer)) }
        return accounts
    }

    /// Messages, links and visits of the holder of an account.
    private func traces(of account: String) async throws(WorkflowError) -> [PersonDatum] {
        do {
            let messages = try await store.messages(of: account, nil)
            let accesses = try await store.accesses(ofAccount: account)
            return PersonDatum.some("messages", "Messages envoyés", messages.map(\.data))
                + PersonDatum.some("accesses", "Liens et sessions", accesses.map(\.data))
        } catch { throw WorkflowError(error) }
    }

    private func data(of employer: EmployerTrace) async throws(WorkflowError) -> PersonDatum {
        .group(
            "employerAccount", "Compte pour proposer des places",
            [
                .value("reference", "Référence", .text(employer.id)), .value("name", "Nom", .text(employer.name)),
                .value("email", "Adresse électronique", .text(employer.email)),
                .value("createdAt", "Créé", .moment(employer.createdAt)),
                .value("lastEnteredAt", "Dernière entrée", .moment(employer.lastEnteredAt)),
            ] + (try await traces(of: employer.id)))
    }

    private func data(of account: HeadAccount) async throws(WorkflowError) -> PersonDatum {
        let batches: [BatchOutline]
        do { batches = try await heads.batches(of: account.id, limit: .max) } catch { throw WorkflowError(error) }
        let lists: [[PersonDatum]] = batches.map { batch in
            [
                .value("reference", "Référence", .text(batch.id.text)),
                .value("givenAt", "Accord donné", .moment(batch.givenAt)),
                .value("count", "Conventions", .number(batch.count)),
                .value("signedCount", "Signées", .number(batch.signedCount)),
            ]
        }
        return .group(
            account.role == .moderator ? "moderatorAccount" : "account", account.role.title,
            [
                .value("name", "Nom", .text(account.name)),
                .value("email", "Adresse électronique", .text(account.email)),
                .value("createdAt", "Créé", .moment(account.createdAt)),
            ] + (account.confirmedAt.map { [.value("confirmedAt", "Premier usage", .moment($0))] } ?? [])
                + PersonDatum.some("batches", "Listes signées en une fois", lists)
                + (account.school.map { [.value("school", "UAI", .text($0))] } ?? [])
                + (try await traces(of: account.id)))
    }
}

extension AccountRole {
    fileprivate var title: String {
        switch self {
        case .signatory: "Compte pour signer au nom d’un établissement"
        case .staff: "Compte du personnel d’un établissement"
        case .moderator: "Compte de modération des offres"
        }
    }
}

extension MessageTrace {
    var data: [PersonDatum] {
        let label =
            switch state {
            case .waiting: "en attente"
            case .delivered: "remis au serveur de messagerie"
            case .dead: "non distribué"
            case .dropped: "abandonné"
            }
        return [
            .value("queuedAt", "Écrit", .moment(queuedAt)), .value("state", "État", .text(label)),
            .value("attempts", "Essais", .number(attempts)),
        ] + (settledAt.map { [.value("settledAt", "Clos", .moment($0))] } ?? [])
    }
}

extension AccessTrace {
    var data: [PersonDatum] {
        [.value("kind", "Nature", .text(label))] + (sentAt.map { [.value("sentAt", "Envoyé", .moment($0))] } ?? [])
            + [
                .value("expiresAt", "Fin", .moment(expiresAt)), .value("isRevoked", "Désactivé", .flag(isRevoked)),
            ] + (tries.map { [.value("tries", "Essais", .number($0))] } ?? [])
            + (isUsed.map { [.value("isUsed", "Utilisé", .flag($0))] } ?? [])
    }

    private var label: String {
        switch kind {
        case .signingLink: "lien pour signer"
        case .readingLink: "lien de lecture"
        case .partLink: "lien pour compléter la convention"
        case .accessToken: "jeton d’accès pour un logiciel"
        case .decisionCode: "code pour signer ou refuser"
        case .readingCode: "code pour lire"
        case .entryLink: "lien de connexion"
        case .session: "session"
        }
    }
}
