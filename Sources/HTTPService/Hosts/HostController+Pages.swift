import HTTPTypes
import Hummingbird
import Offers
import Parties
import Placements
import Workflow

extension HostController {
    /// As many as anybody reads.
    private static let maximumLines = 200

    private static let groups: [(word: String, label: String, isIn: @Sendable (HostEntry) -> Bool)] = [
        ("encours", "Avec quelque chose en cours", { $0.openCount > 0 }),
        ("stages", "Où des élèves sont allés", { !$0.placements.isEmpty }),
        ("bloquees", "Bloquées", { $0.isBlocked }),
    ]

    func listPage(
        _ all: [HostEntry], query: String, group: String, done: String?, _ session: HeadSession
    ) -> HostListPage {
        let named = HostDesk.matching(query, all)
        let chosen = Self.groups.first { $0.word == group }
        let shown = Self.shown(all, query: query, group: group)
        let others = shown.count - Self.maximumLines
        let end = query.isEmpty ? "" : "&\(HostFieldName.query)=\(query.queryEscaped)"
        return HostListPage(
            page: writer.frame("Annuaire des structures d’accueil"), bar: heads.bar(session), done: done,
            action: HostPaths.list, query: query, group: chosen?.word ?? "",
            choices: Self.groups.map { group in
                HostListPage.Choice(
                    path: "\(HostPaths.list)?\(HostFieldName.group)=\(group.word)\(end)", label: group.label,
                    count: named.count(where: group.isIn), isChosen: group.word == chosen?.word)
            }, lines: shown.prefix(Self.maximumLines).map(line), isEmpty: all.isEmpty,
            nothingFound: !all.isEmpty && shown.isEmpty, others: others > 0 ? "\(others)" : nil, add: HostPaths.add,
            table: HostPaths.table, write: parts.desk.messaging == nil ? nil : Self.writePath(query, group),
            messages: HostPaths.messages)
    }

    /// Those whom words and group of a list name.
    static func shown(_ all: [HostEntry], query: String, group: String) -> [HostEntry] {
        let named = HostDesk.matching(query, all)
        return groups.first { $0.word == group }.map { named.filter($0.isIn) } ?? named
    }

    private static func writePath(_ query: String, _ group: String) -> String {
        "\(HostPaths.write)?\(HostFieldName.group)=\(group.queryEscaped)&\(HostFieldName.query)=\(query.queryEscaped)"
    }

    private func line(_ host: HostEntry) -> HostListPage.Line {
        var details = [
            [HostWords.town(host), "SIRET \(OfferStateWords.siret(host.siret))"].filter { !$0.isEmpty }
                .joined(separator: ", "), HostWords.placements(host),
        ]
        if let last = host.lastDay { details[1] += ", dernier jour le \(FrenchDates.day(last))" }
        if host.openCount > 0 { details.append("En cours\u{A0}: \(host.openCount)") }
        let isLeftAlone = host.record?.leftAloneAt != nil
        return HostListPage.Line(
            path: HostPaths.host(host.siret), name: HostWords.name(host),
            badge: host.isBlocked ? "Bloquée" : isLeftAlone ? "Ne pas écrire" : nil, details: details)
    }

    // MARK: One host

    /// - Parameter mistake: What was typed of a note that was not taken.
    func page(
        _ host: HostEntry, of school: UAI, _ session: HeadSession, done: String? = nil, mistake: TypedMistake? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let (name, path) = (HostWords.name(host), HostPaths.host(host.siret))
        let acts = host.record?.acts ?? []
        let names = try await names(acts)
        let (pause, leftAlone) = (parts.desk.pause(of: host), host.record?.leftAloneAt)
        let hasComeBack = try await parts.desk.hasInvitationComeBack(from: host, of: school)
        let offers = try await parts.offers(host.siret, school).map(offer)
        let model = HostPage(
            page: writer.frame((mistake == nil ? "" : "Erreur – ") + name), bar: heads.bar(session),
            formToken: heads.bar(session).formToken, problem: mistake?.text, done: done, list: HostPaths.list,
            heading: name, blocked: blockLines(host, names), isBlocked: host.isBlocked,
            openWhileBlocked: host.isBlocked && host.openCount > 0 ? "\(host.openCount)" : nil, facts: facts(host),
            years: years(host), isUnused: host.encounters.isEmpty,
            offers: offers, hasOffers: !offers.isEmpty,
            rename: host.isNamedBySchool ? path + HostPaths.rename : nil,
            remove: parts.desk.mayBeRemoved(host) ? path + HostPaths.remove : nil,
            invite: host.isBlocked || leftAlone != nil || pause != nil ? nil : path + HostPaths.invite,
            invitedUntil: leftAlone != nil ? nil : pause.map { writer.dates.day($0) },
            invitation: parts.desk.invitationStanding(at: host).map {
                HostPage.Invitation(takeBack: path + HostPaths.takeBack, edition: $0, hasComeBack: hasComeBack)
            },
            noteAction: path + HostPaths.note,
            noteEdition: host.record?.noteEdition ?? "0",
            note: Self.note(mistake?.typed ?? host.record?.note ?? "", mistake?.text),
            block: host.isBlocked ? nil : path + HostPaths.block,
            unblock: host.isBlocked ? path + HostPaths.unblock : nil,
            history: acts.reversed().map { act in
                let who = act.kind == .leftAlone ? "" : " par \(names[act.account] ?? Self.nobody)"
                return "\(writer.dates.moment(act.at))\u{A0}: \(HostWords.act(act.kind))\(who)"
                    + (act.reason.map { "\u{A0}: \($0)" } ?? "")
            }, hasHistory: !acts.isEmpty)
        return writer.templates.response(.host, model, status: status)
    }

