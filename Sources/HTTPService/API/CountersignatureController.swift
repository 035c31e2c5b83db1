import ConventionDomain
import Hummingbird
import Parties
import Workflow

/// The employers' endpoint.
struct CountersignatureController: Sendable {
    let useCases: EmployerUseCases
    let bodies: RequestBodies
    let base: String

    func addRoutes(to table: inout RouteTable) {
        let path = ConventionPaths.base + "/:id"
        table.add(path, produces: "application/json", get: show)
        table.add(path + "/document", produces: "application/pdf", get: document)
        for sheet in HandoverSheet.allCases {
            table.add(
                "\(path)/\(sheet.rawValue)", produces: "application/pdf",
                get: { request, context in
                    let (token, id) = try caller(request, context)
                    return try await useCases.sheet(sheet, id, token).response
                })
        }
        table.add(path + "/countersignature", produces: "application/json", post: countersign)
        table.add(path + "/signature-sessions", produces: "application/json", post: startSession)
        table.add(path + "/signature-sessions/:session", produces: "application/json", post: completeSession)
        table.add(path + "/attestation", produces: "application/json", post: attest)
        table.add(path + "/refusal", produces: "application/json", post: refuse)
    }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let (token, id) = try caller(request, context)
        return try .json(ConventionDTO(try await useCases.view(id, token), base: base))
    }

    @Sendable private func document(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let (token, id) = try caller(request, context)
        return try await useCases.document(id, token).response(to: request)
    }

    @Sendable private func countersign(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let (token, id) = try caller(request, context)
        let key = try request.idempotencyKey()
        let bytes = try await bodies.collect(request, mediaType: "application/json")
        let asked = try CountersignatureRequestBody(bytes).request(key: key)
        switch try await useCases.countersign(id, token, asked) {
        case .signed(let result): return try response(to: result)
        case .pending(let pending, let isReplay): return try response(to: pending, isReplay: isReplay)
        }
    }

    func response(to result: CountersignatureResult) throws -> Response {
        var response = try Response.json(CountersignatureDTO(result, base: base), status: .created)
        response.headers[.location] = base + ConventionPaths.document(result.receipt.convention)
        if result.isReplay { response.headers[.idempotencyReplayed] = "true" }
        return response
    }

    /// Source: RFC 9110 §15.3.3 (202 Accepted), §10.2.3 (Retry-After).
    private func response(to pending: PendingSigning, isReplay: Bool) throws -> Response {
        let body = PendingCountersignatureDTO(pending, base: base)
        var response = try Response.json(body, status: .accepted)
        response.headers[.location] = body.status
        response.headers[.retryAfter] = "30"
        if isReplay { response.headers[.idempotencyReplayed] = "true" }
        return response
    }

    @Sendable private func refuse(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let (token, id) = try caller(request, context)
        let key = try request.idempotencyKey()
        let body = try RefusalRequestBody(try await bodies.collect(request, mediaType: "application/json"))
        let asked = EmployerRefusalRequest(reason: body.reason, idempotencyKey: key)
        let result = try await useCases.refuse(id, token, asked)
        var response = try Response.json(EmployerRefusalDTO(result), status: .created)
        response.headers[.location] = base + ConventionPaths.convention(id)
        if result.isReplay { response.headers[.idempotencyReplayed] = "true" }
        return response
    }

    /// The bearer token first: who has none learns nothing about references.
    func caller(
        _ request: Request, _ context: ServiceRequestContext
    ) throws(RequestFailure) -> (AccessToken, ConventionID) {
        let token: AccessToken = try request.bearerToken()
        guard let id = ConventionID(context.parameters.get("id") ?? "") else { throw .workflow(.unknownConvention) }
        return (token, id)
    }
}
