import Hummingbird
import Parties
import Typesetting
import Workflow

import struct Foundation.Date

/// The pages behind a signing link: read, agree, type the code, receipt.
struct SigningController: Sendable {
    let useCases: SignatoryUseCases
    let access: LinkAccess
    let writer: PageWriter
    let sentCodes = SentCodes()
    let now: @Sendable () -> Date

    func addRoutes(to table: inout RouteTable) {
        let path = LinkPaths.signingPrefix + ":token"
        table.add(path, get: show)
        table.add(path + "/document.pdf", get: document)
        table.add(path + "/code", get: showCode, post: requestCode)
        table.add(path + "/sign", get: leadBack, post: sign)
        table.add(path + "/receipt", get: showReceipt)
        table.add(path + "/pending", get: showPending)
        table.add(path + "/renew", get: leadBack, post: renew)
        table.add(path + "/not-me", get: leadBack, post: disown)
        table.add(path + "/decline", get: leadBack, post: decline)
    }

    /// A browser that was closed on the answer to a form asks for its address again.
    @Sendable private func leadBack(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        .seeOther(access.form(try access.token(context)).path)
    }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try await access.admitted(request, context)
        var shownAgain = SignPageReturn(
            consentProblem: FormMistake(request) == .consentMissing ? FormMistake.consentMissing.text : nil)
        shownAgain.byMail = request.uri.queryParameters.get(SigningFieldName.way) == "courriel"
        return try await page(for: token, try await useCases.view(token), shownAgain: shownAgain)
    }

    /// The page that fits the situation, shown for the first time or again with what was wrong.
    func page(
        for token: LinkToken, _ view: SigningView, shownAgain: SignPageReturn = .first,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        guard view.linkKind == .signing else { return .seeOther(LinkPaths.readingPrefix + token.text) }
        switch view.situation {
        // Their link was replaced by one for reading when the school recorded the paper.
        case .onPaper: throw WorkflowError.alreadySigned
        case .signed, .completed, .expired(.some): return .seeOther(access.form(token).path + "/receipt")
        case .pending: return .seeOther(access.form(token).path + "/pending")
        case .noLongerNeeded: return writer.message(FailurePages.noLongerNeeded, status: status)
        case .expired(nil): return writer.message(FailurePages.expired(view.relation), status: status)
        case .onHold(.some): return .seeOther(access.form(token).path + "/receipt")
        case .onHold(nil): return writer.message(FailurePages.onHold(view.relation), status: status)
        case .refused, .cancelled: return writer.message(FailurePages.closed(view.relation), status: status)
        case .superseded: return writer.supersededPage(view, link: access.form(token), status: status)
        case .toSign, .waiting:
            let document = try await useCases.readableHTML(token)
            let page = writer.signPage(view, document: document, link: access.form(token), shownAgain: shownAgain)
            return writer.templates.response(.sign, page, status: status)
        }
    }

    @Sendable private func document(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await useCases.document(try await access.admitted(request, context)).response(to: request)
    }

    @Sendable private func showReceipt(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try await access.admitted(request, context)
        let view = try await useCases.view(token)
        switch view.situation {
        case .signed(let receipt), .expired(let receipt?), .onHold(let receipt?):
            return receiptResponse(view, receipt, isComplete: false)
        case .completed(let receipt): return receiptResponse(view, receipt, isComplete: true)
        case .toSign, .waiting, .pending, .onPaper, .expired(nil), .onHold(nil), .noLongerNeeded, .refused, .cancelled,
            .superseded:
            return .seeOther(access.form(token).path)
        }
    }

    /// Loaded as often as one likes: the signature is made without the page.
    @Sendable private func showPending(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try await access.admitted(request, context)
        let view = try await useCases.view(token)
        guard case .pending(let pending) = view.situation else { return .seeOther(access.form(token).path) }
        return writer.templates.response(
            .pending, writer.pendingPage(view, pending, link: access.form(token)))
    }

    private func receiptResponse(_ view: SigningView, _ receipt: SigningReceipt, isComplete: Bool) -> Response {
        writer.templates.response(.receipt, writer.receiptPage(view, receipt, isComplete: isComplete))
    }

    @Sendable private func disown(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try await access.admitted(request, context)
        _ = try await access.fields(request, for: token)
        try await useCases.disown(token)
        return writer.message(FailurePages.disowned)
    }

    @Sendable private func decline(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try await access.admitted(request, context)
        _ = try await access.fields(request, for: token)
        try await useCases.decline(token)
        return writer.message(FailurePages.declined)
    }

    @Sendable private func renew(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try access.token(context)
        _ = try await access.fields(request, for: token)
        guard await access.mayRenew(token, request) else { throw RequestFailure.readingCodeMissing }
        try await useCases.renewLink(token)
        return .seeOther(LinkPaths.renewed)
    }
}

extension SignatoryUseCases {
    /// The convention as HTML, or `nil` when the text cannot be shown as a page and the PDF has to do.
    func readableHTML(_ token: LinkToken) async throws -> String? {
        do {
            return DocumentHTML.render(try await readableDocument(token))
        } catch WorkflowError.unavailable(.rendering) {
            return nil
        }
    }
}
