import ConventionDomain
import Hummingbird
import Workflow

extension CountersignatureController {
    /// Needs no idempotency key: begun twice, the second session counts.
    @Sendable func startSession(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let (token, id) = try caller(request, context)
        let bytes = try await bodies.collect(request, mediaType: "application/json")
        let session = try await useCases.startSignature(id, token, try SignatureSessionRequestBody(bytes).request())
        let body = SignatureSessionDTO(session, base: base)
        var response = try Response.json(body, status: .created)
        response.headers[.location] = body.complete
        return response
    }

    @Sendable func completeSession(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let (token, id) = try caller(request, context)
        let key = try request.idempotencyKey()
        guard let session = SessionToken(context.parameters.get("session") ?? "") else {
            throw RequestFailure.workflow(.ownCertificate(.sessionUnknown))
        }
        let bytes = try await bodies.collect(request, mediaType: "application/json")
        let asked = try SignatureValueRequestBody(bytes).request(session: session, key: key)
        return try response(to: try await useCases.completeSignature(id, token, asked))
    }
}
