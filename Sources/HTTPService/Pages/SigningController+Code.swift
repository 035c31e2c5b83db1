import Hummingbird
import Workflow

// From the consent to the signature.
extension SigningController {
    /// Asks for a code, then sends the browser to a page that can be loaded again: a phone does so when its owner comes
    /// back from the mail.
    @Sendable func requestCode(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try access.token(context)
        let form = try ConsentForm(try await access.fields(request, for: token))
        guard form.isTicked else { return try await askAgain(token, Self.notTicked, .unprocessableContent) }
        do {
            try await useCases.recordOpening(token)
            let requested = try await useCases.requestCode(token, form.consent)
            await sentCodes.note(requested, now: now())
            let attempt = AttemptForm(attempt: requested.attempt, digest: form.consent.shownDigest)
            return .seeOther(access.form(token).path + "/code?" + attempt.query)
        } catch WorkflowError.consentVersionChanged {
            return try await askAgain(token, SignPageReturn(notice: Self.consentChanged), .conflict)
        } catch WorkflowError.documentChanged {
            return try await askAgain(token, SignPageReturn(notice: Self.documentChanged), .conflict)
        } catch WorkflowError.consentMissing {
            return try await askAgain(token, Self.notTicked, .unprocessableContent)
        } catch WorkflowError.alreadySigned {
            return .seeOther(access.form(token).path + "/receipt")
        }
    }

    private func askAgain(
        _ token: LinkToken, _ shownAgain: SignPageReturn, _ status: HTTPResponse.Status
    ) async throws -> Response {
        try await page(for: token, try await useCases.view(token), shownAgain: shownAgain, status: status)
    }

    @Sendable func showCode(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try access.token(context)
        let view = try await useCases.view(token)
        let query = request.uri.queryParameters
        let form = AttemptForm(
            attempt: query.get(SigningFieldName.attempt) ?? "", digest: query.get(SigningFieldName.digest) ?? "")
        guard case .toSign = view.situation, let form else { return .seeOther(access.form(token).path) }
        return await codeResponse(token, form)
    }

    @Sendable func sign(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try access.token(context)
        let fields = try await access.fields(request, for: token)
        let form = AttemptForm(
            attempt: fields[SigningFieldName.attempt], digest: fields[SigningFieldName.digest])
        guard let form else { throw RequestFailure.malformedForm }
        let code = fields[SigningFieldName.code]
        let entry = SignatoryUseCases.CodeEntry(code: code, attempt: form.attempt, shownDigest: form.digest)
        guard !code.isEmpty else { return await codeResponse(token, form, problem: Self.codeEmpty) }
        do {
            _ = try await useCases.sign(token, entry)
            return .seeOther(access.form(token).path + "/receipt")
        } catch WorkflowError.wrongCode(let remaining) {
            return await codeResponse(token, form, typed: code, problem: Self.codeWrong(remaining))
        } catch WorkflowError.codeExpired {
            return await codeResponse(token, form, problem: Self.codeExpired)
        } catch WorkflowError.alreadySigned {
            return .seeOther(access.form(token).path + "/receipt")
        } catch WorkflowError.documentChanged {
            return try await askAgain(token, SignPageReturn(notice: Self.documentChanged), .conflict)
        }
    }

    private func codeResponse(
        _ token: LinkToken, _ form: AttemptForm, typed: String = "", problem: String? = nil
    ) async -> Response {
        let sent = await sentCodes.find(form.attempt)
        let page = writer.codePage(form, link: access.form(token), sent: sent, typed: typed, problem: problem)
        return writer.templates.response(.code, page, status: problem == nil ? .ok : .unprocessableContent)
    }

    private static let notTicked = SignPageReturn(
        consentProblem: "Pour signer, cochez la case qui exprime votre accord.")
    private static let consentChanged =
        "Le texte de votre engagement a changé depuis que vous avez ouvert la page. Relisez-le, puis cochez la case."
    private static let documentChanged =
        "Cette page montrait un document qui n’est plus le bon. Relisez la convention, puis cochez la case."
    private static let codeEmpty = "Saisissez le code à six chiffres reçu par courriel."
    private static let codeExpired =
        "Ce code n’est plus valable. Revenez à la convention pour en recevoir un nouveau."

    private static func codeWrong(_ remaining: Int) -> String {
        "Ce code n’est pas le bon. Vérifiez le dernier message reçu\u{A0}: il vous reste \(remaining)"
            + (remaining > 1 ? " essais." : " essai.")
    }
}
