import Applications
import HTTPTypes
import Hummingbird
import Offers
import Parties
import Placements

/// The pages on which an employer reads the applications for its offers and answers them.
struct EmployerApplicationController: Sendable {
    let door: VisitorDoor
    let parts: ApplicationParts

    var writer: PageWriter { door.writer }
    var pages: ApplicationPageWriter { ApplicationPageWriter(writer: writer, parts: parts) }

    func addRoutes(to table: inout RouteTable) {
        let one = ApplicationPaths.ofEmployer + "/:\(ApplicationPaths.parameter)"
        table.add(ApplicationPaths.ofEmployer, get: list)
        table.add(one, get: show)
        table.add(one + ApplicationPaths.message, get: leadToPage, post: write)
        table.add(one + ApplicationPaths.accept, get: leadToPage, post: accept)
        table.add(one + ApplicationPaths.decline, get: askToDecline, post: decline)
    }

    // MARK: Reading

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { visit, owner, id in
            // Noted by a GET: the page stands behind the cookie of a visit, so that neither scanners of mails nor crawlers open anything, and no page
            // of the service asks browsers to prefetch. A browser that did so by itself would tell the pupil « vue » early, and nothing else: the
            // days to answer run on, and no answer is given.
            let opened = try await parts.desk.open(id, by: owner)
            return try await page(opened, visit, done: Self.done[request.queryText(ApplicationFieldName.done)])
        }
    }

    private static let done = [
        "message": "Votre message est envoyé.",
        "accepte": "La place est proposée à l’élève. Elle est gardée jusqu’à sa réponse.",
        "decline": "C’est fait. L’élève le voit dans son espace, avec tact, et peut chercher ailleurs.",
    ]

    @Sendable private func leadToPage(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { _, owner, id in
            _ = try await parts.desk.received(id, by: owner)
            return .seeOther(ApplicationPaths.employer(id))
        }
    }

    // MARK: Answering

    @Sendable private func write(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { visit, owner, id in
            let text = try await door.fields(request, of: visit).text(ApplicationFieldName.message)
            do throws(PlacementError) {
                try await parts.desk.write(text, in: id, by: owner)
                return done("message", id)
            } catch {
                guard error.isAboutMessage else { return try answer(error, id, typed: text) }
                let mistake = TypedMistake(typed: text, text: error.messageText)
                return try await page(
                    try await parts.desk.received(id, by: owner), visit, mistake: mistake,
                    status: .unprocessableContent)
            }
        }
    }

    @Sendable private func accept(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { visit, owner, id in
            _ = try await door.fields(request, of: visit)
            do throws(PlacementError) {
                try await parts.desk.accept(id, by: owner)
                return done("accepte", id)
            } catch {
                // A second click: the place is offered already, or taken by the pupil in the meantime.
                if case .applicationRefused = error,
                    [.accepted, .confirmed].contains(try await parts.desk.received(id, by: owner).phase)
                {
                    return .seeOther(ApplicationPaths.employer(id))
                }
                return try answer(error, id)
            }
        }
    }

    @Sendable private func askToDecline(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { visit, owner, id in
            let received = try await parts.desk.received(id, by: owner)
            guard Self.isOpen(received.phase) else { return .seeOther(ApplicationPaths.employer(id)) }
            return question(received, visit)
        }
    }

    private func question(
        _ received: ReceivedApplication, _ visit: Visit<EmployerAccount>, problem: String? = nil,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let back = ApplicationPaths.employer(received.view.id)
        let heading = "Décliner la candidature"
        let consequence =
            received.phase == .accepted
            ? "Vous aviez proposé la place\u{A0}: l’élève compte peut-être dessus. Elle n’est plus gardée pour lui."
            : "L’élève le voit tout de suite dans son espace, et peut chercher ailleurs."
        return writer.templates.response(
            .applicationQuestion,
            ApplicationQuestionPage(
                page: writer.frame((problem == nil ? "" : "Erreur – ") + heading), problem: problem, heading: heading,
                paragraphs: [
                    consequence,
                    "Choisissez la raison\u{A0}: l’élève la lit dans une phrase simple et bienveillante, que nous avons écrite. On ne peut pas revenir en arrière.",
                ], action: back + ApplicationPaths.decline, formToken: door.formToken(of: visit), legend: "La raison",
                reasons: DeclineReason.allCases.map {
                    ChoiceLine(value: $0.rawValue, label: ApplicationWords.label($0), isChosen: false)
                }, button: "Décliner", back: back), status: status)
    }

    @Sendable private func decline(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { visit, owner, id in
            let fields = try await door.fields(request, of: visit)
            let received = try await parts.desk.received(id, by: owner)
            guard let reason = DeclineReason(rawValue: fields[ApplicationFieldName.reason]) else {
                return question(received, visit, problem: "Choisissez une raison.", status: .unprocessableContent)
            }
            do throws(PlacementError) {
                try await parts.desk.decline(id, because: reason, by: owner)
                return done("decline", id)
            } catch {
                if case .applicationRefused = error,
                    try await parts.desk.received(id, by: owner).phase == .declined
                {
                    return .seeOther(ApplicationPaths.employer(id))
                }
                return try answer(error, id)
            }
        }
    }

    // MARK: Steps

    static func isOpen(_ phase: ApplicationState.Phase) -> Bool {
        [.sent, .seen, .inDiscussion, .accepted].contains(phase)
    }

    /// Answers the owner of offers.
    func within(
        _ request: Request, _ body: (Visit<EmployerAccount>, OfferOwner) async throws -> Response
    ) async throws -> Response {
        try await door.within(request, as: .employer) { visit in
            guard let owner = OfferOwner(visit.subject.id.text) else {
                preconditionFailure("the reference of an account can be that of an owner")
            }
            return try await body(visit, owner)
        }
    }

    /// The same for one application, which may be anybody's: what the use cases do not know is told as such.
    private func within(
        _ request: Request, _ context: ServiceRequestContext,
        _ body: (Visit<EmployerAccount>, OfferOwner, ApplicationID) async throws -> Response
    ) async throws -> Response {
        try await within(request) { visit, owner in
            guard let id = pages.id(context) else { return pages.gone(back: ApplicationPaths.ofEmployer) }
            do { return try await body(visit, owner, id) } catch PlacementError.unknownApplication {
                return pages.gone(back: ApplicationPaths.ofEmployer)
            }
        }
    }

    private func done(_ word: String, _ id: ApplicationID) -> Response {
        .seeOther("\(ApplicationPaths.employer(id))?\(ApplicationFieldName.done)=\(word)")
    }

    /// - Throws: What is nobody's mistake.
    private func answer(_ error: PlacementError, _ id: ApplicationID, typed: String = "") throws -> Response {
        switch error {
        case .store, .unknownApplication: throw error
        default: pages.refusal(error, back: ApplicationPaths.employer(id), typed: typed)
        }
    }
}
