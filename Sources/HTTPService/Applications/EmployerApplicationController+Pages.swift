import Applications
import HTTPTypes
import Hummingbird
import Offers
import Parties
import Placements

extension EmployerApplicationController {
    @Sendable func list(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { visit, owner in
            let all = try await parts.desk.received(by: owner)
            let postings = try await pages.postings(all.map(\.offer))
            let groups = Self.groups.compactMap { heading, phases -> ApplicationGroup? in
                let own = all.filter { phases.contains($0.phase) }.sorted(by: Self.isSooner)
                guard !own.isEmpty else { return nil }
                let lines = own.prefix(Self.maximumLines).map { line($0, postings[$0.offer]) }
                let others = own.count - lines.count
                return ApplicationGroup(
                    heading: others > 0 ? "\(heading) (\(lines.count) sur \(own.count))" : heading, lines: lines)
            }
            return writer.templates.response(
                .applicationsEmployer,
                EmployerApplicationsPage(
                    page: writer.frame("Candidatures reçues"), bar: door.bar(of: visit, name: visit.subject.name),
                    groups: groups, isEmpty: all.isEmpty, offers: EmployerOfferPaths.list))
        }
    }

    /// Of each group; those that wait longest come first.
    private static let maximumLines = 200

    private static let groups: [(String, Set<ApplicationState.Phase>)] = [
        ("À vous de répondre", [.sent, .seen, .inDiscussion]), ("L’élève doit confirmer", [.accepted]),
        ("Places prises", [.confirmed]),
        ("Terminées", [.declined, .withdrawn, .supplanted, .expired, .cancelledBySchool, .offerEnded]),
    ]

    /// Whose answer is due first; of those that wait for none, the newest.
    private static func isSooner(_ one: ReceivedApplication, _ other: ReceivedApplication) -> Bool {
        guard let day = one.answerBy, let otherDay = other.answerBy else { return false }
        return day < otherDay
    }

    private func line(_ received: ReceivedApplication, _ posting: PublicOffer?) -> ApplicationLine {
        let view = received.view
        let name = [view.givenName, view.familyName].compactMap(\.self).joined(separator: " ")
        return ApplicationLine(
            path: ApplicationPaths.employer(view.id), title: "\(name), \(OfferWords.grade(view.grade))",
            badge: ApplicationWords.short(received.phase),
            details: [posting?.title, pages.period(view.period)].compactMap(\.self), awaited: awaited(received))
    }

    private func awaited(_ received: ReceivedApplication) -> String? {
        guard let day = received.answerBy else { return nil }
        let left = ApplicationWords.left(until: day, from: parts.today())
        let end = "au plus tard le \(FrenchDates.day(day)) (\(left))."
        return received.phase == .accepted ? "L’élève répond \(end)" : "Répondez \(end)"
    }

    /// - Parameter mistake: What was typed of a message that was not taken.
    func page(
        _ received: ReceivedApplication, _ visit: Visit<EmployerAccount>, done: String? = nil,
        mistake: TypedMistake? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let (view, phase) = (received.view, received.phase)
        let posting = try await parts.desk.posting(of: received.offer)
        let path = ApplicationPaths.employer(view.id)
        let heading = "Candidature\u{A0}: \(view.givenName)"
        let isUnanswered = [.sent, .seen, .inDiscussion].contains(phase)
        // Asked for only where the answer decides about a button.
        let isHeld = if isUnanswered { try await !parts.desk.standing(of: received.offer).isChecked } else { false }
        let mayWrite = Self.isOpen(phase) || phase == .confirmed
        let model = EmployerApplicationPage(
            page: writer.frame((mistake == nil ? "" : "Erreur – ") + heading),
            bar: door.bar(of: visit, name: visit.subject.name), formToken: door.formToken(of: visit),
            problem: mistake?.text, done: done, heading: heading, state: ApplicationWords.toEmployer(phase),
            awaited: awaited(received),
            notes: Self.notes(phase) + (isHeld ? [Self.held] : []), facts: facts(received, posting),
            motivation: pages.paragraphs(view.motivation),
            offerPlace: isUnanswered && !isHeld ? Self.place(at: path + ApplicationPaths.accept) : nil,
            thread: pages.thread(
                view.messages, reader: .employer, addressee: "l’élève",
                writeTo: mayWrite ? path + ApplicationPaths.message : nil, mistake: mistake),
            decline: Self.isOpen(phase) ? path + ApplicationPaths.decline : nil, list: ApplicationPaths.ofEmployer)
        return writer.templates.response(.applicationEmployer, model, status: status)
    }

    private static func place(at path: String) -> ApplicationAct {
        ApplicationAct(
            doAt: path,
            consequences: [
                "Une place est gardée pour cet élève jusqu’à sa réponse, et son nom de famille vous est alors indiqué.",
                "S’il la prend, l’établissement prépare la convention de stage avec vous.",
            ])
    }

    private static let held =
        "Vous ne pouvez pas proposer la place pour l’instant\u{A0}: la modération relit votre offre. Vous pouvez écrire à l’élève, ou décliner."

    private func facts(_ received: ReceivedApplication, _ posting: PublicOffer?) -> [OfferFact] {
        let view = received.view
        let name = [view.givenName, view.familyName].compactMap(\.self).joined(separator: " ")
        let school = [view.schoolName, view.schoolCity].filter { !$0.isEmpty }.joined(separator: ", ")
        return [
            OfferFact(name: "Élève", lines: [name]), OfferFact(name: "Classe", lines: [OfferWords.grade(view.grade)]),
            OfferFact(name: "Établissement", lines: [school]),
            OfferFact(name: "Période", lines: [pages.period(view.period)]),
            OfferFact(name: "Votre offre", lines: [posting?.title ?? ApplicationWords.goneOffer]),
        ]
    }

    private static func notes(_ phase: ApplicationState.Phase) -> [String] {
        guard phase == .confirmed else { return [] }
        return [
            "L’établissement prépare maintenant la convention de stage. La personne indiquée comme contact dans votre offre reçoit un lien par courriel pour compléter votre partie\u{A0}; le signataire en reçoit ensuite un autre.",
            "Le stage ne commence qu’une fois la convention signée par tous. Un empêchement\u{202F}? Prévenez l’établissement tout de suite, et écrivez-le à l’élève ici.",
        ]
    }
}
