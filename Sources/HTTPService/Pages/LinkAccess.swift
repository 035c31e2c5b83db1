import Hummingbird
import Workflow

import struct Foundation.Date

/// What every page behind a link starts with: the token of its address, and for a form the proof that it is ours.
struct LinkAccess: Sendable {
    let bodies: RequestBodies
    let formToken: FormToken
    let useCases: SignatoryUseCases
    let cookie: ReadingCookie
    let now: @Sendable () -> Date

    /// - Throws: ``WorkflowError/unknownLink`` when the address holds no token of our form.
    ///
    /// A path parameter arrives as it was sent; a token has no character that would be escaped.
    func token(_ context: ServiceRequestContext) throws(WorkflowError) -> LinkToken {
        guard let token = LinkToken(context.parameters.get("token") ?? "") else { throw .unknownLink }
        return token
    }

    /// The token of a link whose pages may be shown to who asks: behind a reading link, to who has entered a code.
    ///
    /// Every handler that shows or does anything of a convention starts with this one, and not with ``token(_:)``.
    ///
    /// - Throws: ``RequestFailure/readingCodeMissing``, which leads to the page that asks for a code; for a reading link
    ///   that is dead, as the use case.
    func admitted(_ request: Request, _ context: ServiceRequestContext) async throws -> LinkToken {
        let token = try token(context)
        guard try await admits(token, request) else { throw RequestFailure.readingCodeMissing }
        return token
    }

    func admits(_ token: LinkToken, _ request: Request) async throws(WorkflowError) -> Bool {
        try await useCases.admits(token, cookie.pass(for: token, in: request))
    }

    /// Whether a new link may be asked for: with a dead one or an unknown one by anybody, since it goes to the contact on
    /// file, and with a reading link that works by who has entered a code, since new means to sign end the earlier ones.
    func mayRenew(_ token: LinkToken, _ request: Request) async -> Bool {
        (try? await admits(token, request)) ?? true
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
