import HTTPTypes
import Hummingbird
import Offers
import Parties
import Placements

/// The pages by which employers, moderators, pupils and families enter and leave.
struct EntranceController: Sendable {
    let door: VisitorDoor

    private var writer: PageWriter { door.writer }
    private var formToken: FormToken { door.access.formToken }

    func addRoutes(to table: inout RouteTable) {
        for kind in VisitorKind.allCases {
            let home: RouteTable.Handler = { _, _ in .seeOther(VisitorPaths.entrance(kind)) }
            table.add(VisitorPaths.entrance(kind), get: { request, _ in try await entrance(request, kind) })
            table.add(VisitorPaths.link(kind), get: home, post: { request, _ in try await sendLink(request, kind) })
            table.add(VisitorPaths.linkSent(kind), get: { _, _ in linkSent(kind) })
            // Not called token: this is no link of a convention.
            table.add(
                VisitorPaths.entrance(kind) + "/:passage",
                get: { request, context in try await showLink(request, context, kind) },
                post: { request, context in try await enter(request, context, kind) })
            table.add(VisitorPaths.leave(kind), get: home, post: { request, _ in try await leave(request, kind) })
        }
        table.add(
            VisitorPaths.claim, get: { _, _ in .seeOther(VisitorPaths.entrance(.pupil)) },
            post: { request, context in try await claim(request, context) })
        table.add(VisitorPaths.account(.employer), get: employerAccount)
        table.add(VisitorPaths.account(.moderator), get: moderatorAccount)
        table.add(VisitorPaths.account(.pupil), get: pupilAccount)
        table.add(VisitorPaths.account(.family), get: familyAccount)
    }

    // MARK: Asking for a link

    private func entrance(_ request: Request, _ kind: VisitorKind) async throws -> Response {
        if try await door.visitor(request)?.visitor.kind == kind { return inside(request, kind) }
        var response = page(kind, problem: EntryMistake(request)?.text)
        door.wayBack.remember(wanted(request, kind), on: &response)
        return response
    }

    /// Where somebody comes to who has entered: what he or she wanted, or the usual page.
    private func inside(_ request: Request, _ kind: VisitorKind) -> Response {
        if let page = wanted(request, kind) { return .seeOther(page.text) }
        return door.wayBack.response(to: request, door: VisitorPaths.base(kind), else: VisitorPaths.landing(kind))
    }

    /// What a page that everybody reads leads to behind the door: the reference stands in the address of the door.
    private func wanted(_ request: Request, _ kind: VisitorKind) -> WantedPage? {
        switch kind {
        case .pupil:
            OfferID(request.queryText(EntryFieldName.offer)).flatMap { WantedPage(OfferPaths.offer($0)) }
        case .employer:
            HostInvitation.ID(request.queryText(EntryFieldName.invitation)).flatMap {
                WantedPage(InvitationPaths.form($0))
            }
        case .moderator, .family: nil
        }
    }

    private func page(
        _ kind: VisitorKind, problem: String? = nil, claim: ClaimForm? = nil, status: HTTPResponse.Status = .ok
    ) -> Response {
        let names: [VisitorKind: PageName] = [
            .employer: .entranceEmployer, .moderator: .entranceModerator, .pupil: .entrancePupil,
            .family: .entranceFamily,
        ]
        let shown = claim?.problem ?? problem
        let page = EntrancePage(
            page: writer.frame((shown == nil ? "" : "Erreur – ") + kind.homeLabel), action: VisitorPaths.link(kind),
            formToken: formToken.text(for: VisitorPaths.link(kind)), problem: shown,
            claim: kind == .pupil ? claim ?? claimForm() : nil)
        return writer.templates.response(names[kind] ?? .message, page, status: status)
    }

    private func sendLink(_ request: Request, _ kind: VisitorKind) async throws -> Response {
        let fields = try await door.fields(request, for: VisitorPaths.link(kind))
        let email = fields[EntryFieldName.email].filter { !$0.isWhitespace }
        guard MailboxAddress(email) != nil else {
            return .seeOther("\(VisitorPaths.entrance(kind))?\(EntryMistake.noAddress.query)")
        }
        try await door.desk.sendLink(to: email, as: kind)
        return .seeOther(VisitorPaths.linkSent(kind))
    }

