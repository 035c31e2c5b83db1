import Hummingbird
import Parties
import Workflow

import struct Foundation.Date

/// Where an employer's software says at which address it wants to be told of its conventions: one for each establishment.
struct EmployerWebhookController: Sendable {
    static let path = "/api/v1/employer/webhook"
    static let secretPath = "/api/v1/employer/webhook/secret"

    let useCases: EmployerWebhookUseCases
    let bodies: RequestBodies
    let base: String

    func addRoutes(to table: inout RouteTable) {
        table.add(Self.path, produces: "application/json", get: show, put: put, delete: remove)
        table.add(Self.secretPath, produces: "application/json", post: rotate)
        table.add(Self.deliveriesPath, produces: "application/json", get: list)
        table.add(Self.deliveriesPath + "/:message/resend", produces: "application/json", post: resend)
    }

    private struct EndpointDTO: Encodable {
        let siret: String
        let url: String
        let events: [String]
        let state: String
        let createdAt: Date
        let lastDeliveredAt: Date?
        let failingSince: Date?
        /// Only in the answer that makes it.
        let secret: String?

        init(_ endpoint: WebhookEndpoint, showsSecret: Bool) {
            siret = endpoint.siret?.digits ?? ""
            url = endpoint.url
            events = endpoint.events.map(\.rawValue).sorted()
            state = endpoint.state.rawValue
            createdAt = endpoint.createdAt
            lastDeliveredAt = endpoint.health.lastDeliveredAt
            failingSince = endpoint.health.failingSince
            secret = showsSecret ? endpoint.secret.text : nil
        }
    }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try await holder(of: request)
        guard let endpoint = try await useCases.office.own(of: holder.siret) else { throw RequestFailure.notFound }
        return try Response.json(EndpointDTO(endpoint, showsSecret: false))
    }

    /// The key first: a body is read only of who may set one up.
    @Sendable private func put(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try await holder(of: request)
        let body = try WebhookRequestBody(try await bodies.collect(request, mediaType: "application/json"))
        let (endpoint, isNew) = try await useCases.office.put(for: holder.siret, url: body.url, events: body.events)
        return try Response.json(EndpointDTO(endpoint, showsSecret: isNew), status: isNew ? .created : .ok)
    }

    @Sendable private func rotate(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try await holder(of: request)
        guard let endpoint = try await useCases.office.rotateOwn(of: holder.siret) else {
            throw RequestFailure.notFound
        }
        return try Response.json(EndpointDTO(endpoint, showsSecret: true))
    }

    @Sendable private func remove(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try await holder(of: request)
        guard let endpoint = try await useCases.office.own(of: holder.siret),
            try await useCases.office.removeOwn(of: holder.siret)
        else { throw RequestFailure.notFound }
        return try Response.json(EndpointDTO(endpoint, showsSecret: false))
    }

    func holder(of request: Request) async throws(RequestFailure) -> EmployerKeyRecord {
        try await request.employer(useCases.authenticate)
    }
}

extension Request {
    /// Whose key came with the request.
    func employer(
        _ authenticate: @Sendable (EmployerKey) async throws(WorkflowError) -> EmployerKeyRecord
    ) async throws(RequestFailure) -> EmployerKeyRecord {
        do {
            let key: EmployerKey = try bearerToken()
            return try await authenticate(key)
        } catch RequestFailure.accessTokenMissing {
            throw .employerKeyMissing
        } catch RequestFailure.workflow(.unauthorized), WorkflowError.unauthorized {
            throw .employerKeyRefused
        } catch let error as WorkflowError {
            throw .workflow(error)
        } catch { throw .unexpected(String(describing: type(of: error))) }
    }
}
