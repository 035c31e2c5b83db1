import Hummingbird
import Logging

/// One line a request: identifier, route pattern, status, duration. Never the path, which may hold a secret.
struct AccessLogMiddleware: RouterMiddleware {
    let clock = ContinuousClock()
    /// `nil` when nobody asks for counts.
    let requests: RequestCounter?

    func handle(
        _ request: Request, context: ServiceRequestContext,
        next: (Request, ServiceRequestContext) async throws -> Response
    ) async throws -> Response {
        let start = clock.now
        var response = try await next(request, context)
        response.headers[.requestID] = context.id
        requests?.note(
            method: request.method.rawValue, route: context.route, status: Int(response.status.code))
        let level: Logger.Level = response.status.code >= 500 ? .error : .info
        context.logger.log(
            level: level, "request",
            metadata: [
                "http.method": .string(request.method.rawValue),
                "http.route": .string(context.route),
                "http.status": .stringConvertible(response.status.code),
                "duration.ms": .stringConvertible(Int((clock.now - start) / .milliseconds(1))),
            ])
        return response
    }
}
