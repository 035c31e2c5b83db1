import ConventionDomain
import Hummingbird
import Workflow

/// Where a school's own software enters drafts.
struct DraftController: Sendable {
    let useCases: SchoolUseCases
    let bodies: RequestBodies

    func addRoutes(to table: inout RouteTable) { table.add(ConventionPaths.base, post: enter) }

    private struct DraftDTO: Encodable {
        let convention: String
        let state: String
        let warnings: [String]
    }

    /// The key first: a body is read only of who may enter one.
    @Sendable private func enter(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try await useCases.holder(of: request)
        let idempotencyKey = try request.idempotencyKey()
        let body = try DraftRequestBody(try await bodies.collect(request, mediaType: "application/json"))
        let entered = try await useCases.draft(
            holder,
            SchoolDraftRequest(
                data: body.data, contactSheet: body.contactSheet, order: body.order, template: body.template,
                idempotencyKey: idempotencyKey))
        var response = try Response.json(
            DraftDTO(
                convention: entered.draft.convention.text, state: ConventionState.Phase.draft.rawValue,
                warnings: entered.warnings), status: .created)
        if entered.draft.isReplay { response.headers[.idempotencyReplayed] = "true" }
        return response
    }
}

extension SchoolUseCases {
    /// Whose key a request carries; to be asked before a body is read.
    func holder(of request: Request) async throws(RequestFailure) -> SchoolKeyRecord {
        do {
            let key: SchoolKey = try request.bearerToken()
            return try await authenticate(key)
        } catch RequestFailure.accessTokenMissing {
            throw .schoolKeyMissing
        } catch RequestFailure.workflow(.unauthorized), WorkflowError.unauthorized {
            throw .schoolKeyRefused
        } catch let error as WorkflowError {
            throw .workflow(error)
        } catch { throw .unexpected(String(describing: type(of: error))) }
    }
}
