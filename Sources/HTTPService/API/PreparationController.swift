import ConventionDomain
import Hummingbird
import Workflow

/// Where a school's own software begins conventions whose other parts host and family fill.
struct PreparationController: Sendable {
    let useCases: SchoolUseCases
    let bodies: RequestBodies

    func addRoutes(to table: inout RouteTable) {
        table.add(ConventionPaths.preparations, produces: "application/json", post: begin)
    }

    private struct PreparationDTO: Encodable {
        let convention: String
        let state: String
    }

    @Sendable private func begin(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try await useCases.holder(of: request)
        let entered = try await useCases.prepare(holder, try await bodies.schoolDraft(of: request))
        var response = try Response.json(
            PreparationDTO(
                convention: entered.convention.text, state: ConventionState.Phase.completing.rawValue), status: .created
        )
        if entered.isReplay { response.headers[.idempotencyReplayed] = "true" }
        return response
    }
}
