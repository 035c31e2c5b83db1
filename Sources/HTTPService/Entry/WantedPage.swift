import Hummingbird

/// The page that somebody wanted who was led to a door first, kept in a cookie until he or she has entered.
///
/// Whatever a browser sends as one is looked at again on the way out: it leads to a page behind a door of this service, or nowhere. It holds no words that
/// somebody typed: of a query only a reference is kept.
struct WantedPage: CookieToken, Hashable {
    static let cookieName = "seing-page"
    /// Of a mailed link, twice: one may have to be asked for again.
    static let lifetimeSeconds: Int? = 1_800
    /// The address, from its first slash.
    let text: String
    /// The first part of the addresses behind the same door.
    private let door: String

    /// What lies behind each door. A door itself is no page that one comes to by it.
    private static let rooms: [String: Set<String>] = [
        "ecole": [
            "candidatures", "chiffres", "conventions", "eleves", "entreprises", "lots", "sans-stage",
        ],
        "eleves": ["candidatures", "compte"],
        "familles": ["candidatures", "compte"],
        "employeurs": ["candidatures", "compte", "offres"],
        "moderation": ["chiffres", "compte", "offres", "signalements"],
    ]

    init?(_ text: String) {
        guard text.utf8.count <= 160, let match = text.wholeMatch(of: Self.form) else { return nil }
        let (first, second) = (String(match.1), String(match.2))
        // Everybody reads an offer; pupils come back to one.
        door = first == "offres" ? "eleves" : first
        guard first == "offres" || Self.rooms[first]?.contains(second) == true else { return nil }
        self.text = text
    }

    /// The address that was asked for, with its query where that is a reference.
    init?(_ request: Request) {
        let path = request.uri.path
        guard let page = request.uri.query.flatMap({ WantedPage("\(path)?\($0)") }) ?? WantedPage(path) else {
            return nil
        }
        self = page
    }

    /// Whether who enters by this door may come to it.
    ///
    /// - Parameter base: What the addresses of the door begin with, such as `/eleves`.
    func isBehind(_ base: String) -> Bool { base == "/" + door }

    /// Two to five parts of letters, digits, hyphens and underscores, as addresses of pages and references are; none is empty.
    private static var form: Regex<(Substring, Substring, Substring)> {
        /\/([a-z]+)\/([A-Za-z0-9_\-]{1,60})(?:\/[A-Za-z0-9_\-]{1,60}){0,3}(?:\?(?:copie|invitation)=[a-z0-9]{1,40})?/
    }
}

/// How a door remembers the page that somebody wanted, and lets go of it.
struct WayBack: Sendable {
    private let cookie: SessionCookie<WantedPage>

    init(publicBaseURL: String) { cookie = SessionCookie(publicBaseURL: publicBaseURL) }

    func remember(_ page: WantedPage?, on response: inout Response) {
        if let page { cookie.set(page, on: &response) }
    }

    /// Leads who has entered to the page that was wanted, once; to the usual one when there is none behind this door.
    func response(to request: Request, door base: String, else usual: String) -> Response {
        guard let page = cookie.token(in: request) else { return .seeOther(usual) }
        var response = Response.seeOther(page.isBehind(base) ? page.text : usual)
        cookie.clear(on: &response)
        return response
    }
}
