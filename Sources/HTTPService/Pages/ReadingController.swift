import Hummingbird
import Workflow

/// The pages behind a reading link, which outlives the signature.
struct ReadingController: Sendable {
    let useCases: SignatoryUseCases
    let access: LinkAccess
    let writer: PageWriter
    let door: ReadingDoor

    func addRoutes(to table: inout RouteTable) {
        let path = LinkPaths.readingPrefix + ":token"
        table.add(path, get: show)
        table.add(path + "/document.pdf", get: document)
        table.add(path + "/renew", get: leadBack, post: renew)
    }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try access.token(context)
        guard try await access.admits(token, request) else { return door.page(token) }
        let view = try await useCases.view(token)
        guard view.linkKind == .reading else { return .seeOther(LinkPaths.signingPrefix + token.text) }
        let link = access.form(token, prefix: LinkPaths.readingPrefix)
        let document = try await useCases.readableHTML(token)
        return writer.templates.response(.reading, writer.readingPage(view, document: document, link: link))
    }

    @Sendable private func document(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await useCases.document(try await access.admitted(request, context)).response(to: request)
    }

    /// A browser that was closed on the answer to a form asks for its address again.
    @Sendable private func leadBack(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        .seeOther(LinkPaths.readingPrefix + (try access.token(context)).text)
    }

    @Sendable private func renew(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try access.token(context)
        _ = try await access.fields(request, for: token)
        guard await access.mayRenew(token, request) else { throw RequestFailure.readingCodeMissing }
        try await useCases.renewLink(token)
        return .seeOther(LinkPaths.renewed)
    }
}
