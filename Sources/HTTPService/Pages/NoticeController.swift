import Hummingbird
import Workflow

import struct Foundation.Date

/// The pages behind the link of a parent who does not sign: read, object, take that back; behind a code for reading, and each decision by a
/// code of its own and a form.
struct NoticeController: Sendable {
    let workflow: ConventionWorkflow
    let access: LinkAccess
    let writer: PageWriter
    let door: ReadingDoor
    let now: @Sendable () -> Date
    let sentCodes = SentCodes()

    func addRoutes(to table: inout RouteTable) {
        let path = LinkPaths.noticePrefix + ":token"
        table.add(path, get: show)
        table.add(path + "/code", get: leadBack, post: requestCode)
        table.add(path + "/opposition", get: showCode, post: decide)
        table.add(path + "/renew", get: leadBack, post: renew)
    }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try access.token(context)
        guard try await door.room.admits(token, request) else { return door.page(token) }
        let view = try await workflow.noticeView(token)
        return writer.templates.response(
            .notice, writer.noticePage(view, document: try await text(view, token), link: link(token)))
    }

    /// Every handler that shows or does anything starts with this one, but for the one that mails a new link to the address on file.
    private func admitted(_ request: Request, _ context: ServiceRequestContext) async throws -> LinkToken {
        let token = try access.token(context)
        guard try await door.room.admits(token, request) else { throw RequestFailure.readingCodeMissing }
        return token
    }

    /// `nil` when there is nothing to read any more, or the text cannot be shown as a page.
    private func text(_ view: NoticeView, _ token: LinkToken) async throws -> String? {
        guard ![.cancelled, .refused, .superseded].contains(view.situation) else { return nil }
        do {
            return DocumentHTML.render(try await workflow.noticeText(token))
        } catch WorkflowError.unavailable(.rendering) { return nil }
    }

    /// A browser that was closed on the answer to a form asks for its address again.
    @Sendable private func leadBack(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        .seeOther(link(try access.token(context)).path)
    }

    @Sendable private func renew(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try access.token(context)
        _ = try await access.fields(request, for: token)
        try await workflow.renewNotice(token)
        return .seeOther(LinkPaths.renewed)
    }

    /// Asks for a code, then sends the browser to a page that can be loaded again.
    @Sendable private func requestCode(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try await admitted(request, context)
        _ = try await access.fields(request, for: token)
        let requested = try await workflow.requestObjectionCode(token)
        await sentCodes.note(requested, now: now())
        return .seeOther("\(link(token).path)/opposition?\(SigningFieldName.attempt)=\(requested.attempt.text)")
    }

    @Sendable private func showCode(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try await admitted(request, context)
        let view = try await workflow.noticeView(token)
        guard let attempt = AttemptID(request.uri.queryParameters.get(SigningFieldName.attempt) ?? ""),
            let isWithdrawal = view.isWithdrawal
        else { return .seeOther(link(token).path) }
        return await page(token, attempt, isWithdrawal: isWithdrawal, view.relation)
    }

    /// The form says which of the two was decided, so that what was decided twice is not turned round.
    @Sendable private func decide(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try await admitted(request, context)
        let fields = try await access.fields(request, for: token)
        guard let attempt = AttemptID(fields[SigningFieldName.attempt]) else { throw RequestFailure.malformedForm }
        let isWithdrawal = fields["decision"] == "retrait"
        let relation = try await workflow.noticeView(token).relation
        let code = fields[SigningFieldName.code]
        do throws(WorkflowError) {
            if isWithdrawal {
                try await workflow.withdrawObjection(token, code: code, attempt: attempt)
            } else {
                try await workflow.object(token, code: code, attempt: attempt)
            }
            return .seeOther(link(token).path)
        } catch {
            switch error {
            case .wrongCode(let remaining):
                return await page(
                    token, attempt, isWithdrawal: isWithdrawal, relation,
                    problem: FormMistake.codeWrong(remainingTries: remaining).text)
            case .codeExpired:
                return await page(token, attempt, isWithdrawal: isWithdrawal, relation, problem: Self.codeExpired)
            default: throw error
            }
        }
    }

    private func page(
        _ token: LinkToken, _ attempt: AttemptID, isWithdrawal: Bool, _ relation: DocumentRelation,
        problem: String? = nil
    ) async -> Response {
        let page = writer.objectionPage(
            attempt, isWithdrawal: isWithdrawal, relation, link: link(token), sent: await sentCodes.find(attempt),
            problem: problem)
        return writer.templates.response(.objection, page, status: problem == nil ? .ok : .unprocessableContent)
    }

    private func link(_ token: LinkToken) -> LinkForm { access.form(token, prefix: LinkPaths.noticePrefix) }

    private static let codeExpired = "Ce code n’est plus valable. Demandez-en un nouveau en bas de la page."
}

extension NoticeView {
    /// What a code would confirm now; `nil` when there is nothing to decide.
    fileprivate var isWithdrawal: Bool? {
        switch situation {
        case .open, .onHold: false
        case .objected: true
        case .completed, .expired, .refused, .cancelled, .superseded: nil
        }
    }
}