    private func linkSent(_ kind: VisitorKind) -> Response {
        let first =
            switch kind {
            case .employer: "Un lien vient de partir à cette adresse. Ouvrez-le dans les 15\u{A0}minutes."
            case .moderator:
                "Si cette adresse a un compte, un lien vient de partir. Ouvrez-le dans les 15\u{A0}minutes, avec votre"
                    + " application de codes à portée de main."
            case .pupil:
                "Si un établissement a enregistré cette adresse pour un élève, un lien vient de partir. Ouvrez-le dans les"
                    + " 15\u{A0}minutes."
            case .family:
                "Si un établissement a enregistré cette adresse pour un responsable légal d’élève mineur, un lien vient de partir."
                    + " Ouvrez-le dans les 15\u{A0}minutes."
            }
        let help =
            switch kind {
            case .pupil:
                "vérifiez l’adresse, puis entrez avec le code de votre classe ou demandez de l’aide à l’établissement."
            case .family:
                "vérifiez l’adresse, puis demandez à l’établissement celle qu’il a enregistrée. L’accès s’arrête aux 18 ans de"
                    + " l’élève, ou quand il ou elle quitte l’établissement."
            case .employer, .moderator: "vérifiez l’adresse, puis adressez-vous à la personne qui gère le service."
            }
        return writer.message(
            Message(
                title: "Regardez votre messagerie",
                paragraphs: [
                    first,
                    "Rien reçu\u{202F}? Regardez dans les courriers indésirables, \(help) Trois liens au plus partent en une heure.",
                ], link: Message.Link(path: VisitorPaths.entrance(kind), label: "Revenir")))
    }

    // MARK: Behind the link

    private func showLink(
        _ request: Request, _ context: ServiceRequestContext, _ kind: VisitorKind
    ) async throws -> Response {
        guard let token = EntryToken(context.parameters.get("passage") ?? "") else { return deadLink(kind) }
        let question: EntryQuestion
        do throws(EntryError) { question = try await door.desk.question(token, as: kind) } catch {
            guard error == .expiredLink else { throw error }
            return deadLink(kind)
        }
        let problem = EntryMistake(request)?.text
        return writer.templates.response(
            .entranceLink,
            EntryLinkPage(
                page: writer.frame((problem == nil ? "" : "Erreur – ") + "Entrer"), heading: "Entrer",
                lead: question.lead, action: VisitorPaths.entry(token, as: kind),
                formToken: formToken.text(for: token.text), problem: problem, asksName: question == .name,
                asksCode: question == .code))
    }

    private func deadLink(_ kind: VisitorKind) -> Response {
        writer.message(
            Message(
                title: "Ce lien ne peut plus servir",
                paragraphs: ["Il a déjà servi, ou plus de 15\u{A0}minutes ont passé. Demandez-en un nouveau."],
                link: Message.Link(path: VisitorPaths.entrance(kind), label: "Recevoir un nouveau lien")), status: .gone
        )
    }

    private func enter(
        _ request: Request, _ context: ServiceRequestContext, _ kind: VisitorKind
    ) async throws -> Response {
        guard let token = EntryToken(context.parameters.get("passage") ?? "") else { return deadLink(kind) }
        let fields = try await door.fields(request, for: token.text)
        let answer = EntryAnswer(name: fields[EntryFieldName.name], code: fields[EntryFieldName.code])
        do throws(EntryError) {
            let visit = try await door.desk.enter(token, as: kind, answer, leaving: door.cookie.token(in: request))
            return entered(request, visit, kind)
        } catch {
            if error == .expiredLink { return deadLink(kind) }
            guard let mistake = EntryMistake(error) else { throw error }
            return .seeOther("\(VisitorPaths.entry(token, as: kind))?\(mistake.query)")
        }
    }

    /// A new token, whatever cookie the browser sent: nobody can make somebody use a visit of theirs.
    private func entered(_ request: Request, _ visit: VisitToken, _ kind: VisitorKind) -> Response {
        var response = door.wayBack.response(
            to: request, door: VisitorPaths.base(kind), else: VisitorPaths.landing(kind))
        door.cookie.set(visit, on: &response)
        return response
    }

    private func leave(_ request: Request, _ kind: VisitorKind) async throws -> Response {
        var response = Response.seeOther(VisitorPaths.entrance(kind))
        guard let (token, _) = try await door.visitor(request) else { return response }
        _ = try await door.fields(request, for: token.text)
        try await door.desk.leave(token)
        door.cookie.clear(on: &response)
        return response
    }

    // MARK: The code of a class

    private func claimForm(_ fields: FormFields? = nil, problem: EntryMistake? = nil) -> ClaimForm {
        func typed(_ name: String) -> String { String((fields?[name] ?? "").prefix(100)) }
        return ClaimForm(
            action: VisitorPaths.claim, formToken: formToken.text(for: VisitorPaths.claim), problem: problem?.text,
            classCode: typed(EntryFieldName.classCode), familyName: typed(EntryFieldName.familyName),
            givenName: typed(EntryFieldName.givenName), birthDate: typed(EntryFieldName.birthDate))
    }

