import ConventionDomain
import HTTPTypes
import Hummingbird
import NIOCore
import Parties
import Workflow

/// Signing a printed copy, behind a link for signing or reading: what to do, saying so, and what the school states afterwards.
struct PaperController: Sendable {
    let useCases: SignatoryUseCases
    let access: LinkAccess
    let writer: PageWriter
    /// `/s/` or `/r/`.
    let prefix: String

    func addRoutes(to table: inout RouteTable) {
        table.add("\(prefix):token/\(PaperPage.pathEnd)", get: show, post: choose)
        table.add(
            "\(prefix):token/\(PaperLines.statementName)",
            get: { request, context in
                try await useCases.paperStatement(try await access.admitted(request, context)).response
            })
    }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try await access.admitted(request, context)
        let view = try await useCases.view(token)
        let link = access.form(token, prefix: prefix)
        guard view.offersPaper else { return .seeOther(link.path) }
        return writer.templates.response(.paper, writer.paperPage(view, link: link))
    }

    /// Sends the browser to the page that says so, which can be loaded again.
    @Sendable private func choose(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try await access.admitted(request, context)
        _ = try await access.fields(request, for: token)
        try await useCases.choosePaper(token)
        return .seeOther("\(access.form(token, prefix: prefix).path)/\(PaperPage.pathEnd)")
    }
}

extension StatementFile {
    var response: Response {
        let headers: HTTPFields = [
            .contentType: "application/pdf",
            .contentDisposition: "inline; filename=\"attestation-papier-\(convention.text).pdf\"",
            .contentSecurityPolicy: HTTPField.policyOfDocuments,
        ]
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
