import ConventionDomain
import HTTPTypes
import Hummingbird
import Workflow

/// The page behind a link that serves no more, with one button that asks for another.
struct LinkPage: Sendable {
    let page: PageFrame
    let heading: String
    let explanations: [String]
    /// What the button does.
    let promise: String
    let button: String
    let path: String
    let formToken: String
}

extension PageWriter {
    /// The link is too old or was replaced.
    func deadLinkPage(_ explanation: String, link: LinkForm, status: HTTPResponse.Status) -> Response {
        templates.response(
            .link,
            LinkPage(
                page: frame("Lien à renouveler"), heading: "Ce lien ne peut plus servir", explanations: [explanation],
                promise:
                    "Nous pouvons vous en envoyer un nouveau, à l’adresse que l’établissement a enregistrée à votre nom.",
                button: "Recevoir un nouveau lien", path: link.path, formToken: link.formToken), status: status)
    }

    /// The convention was replaced: nothing of it is shown, and nobody is led to sign it.
    func supersededPage(_ view: SigningView, link: LinkForm, status: HTTPResponse.Status = .ok) -> Response {
        let heading = "Une version corrigée remplace cette convention"
        return templates.response(
            .link,
            LinkPage(
                page: frame(heading), heading: heading,
                explanations: [
                    "L’établissement a corrigé la convention de stage (référence \(view.convention.text)). L’ancienne version ne vaut plus\u{A0}:"
                        + " ne la signez pas, même sur papier.",
                    "Ce qui y avait été accepté ou signé ne compte pas pour la nouvelle.",
                ],
                promise:
                    "La nouvelle version vous est envoyée par courriel quand c’est votre tour de signer. Si vous ne trouvez pas ce"
                    + " message, nous pouvons vous en envoyer un autre, à l’adresse que l’établissement a enregistrée à votre nom.",
                button: "Recevoir le lien vers la nouvelle version", path: link.path, formToken: link.formToken),
            status: status)
    }
}
