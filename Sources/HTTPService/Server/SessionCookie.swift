import HTTPTypes
import Hummingbird
import Placements
import Workflow

/// What a browser shows to be somebody who has entered.
protocol CookieToken {
    /// Without the prefix that https gives it.
    static var cookieName: String { get }
    /// How long the browser keeps it; `nil` for as long as it is open.
    static var lifetimeSeconds: Int? { get }
    init?(_ text: String)
    var text: String { get }
}

extension CookieToken {
    static var lifetimeSeconds: Int? { nil }
}

extension HeadSessionToken: CookieToken {
    static let cookieName = "seing-ecole"
}

/// One for employers, moderators, pupils and families, so that a browser is entered as one visitor at a time.
extension VisitToken: CookieToken {
    static let cookieName = "seing-visite"
}

/// The cookie that carries such a token.
///
/// Source: RFC 6265bis §4.1.3.2 for the prefix, which keeps other hosts of the domain from setting it.
struct SessionCookie<Token: CookieToken>: Sendable {
    /// The service is reached by https: the cookie travels by nothing else.
    let isSecure: Bool

    init(publicBaseURL: String) { isSecure = publicBaseURL.hasPrefix("https://") }

    private var name: String { (isSecure ? "__Host-" : "") + Token.cookieName }

    func token(in request: Request) -> Token? { request.cookie(name).flatMap(Token.init) }

    func set(_ token: Token, on response: inout Response) {
        response.headers.append(HTTPField(name: .setCookie, value: text(token.text, Token.lifetimeSeconds)))
    }

    func clear(on response: inout Response) {
        response.headers.append(HTTPField(name: .setCookie, value: text("", 0)))
    }

    private func text(_ value: String, _ seconds: Int?) -> String {
        "\(name)=\(value); Path=/; HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")
            + (seconds.map { "; Max-Age=\($0)" } ?? "")
    }
}
