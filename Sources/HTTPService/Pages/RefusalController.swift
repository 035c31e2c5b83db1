import Hummingbird
import Parties
import Workflow

import struct Foundation.Date

/// Refusing behind a link, of signing or for the employer of reading: ask for a code, then confirm and say why.
struct RefusalController: Sendable {
    let useCases: SignatoryUseCases
    let access: LinkAccess
    let writer: PageWriter
    /// `/s/` or `/r/`.
    let prefix: String
    let now: @Sendable () -> Date
    let sentCodes = SentCodes()

    func addRoutes(to table: inout RouteTable) {
        let path = prefix + ":token/refusal"
        table.add(path + "/code", get: leadBack, post: requestCode)
        table.add(path, get: show, post: refuse)
    }

    /// A browser that was closed on the answer to a form asks for its address again.
    @Sendable private func leadBack(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        .seeOther(access.form(try access.token(context), prefix: prefix).path)
    }

    /// Asks for a code, then sends the browser to a page that can be loaded again.
    @Sendable private func requestCode(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try await access.admitted(request, context)
        let fields = try await access.fields(request, for: token)
        try await useCases.recordOpening(token)
        let requested = try await useCases.requestRefusalCode(token, fields.asksForMail)
        await sentCodes.note(requested, now: now())
        let query = "\(SigningFieldName.attempt)=\(requested.attempt.text)"
        return .seeOther("\(access.form(token, prefix: prefix).path)/refusal?\(query)")
    }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try await access.admitted(request, context)
        let view = try await useCases.view(token)
        let attempt = AttemptID(request.uri.queryParameters.get(SigningFieldName.attempt) ?? "")
        switch view.situation {
        case .toSign where view.signatory.isOptional:
            return .seeOther(access.form(token, prefix: prefix).path)
        case .toSign, .waiting, .pending:
            guard let attempt else { return .seeOther(access.form(token, prefix: prefix).path) }
            return await page(for: token, attempt)
        case .signed, .completed, .onPaper, .noLongerNeeded, .expired, .onHold, .refused, .cancelled, .superseded:
            return .seeOther(access.form(token, prefix: prefix).path)
        }
    }

    /// What was typed is shown again with what was wrong: nobody has to write a reason twice.
    @Sendable private func refuse(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try await access.admitted(request, context)
        let form = try RefusalForm(try await access.fields(request, for: token))
        var again = RefusalPageReturn(reason: form.reason)
        do throws(WorkflowError) {
            try await useCases.refuse(token, SignatoryUseCases.RefusalEntry(form))
            return writer.message(Self.refused)
        } catch {
            switch error {
            case .invalidData(let messages): again.reasonProblem = messages.map(\.french).joined(separator: " ")
            case .wrongCode(let remaining): again.problem = FormMistake.codeWrong(remainingTries: remaining).text
            case .codeExpired: again.problem = Self.codeExpired
            default: throw error
            }
            return await page(for: token, form.attempt, again, status: .unprocessableContent)
        }
    }

    private func page(
        for token: LinkToken, _ attempt: AttemptID, _ shownAgain: RefusalPageReturn = .first,
        status: HTTPResponse.Status = .ok
    ) async -> Response {
        let page = writer.refusalPage(
            attempt, link: access.form(token, prefix: prefix), sent: await sentCodes.find(attempt),
            shownAgain: shownAgain)
        return writer.templates.response(.refusal, page, status: status)
    }

    private static let codeExpired = "Ce code n’est plus valable. Demandez-en un nouveau en bas de la page."

    private static let refused = Message(
        title: "Votre refus est enregistré",
        paragraphs: [
            "L’établissement scolaire est prévenu, avec le motif que vous avez donné.",
            "Vous n’avez plus rien à faire. Pour en parler, adressez-vous à l’établissement.",
        ])
}

extension SignatoryUseCases.RefusalEntry {
    fileprivate init(_ form: RefusalForm) {
        self.init(reason: form.reason, code: form.code, attempt: form.attempt)
    }
}
