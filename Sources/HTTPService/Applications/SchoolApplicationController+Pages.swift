import Applications
import Foundation
import HTTPTypes
import Hummingbird
import Offers
import Parties
import Placements
import Rosters

extension SchoolApplicationController {
    /// How applications are gathered for a school, by the word that stands in the address.
    private static let groups: [(word: String, heading: String, phases: Set<ApplicationState.Phase>)] = [
        ("attente", "En attente de l’employeur", [.sent, .seen, .inDiscussion]),
        ("proposees", "Place proposée, l’élève doit répondre", [.accepted]), ("prises", "Places prises", [.confirmed]),
        ("brouillons", "Brouillons", [.drafted]),
        (
            "terminees", "Terminées",
            [.declined, .withdrawn, .supplanted, .expired, .cancelledBySchool, .offerEnded]
        ),
    ]

    /// As many as a class sends in a season.
    private static let maximumLines = 200

    @Sendable func list(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { session, school in
            let query = String(request.queryText(ApplicationFieldName.query).prefix(100))
            let group = request.queryText(ApplicationFieldName.group)
            let asked = ColumnMapping.folded(query)
            let all = try await parts.desk.applications(ofSchool: school)
            let named = asked.isEmpty ? all : all.filter { Self.searchText($0).contains(asked) }
            let chosen = Self.groups.filter { $0.word == group }
            // What has ended is shown to who asks for it.
            let shown = chosen.isEmpty ? Self.groups.filter { $0.word != "terminees" || !asked.isEmpty } : chosen
            let (groups, others) = try await lines(of: named, shown)
            return writer.templates.response(
                .applicationsSchool,
                SchoolApplicationsPage(
                    page: writer.frame("Candidatures des élèves"), bar: heads.bar(session),
                    action: ApplicationPaths.ofSchool, query: query, group: chosen.first?.word ?? "",
                    choices: Self.choices(named, query, chosen.first?.word), groups: groups, isEmpty: all.isEmpty,
                    nothingFound: !all.isEmpty && groups.isEmpty, others: others > 0 ? "\(others)" : nil))
        }
    }

    private func lines(
        of all: [StoredApplication], _ shown: [(word: String, heading: String, phases: Set<ApplicationState.Phase>)]
    ) async throws(PlacementError) -> (groups: [ApplicationGroup], others: Int) {
        var room = Self.maximumLines
        var picked: [(heading: String, own: [StoredApplication])] = []
        var others = 0
        for group in shown {
            let own = all.filter { group.phases.contains($0.state.phase) }
            let part = Array(own.prefix(room))
            (room, others) = (room - part.count, others + own.count - part.count)
            if !part.isEmpty { picked.append((group.heading, part)) }
        }
        let postings = try await pages.postings(picked.flatMap { $0.own.map(\.application.offer) })
        return (
            picked.map { group in
                ApplicationGroup(
                    heading: group.heading, lines: group.own.map { line($0, postings[$0.application.offer]) })
            }, others
        )
    }

    private static func searchText(_ stored: StoredApplication) -> String {
        let applicant = stored.application.applicant
        return ColumnMapping.folded(
            "\(applicant.name.family) \(applicant.name.given) \(applicant.name.family) \(applicant.className)")
    }

    private static func choices(
        _ all: [StoredApplication], _ query: String, _ chosen: String?
    ) -> [SchoolApplicationsPage.Choice] {
        let end = query.isEmpty ? "" : "&\(ApplicationFieldName.query)=\(query.queryEscaped)"
        return groups.map { group in
            SchoolApplicationsPage.Choice(
                path: "\(ApplicationPaths.ofSchool)?\(ApplicationFieldName.group)=\(group.word)\(end)",
                label: group.heading, count: all.count { group.phases.contains($0.state.phase) },
                isChosen: group.word == chosen)
        }
    }

    private func line(_ stored: StoredApplication, _ posting: PublicOffer?) -> ApplicationLine {
        let applicant = stored.application.applicant
        return ApplicationLine(
            path: ApplicationPaths.school(stored.id),
            title: "\(applicant.name.family) \(applicant.name.given), \(applicant.className)",
            badge: ApplicationWords.short(stored.state.phase),
            details: [
                posting.map { "\($0.title), \($0.employer.legalName)" } ?? ApplicationWords.goneOffer,
                pages.period(stored.application.period),
            ], awaited: pages.awaited(stored))
    }

