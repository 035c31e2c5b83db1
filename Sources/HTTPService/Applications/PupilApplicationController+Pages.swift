import Applications
import HTTPTypes
import Hummingbird
import Offers
import Parties
import Placements

extension PupilApplicationController {
    @Sendable func list(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { visit, pupil in
            let all = try await parts.desk.applications(of: visit.subject)
            let postings = try await pages.postings(all.map(\.application.offer))
            let groups = Self.groups.compactMap { heading, phases -> ApplicationGroup? in
                let own = all.filter { phases.contains($0.state.phase) }.reversed()
                guard !own.isEmpty else { return nil }
                return ApplicationGroup(
                    heading: heading, lines: own.map { line($0, postings[$0.application.offer]) })
            }
            return writer.templates.response(
                .applicationsPupil,
                PupilApplicationsPage(
                    page: writer.frame("Vos candidatures"), bar: door.bar(of: visit, name: Self.name(of: pupil)),
                    groups: groups, isEmpty: all.isEmpty, search: OfferPaths.search))
        }
    }

    private static let groups: [(String, Set<ApplicationState.Phase>)] = [
        ("À vous d’agir", [.drafted, .accepted]), ("En attente de l’employeur", [.sent, .seen, .inDiscussion]),
        ("Place prise", [.confirmed]),
        ("Terminées", [.declined, .withdrawn, .supplanted, .expired, .cancelledBySchool, .offerEnded]),
    ]

    private static func name(of pupil: ApplyingPupil) -> String {
        "\(pupil.applicant.name.given), \(pupil.applicant.className)"
    }

    private func line(_ stored: StoredApplication, _ posting: PublicOffer?) -> ApplicationLine {
        ApplicationLine(
            path: ApplicationPaths.pupil(stored.id), title: posting?.title ?? ApplicationWords.goneOffer,
            badge: ApplicationWords.short(stored.state.phase),
            details: [posting?.employer.legalName, pages.period(stored.application.period)].compactMap(\.self),
            awaited: awaited(stored))
    }

    private func awaited(_ stored: StoredApplication) -> String? {
        guard let day = stored.answerBy else {
            return stored.state.phase == .drafted ? "À terminer et à envoyer." : nil
        }
        let left = ApplicationWords.left(until: day, from: parts.today())
        let end = "au plus tard le \(FrenchDates.day(day)) (\(left))."
        return stored.state.turn == .pupil ? "Répondez \(end)" : "L’employeur répond \(end)"
    }

