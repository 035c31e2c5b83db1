import Applications
import HTTPTypes
import Hummingbird
import Offers
import Parties
import Placements

/// The pages on which a pupil applies for places: begin, write, send, talk, take the place or give it up.
struct PupilApplicationController: Sendable {
    let pupils: PupilDoor

    var door: VisitorDoor { pupils.door }
    var parts: ApplicationParts { pupils.parts }
    var writer: PageWriter { door.writer }
    var pages: ApplicationPageWriter { ApplicationPageWriter(writer: writer, parts: parts) }

    func addRoutes(to table: inout RouteTable) {
        let one = ApplicationPaths.ofPupil + "/:\(ApplicationPaths.parameter)"
        table.add(OfferPaths.search + "/:offre" + ApplicationPaths.apply, get: leadToOffer, post: apply)
        table.add(ApplicationPaths.ofPupil, get: list)
        table.add(one, get: show)
        table.add(one + ApplicationPaths.text, get: leadToPage, post: save)
        table.add(one + ApplicationPaths.message, get: leadToPage, post: write)
        table.add(one + ApplicationPaths.confirm, get: leadToPage, post: confirm)
        table.add(one + ApplicationPaths.withdraw, get: askToWithdraw, post: withdraw)
    }

    // MARK: Beginning

    @Sendable private func leadToOffer(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { _, _ in
            guard let id = OfferID(context.parameters.get("offre") ?? "") else { return offerGone }
            return .seeOther(OfferPaths.offer(id))
        }
    }

    @Sendable private func apply(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { visit, pupil in
            let fields = try await door.fields(request, of: visit)
            guard let offer = OfferID(context.parameters.get("offre") ?? "") else { return offerGone }
            guard let period = OfferPeriod(formText: fields[ApplicationFieldName.period]) else {
                return refusal(.periodNotOffered, offer)
            }
            do throws(PlacementError) {
                let id = try await parts.desk.draft(
                    for: pupil.applicant, reader: pupil.reader, offer: offer, in: period)
                return .seeOther(ApplicationPaths.pupil(id))
            } catch {
                switch error {
                case .unknownOffer: return offerGone
                // A second click, or one that is there already: it is the one that the pupil wants.
                case .mayNotApply(.alreadyApplied(let id)): return .seeOther(ApplicationPaths.pupil(id))
                case .store: throw error
                default: return refusal(error, offer)
                }
            }
        }
    }

    private func refusal(_ error: PlacementError, _ offer: OfferID) -> Response {
        writer.message(
            Message(
                title: "Vous ne pouvez pas candidater ici", paragraphs: [error.frenchText],
                link: Message.Link(path: OfferPaths.offer(offer), label: "Revenir à l’offre")), status: .conflict)
    }

    private var offerGone: Response {
        writer.message(
            Message(
                title: "Cette offre n’est pas visible",
                paragraphs: ["Elle a été retirée, ou elle n’est pas ouverte à votre classe."],
                link: Message.Link(path: OfferPaths.search, label: "Voir les autres offres")), status: .notFound)
    }

    // MARK: Writing and sending

    @Sendable private func save(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { visit, pupil, stored in
            let fields = try await door.fields(request, of: visit)
            let (id, path) = (stored.id, ApplicationPaths.pupil(stored.id))
            let text = fields.text(ApplicationFieldName.motivation)
            do throws(PlacementError) {
                try await parts.desk.edit(id, of: visit.subject, motivation: text)
                guard fields[ApplicationFieldName.act] == "envoyer" else { return done("garde", path) }
                try await parts.desk.send(id, of: visit.subject, reader: pupil.reader)
                return done("envoye", path)
            } catch {
                if case .applicationFaults(let faults) = error {
                    let mistake = TypedMistake(typed: text, text: faults.first?.text.french ?? error.frenchText)
                    let now = try await find(id, visit)
                    return try await page(now, visit, motivation: mistake, status: .unprocessableContent)
                }
                // A second click: it was sent by the first.
                let now = try await find(id, visit)
                if case .applicationRefused = error, now.state.phase == .sent, now.application.motivation == text {
                    return .seeOther(path)
                }
                return try answer(error, path, typed: text)
            }
        }
    }

    @Sendable private func write(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { visit, _, stored in
            let text = try await door.fields(request, of: visit).text(ApplicationFieldName.message)
            do throws(PlacementError) {
                try await parts.desk.write(text, in: stored.id, of: visit.subject)
                return done("message", ApplicationPaths.pupil(stored.id))
            } catch {
                guard error.isAboutMessage else {
                    return try answer(error, ApplicationPaths.pupil(stored.id), typed: text)
                }
                let mistake = TypedMistake(typed: text, text: error.messageText)
                return try await page(stored, visit, message: mistake, status: .unprocessableContent)
            }
        }
    }

