import HTTPTypes
import Hummingbird
import NIOCore

import struct Foundation.Date

/// Answers 429 when one address, link or access token sends more requests that change something than anybody needs, or asks for more papers
/// that have to be made.
struct RateLimitMiddleware: RouterMiddleware {
    let limiter = RateLimiter()
    let limits: RequestLimits
    let trustsForwardedFor: Bool
    let now: @Sendable () -> Date

    private static let changing: [HTTPRequest.Method] = [.post, .put, .patch, .delete]

    func handle(
        _ request: Request, context: ServiceRequestContext,
        next: (Request, ServiceRequestContext) async throws -> Response
    ) async throws -> Response {
        if request.uri.path.hasPrefix(GuidePaths.kit) {
            try await check("kit-address:\(address(of: request, context))", limits.kitsPerMinuteAndAddress)
        }
        guard Self.changing.contains(request.method) else { return try await next(request, context) }
        // Who types is asked about often; that must not keep the same person from saving.
        let isCheck =
            request.uri.path.hasPrefix(LinkPaths.partPrefix) && request.uri.path.hasSuffix(LinkPaths.partCheckSuffix)
        let (kind, ofAddress, ofSecret) =
            isCheck
            ? ("check-", limits.checksPerMinuteAndAddress, limits.checksPerMinuteAndSecret)
            : ("", limits.postsPerMinuteAndAddress, limits.postsPerMinuteAndSecret)
        if request.uri.path.hasPrefix(OfferPaths.search), request.uri.path.hasSuffix(OfferPaths.report) {
            try await check("report-address:\(address(of: request, context))", limits.reportsPerMinuteAndAddress)
        }
        try await check("\(kind)address:\(address(of: request, context))", ofAddress)
        if let secret = secret(of: request, context) { try await check(kind + secret, ofSecret) }
        return try await next(request, context)
    }

    private func check(_ client: String, _ limit: Int) async throws {
        if let seconds = await limiter.secondsToWait(for: client, limit: limit, now: now()) {
            throw RequestFailure.tooManyRequests(retryAfterSeconds: seconds)
        }
    }

    private func address(of request: Request, _ context: ServiceRequestContext) -> String {
        Self.address(of: request, context, trustsForwardedFor: trustsForwardedFor)
    }

    /// The network address of whoever asks.
    static func address(
        of request: Request, _ context: ServiceRequestContext, trustsForwardedFor: Bool
    ) -> String {
        let forwarded = trustsForwardedFor ? addressAppendedByProxy(request.headers) : nil
        return network(of: forwarded ?? context.remoteAddress?.ipAddress ?? "unknown")
    }

    /// Who has one address of IPv6 has the whole network of 64 bits, and is one client in all of it.
    ///
    /// Source: RFC 4291 §2.5.1, RFC 5952 for the form in which addresses are given.
    static func network(of address: String) -> String {
        // An address of IPv4 that is written as one of IPv6 is one.
        guard address.contains(":"), !address.contains(".") else { return address }
        let sides = address.split(separator: "::", omittingEmptySubsequences: false).map { $0.split(separator: ":") }
        let (left, right) = (sides.first ?? [], sides.count > 1 ? sides[1] : [])
        let zeros = [Substring](repeating: "0", count: max(0, 8 - left.count - right.count))
        return (left + (sides.count > 1 ? zeros : []) + right).prefix(4).joined(separator: ":") + "::/64"
    }

    /// The last address of the last `X-Forwarded-For`: the proxy wrote it. Those before it came from the client, which
    /// may write there what it likes.
    ///
    /// - Returns: `nil` when the last entry is no address: then the proxy did not write it.
    static func addressAppendedByProxy(_ headers: HTTPFields) -> String? {
        let last = headers[values: .forwardedFor].last?
            .split(separator: ",", omittingEmptySubsequences: false).last?
            .filter { $0 != " " && $0 != "\t" }
        return last.flatMap { try? SocketAddress(ipAddress: $0, port: 0).ipAddress }
    }

    private func secret(of request: Request, _ context: ServiceRequestContext) -> String? {
        if let token = context.parameters.get("token") { return "link:\(token)" }
        // Its last word alone: « bearer » in other letters, or with more spaces, is no other client.
        return request.headers[.authorization].map { "authorization:\($0.split(separator: " ").last ?? "")" }
    }
}