    @Sendable func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { visit, _, stored in
            let done = request.queryText(ApplicationFieldName.done)
            return try await page(stored, visit, done: Self.suits(done, stored.state) ? Self.done[done] : nil)
        }
    }

    /// - Parameters:
    ///   - motivation: What was typed of a text that was not taken.
    ///   - message: The same of a message.
    func page(
        _ stored: StoredApplication, _ visit: Visit<PupilIdentity>, done: String? = nil,
        motivation: TypedMistake? = nil, message: TypedMistake? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let (application, state) = (stored.application, stored.state)
        let path = ApplicationPaths.pupil(stored.id)
        let posting = try await parts.desk.posting(of: application.offer)
        let title = posting?.title ?? ApplicationWords.goneOffer
        let problem = motivation?.text ?? message?.text
        let isDraft = state.phase == .drafted
        let standing = try await parts.desk.standing(of: application.offer)
        // The offer's own page is not there while it is paused or over: who has a place finds the way all the same.
        let facts = state.holdsPlace && standing.isChecked ? posting.map(pages.whereAndWhen) ?? [] : []
        let model = PupilApplicationPage(
            page: writer.frame((problem == nil ? "" : "Erreur – ") + "Candidature\u{A0}: \(title)"),
            bar: door.bar(of: visit, name: "\(application.applicant.name.given), \(application.applicant.className)"),
            formToken: door.formToken(of: visit), problem: problem, done: done, title: title,
            employer: posting?.employer.legalName ?? "", period: pages.period(application.period),
            state: ApplicationWords.toPupil(state), awaited: awaited(stored), notes: notes(stored),
            offer: standing.isListed ? OfferPaths.offer(application.offer) : nil,
            facts: facts, hasFacts: !facts.isEmpty,
            draft: isDraft ? form(stored, path, motivation) : nil,
            motivation: isDraft ? [] : pages.paragraphs(application.motivation),
            hasMotivation: !isDraft && !application.motivation.allSatisfy(\.isWhitespace),
            take: state.phase == .accepted ? try await take(stored, path) : nil,
            thread: stored.wasSent
                ? pages.thread(
                    application.messages, reader: .pupil, addressee: "l’employeur",
                    writeTo: Self.mayWrite(state) ? path + ApplicationPaths.message : nil, mistake: message) : nil,
            withdraw: isDraft || state.isWaiting ? path + ApplicationPaths.withdraw : nil,
            list: ApplicationPaths.ofPupil)
        return writer.templates.response(.applicationPupil, model, status: status)
    }

    private static let done = [
        "garde": "Votre brouillon est enregistré. L’employeur ne le voit pas encore.",
        "envoye":
            "Votre candidature est partie. La réponse vous parviendra par courriel si l’établissement connaît votre adresse\u{A0}; elle sera ici dans tous les cas.",
        "message": "Votre message est envoyé.", "confirme": "La place est à vous.",
        "retire": "C’est fait\u{A0}: l’employeur est informé si votre candidature était envoyée.",
    ]

    /// An address that was kept, or sent by somebody, says nothing that is not so any more.
    private static func suits(_ done: String, _ state: ApplicationState) -> Bool {
        switch done {
        case "garde": state.phase == .drafted
        case "envoye": state.isWaiting
        case "confirme": state.phase == .confirmed
        case "retire": state.phase == .withdrawn
        default: true
        }
    }

    static func mayWrite(_ state: ApplicationState) -> Bool { state.isWaiting || state.phase == .confirmed }

    private func form(_ stored: StoredApplication, _ path: String, _ mistake: TypedMistake?) -> MotivationForm {
        let application = stored.application
        // What is kept and may not be sent is said before somebody tries.
        let kept = application.motivation.isEmpty ? nil : application.faults.first?.text.french
        return MotivationForm(
            saveTo: path + ApplicationPaths.text, typed: mistake?.typed ?? application.motivation,
            maximumMotivation: ApplicationText.motivation.maximumLength, motivationProblem: mistake?.text ?? kept)
    }

    /// What taking the place does, before it is taken.
    private func take(_ stored: StoredApplication, _ path: String) async throws(PlacementError) -> ApplicationAct {
        let others = try await parts.desk.ended(byConfirming: stored.id, of: stored.pupil).count
        var consequences = [
            "Vous vous engagez à venir \(pages.period(stored.application.period)). L’établissement prépare ensuite la convention de stage."
        ]
        switch others {
        case 0: break
        case 1: consequences.append("Votre autre candidature pour les mêmes jours est retirée.")
        default: consequences.append("Vos \(others) autres candidatures pour les mêmes jours sont retirées.")
        }
        consequences.append("Pour y renoncer ensuite, il faudra en parler à l’établissement.")
        return ApplicationAct(doAt: path + ApplicationPaths.confirm, consequences: consequences)
    }

    /// What comes next, after the place was taken.
    private func notes(_ stored: StoredApplication) -> [String] {
        guard stored.state.phase == .confirmed else { return [] }
        let begun =
            stored.handOver.convention == nil
            ? "L’établissement prépare maintenant la convention de stage avec l’employeur."
            : "La convention de stage est en préparation."
        return [
            begun,
            "Vous et votre famille la relisez et la signez par un lien reçu par courriel, aux adresses que l’établissement connaît. Le stage ne commence qu’une fois la convention signée par tous.",
            "Un empêchement\u{202F}? Prévenez votre établissement tout de suite\u{A0}: lui seul peut rendre la place.",
        ]
    }
}
