import ConventionDomain
import HTTPTypes
import Hummingbird
import Placements
import Workflow

/// The pages of those who sign for the school with an account: enter, read, agree to a list once, see it signed.
struct HeadController: Sendable {
    let office: HeadOffice
    let access: LinkAccess
    let writer: PageWriter
    /// What comes before conventions when pupils have no placement and time is short; `nil` where nobody can tell.
    var followUp: FollowUpParts?

    var cookie: SessionCookie<HeadSessionToken> { SessionCookie(publicBaseURL: writer.settings.publicBaseURL) }
    private var wayBack: WayBack { WayBack(publicBaseURL: writer.settings.publicBaseURL) }

    func addRoutes(to table: inout RouteTable) {
        table.add(HeadPaths.home, get: home)
        table.add(HeadPaths.link, get: leadHome, post: sendLink)
        table.add(HeadPaths.linkSent, get: linkSent)
        // Not called token: this is no link of a convention.
        table.add(HeadPaths.entryPrefix + ":passage", get: showEntry, post: enter)
        table.add(HeadPaths.leave, get: leadHome, post: leave)
        table.add(HeadPaths.desk, get: desk)
        table.add(HeadPaths.desk + "/:convention", get: read)
        table.add(HeadPaths.desk + "/:convention/document.pdf", get: document)
        table.add(HeadPaths.batches, get: leadHome, post: propose)
        table.add(HeadPaths.batches + "/:lot", get: showBatch)
        table.add(HeadPaths.batches + "/:lot/signer", get: leadToBatch, post: confirm)
    }

    @Sendable private func leadHome(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        .seeOther(HeadPaths.home)
    }

    @Sendable private func home(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        if let session = try await session(request) {
            return wayBack.response(to: request, door: HeadPaths.home, else: await firstPage(session))
        }
        let page = HeadHomePage(
            page: writer.frame("Espace de l’établissement"), action: HeadPaths.link,
            formToken: access.formToken.text(for: HeadPaths.link), problem: HeadMistake(request)?.text)
        return writer.templates.response(.headHome, page)
    }

    /// The list of who has no placement, while it leads; what signs is one link away. When it cannot be read, nobody is kept from signing.
    private func firstPage(_ session: HeadSession) async -> String {
        guard let followUp, let school = followUp.school(session.account),
            (try? await followUp.desk.leads(school)) == true
        else { return HeadPaths.desk }
        return FollowUpPaths.list
    }

    @Sendable private func sendLink(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let fields = try await fields(request, for: HeadPaths.link)
        let email = fields[HeadFieldName.email].filter { !$0.isWhitespace }
        guard email.contains("@") else { return .seeOther("\(HeadPaths.home)?\(HeadMistake.noAddress.query)") }
        try await office.sendEntry(to: email)
        return .seeOther(HeadPaths.linkSent)
    }

    @Sendable private func linkSent(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        writer.message(
            Message(
                title: "Regardez votre messagerie",
                paragraphs: [
                    "Si cette adresse a un compte, un lien vient de partir. Ouvrez-le dans les 15\u{A0}minutes, avec votre"
                        + " application de codes à portée de main.",
                    "Rien reçu\u{202F}? Regardez dans les courriers indésirables, vérifiez l’adresse, puis adressez-vous à la"
                        + " personne qui gère le service.",
                ], link: Message.Link(path: HeadPaths.home, label: "Revenir")))
    }

    @Sendable private func showEntry(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        guard let token = HeadEntryToken(context.parameters.get("passage") ?? "") else { return deadEntry }
        do { try await office.requireEntry(token) } catch {
            guard error == .expiredLink else { throw error }
            return deadEntry
        }
        let path = HeadPaths.path(of: .entry(token))
        let page = HeadEntryPage(
            page: writer.frame("Saisir votre code"), action: path, formToken: access.formToken.text(for: token.text),
            problem: HeadMistake(request)?.text)
        return writer.templates.response(.headEntry, page)
    }

    private var deadEntry: Response {
        writer.message(
            Message(
                title: "Ce lien ne peut plus servir",
                paragraphs: ["Il a déjà servi, ou plus de 15\u{A0}minutes ont passé. Demandez-en un nouveau."],
                link: Message.Link(path: HeadPaths.home, label: "Recevoir un nouveau lien")), status: .gone)
    }

    @Sendable private func enter(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        guard let token = HeadEntryToken(context.parameters.get("passage") ?? "") else { return deadEntry }
        let fields = try await fields(request, for: token.text)
        let session: HeadSessionToken
        do { session = try await office.enter(token, code: fields[SigningFieldName.code]) } catch {
            if error == .expiredLink { return deadEntry }
            guard let mistake = HeadMistake(error) else { throw error }
            return .seeOther("\(HeadPaths.path(of: .entry(token)))?\(mistake.query)")
        }
        // A new token, whatever cookie the browser sent: nobody can make somebody use a session of theirs.
        let path = followUp == nil ? HeadPaths.desk : HeadPaths.home
        var response = wayBack.response(to: request, door: HeadPaths.home, else: path)
        cookie.set(session, on: &response)
        return response
    }

