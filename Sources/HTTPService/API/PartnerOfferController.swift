import Foundation
import HTTPTypes
import Hummingbird
import Offers
import Parties
import Placements
import Workflow

/// Where a partner's software publishes offers under the names by which its own system knows them.
struct PartnerOfferController: Sendable {
    static let path = "/api/v1/offers"
    private static let parameter = "remoteId"

    let useCases: PartnerOfferUseCases
    let bodies: RequestBodies
    let base: String

    private var desk: OfferDesk { useCases.desk }

    func addRoutes(to table: inout RouteTable) {
        table.add(Self.path, produces: "application/json", get: list)
        table.add(
            "\(Self.path)/:\(Self.parameter)", produces: "application/json", get: show, put: put, delete: withdraw)
    }

    // MARK: Reading

    @Sendable private func list(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let owner = try await owner(of: request)
        let limit = try EmployerListQuery.limit(request.uri.queryParameters)
        let cursor = try cursor(request.uri.queryParameters)
        let found = try await desk.named(of: owner, after: cursor, limit: limit + 1)
        let page = found.prefix(limit)
        let last = found.count > limit ? page.last?.remote : nil
        let next = last.map { "\(base)\(Self.path)?limit=\(limit)&cursor=\($0)" }
        return try Response.json(PartnerOffersDTO(offers: page.compactMap { PartnerOfferDTO($0) }, next: next))
            .linking(to: next)
    }

    private func cursor(_ parameters: Parameters) throws(RequestFailure) -> RemoteOfferID? {
        let texts = parameters.getAll("cursor")
        if texts.isEmpty { return nil }
        guard texts.count == 1, let name = RemoteOfferID(texts[0]) else { throw EmployerListQuery.refusedCursor }
        return name
    }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let owner = try await owner(of: request)
        guard let name = name(context), let found = try await desk.named(name, of: owner) else {
            throw RequestFailure.notFound
        }
        return try Response.json(PartnerOfferDTO(found))
    }

    // MARK: Writing

    /// The key first: a body is read only of who may publish.
    @Sendable private func put(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let owner = try await owner(of: request)
        guard let name = name(context) else { throw Self.refusedName }
        let written = try PartnerOffer.decoded(try await bodies.collect(request, mediaType: "application/json"))
        let outcome = try await put(written, name, owner)
        guard let found = try await desk.named(name, of: owner) else { throw RequestFailure.notFound }
        let dto = PartnerOfferDTO(found, outcome: outcome)
        var response = try Response.json(dto, status: outcome == .created ? .created : .ok)
        if outcome == .created { response.headers[.location] = "\(base)\(Self.path)/\(name)" }
        return response
    }

    private func put(
        _ written: PartnerOffer, _ name: RemoteOfferID, _ owner: OfferOwner
    ) async throws(RequestFailure) -> PartnerOutcome {
        do {
            let offer = try desk.read(written)
            do { return try await desk.put(name, offer, of: owner) } catch { throw PartnerRefusal.faults(error, offer) }
        } catch let faults as PartnerFaults {
            throw .invalidMembers(faults.faults.map(RequestFailure.InvalidMember.init))
        } catch { throw RequestFailure(error) }
    }

    @Sendable private func withdraw(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let owner = try await owner(of: request)
        guard let name = name(context) else { throw RequestFailure.notFound }
        return try Response.json(PartnerOfferDTO(try await desk.withdraw(name, of: owner)))
    }

    // MARK: Who asks for what

    private func owner(of request: Request) async throws(RequestFailure) -> OfferOwner {
        let key: EmployerKey
        do throws(RequestFailure) { key = try request.bearerToken() } catch {
            throw error == .accessTokenMissing ? .employerKeyMissing : .employerKeyRefused
        }
        let owner: OfferOwner?
        do throws(WorkflowError) { owner = try await useCases.owner(key) } catch {
            throw error == .unauthorized ? .employerKeyRefused : .workflow(error)
        }
        guard let owner else { throw .keyMayNotOffer }
        return owner
    }

    private func name(_ context: ServiceRequestContext) -> RemoteOfferID? {
        context.parameters.get(Self.parameter)?.removingPercentEncoding.flatMap(RemoteOfferID.init)
    }

    private static let refusedName = RequestFailure.invalidMembers([
        .init(
            pointer: "",
            detail: "Paramètre remoteId\u{A0}: de 1 à \(RemoteOfferID.maximumLength) lettres sans accent, chiffres, "
                + "tirets, points, deux-points ou soulignés, une lettre ou un chiffre d’abord.")
    ])
}

/// What of a refusal is said of a member of the body.
private enum PartnerRefusal {
    static func faults(_ error: any Error, _ offer: Offer) -> any Error {
        guard let error = error as? PlacementError else { return error }
        switch error {
        case .faults(let faults): return PartnerFaults(faults: faults.map { PartnerFault($0, in: offer) })
        default: return PartnerFault(error).map { PartnerFaults(faults: [$0]) } ?? error
        }
    }
}

extension RequestFailure.InvalidMember {
    fileprivate init(_ fault: PartnerFault) {
        self.init(pointer: fault.pointer, detail: fault.text.french, code: fault.code)
    }
}

/// An offer with what has become of it, for the program that told it.
private struct PartnerOfferDTO: Encodable {
    let remoteId: String
    /// The service's own reference, as it stands in addresses.
    let reference: String
    let state: String
    /// Why moderation refused it.
    let reason: String?
    /// What the request did.
    let outcome: String?
    let placesLeft: Int
    let offer: PartnerOffer

    init?(_ stored: StoredOffer, outcome: PartnerOutcome? = nil) {
        guard let remote = stored.remote else { return nil }
        remoteId = remote.text
        reference = stored.id.text
        state = stored.state.phase.rawValue
        reason = if case .refusedByModeration(let reason) = stored.state { reason } else { nil }
        self.outcome = outcome?.rawValue
        placesLeft = stored.placesLeft
        offer = PartnerOffer(stored.offer)
    }
}

private struct PartnerOffersDTO: Encodable {
    let offers: [PartnerOfferDTO]
    /// Address of the next page; absent on the last.
    let next: String?
}
