import ConventionDomain
import Hummingbird
import Workflow

/// Where a school's own software enters drafts.
struct DraftController: Sendable {
    let useCases: SchoolUseCases
    let bodies: RequestBodies

    func addRoutes(to table: inout RouteTable) {
        table.add(ConventionPaths.base, produces: "application/json", post: enter)
    }

    private struct DraftDTO: Encodable {
        let convention: String
        let state: String
        let warnings: [String]
    }

    /// The key first: a body is read only of who may enter one.
    @Sendable private func enter(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try await useCases.holder(of: request)
        let entered = try await useCases.draft(holder, try await bodies.schoolDraft(of: request))
        var response = try Response.json(
            DraftDTO(
                convention: entered.draft.convention.text, state: ConventionState.Phase.draft.rawValue,
                warnings: entered.warnings), status: .created)
        if entered.draft.isReplay { response.headers[.idempotencyReplayed] = "true" }
        return response
    }
}

extension RequestBodies {
    /// What a school's software sends to enter a draft, or to begin a preparation.
    func schoolDraft(of request: Request) async throws -> SchoolDraftRequest {
        let idempotencyKey = try request.idempotencyKey()
        let body = try DraftRequestBody(try await collect(request, mediaType: "application/json"))
        return SchoolDraftRequest(
            data: body.data, contactSheet: body.contactSheet, order: body.order, template: body.template,
            idempotencyKey: idempotencyKey)
    }
}
