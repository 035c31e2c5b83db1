import ConventionDomain
import ConventionTemplates
import Hummingbird
import Parties
import Workflow

/// Where a school's own software corrects drafts.
struct CorrectionController: Sendable {
    let useCases: SchoolUseCases
    let bodies: RequestBodies

    func addRoutes(to table: inout RouteTable) {
        table.add("\(ConventionPaths.base)/:id/correction", produces: "application/json", post: correct)
    }

    private struct CorrectedDTO: Encodable {
        let convention, replaces, state: String
    }

    /// The key first: a body is read only of who may send one.
    @Sendable private func correct(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try await useCases.holder(of: request)
        guard let id = ConventionID(context.parameters.get("id") ?? "") else { throw WorkflowError.unknownConvention }
        let key = try request.idempotencyKey()
        let bytes = try await bodies.collect(request, mediaType: "application/json")
        let draft = try DraftRequestBody(bytes)
        let asked = SchoolDraftRequest(
            data: draft.data, contactSheet: draft.contactSheet, order: draft.order, template: draft.template,
            idempotencyKey: key)
        let entered = try await useCases.correct(holder, id, asked, try Self.reason(bytes))
        var response = try Response.json(
            CorrectedDTO(
                convention: entered.convention.text, replaces: id.text, state: ConventionState.Phase.draft.rawValue),
            status: .created)
        if entered.isReplay { response.headers[.idempotencyReplayed] = "true" }
        return response
    }

    private static func reason(_ bytes: [UInt8]) throws(RequestFailure) -> String {
        let envelope: JSONEnvelope
        do throws(ConventionDataError) { envelope = try JSONEnvelope(bytes) } catch { throw .malformedJSON }
        guard let reason = envelope.text("reason") else {
            let detail = envelope.has("reason") ? "Un texte est attendu." : "Membre absent."
            throw .invalidMembers([.init(pointer: "/reason", detail: detail)])
        }
        return reason
    }
}
