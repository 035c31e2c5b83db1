import Hummingbird
import Workflow

/// What people read when a request fails: what happened, what they can do, nothing about the inside.
struct FailurePages: Sendable {
    let writer: PageWriter
    let formToken: FormToken

    func response(to failure: RequestFailure, _ context: ServiceRequestContext) -> Response {
        let link = link(context)
        switch failure {
        case .readingCodeMissing:
            // One address for each link: where a code is asked for.
            let isNotice = context.route.hasPrefix(LinkPaths.noticePrefix)
            let prefix = isNotice ? LinkPaths.noticePrefix : LinkPaths.readingPrefix
            return .seeOther(prefix + (context.parameters.get("token") ?? ""))
        case .workflow(.expiredLink):
            return linkPage("Ce lien n’est plus valable\u{A0}: il a dépassé sa date limite.", failure, link)
        case .workflow(.revokedLink):
            return linkPage(
                "Ce lien ne fonctionne plus\u{A0}: un lien plus récent l’a remplacé, ou trop de codes erronés ont été saisis.",
                failure, link)
        default:
            var message = message(
                for: failure, back: link.map { Message.Link(path: $0.path, label: "Revenir à la page") })
            if failure.status.code >= 500 { message.reference = context.id }
            return writer.message(message, status: failure.status)
        }
    }

    /// The link that the request came through, from the route's pattern and parameter.
    private func link(_ context: ServiceRequestContext) -> LinkForm? {
        guard let token = context.parameters.get("token"), LinkToken(token) != nil else { return nil }
        let prefixes = [LinkPaths.readingPrefix, LinkPaths.partPrefix, LinkPaths.noticePrefix]
        let prefix = prefixes.first(where: context.route.hasPrefix) ?? LinkPaths.signingPrefix
        return LinkForm(path: prefix + token, formToken: formToken.text(for: token))
    }

    private func linkPage(_ explanation: String, _ failure: RequestFailure, _ link: LinkForm?) -> Response {
        guard let link else { return writer.message(Self.unknownLink, status: .notFound) }
        return writer.deadLinkPage(explanation, link: link, status: failure.status)
    }

    private func message(for failure: RequestFailure, back: Message.Link?) -> Message {
        switch failure {
        case .workflow(.unknownLink): Self.unknownLink
        case .workflow(let error): message(for: error, back: back)
        case .notFound, .methodNotAllowed: Self.notFound
        case .formTokenMissing, .readingCodeMissing, .malformedForm, .unsupportedMediaType, .notAcceptable,
            .bodyTooLarge, .bodyTooSlow:
            Message(
                title: "Votre envoi n’a pas pu être lu",
                paragraphs: ["Rien n’a été enregistré. Revenez à la page et recommencez."], link: back)
        case .placement(let error): Self.message(for: error, back: back)
        case .tooManyRequests(let seconds): Self.tooMany("dans \(max(1, (seconds + 59) / 60)) minute(s)", back)
        case .malformedJSON, .invalidMembers, .accessTokenMissing, .schoolKeyMissing, .schoolKeyRefused,
            .employerKeyMissing, .employerKeyRefused,
            .keyMayNotOffer, .idempotencyKeyMissing, .unexpected:
            Self.breakdown(back)
        }
    }

    /// About a document that follows a convention.
    private func messageAboutFollowing(_ error: WorkflowError, back: Message.Link?) -> Message {
        switch error {
        case .amendment(let refusal):
            Message(title: "Cet avenant ne se signe plus", paragraphs: [refusal.frenchSentence], link: back)
        case .attestation(let refusal):
            Message(title: "Attestation de fin de stage", paragraphs: [refusal.frenchSentence], link: back)
        default: Self.breakdown(back)
        }
    }

    private func message(for error: WorkflowError, back: Message.Link?) -> Message {
        switch error {
        case .alreadySigned: Self.alreadySigned
        case .signaturePending:
            Message(
                title: "Votre accord est enregistré", paragraphs: ["La signature est en cours."],
                link: back.map { Message.Link(path: $0.path, label: "Voir où en est votre signature") })
        case .notYourTurn(let roles):
            Message(
                title: "Ce n’est pas encore votre tour",
                paragraphs: [
                    "Signature attendue avant la vôtre\u{A0}: \(roles.frenchList).",
                    "Vous recevrez un courriel quand ce sera à vous.",
                ], link: back)
        case .codeLocked(let until):
            Message(
                title: "Trop de codes erronés",
                paragraphs: [
                    "Pour votre sécurité, la saisie d’un code est en pause jusqu’à \(writer.dates.time(until)).",
                    "Passé cette heure, revenez à la page et demandez un nouveau code.",
                ], link: back)
        case .tooManyCodes(let until): Self.tooMany("le \(writer.dates.moment(until))", back)
        case .conventionCancelled, .conventionRefused: Self.closed
        case .conventionSuperseded: Self.superseded
        case .conventionCompleted: Self.alreadyComplete
        case .noLongerNeeded: Self.noLongerNeeded
        case .conventionExpired: Self.expired
        case .conventionOnHold: Self.onHold
        case .disownedLink: Self.disowned
        case .conventionErased: Self.erased
        case .delegation(let refusal):
            Message(title: "Signature par délégation", paragraphs: [refusal.frenchSentence], link: back)
        case .paper(let refusal):
            Message(title: "Signature sur papier", paragraphs: [refusal.frenchSentence], link: back)
        case .amendment, .attestation: messageAboutFollowing(error, back: back)
        case .smsOnly: Self.smsOnly(back)
        case .accountRequired: Self.accountRequired
        case .noHealthSheet: Self.noHealthSheet(back)
        case .placementOver: Self.placementOver(back)
        default: overtaken(error, back)
        }
    }

    /// What is not possible any more, though the page offered it; anything else is the service's fault.
    private func overtaken(_ error: WorkflowError, _ back: Message.Link?) -> Message {
        switch error {
        case .attestation(let refusal):
            Message(title: "Attestation de fin de stage", paragraphs: [refusal.frenchSentence], link: back)
        case .amendment(let refusal):
            Message(title: "Modification de la convention", paragraphs: [refusal.frenchSentence], link: back)
        case .wrongState: Self.otherState(back)
        default: Self.breakdown(back)
        }
    }
}