    // MARK: Ending

    @Sendable private func confirm(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { visit, _, stored in
            _ = try await door.fields(request, of: visit)
            return try await act(stored, visit, to: .confirmed, "confirme") { () throws(PlacementError) in
                try await parts.desk.confirm(stored.id, of: visit.subject)
            }
        }
    }

    @Sendable private func askToWithdraw(_ request: Request, _ context: ServiceRequestContext) async throws -> Response
    {
        try await within(request, context) { visit, _, stored in
            let back = ApplicationPaths.pupil(stored.id)
            guard stored.state.phase == .drafted || stored.state.isWaiting else { return .seeOther(back) }
            let isDraft = stored.state.phase == .drafted
            let heading = isDraft ? "Abandonner ce brouillon\u{202F}?" : "Retirer cette candidature\u{202F}?"
            return writer.templates.response(
                .applicationQuestion,
                ApplicationQuestionPage(
                    page: writer.frame(heading), problem: nil, heading: heading,
                    paragraphs: isDraft
                        ? ["L’employeur n’en saura rien. Vous pourrez candidater de nouveau."]
                        : [
                            "L’employeur en est informé, et ne peut plus vous accepter. Une place qu’il gardait pour vous est rendue.",
                            "On ne peut pas revenir en arrière. Vous pourrez candidater de nouveau tant que l’offre a de la place.",
                        ], action: back + ApplicationPaths.withdraw, formToken: door.formToken(of: visit), legend: nil,
                    reasons: [], button: isDraft ? "Oui, abandonner" : "Oui, retirer ma candidature", back: back))
        }
    }

    @Sendable private func withdraw(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { visit, _, stored in
            _ = try await door.fields(request, of: visit)
            return try await act(stored, visit, to: .withdrawn, "retire") { () throws(PlacementError) in
                try await parts.desk.withdraw(stored.id, of: visit.subject)
            }
        }
    }

    /// Does something once: who clicks twice is led to what the first click did.
    private func act(
        _ stored: StoredApplication, _ visit: Visit<PupilIdentity>, to phase: ApplicationState.Phase, _ word: String,
        _ body: () async throws(PlacementError) -> Void
    ) async throws -> Response {
        let path = ApplicationPaths.pupil(stored.id)
        do throws(PlacementError) {
            try await body()
            return done(word, path)
        } catch {
            if case .applicationRefused = error, try await find(stored.id, visit).state.phase == phase {
                return .seeOther(path)
            }
            return try answer(error, path)
        }
    }
}

// MARK: - Steps

extension PupilApplicationController {
    /// Answers a pupil who is on a roster.
    func within(
        _ request: Request, _ body: (Visit<PupilIdentity>, ApplyingPupil) async throws -> Response
    ) async throws -> Response {
        try await door.within(request, as: .pupil) { visit in
            guard let pupil = try await parts.pupil(visit.subject) else {
                return writer.message(
                    Message(
                        title: "Votre établissement ne vous a pas encore inscrit",
                        paragraphs: ["Demandez-lui de vous inscrire sur sa liste d’élèves, puis revenez."],
                        link: Message.Link(path: OfferPaths.search, label: "Voir les offres")), status: .forbidden)
            }
            return try await body(visit, pupil)
        }
    }

    /// Answers for one of the pupil's own; one of anybody else's is as unknown as one that does not exist.
    func within(
        _ request: Request, _ context: ServiceRequestContext,
        _ body: (Visit<PupilIdentity>, ApplyingPupil, StoredApplication) async throws -> Response
    ) async throws -> Response {
        try await within(request) { visit, pupil in
            guard let id = pages.id(context) else { return pages.gone(back: ApplicationPaths.ofPupil) }
            do { return try await body(visit, pupil, try await find(id, visit)) } catch PlacementError
                .unknownApplication
            { return pages.gone(back: ApplicationPaths.ofPupil) }
        }
    }

    func find(_ id: ApplicationID, _ visit: Visit<PupilIdentity>) async throws(PlacementError) -> StoredApplication {
        try await parts.desk.application(id, of: visit.subject)
    }

    func done(_ word: String, _ path: String) -> Response {
        .seeOther("\(path)?\(ApplicationFieldName.done)=\(word)")
    }

    /// - Throws: What is nobody's mistake.
    /// - Parameter typed: What would be lost.
    func answer(_ error: PlacementError, _ path: String, typed: String = "") throws -> Response {
        switch error {
        case .store, .unknownApplication: throw error
        default: pages.refusal(error, back: path, typed: typed)
        }
    }

    @Sendable private func leadToPage(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { _, _, stored in .seeOther(ApplicationPaths.pupil(stored.id)) }
    }
}
