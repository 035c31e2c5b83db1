import Hummingbird
import Parties
import Workflow

import struct Foundation.Date

// What became of the messages to an establishment's endpoint.
extension EmployerWebhookController {
    static let deliveriesPath = path + "/deliveries"

    private struct ListDTO: Encodable {
        let siret: String
        let deliveries: [DeliveryDTO]
        /// Address of the next page; absent on the last.
        let next: String?
    }

    /// Not why a try failed: who chooses an address would learn what the service sees behind it.
    private struct DeliveryDTO: Encodable {
        /// As `webhook-id`.
        let id: String
        let convention: String
        let state: String
        let attempts: Int
        let queuedAt: Date

        init(_ record: WebhookDeliveryRecord) {
            id = record.messageKey
            convention = record.convention
            state = record.state.rawValue
            attempts = record.attempts
            queuedAt = record.queuedAt
        }
    }

    @Sendable func list(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try await holder(of: request)
        let limit = try EmployerListQuery.limit(request.uri.queryParameters)
        let place = try Self.cursor(request.uri.queryParameters)
        guard let page = try await useCases.office.ownDeliveries(of: holder.siret, after: place, limit: limit) else {
            throw RequestFailure.notFound
        }
        let last = page.hasMore ? page.records.last : nil
        let next = last.map { "\(base)\(Self.deliveriesPath)?limit=\(limit)&cursor=\(Self.cursor(after: $0.place))" }
        return try Response.json(
            ListDTO(siret: holder.siret.digits, deliveries: page.records.map(DeliveryDTO.init), next: next)
        ).linking(to: next)
    }

    /// The `webhook-id` of the last message of a page and when it was queued, which the page says too: the list goes on there although that
    /// message may be gone.
    private static func cursor(after place: WebhookDeliveryPlace) -> String {
        "\(place.messageKey).\(Int64(place.queuedAt.timeIntervalSince1970))"
    }

    private static func cursor(_ parameters: Parameters) throws(RequestFailure) -> WebhookDeliveryPlace? {
        let texts = parameters.getAll("cursor")
        guard let text = texts.first else { return nil }
        guard texts.count == 1, let match = text.wholeMatch(of: /([A-Za-z0-9_-]{22})\.([0-9]{1,11})/),
            let seconds = Int64(match.2)
        else { throw EmployerListQuery.refusedCursor }
        return WebhookDeliveryPlace(
            messageKey: String(match.1), queuedAt: Date(timeIntervalSince1970: Double(seconds)))
    }

    @Sendable func resend(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try await holder(of: request)
        guard let key = context.parameters.get("message"),
            let record = try await useCases.office.resendOwn(of: holder.siret, key: key)
        else { throw RequestFailure.notFound }
        return try Response.json(DeliveryDTO(record))
    }
}