    @Sendable private func leave(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        var response = Response.seeOther(HeadPaths.home)
        guard let session = try await session(request) else { return response }
        _ = try await fields(request, of: session)
        try await office.leave(session.token)
        cookie.clear(on: &response)
        return response
    }
}

// MARK: - Sessions and forms

extension HeadController {
    /// `nil` when nobody entered, or too long ago.
    func session(_ request: Request) async throws -> HeadSession? {
        guard let token = cookie.token(in: request) else { return nil }
        do {
            return HeadSession(token: token, account: try await office.account(of: token))
        } catch WorkflowError.unauthorized { return nil }
    }

    /// Answers who entered; everybody else is sent to the door. What signs, or leads to it, is not for staff; the use cases refuse it too.
    ///
    /// - Parameter admitsStaff: The page is also for those who never sign.
    func within(
        _ request: Request, admitsStaff: Bool = false, _ body: (HeadSession) async throws -> Response
    ) async throws -> Response {
        guard let session = try await session(request) else {
            return try await OutsideAnswer(writer: writer, bodies: access.bodies)
                .response(to: request, entrance: HeadPaths.home, over: HeadMistake.sessionOver.query)
        }
        guard admitsStaff || session.account.role == .signatory else { return staffPage(session, status: .forbidden) }
        return try await body(session)
    }

    /// What an account that names no school is shown where a school's own pupils or hosts are.
    var noSchool: Response {
        writer.message(
            Message(
                title: "Aucun établissement",
                paragraphs: [
                    "Votre compte n’est rattaché à aucun établissement. La personne qui gère le service peut le rattacher."
                ], link: Message.Link(path: HeadPaths.desk, label: "Revenir aux conventions")), status: .notFound)
    }

    /// What staff is shown where others sign.
    func staffPage(_ session: HeadSession, status: HTTPResponse.Status = .ok) -> Response {
        writer.templates.response(
            .headStaff, HeadStaffPage(page: writer.frame("Espace de l’établissement"), bar: bar(session)),
            status: status)
    }

    /// The fields of a form from a page of this very session.
    func fields(_ request: Request, of session: HeadSession) async throws -> FormFields {
        try await fields(request, for: session.token.text)
    }

    private func fields(_ request: Request, for secret: String) async throws -> FormFields {
        let body = try await access.bodies.collect(request, mediaType: "application/x-www-form-urlencoded")
        let fields = try FormFields(body, maximumCount: HeadDeskPage.rowCount + 16)
        try access.formToken.check(fields, for: secret)
        return fields
    }

    func bar(_ session: HeadSession) -> HeadBar {
        HeadBar(
            name: session.account.name, leave: HeadPaths.leave, desk: HeadPaths.desk,
            deskLabel: session.account.role == .signatory ? "Conventions à signer" : "Espace de l’établissement",
            formToken: access.formToken.text(for: session.token.text))
    }
}

/// What was wrong with a form of these pages, as the address tells it to which the browser is sent.
enum HeadMistake: AddressedMistake {
    case noAddress, sessionOver, nothingChosen, consentMissing, consentChanged, codeUsed, codePaused
    case codeWrong(remainingTries: Int)

    static let words: [HeadMistake: String] = [
        .noAddress: "adresse", .sessionOver: "session", .nothingChosen: "choix", .consentMissing: "accord",
        .consentChanged: "texte", .codeUsed: "utilise", .codePaused: "pause",
    ]

    var remainingTries: Int? { if case .codeWrong(let tries) = self { tries } else { nil } }

    init?(_ error: WorkflowError) {
        switch error {
        case .wrongCode(let remaining): self = .codeWrong(remainingTries: remaining)
        case .codeLocked: self = .codePaused
        case .codeExpired: self = .codeUsed
        case .consentMissing: self = .consentMissing
        case .consentVersionChanged: self = .consentChanged
        case .invalidData: self = .nothingChosen
        default: return nil
        }
    }

    var text: String {
        switch self {
        case .noAddress: "Saisissez votre adresse électronique, par exemple ce.0750000x@exemple.fr."
        case .sessionOver: "Votre session est terminée, ou n’a pas commencé. Entrez de nouveau."
        case .nothingChosen: "Cochez au moins une convention qui attend votre signature."
        case .consentMissing: "Pour signer, cochez la case qui exprime votre accord."
        case .consentChanged: "Le texte de votre engagement vient de changer. Relisez-le, puis cochez la case."
        case .codeUsed: "Ce code a déjà servi. Attendez que votre application en montre un autre, puis saisissez-le."
        case .codePaused: "Trop de codes erronés. Pour votre sécurité, réessayez dans 15\u{A0}minutes."
        case .codeWrong(let tries):
            "Ce code n’est pas le bon. Saisissez celui que votre application montre maintenant\u{A0}: il vous reste \(tries)"
                + (tries > 1 ? " essais." : " essai.")
        }
    }
}