    private func claim(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let fields = try await door.fields(request, for: VisitorPaths.claim)
        guard let birthDate = CalendarDate(written: fields[EntryFieldName.birthDate].filter { !$0.isWhitespace }) else {
            return page(.pupil, claim: claimForm(fields, problem: .noBirthDate), status: .unprocessableContent)
        }
        let claim = PupilClaim(
            classCode: String(fields[EntryFieldName.classCode].prefix(100)),
            familyName: String(fields[EntryFieldName.familyName].prefix(100)),
            givenName: String(fields[EntryFieldName.givenName].prefix(100)), birthDate: birthDate)
        let client = RateLimitMiddleware.address(
            of: request, context, trustsForwardedFor: writer.settings.trustsForwardedFor)
        do throws(EntryError) {
            let visit = try await door.desk.enter(claim, from: client, leaving: door.cookie.token(in: request))
            return entered(request, visit, .pupil)
        } catch {
            guard error == .notRecognized else { throw error }
            return page(.pupil, claim: claimForm(fields, problem: .notRecognized), status: .unprocessableContent)
        }
    }
}

// MARK: - As what somebody has entered

extension EntranceController {
    @Sendable private func employerAccount(
        _ request: Request, _ context: ServiceRequestContext
    ) async throws -> Response {
        try await door.within(request, as: .employer) { visit in
            let account = visit.subject
            return accountPage(
                of: visit, name: account.name, heading: "Votre compte d’employeur",
                facts: [("Nom", account.name), ("Adresse", account.email)],
                note:
                    "Les élèves ne voient ni votre nom ni cette adresse. Pour les changer ou supprimer ce compte, adressez-vous à la"
                    + " personne qui gère le service\u{A0}: \(writer.settings.operatorContact). Un compte qui n’a pas servi"
                    + " pendant trois ans est supprimé.",
                link: Message.Link(path: EmployerOfferPaths.list, label: "Vos offres"))
        }
    }

    @Sendable private func moderatorAccount(
        _ request: Request, _ context: ServiceRequestContext
    ) async throws -> Response {
        try await door.within(request, as: .moderator) { visit in
            let account = visit.subject
            return accountPage(
                of: visit, name: account.name, heading: "Votre compte de modération",
                facts: [("Nom", account.name), ("Adresse", account.email)],
                note: "La personne qui gère le service ouvre et ferme ces comptes.",
                link: Message.Link(path: ModerationPaths.offers, label: "Offres à relire"))
        }
    }

    @Sendable private func pupilAccount(
        _ request: Request, _ context: ServiceRequestContext
    ) async throws -> Response {
        try await door.within(request, as: .pupil) { visit in
            accountPage(
                of: visit, name: "Élève", heading: "Vous êtes dans l’espace des élèves",
                facts: [("Établissement", visit.subject.school.text)],
                note:
                    "Vos candidatures sont derrière le lien «\u{A0}Espace des élèves\u{A0}». Sur un ordinateur partagé, quittez"
                    + " toujours votre espace avant de partir.")
        }
    }

    @Sendable private func familyAccount(
        _ request: Request, _ context: ServiceRequestContext
    ) async throws -> Response {
        try await door.within(request, as: .family) { visit in
            // Two children of one name, at two schools.
            let names = visit.subject.children.map(\.givenName)
            let children = names.indices.filter { !names[..<$0].contains(names[$0]) }.map { names[$0] }
                .joined(separator: ", ")
            return accountPage(
                of: visit, name: "Famille", heading: "Vous êtes dans l’espace des familles",
                facts: [("Adresse", visit.subject.email), ("Vous suivez", children)],
                note:
                    "Votre adresse et vos enfants sont ceux que l’établissement a enregistrés\u{A0}: lui seul les corrige. Sur un"
                    + " ordinateur partagé, quittez toujours votre espace avant de partir.",
                link: Message.Link(path: ApplicationPaths.ofFamily, label: "Candidatures de vos enfants"))
        }
    }

    private func accountPage<Subject>(
        of visit: Visit<Subject>, name: String, heading: String, facts: [(String, String)], note: String,
        link: Message.Link? = nil
    ) -> Response {
        writer.templates.response(
            .visitorAccount,
            VisitorAccountPage(
                page: writer.frame(heading), bar: door.bar(of: visit, name: name), heading: heading,
                facts: facts.map { VisitorAccountPage.Fact(name: $0.0, value: $0.1) }, note: note, link: link))
    }
}

extension EntryQuestion {
    fileprivate var lead: String {
        switch self {
        case .nothing: "Appuyez sur le bouton pour entrer."
        case .name: "C’est votre première visite. Dites qui vous êtes, puis entrez."
        case .code: "Ouvrez votre application de codes et saisissez les six chiffres qu’elle montre pour ce service."
        }
    }
}
