import Hummingbird
import NIOCore

import struct Foundation.Data
import class Foundation.JSONEncoder

/// `GET /health`, for whoever watches the service.
struct HealthController: Sendable {
    let probe: HealthProbe
    let version: String

    struct HealthDTO: Encodable {
        struct Database: Encodable { let writable: Bool }
        struct Outbox: Encodable { let oldestSeconds: Int?, deadLetters: Int }
        struct TimeStamping: Encodable {
            let source, clock: String
            let waitingSignatures: Int
            let oldestSeconds: Int?
        }

        struct Journal: Encodable {
            let newestAnchorSeconds: Int?
            let eventsAfterAnchor: Int
            let failedTries: Int
        }

        let status: String
        let version: String
        let database: Database
        let outbox: Outbox
        let timeStamping: TimeStamping?
        let journal: Journal?
    }

    func addRoutes(to table: inout RouteTable) { table.add("/health", get: show) }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let reading = await probe.read()
        let health = HealthDTO(
            status: reading.isDatabaseWritable ? "ok" : "failing", version: version,
            database: .init(writable: reading.isDatabaseWritable),
            outbox: .init(oldestSeconds: reading.oldestMailSeconds, deadLetters: reading.deadLetterCount),
            timeStamping: reading.timeStamping.map {
                .init(
                    source: $0.source, clock: $0.clock, waitingSignatures: $0.waitingSignatures,
                    oldestSeconds: $0.oldestSeconds)
            },
            journal: reading.anchors.map {
                .init(
                    newestAnchorSeconds: $0.newestSeconds, eventsAfterAnchor: $0.eventsAfter,
                    failedTries: $0.failedTries)
            })
        return try .json(health, status: reading.isDatabaseWritable ? .ok : .serviceUnavailable)
    }
}

extension Response {
    /// A JSON answer with its members in a fixed order.
    static func json(
        _ value: some Encodable, status: HTTPResponse.Status = .ok, contentType: String = "application/json"
    ) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return Response(
            status: status, headers: [.contentType: contentType],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(value))))
    }
}
