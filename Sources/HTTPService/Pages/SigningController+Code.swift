import Hummingbird
import Workflow

// From the consent to the signature.
extension SigningController {
    /// Asks for a code, then sends the browser to a page that can be loaded again: a phone does so when its owner comes
    /// back from the mail.
    @Sendable func requestCode(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try await access.admitted(request, context)
        var form = try ConsentForm(try await access.fields(request, for: token))
        form.consent.userAgent = request.headers[.userAgent]
        guard form.isTicked else { return correctConsent(token, byMail: form.byMail) }
        do {
            try await useCases.recordOpening(token)
            let requested = try await useCases.requestCode(token, form.consent, form.byMail)
            await sentCodes.note(requested, now: now())
            let attempt = AttemptForm(attempt: requested.attempt, digest: form.consent.shownDigest)
            return .seeOther(access.form(token).path + "/code?" + attempt.query)
        } catch WorkflowError.consentVersionChanged {
            return try await askAgain(token, notice: Self.consentChanged)
        } catch WorkflowError.documentChanged {
            return try await askAgain(token, notice: Self.documentChanged)
        } catch WorkflowError.consentMissing {
            return correctConsent(token, byMail: form.byMail)
        } catch WorkflowError.alreadySigned {
            return .seeOther(access.form(token).path + "/receipt")
        } catch WorkflowError.signaturePending {
            return .seeOther(access.form(token).path + "/pending")
        }
    }

    private func correctConsent(_ token: LinkToken, byMail: Bool) -> Response {
        let way = byMail ? "\(SigningFieldName.way)=courriel&" : ""
        return .seeOther("\(access.form(token).path)?\(way)\(FormMistake.consentMissing.placedQuery)")
    }

    private func correctCode(_ token: LinkToken, _ form: AttemptForm, _ mistake: FormMistake) -> Response {
        .seeOther("\(access.form(token).path)/code?\(form.query)&\(mistake.placedQuery)")
    }

    private func askAgain(_ token: LinkToken, notice: String) async throws -> Response {
        let shownAgain = SignPageReturn(notice: notice)
        return try await page(for: token, try await useCases.view(token), shownAgain: shownAgain, status: .conflict)
    }

    @Sendable func showCode(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try await access.admitted(request, context)
        let view = try await useCases.view(token)
        let query = request.uri.queryParameters
        let form = AttemptForm(
            attempt: query.get(SigningFieldName.attempt) ?? "", digest: query.get(SigningFieldName.digest) ?? "")
        guard case .toSign = view.situation, let form else { return .seeOther(access.form(token).path) }
        let page = writer.codePage(
            form, link: access.form(token), sent: await sentCodes.find(form.attempt),
            problem: FormMistake(request)?.text)
        return writer.templates.response(.code, page)
    }

    @Sendable func sign(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try await access.admitted(request, context)
        let fields = try await access.fields(request, for: token)
        let form = AttemptForm(
            attempt: fields[SigningFieldName.attempt], digest: fields[SigningFieldName.digest])
        guard let form else { throw RequestFailure.malformedForm }
        let code = fields[SigningFieldName.code]
        let entry = SignatoryUseCases.CodeEntry(code: code, attempt: form.attempt, shownDigest: form.digest)
        guard !code.isEmpty else { return correctCode(token, form, .codeMissing) }
        do {
            switch try await useCases.sign(token, entry) {
            case .signed: return .seeOther(access.form(token).path + "/receipt")
            case .pending: return .seeOther(access.form(token).path + "/pending")
            }
        } catch WorkflowError.wrongCode(let remaining) {
            return correctCode(token, form, .codeWrong(remainingTries: remaining))
        } catch WorkflowError.codeExpired {
            return correctCode(token, form, .codeExpired)
        } catch WorkflowError.alreadySigned {
            return .seeOther(access.form(token).path + "/receipt")
        } catch WorkflowError.documentChanged {
            return try await askAgain(token, notice: Self.documentChanged)
        }
    }

    private static let consentChanged =
        "Le texte de votre engagement a changé depuis que vous avez ouvert la page. Relisez-le, puis cochez la case."
    private static let documentChanged =
        "Cette page montrait un document qui n’est plus le bon. Relisez-le, puis cochez la case."
}
