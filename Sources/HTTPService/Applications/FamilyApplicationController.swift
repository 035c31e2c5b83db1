import Applications
import Hummingbird
import Offers
import Parties
import Placements

/// The pages on which a family follows what its minor children have sent. Nothing can be done there: an application is the pupil's own.
///
/// What a pupil has begun and not sent is the pupil's own, and why a school ended something the school's.
struct FamilyApplicationController: Sendable {
    let door: VisitorDoor
    let parts: ApplicationParts

    private var writer: PageWriter { door.writer }
    private var pages: ApplicationPageWriter { ApplicationPageWriter(writer: writer, parts: parts) }

    func addRoutes(to table: inout RouteTable) {
        table.add(ApplicationPaths.ofFamily, get: list)
        table.add(ApplicationPaths.ofFamily + "/:\(ApplicationPaths.parameter)", get: show)
    }

    @Sendable private func list(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await door.within(request, as: .family) { visit in
            var children: [FamilyApplicationsPage.Child] = []
            for child in visit.subject.children {
                let sent = try await parts.desk.sentApplications(of: child.pupil)
                children.append(
                    FamilyApplicationsPage.Child(
                        name: try await name(of: child), groups: try await groups(sent), isEmpty: sent.isEmpty))
            }
            return writer.templates.response(
                .applicationsFamily,
                FamilyApplicationsPage(
                    page: writer.frame("Candidatures de vos enfants"), bar: bar(of: visit), children: children))
        }
    }

    /// « Awa, 3e 2, Collège Jean Moulin »: brothers and sisters may have one name, and a pupil be on the rosters of two schools.
    private func name(of child: PupilDirectory.Entry) async throws(PlacementError) -> String {
        guard let applicant = try await parts.pupil(child.pupil)?.applicant else { return child.givenName }
        return "\(child.givenName), \(applicant.className), \(applicant.schoolName)"
    }

    private static let groups: [(String, Set<ApplicationState.Phase>)] = [
        ("Place proposée, votre enfant doit répondre", [.accepted]),
        ("En attente de l’employeur", [.sent, .seen, .inDiscussion]), ("Place prise", [.confirmed]),
        ("Terminées", [.declined, .withdrawn, .supplanted, .expired, .cancelledBySchool, .offerEnded]),
    ]

    private func groups(_ sent: [StoredApplication]) async throws(PlacementError) -> [ApplicationGroup] {
        let postings = try await pages.postings(sent.map(\.application.offer))
        return Self.groups.compactMap { heading, phases in
            let own = sent.filter { phases.contains($0.state.phase) }.reversed()
            guard !own.isEmpty else { return nil }
            return ApplicationGroup(
                heading: heading, lines: own.map { line($0, postings[$0.application.offer]) })
        }
    }

    private func line(_ stored: StoredApplication, _ posting: PublicOffer?) -> ApplicationLine {
        ApplicationLine(
            path: ApplicationPaths.family(stored.id), title: posting?.title ?? ApplicationWords.goneOffer,
            badge: ApplicationWords.short(stored.state.phase),
            details: [posting?.employer.legalName, pages.period(stored.application.period)].compactMap(\.self),
            awaited: pages.awaited(stored))
    }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await door.within(request, as: .family) { visit in
            guard let id = pages.id(context) else { return pages.gone(back: ApplicationPaths.ofFamily) }
            for child in visit.subject.children {
                do throws(PlacementError) {
                    let stored = try await parts.desk.sentApplication(id, of: child.pupil)
                    return try await page(stored, of: child, visit)
                } catch {
                    guard error == .unknownApplication else { throw error }
                }
            }
            return pages.gone(back: ApplicationPaths.ofFamily)
        }
    }

    private func page(
        _ stored: StoredApplication, of child: PupilDirectory.Entry, _ visit: Visit<Family>
    ) async throws(PlacementError) -> Response {
        let (application, state) = (stored.application, stored.state)
        let posting = try await parts.desk.posting(of: application.offer)
        let standing = try await parts.desk.standing(of: application.offer)
        let details = [posting?.employer.legalName, pages.period(application.period)].compactMap(\.self)
        let title = posting?.title ?? ApplicationWords.goneOffer
        let facts = state.holdsPlace && standing.isChecked ? posting.map(pages.whereAndWhen) ?? [] : []
        return writer.templates.response(
            .applicationFamily,
            FamilyApplicationPage(
                page: writer.frame("Candidature\u{A0}: \(title)"), bar: bar(of: visit), title: title,
                lead: "\(child.givenName)\u{A0}: \(details.joined(separator: ", "))",
                state: ApplicationWords.toFamily(state), awaited: pages.awaited(stored), notes: Self.notes(stored),
                offer: standing.isListed && standing.isForEveryone ? OfferPaths.offer(application.offer) : nil,
                facts: facts,
                hasFacts: !facts.isEmpty, motivation: pages.paragraphs(application.motivation),
                hasMotivation: !application.motivation.allSatisfy(\.isWhitespace),
                thread: pages.thread(
                    application.messages, reader: .family, addressee: "", writeTo: nil, mistake: nil),
                list: ApplicationPaths.ofFamily))
    }

    private static func notes(_ stored: StoredApplication) -> [String] {
        switch stored.state.phase {
        case .accepted: ["Parlez-en ensemble\u{A0}: la place se prend dans l’espace des élèves."]
        case .confirmed:
            [
                stored.handOver.convention == nil
                    ? "L’établissement prépare maintenant la convention de stage avec l’employeur."
                    : "La convention de stage est en préparation, ou déjà partie.",
                "Qui la signe la reçoit par courriel pour la relire. Pour un élève mineur ou une élève mineure, un seul responsable légal signe d’habitude\u{A0}; l’établissement répond à l’autre. Le stage ne commence qu’une fois la convention signée par tous.",
                "Un empêchement\u{202F}? Prévenez l’établissement tout de suite\u{A0}: lui seul peut rendre la place.",
            ]
        default: []
        }
    }

    private func bar(of visit: Visit<Family>) -> VisitorBar { door.bar(of: visit, name: "Famille") }
}