    static let nobody = "un compte qui n’existe plus"

    private func names(_ acts: [HostRecord.Act]) async throws -> [String: String] {
        try await names(of: acts.map(\.account))
    }

    func names(of accounts: [String]) async throws -> [String: String] {
        var names: [String: String] = [:]
        for id in Set(accounts) { names[id] = try await parts.account(id) }
        return names
    }

    private func blockLines(_ host: HostEntry, _ names: [String: String]) -> [String] {
        guard let since = host.record?.blockedAt else { return [] }
        let block = host.record?.block
        let who = block.map { " par \(names[$0.account] ?? Self.nobody)" } ?? ""
        return ["Bloquée le \(writer.dates.day(since))\(who)."] + (block?.reason.map { ["Motif\u{A0}: \($0)"] } ?? [])
    }

    private func facts(_ host: HostEntry) -> [OfferFact] {
        var facts = [OfferFact(name: "SIRET", lines: [OfferStateWords.siret(host.siret)])]
        if let address = host.address {
            facts.append(
                OfferFact(
                    name: "Adresse", lines: [address.street, HostWords.town(host)].filter { !$0.isEmpty }))
        } else if !host.city.isEmpty {
            facts.append(OfferFact(name: "Ville", lines: [host.city]))
        }
        if let kind = host.kind { facts.append(OfferFact(name: "Sorte", lines: [OfferWords.category(kind)])) }
        if let sector = host.sector { facts.append(OfferFact(name: "Secteur", lines: [sector])) }
        facts.append(OfferFact(name: "Stages", lines: [HostWords.placements(host)]))
        if let last = host.lastDay { facts.append(OfferFact(name: "Dernier jour", lines: [FrenchDates.day(last)])) }
        if let since = host.record?.leftAloneAt {
            let line = "n’en veut plus de votre établissement depuis le \(writer.dates.day(since))"
            facts.append(OfferFact(name: "Messages et invitations", lines: [line]))
        }
        return facts
    }

    private func offer(_ shown: ShownOffer) -> HostPage.Offer {
        let periods = shown.posting.periods.prefix(Self.maximumPeriods).map { offered in
            let places = OfferWords.places(shown.placesLeft[offered.period] ?? 0)
            return "\(OfferWords.period(offered.period, parts.calendar))\u{A0}: \(places)"
        }
        let others = shown.posting.periods.count - periods.count
        return HostPage.Offer(
            path: OfferPaths.offer(shown.id), title: shown.posting.title,
            facts: ((shown.isReserved ? ["réservée"] : []) + periods + (others > 0 ? ["…"] : []))
                .joined(separator: "\u{A0}; "))
    }

    /// Of an offer.
    private static let maximumPeriods = 3

    private func years(_ host: HostEntry) -> [HostPage.Year] {
        Dictionary(grouping: host.encounters, by: \.schoolYear).sorted { $0.key > $1.key }.map { year, encounters in
            HostPage.Year(
                heading: "Année scolaire \(year.start)-\(year.start + 1)", lines: encounters.map(Self.line))
        }
    }

    private static func line(_ encounter: HostEncounter) -> HostPage.Line {
        var path: String?
        var standing = HostWords.standing(encounter.standing)
        switch encounter.source {
        case .application(let id): path = ApplicationPaths.school(id)
        case .convention(let reference): standing += " (convention \(reference))"
        }
        let className = encounter.className.map { ", \($0)" } ?? ""
        return HostPage.Line(
            pupil: "\(encounter.pupil.family) \(encounter.pupil.given)\(className)",
            period: FrenchDates.period(
                from: encounter.days.lowerBound.iso8601, to: encounter.days.upperBound.iso8601),
            standing: standing, path: path)
    }

