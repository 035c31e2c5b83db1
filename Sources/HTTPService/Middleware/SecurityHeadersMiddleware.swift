import HTTPTypes
import Hummingbird

/// Headers that every answer carries; a handler's own value stays.
///
/// `Strict-Transport-Security` is left to the proxy that does TLS.
struct SecurityHeadersMiddleware: RouterMiddleware {
    /// No script, nothing from elsewhere, no frame around us.
    static let contentSecurityPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none';"
        + " base-uri 'none'"

    /// For the one page with a script: files of ours alone, which may ask us alone; still nothing that is written into the page.
    static let contentSecurityPolicyWithScript = contentSecurityPolicy + "; script-src 'self'; connect-src 'self'"

    /// For the page with films, which are ours.
    static let contentSecurityPolicyWithFilms = contentSecurityPolicy + "; media-src 'self'"

    private static let fields: [(HTTPField.Name, String)] = [
        (.contentSecurityPolicy, contentSecurityPolicy),
        (.referrerPolicy, "no-referrer"),
        (.xContentTypeOptions, "nosniff"),
        (.crossOriginOpenerPolicy, "same-origin"),
        (.crossOriginResourcePolicy, "same-origin"),
        (.permissionsPolicy, "camera=(), geolocation=(), microphone=()"),
        // Pages are personal unless a handler says otherwise.
        (.cacheControl, "no-store"),
    ]

    func handle(
        _ request: Request, context: ServiceRequestContext,
        next: (Request, ServiceRequestContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for (name, value) in Self.fields where response.headers[name] == nil { response.headers[name] = value }
        return response
    }
}

extension HTTPField.Name {
    static var referrerPolicy: Self { known("Referrer-Policy") }
    static var crossOriginOpenerPolicy: Self { known("Cross-Origin-Opener-Policy") }
    static var permissionsPolicy: Self { known("Permissions-Policy") }
    static var requestID: Self { known("X-Request-Id") }
    static var idempotencyKey: Self { known("Idempotency-Key") }
    static var idempotencyReplayed: Self { known("Idempotency-Replayed") }
    /// RFC 9530.
    static var representationDigest: Self { known("Repr-Digest") }
    /// RFC 3230, which older clients know.
    static var digest: Self { known("Digest") }
    static var forwardedFor: Self { known("X-Forwarded-For") }

    private static func known(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is a token of RFC 9110") }
        return field
    }
}
