import HTTPTypes
import Hummingbird

/// What somebody gets of a page for those who have entered, who has not, or too long ago.
struct OutsideAnswer: Sendable {
    let writer: PageWriter
    let bodies: RequestBodies

    /// Characters from which on a text is worth copying.
    private static let worthCopying = 20

    private var wayBack: WayBack { WayBack(publicBaseURL: writer.settings.publicBaseURL) }

    /// The entrance, behind which one comes to the page that was asked for; for a text that was typed, a page from which it can be copied.
    ///
    /// A browser keeps the cookie back when a page of another site, such as a webmail, leads here (RFC 6265bis, `SameSite=Strict`): the page that it
    /// gets then leads on, as one of ours.
    ///
    /// - Parameters:
    ///   - entrance: Where one enters.
    ///   - over: The query that makes the entrance say that the session is over.
    func response(to request: Request, entrance: String, over: String) async throws -> Response {
        let isFromElsewhere = request.headers[.fetchSite] == "cross-site"
        if isFromElsewhere {
            // No other site has a text of its own shown on a page of ours.
            return request.method == .post ? .seeOther("\(entrance)?\(over)") : leadOn(request)
        }
        let typed = request.method == .post ? try await typedTexts(request) : []
        var response = typed.isEmpty ? Response.seeOther("\(entrance)?\(over)") : sessionOver(entrance, typed)
        wayBack.remember(WantedPage(request), on: &response)
        return response
    }

    private func sessionOver(_ entrance: String, _ typed: [String]) -> Response {
        writer.message(
            Message(
                title: "Votre session est terminée",
                paragraphs: [
                    "Ce que vous venez d’écrire n’est pas enregistré. Copiez-le, entrez de nouveau, puis collez-le."
                ], link: Message.Link(path: entrance, label: "Entrer de nouveau"), typed: typed),
            status: .unauthorized)
    }

    private func leadOn(_ request: Request) -> Response {
        let path = request.uri.path + (request.uri.query.map { "?\($0)" } ?? "")
        return writer.message(
            Message(
                title: "Vous y êtes presque", paragraphs: ["Ce lien mène à une page de votre espace."],
                link: Message.Link(path: path, label: "Continuer")))
    }

    /// The longer texts of a form, in the order of their names; none of a file, or of a form that cannot be read.
    private func typedTexts(_ request: Request) async throws -> [String] {
        let form = "application/x-www-form-urlencoded"
        guard let body = try? await bodies.collect(request, mediaType: form),
            let fields = try? FormFields(body, maximumCount: 500)
        else { return [] }
        return fields.names(after: "").sorted().filter { $0 != FormToken.fieldName }.map { fields[$0] }
            .filter { $0.count >= Self.worthCopying && $0.contains(" ") }
    }
}

extension HTTPField.Name {
    /// Source: W3C Fetch Metadata Request Headers §2.3.
    static let fetchSite: HTTPField.Name = {
        guard let name = HTTPField.Name("Sec-Fetch-Site") else { preconditionFailure("a token of RFC 9110") }
        return name
    }()
}
