import HTTPTypes
import Hummingbird
import Workflow

/// Somebody who signs for the school, and entered with both factors.
struct HeadSession: Sendable {
    let token: HeadSessionToken
    let account: HeadAccount
}

/// The cookie that carries a session.
///
/// Source: RFC 6265bis §4.1.3.2 for the prefix, which keeps other hosts of the domain from setting it.
struct HeadCookie: Sendable {
    /// The service is reached by https: the cookie travels by nothing else.
    let isSecure: Bool

    init(publicBaseURL: String) { isSecure = publicBaseURL.hasPrefix("https://") }

    private var name: String { isSecure ? "__Host-seing-ecole" : "seing-ecole" }

    func token(in request: Request) -> HeadSessionToken? { request.cookie(name).flatMap(HeadSessionToken.init) }

    func set(_ token: HeadSessionToken, on response: inout Response) { response.headers[.setCookie] = text(token.text) }

    func clear(on response: inout Response) { response.headers[.setCookie] = text("") + "; Max-Age=0" }

    private func text(_ value: String) -> String {
        "\(name)=\(value); Path=/; HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")
    }
}
