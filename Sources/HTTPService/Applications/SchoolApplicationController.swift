import Applications
import HTTPTypes
import Hummingbird
import Offers
import Parties
import Placements
import Workflow

/// The pages on which a school follows what its pupils ask of hosts, writes to both, and ends what has to end.
struct SchoolApplicationController: Sendable {
    let heads: HeadController
    let parts: ApplicationParts

    var writer: PageWriter { heads.writer }
    var pages: ApplicationPageWriter { ApplicationPageWriter(writer: writer, parts: parts) }

    func addRoutes(to table: inout RouteTable) {
        let one = ApplicationPaths.ofSchool + "/:\(ApplicationPaths.parameter)"
        table.add(ApplicationPaths.ofSchool, get: list)
        table.add(one, get: show)
        table.add(one + ApplicationPaths.message, get: leadToPage, post: write)
        table.add(one + ApplicationPaths.cancel, get: askToCancel, post: cancel)
    }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { session, stored in
            try await page(stored, session, done: Self.done[request.queryText(ApplicationFieldName.done)])
        }
    }

    private static let done = [
        "message": "Votre message est envoyé.",
        "annule": "La candidature est arrêtée. Une place qui était gardée est de nouveau libre.",
        "convention":
            "La candidature est arrêtée. La convention qui en est issue est annulée aussi, sauf si tous l’ont déjà signée\u{A0}: dans ce cas, interrompez le stage.",
    ]

    @Sendable private func leadToPage(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { _, stored in .seeOther(ApplicationPaths.school(stored.id)) }
    }

    @Sendable private func write(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { session, stored in
            let text = try await heads.fields(request, of: session).text(ApplicationFieldName.message)
            do throws(PlacementError) {
                try await parts.desk.write(text, in: stored.id, bySchool: stored.pupil.school)
                return done("message", stored.id)
            } catch {
                guard error.isAboutMessage else { return try answer(error, stored.id, typed: text) }
                let mistake = TypedMistake(typed: text, text: error.messageText)
                return try await page(stored, session, mistake: mistake, status: .unprocessableContent)
            }
        }
    }

    // MARK: Ending

    @Sendable private func askToCancel(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { session, stored in
            guard stored.state.isAlive else { return .seeOther(ApplicationPaths.school(stored.id)) }
            return question(stored, session)
        }
    }

    private func question(
        _ stored: StoredApplication, _ session: HeadSession, problem: String? = nil,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let back = ApplicationPaths.school(stored.id)
        let heading = "Arrêter cette candidature\u{202F}?"
        let consequence =
            switch stored.state.phase {
            case .confirmed:
                "L’élève a pris cette place\u{A0}: elle est rendue, et la convention qui en est issue est annulée si elle n’est pas signée par tous. L’élève et l’employeur sont informés, sans le motif."
            case .drafted:
                "C’est un brouillon\u{A0}: l’employeur n’en sait rien et n’en saura rien. L’élève est informé, sans le motif."
            default: "L’élève et l’employeur sont informés, sans le motif. Une place qui était gardée est rendue."
            }
        return writer.templates.response(
            .applicationQuestion,
            ApplicationQuestionPage(
                page: writer.frame((problem == nil ? "" : "Erreur – ") + heading), problem: problem, heading: heading,
                paragraphs: [consequence, "On ne peut pas revenir en arrière."],
                action: back + ApplicationPaths.cancel,
                formToken: heads.bar(session).formToken, legend: "Le motif, pour l’établissement seul",
                reasons: CancelReason.allCases.map {
                    ChoiceLine(value: $0.rawValue, label: ApplicationWords.label($0), isChosen: false)
                }, button: "Arrêter la candidature", back: back), status: status)
    }

    @Sendable private func cancel(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { session, stored in
            let fields = try await heads.fields(request, of: session)
            guard let reason = CancelReason(rawValue: fields[ApplicationFieldName.reason]) else {
                return question(stored, session, problem: "Choisissez un motif.", status: .unprocessableContent)
            }
            do throws(PlacementError) {
                let effect = try await parts.desk.cancel(
                    stored.id, because: reason, bySchool: stored.pupil.school)
                return done(effect == .noConvention ? "annule" : "convention", stored.id)
            } catch {
                if case .applicationRefused = error,
                    try await find(stored.id, stored.pupil.school).state.phase == .cancelledBySchool
                {
                    return .seeOther(ApplicationPaths.school(stored.id))
                }
                return try answer(error, stored.id)
            }
        }
    }

    // MARK: Steps

    /// Answers who entered and may see a school's pupils.
    func within(
        _ request: Request, _ body: (HeadSession, UAI) async throws -> Response
    ) async throws -> Response {
        try await heads.within(request, admitsStaff: true) { session in
            guard let school = try await parts.school(session.account) else { return heads.noSchool }
            return try await body(session, school)
        }
    }

    /// Answers for one of the school's pupils; one of another school's is as unknown as one that does not exist.
    private func within(
        _ request: Request, _ context: ServiceRequestContext,
        _ body: (HeadSession, StoredApplication) async throws -> Response
    ) async throws -> Response {
        try await within(request) { session, school in
            guard let id = pages.id(context) else { return pages.gone(back: ApplicationPaths.ofSchool) }
            do { return try await body(session, try await find(id, school)) } catch PlacementError.unknownApplication {
                return pages.gone(back: ApplicationPaths.ofSchool)
            }
        }
    }

    private func find(_ id: ApplicationID, _ school: UAI) async throws(PlacementError) -> StoredApplication {
        try await parts.desk.application(id, ofSchool: school)
    }

    private func done(_ word: String, _ id: ApplicationID) -> Response {
        .seeOther("\(ApplicationPaths.school(id))?\(ApplicationFieldName.done)=\(word)")
    }

    /// - Throws: What is nobody's mistake.
    private func answer(_ error: PlacementError, _ id: ApplicationID, typed: String = "") throws -> Response {
        switch error {
        case .store, .unknownApplication: throw error
        default: pages.refusal(error, back: ApplicationPaths.school(id), typed: typed)
        }
    }
}
