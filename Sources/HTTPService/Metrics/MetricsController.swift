import HTTPTypes
import Hummingbird
import NIOCore

/// What `/metrics` shows, and to whom.
package struct MetricsProbe: Sendable {
    /// What whoever asks has to send as a bearer token.
    let token: [UInt8]
    let requests: RequestCounter
    let read: @Sendable () async -> [MetricFamily]

    package init(token: [UInt8], requests: RequestCounter, read: @escaping @Sendable () async -> [MetricFamily]) {
        (self.token, self.requests, self.read) = (token, requests, read)
    }
}

/// `GET /metrics`, for Prometheus.
///
/// With a token and not by the address that asks: behind a reverse proxy everybody comes from loopback.
struct MetricsController: Sendable {
    let probe: MetricsProbe
    /// HMAC under a key that never leaves the store: what is compared says nothing about the token.
    let authenticate: @Sendable ([UInt8]) -> [UInt8]

    func addRoutes(to table: inout RouteTable) { table.add("/metrics", get: show) }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        guard let given = request.bearerCredentials, authenticate(given) == authenticate(probe.token) else {
            return Response(
                status: .unauthorized, headers: [.wwwAuthenticate: #"Bearer realm="seing-metrics""#])
        }
        let families = await probe.read() + [probe.requests.family]
        return Response(
            status: .ok, headers: [.contentType: MetricFamily.mediaType],
            body: ResponseBody(byteBuffer: ByteBuffer(string: families.map(\.text).joined())))
    }
}

extension Request {
    /// What follows `Bearer` in the Authorization header.
    ///
    /// Source: RFC 6750 §2.1.
    var bearerCredentials: [UInt8]? {
        guard let authorization = headers[.authorization] else { return nil }
        let parts = authorization.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return Array(parts[1].utf8)
    }
}
