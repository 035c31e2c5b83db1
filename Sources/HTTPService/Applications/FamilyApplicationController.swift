import Applications
import Hummingbird
import Offers
import Parties
import Placements

/// The pages on which a family follows what its minor children have sent. Nothing can be done there: an application is the pupil's own.
///
/// What a pupil has begun and not sent is nobody else's to read.
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
                let sent = try await parts.desk.applications(of: child.pupil).filter(\.wasSent)
                children.append(
                    FamilyApplicationsPage.Child(
                        name: child.givenName, groups: try await groups(sent), isEmpty: sent.isEmpty))
            }
            return writer.templates.response(
                .applicationsFamily,
                FamilyApplicationsPage(
                    page: writer.frame("Candidatures de vos enfants"), bar: bar(of: visit), children: children))
        }
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
            for child in visit.subject.children {
                guard let id = pages.id(context) else { break }
                do throws(PlacementError) {
                    let stored = try await parts.desk.application(id, of: child.pupil)
                    // A draft is as unknown as what is not there.
                    guard stored.wasSent else { break }
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
        let title = posting?.title ?? ApplicationWords.goneOffer
        let facts = state.holdsPlace && standing.isChecked ? posting.map(pages.whereAndWhen) ?? [] : []
        return writer.templates.response(
            .applicationFamily,
            FamilyApplicationPage(
                page: writer.frame("Candidature\u{A0}: \(title)"), bar: bar(of: visit), title: title,
                child: child.givenName, employer: posting?.employer.legalName ?? "",
                period: pages.period(application.period), state: ApplicationWords.toFollower(state),
                awaited: pages.awaited(stored), notes: Self.notes(state.phase),
                offer: standing.isListed ? OfferPaths.offer(application.offer) : nil, facts: facts,
                hasFacts: !facts.isEmpty, motivation: pages.paragraphs(application.motivation),
                hasMotivation: !application.motivation.allSatisfy(\.isWhitespace),
                thread: pages.thread(
                    application.messages, reader: .family, addressee: "", writeTo: nil, mistake: nil),
                list: ApplicationPaths.ofFamily))
    }

    private static func notes(_ phase: ApplicationState.Phase) -> [String] {
        switch phase {
        case .accepted: ["Parlez-en ensemble\u{A0}: la place se prend dans l’espace des élèves."]
        case .confirmed:
            [
                "L’établissement prépare la convention de stage. Vous la recevrez par courriel pour la relire et la signer, à l’adresse que l’établissement connaît. Le stage ne commence qu’une fois la convention signée par tous.",
                "Un empêchement\u{202F}? Prévenez l’établissement tout de suite\u{A0}: lui seul peut rendre la place.",
            ]
        default: []
        }
    }

    private func bar(of visit: Visit<Family>) -> VisitorBar { door.bar(of: visit, name: "Famille") }
}
