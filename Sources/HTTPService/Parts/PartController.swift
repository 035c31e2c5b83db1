import ConventionDomain
import Hummingbird
import Workflow

/// The pages on which host and family fill their parts of a convention that is being prepared; nothing is signed here.
struct PartController: Sendable {
    let workflow: ConventionWorkflow
    let bodies: RequestBodies
    let formToken: FormToken
    let writer: PageWriter
    /// `nil` leaves it out: then what is wrong is said when the form is sent.
    let script: HostPartScript?
    /// More fields than the longest placement has.
    private static let maximumFieldCount = 400

    func addRoutes(to table: inout RouteTable) {
        let path = LinkPaths.partPrefix + ":token"
        table.add(path, get: show, post: answer)
        table.add(path + "/renew", get: leadBack, post: renew)
        addCheckRoutes(to: &table)
    }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try token(context)
        let view = try await workflow.partView(token)
        let form = LinkForm(path: LinkPaths.partPrefix + token.text, formToken: formToken.text(for: token.text))
        guard view.situation == .open else { return writer.message(Self.message(on: view)) }
        let outcome = PartOutcome(rawValue: request.uri.queryParameters.get("suite") ?? "")
        switch view.part {
        case .host: return hostPage(writer.hostPartPage(view, form, outcome, hasScript: script != nil))
        case .family: return writer.templates.response(.partFamily, writer.familyPage(view, form, outcome))
        }
    }

    private func hostPage(_ page: HostPartPage) -> Response {
        var response = writer.templates.response(.partHost, page)
        if script != nil {
            response.headers[.contentSecurityPolicy] = SecurityHeadersMiddleware.contentSecurityPolicyWithScript
        }
        return response
    }

    /// Keeps what was typed, then sends the browser to a page that can be loaded again.
    @Sendable private func answer(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try token(context)
        let fields = try await fields(request, for: token)
        let path = LinkPaths.partPrefix + token.text
        let view = try await workflow.partView(token)
        guard view.situation == .open else { return .seeOther(path) }
        let outcome: PartOutcome?
        switch view.part {
        case .host: outcome = try await keep(fields, view, token)
        case .family where !fields[PartFieldName.host].isEmpty: outcome = try await name(fields, token)
        case .family: outcome = try await record(fields, token)
        }
        return .seeOther(path + (outcome.map { "?suite=\($0.rawValue)" } ?? ""))
    }

    private func keep(
        _ fields: FormFields, _ view: PartView, _ token: PartToken
    ) async throws(WorkflowError) -> PartOutcome? {
        let gives = !fields[PartFieldName.give].isEmpty
        do throws(WorkflowError) {
            let next = try await workflow.savePart(token, HostPartForm(fields, days: view.days).part, gives: gives)
            if next.situation == .open { return gives ? .incomplete : .kept }
            return nil
        } catch {
            // Somebody else gave it meanwhile: the page says so.
            if case .wrongState = error { return nil }
            throw error
        }
    }

    private func name(_ fields: FormFields, _ token: PartToken) async throws(WorkflowError) -> PartOutcome? {
        let gives = !fields[PartFieldName.give].isEmpty
        do throws(WorkflowError) {
            let host = HostPartForm(fields, days: []).part
            let next = try await workflow.nameHost(token, host, gives: gives)
            guard let naming = next.naming, !naming.isProposed else { return nil }
            return gives ? .hostIncomplete : .hostKept
        } catch {
            // Somebody else of the family gave it meanwhile, or the school named the host: the page says so.
            if case .wrongState = error { return nil }
            throw error
        }
    }

    private func record(_ fields: FormFields, _ token: PartToken) async throws(WorkflowError) -> PartOutcome? {
        guard fields[PartFieldName.objection].isEmpty else {
            do throws(WorkflowError) {
                try await workflow.disputeFamily(token, message: fields[PartFieldName.message])
                return .kept
            } catch {
                if case .invalidData = error { return .incomplete }
                throw error
            }
        }
        do throws(WorkflowError) { try await workflow.confirmFamily(token) } catch {
            // Somebody else of the family has objected meanwhile: the page says so.
            guard case .wrongState = error else { throw error }
        }
        return nil
    }

    @Sendable func leadBack(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        .seeOther(LinkPaths.partPrefix + (try token(context)).text)
    }

    @Sendable private func renew(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try token(context)
        _ = try await fields(request, for: token)
        try await workflow.renewPartLink(token)
        return .seeOther(LinkPaths.renewed)
    }

    func token(_ context: ServiceRequestContext) throws(WorkflowError) -> PartToken {
        guard let token = PartToken(context.parameters.get("token") ?? "") else { throw .unknownLink }
        return token
    }

    func fields(_ request: Request, for token: PartToken) async throws(RequestFailure) -> FormFields {
        let body = try await bodies.collect(request, mediaType: "application/x-www-form-urlencoded")
        let fields = try FormFields(body, maximumCount: Self.maximumFieldCount)
        try formToken.check(fields, for: token.text)
        return fields
    }

    private static func message(on view: PartView) -> Message {
        switch view.situation {
        case .given, .open:
            Message(
                title: view.part == .host ? "Votre partie est transmise" : "La réponse de la famille est enregistrée",
                paragraphs: [
                    "L’établissement scolaire la relit. Rien n’est encore signé\u{A0}: la convention vous sera proposée à la signature "
                        + "par un autre message.",
                    "Pour changer quelque chose, adressez-vous à l’établissement.",
                ])
        case .approved:
            Message(
                title: "La convention est établie",
                paragraphs: [
                    "Cette page ne sert plus. La convention elle-même vous est envoyée, à lire et à signer, par un autre message."
                ])
        case .cancelled:
            Message(
                title: "Cette convention est annulée",
                paragraphs: [
                    "Vous n’avez plus rien à faire. Pour en savoir plus, adressez-vous à l’établissement scolaire."
                ])
        }
    }
}

/// What came of the form that was sent last; only decides what the page says first.
enum PartOutcome: String, Sendable {
    case kept = "enregistre"
    /// It was to be given, and something is missing or wrong.
    case incomplete = "incomplet"
    /// The same two of the host that a family names.
    case hostKept = "organisme-enregistre"
    case hostIncomplete = "organisme-incomplet"
}

/// Names of fields besides the values of the part.
enum PartFieldName {
    static let give = "transmettre"
    static let sameHours = "memes-horaires"
    static let host = "organisme"
    static let objection = "erreur"
    static let message = "message"
}
