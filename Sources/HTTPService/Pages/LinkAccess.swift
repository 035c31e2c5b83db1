import Hummingbird
import Workflow

/// What every page behind a link starts with: the token of its address, and for a form the proof that it is ours.
struct LinkAccess: Sendable {
    let bodies: RequestBodies
    let formToken: FormToken

    /// - Throws: ``WorkflowError/unknownLink`` when the address holds no token of our form.
    ///
    /// A path parameter arrives as it was sent; a token has no character that would be escaped.
    func token(_ context: ServiceRequestContext) throws(WorkflowError) -> LinkToken {
        guard let token = LinkToken(context.parameters.get("token") ?? "") else { throw .unknownLink }
        return token
    }

    func form(_ token: LinkToken, prefix: String = LinkPaths.signingPrefix) -> LinkForm {
        LinkForm(path: prefix + token.text, formToken: formToken.text(for: token.text))
    }

    /// The fields of a form sent from a page of this very link.
    func fields(_ request: Request, for token: LinkToken) async throws(RequestFailure) -> FormFields {
        let body = try await bodies.collect(request, mediaType: "application/x-www-form-urlencoded")
        let fields = try FormFields(body)
        try formToken.check(fields, for: token.text)
        return fields
    }
}

extension Response {
    /// Sends the browser to another page with GET.
    static func seeOther(_ path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path])
    }
}