    /// - Parameter mistake: What was typed of a message that was not taken.
    func page(
        _ stored: StoredApplication, _ session: HeadSession, done: String? = nil, mistake: TypedMistake? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let (application, path) = (stored.application, ApplicationPaths.school(stored.id))
        let posting = try await parts.desk.posting(of: application.offer)
        let name = "\(application.applicant.name.given) \(application.applicant.name.family)"
        let history = try await parts.desk.history(stored.id, ofSchool: stored.pupil.school)
        let mayWrite = stored.state.isWaiting || stored.state.phase == .confirmed
        let model = SchoolApplicationPage(
            page: writer.frame((mistake == nil ? "" : "Erreur – ") + "Candidature\u{A0}: \(name)"),
            bar: heads.bar(session), formToken: heads.bar(session).formToken, problem: mistake?.text, done: done,
            heading: "Candidature\u{A0}: \(name)", state: ApplicationWords.toSchool(stored.state),
            awaited: pages.awaited(stored), notes: Self.notes(stored), facts: facts(stored, posting),
            motivation: pages.paragraphs(application.motivation),
            hasMotivation: !application.motivation.allSatisfy(\.isWhitespace),
            thread: pages.thread(
                application.messages, reader: .school, addressee: "l’élève et à l’employeur",
                writeTo: mayWrite ? path + ApplicationPaths.message : nil, mistake: mistake),
            history: history.map { "\(writer.dates.moment($0.at))\u{A0}: \(ApplicationWords.event($0))" },
            cancel: stored.state.isAlive ? path + ApplicationPaths.cancel : nil, list: ApplicationPaths.ofSchool)
        return writer.templates.response(.applicationSchool, model, status: status)
    }

    private func facts(_ stored: StoredApplication, _ posting: PublicOffer?) -> [OfferFact] {
        let application = stored.application
        let applicant = application.applicant
        return [
            OfferFact(name: "Élève", lines: ["\(applicant.name.family) \(applicant.name.given)"]),
            OfferFact(name: "Classe", lines: [applicant.className]),
            OfferFact(name: "Offre", lines: [posting?.title ?? ApplicationWords.goneOffer]),
            OfferFact(
                name: "Employeur",
                lines: posting.map { ["\($0.employer.legalName)", "SIRET \($0.employer.siret.digits)"] } ?? ["inconnu"]),
            OfferFact(name: "Période", lines: [pages.period(application.period)]),
        ]
    }

    /// What has become of a place that was taken.
    private static func notes(_ stored: StoredApplication) -> [String] {
        let handOver = stored.handOver
        var notes = handOver.convention.map { ["Convention issue de cette place\u{A0}: \($0)."] } ?? []
        if let problem = handOver.problem {
            let due = stored.state.phase == .cancelledBySchool ? "annulée" : "préparée"
            notes.append(
                "La convention n’est pas encore \(due)\u{A0}: \(text(problem)) Le service réessaie de lui-même.")
        }
        switch handOver.fate {
        case .withdrawn: notes.append("La convention est annulée.")
        case .signed: notes.append("Tous ont déjà signé la convention\u{A0}: interrompez le stage.")
        case .some(.none), nil: break
        }
        return notes
    }

    private static func text(_ problem: HandOverProblem) -> String {
        switch problem {
        case .pupilUnknown: "la liste de l’établissement n’a plus cet élève."
        case .schoolUnknown:
            "les données de l’établissement manquent\u{A0}; la personne qui gère le service peut les enregistrer."
        case .familyUnreachable: "il manque l’adresse électronique de l’élève ou d’un responsable qui signe."
        case .noDays: "les horaires de l’offre ne laissent aucun jour de la période."
        case .hostUnchecked:
            "l’employeur a changé son offre, ou un signalement est examiné\u{A0}: la modération du service la regarde d’abord."
        case .notAcceptable: "une donnée n’est pas acceptée\u{A0}; préparez la convention à la main pour voir laquelle."
        case .hostBlocked:
            "l’établissement a bloqué cet organisme dans son annuaire. Levez le blocage, ou arrêtez la candidature."
        case .closedToFamily:
            "vous avez choisi de ne rien montrer à la famille, et une convention dit aux responsables légaux où et quand. Faites-la préparer pour les seules personnes qui peuvent la recevoir, ou laissez de nouveau la famille suivre."
        case .overlapping: "l’élève a une autre convention pour ces jours."
        case .unavailable: "le service n’a pas pu enregistrer."
        }
    }
}
