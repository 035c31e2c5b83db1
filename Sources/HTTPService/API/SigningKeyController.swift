import ConventionDomain
import Hummingbird
import Parties
import Workflow

/// Where software signs many conventions in few requests, with a key that was let sign: a school's, or an employer's.
///
/// Each convention is answered on its own; what is wrong with the request itself is a problem of the whole.
struct SigningKeyController: Sendable {
    /// ``ConventionPaths/school`` or ``ConventionPaths/employer``.
    let path: String
    /// Whose key a request bears.
    let holder: @Sendable (Request) async throws(RequestFailure) -> SigningKeyHolder
    let useCases: SigningKeyUseCases
    let bodies: RequestBodies
    let base: String

    private var conventions: String { path + "/conventions" }

    func addRoutes(to table: inout RouteTable, listing list: RouteTable.Handler? = nil) {
        table.add(conventions + "/:id", produces: "application/json", get: show)
        table.add(conventions + "/:id/document", produces: "application/pdf", get: document)
        table.add(path + "/signature-sessions", produces: "application/json", post: start)
        table.add(path + "/signatures", produces: "application/json", get: list, post: complete)
    }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let (holder, id) = try await opened(request, context)
        return try .json(ConventionDTO(try await useCases.view(id, holder), base: base, conventions: conventions))
    }

    @Sendable private func document(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let (holder, id) = try await opened(request, context)
        return try await useCases.document(id, holder).response(to: request)
    }

    /// The key first: who has none learns nothing about references.
    private func opened(
        _ request: Request, _ context: ServiceRequestContext
    ) async throws -> (SigningKeyHolder, ConventionID) {
        let holder = try await holder(request)
        guard let id = ConventionID(context.parameters.get("id") ?? "") else {
            throw RequestFailure.workflow(.unknownConvention)
        }
        return (holder, id)
    }

    /// Needs no idempotency key: begun twice, the later sessions count.
    @Sendable private func start(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try await holder(request)
        let body = try SignatureSessionsRequestBody(try await bodies.collect(request, mediaType: "application/json"))
        let items = try await useCases.start(try body.items(), holder)
        return try .json(SignatureSessionsDTO(items, requestID: context.id))
    }

    @Sendable private func complete(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try await holder(request)
        let key = try request.idempotencyKey()
        let body = try SignatureValuesRequestBody(try await bodies.collect(request, mediaType: "application/json"))
        let items = try await useCases.complete(try body.items(key: key), holder)
        return try .json(
            SignaturesDTO(items.map { .init($0, base: base, conventions: conventions, requestID: context.id) }))
    }

    /// Signs with the service's certificate, for an employer only.
    @Sendable func countersign(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        guard case .employer(let employer) = try await holder(request) else { throw RequestFailure.notFound }
        let key = try request.idempotencyKey()
        let body = try CountersignaturesRequestBody(try await bodies.collect(request, mediaType: "application/json"))
        let items = try await useCases.countersign(try body.items(key: key), employer)
        return try .json(
            SignaturesDTO(items.map { .init($0, base: base, conventions: conventions, requestID: context.id) }))
    }
}

/// What awaits whoever signs for the school, for the school's software.
struct SchoolListController: Sendable {
    static let path = ConventionPaths.school + "/signatures"

    let schools: SchoolUseCases
    let useCases: SigningKeyUseCases
    let base: String

    private struct ListDTO: Encodable {
        let signatures: [AwaitedSignatureDTO]
        /// Address of the next page; absent on the last.
        let next: String?
    }

    @Sendable func list(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try await schools.holder(of: request)
        let query = try EmployerListQuery(request.uri.queryParameters)
        let page = try await useCases.awaitingSchool(holder, query.place, query.limit)
        let next = query.next(after: page, of: Self.path, base: base)
        let items = page.items.map {
            AwaitedSignatureDTO($0, status: "\(base)\(ConventionPaths.school)/conventions/\($0.convention.text)")
        }
        return try Response.json(ListDTO(signatures: items, next: next)).linking(to: next)
    }
}
