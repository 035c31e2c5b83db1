import Hummingbird
import NIOCore

/// The pages that are the same for everybody, and the style sheet.
struct SiteController: Sendable {
    let writer: PageWriter
    let stylesheet: Stylesheet

    struct HomePage: Sendable {
        let page: PageFrame
    }

    struct AccessibilityPage: Sendable {
        let page: PageFrame
        let contact: String
        let address: String
    }

    func addRoutes(to table: inout RouteTable) {
        table.add("/", get: home)
        table.add("/accessibilite", get: accessibility)
        table.add(LinkPaths.renewed, get: renewed)
        table.add("/assets/seing.css", get: style)
    }

    @Sendable private func home(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        writer.templates.response(.home, HomePage(page: writer.frame("Signer une convention de stage")))
    }

    @Sendable private func accessibility(
        _ request: Request, _ context: ServiceRequestContext
    ) async throws -> Response {
        let page = AccessibilityPage(
            page: writer.frame("Déclaration d’accessibilité"), contact: writer.settings.operatorContact,
            address: writer.settings.publicBaseURL)
        return writer.templates.response(.accessibility, page)
    }

    @Sendable private func renewed(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        writer.message(
            Message(
                title: "Regardez votre messagerie",
                paragraphs: [
                    "Si votre signature est encore attendue, un nouveau lien vient de partir vers l’adresse que"
                        + " l’établissement a enregistrée pour vous.",
                    "Rien reçu après quelques minutes\u{202F}? Regardez dans les courriers indésirables, puis adressez-vous à"
                        + " l’établissement\u{A0}: lui seul peut corriger votre adresse.",
                ]))
    }

    @Sendable private func style(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        stylesheet.response(to: request)
    }
}