    private static func note(_ text: String, _ problem: String?) -> HostPartPage.Field {
        HostPartPage.Field(
            name: HostFieldName.note, id: "note", label: "Note de l’établissement",
            hint: "1000\u{A0}caractères au plus\u{A0}; lue par les personnes de l’établissement qui ont un compte",
            type: "text",
            isLong: true, value: text, problem: problem, maximumLength: HostText.note.maximumLength)
    }

    // MARK: Forms

    /// The form for a host that is added.
    func formPage(
        _ form: HostForm, _ session: HeadSession, _ problems: [HostForm.Problem] = [], asksAgain doubted: SIRET? = nil
    ) -> Response {
        formPage(
            form, session, problems, fields: [.siret, .name, .city], heading: "Ajouter une structure d’accueil",
            lead:
                "Pour une structure qu’aucune convention ni candidature ne nomme encore. Les autres sont déjà dans l’annuaire.",
            button: "Ajouter", action: HostPaths.add, confirmed: doubted?.digits ?? form.confirmed, back: HostPaths.list
        )
    }

    /// The form in which name and city of a host are typed anew.
    func renamingPage(
        _ host: HostEntry, _ form: HostForm, _ session: HeadSession, _ problems: [HostForm.Problem] = []
    ) -> Response {
        let path = HostPaths.host(host.siret)
        let hasCity = host.address == nil
        return formPage(
            form, session, problems, fields: hasCity ? [.name, .city] : [.name],
            heading: hasCity ? "Corriger le nom ou la ville" : "Corriger le nom",
            lead:
                "SIRET \(OfferStateWords.siret(host.siret)). Dès qu’une convention ou une candidature la nomme, c’est le nom qu’elle y porte qui est montré.",
            button: "Enregistrer", action: path + HostPaths.rename, confirmed: "", back: path)
    }

    private func formPage(
        _ form: HostForm, _ session: HeadSession, _ problems: [HostForm.Problem], fields: [HostError.Field],
        heading: String, lead: String, button: String, action: String, confirmed: String, back: String
    ) -> Response {
        let bar = heads.bar(session)
        let model = HostFormPage(
            page: writer.frame((problems.isEmpty ? "" : "Erreur – ") + heading), bar: bar,
            summary: ProblemSummary(problems.map { FormProblem(field: $0.field.rawValue, text: $0.text) }),
            heading: heading, lead: lead, button: button, action: action, formToken: bar.formToken,
            confirmed: confirmed, fields: fields.compactMap { form.field($0, problems) }, back: back)
        return writer.templates.response(
            .hostForm, model, status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    func blockPage(_ host: HostEntry, _ session: HeadSession, mistake: TypedMistake? = nil) -> Response {
        let path = HostPaths.host(host.siret)
        let heading = "Bloquer \(HostWords.name(host))\u{202F}?"
        let open =
            host.openCount == 0
            ? []
            : [
                "Les candidatures et les signatures en cours continuent\u{A0}: \(host.openCount). Arrêtez vous-même celles qui ne doivent pas aller plus loin\u{A0}: une candidature sur sa page\u{A0}; une convention auprès de la personne qui gère ce service, avec sa référence."
            ]
        let model = HostBlockPage(
            page: writer.frame((mistake == nil ? "" : "Erreur – ") + heading), bar: heads.bar(session),
            problem: mistake?.text, heading: heading,
            paragraphs: [
                "Dans leur espace, vos élèves ne verront plus les offres de cette structure et ne pourront plus y candidater. Ni eux ni la structure ne sont informés. Sans entrer dans son espace, chacun voit encore les offres publiées pour tous.",
                "Tant que le blocage dure, aucune convention avec elle ne peut être préparée, approuvée ni corrigée. Vous pouvez le lever à tout moment.",
                "Le blocage porte sur ce SIRET, pas sur les autres établissements de la même structure.",
            ] + open, action: path + HostPaths.block, formToken: heads.bar(session).formToken,
            reason: HostPartPage.Field(
                name: HostFieldName.reason, id: "motif", label: "Motif",
                hint: "300\u{A0}caractères au plus\u{A0}; pour l’établissement seul, factuel", type: "text",
                isLong: true,
                value: mistake?.typed ?? "", problem: mistake?.text, maximumLength: HostText.reason.maximumLength),
            back: path)
        return writer.templates.response(.hostBlock, model, status: mistake == nil ? .ok : .unprocessableContent)
    }
}
