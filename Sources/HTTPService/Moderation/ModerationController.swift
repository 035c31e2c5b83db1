import HTTPTypes
import Hummingbird
import Offers
import Parties
import Placements

/// The pages on which moderation reads offers and decides whether pupils see them.
struct ModerationController: Sendable {
    let desk: OfferDesk
    let door: VisitorDoor
    /// The day in France.
    let today: @Sendable () -> CalendarDate
    let calendar: PlacementCalendar

    var writer: PageWriter { door.writer }
    var pages: ModerationPageWriter {
        ModerationPageWriter(offers: OfferPageWriter(writer: writer, calendar: calendar, today: today()))
    }

    func addRoutes(to table: inout RouteTable) {
        let offer = ModerationPaths.offers + "/:offre"
        table.add(ModerationPaths.offers, get: list)
        table.add(offer, get: show)
        table.add(offer + ModerationPaths.approve, get: leadBack, post: approve)
        table.add(offer + ModerationPaths.refuse, get: leadBack, post: refuse)
        table.add(offer + ModerationPaths.suspend, get: leadBack, post: suspend)
        table.add(offer + ModerationPaths.release, get: leadBack, post: release)
        addReportRoutes(to: &table)
    }

    // MARK: Who asks for what

    func within(
        _ request: Request, _ body: (Visit<ModeratorAccount>) async throws -> Response
    ) async throws -> Response {
        try await door.within(request, as: .moderator) { visit in
            do { return try await body(visit) } catch PlacementError.unknownOffer { return unknown }
        }
    }

    private var unknown: Response {
        writer.message(
            Message(
                title: "Cette offre n’existe pas", paragraphs: ["Elle a été supprimée, ou l’adresse est incomplète."],
                link: Message.Link(path: ModerationPaths.offers, label: "Voir les offres à relire")), status: .notFound)
    }

    private func reference(_ context: ServiceRequestContext) throws(PlacementError) -> OfferID {
        guard let id = OfferID(context.parameters.get("offre") ?? "") else { throw .unknownOffer }
        return id
    }

    func bar(_ visit: Visit<ModeratorAccount>) -> VisitorBar { door.bar(of: visit, name: visit.subject.name) }

    func done(_ request: Request) -> ModerationDone? {
        ModerationDone(rawValue: request.queryText(ModerationFieldName.done))
    }

    // MARK: Reading

    @Sendable private func list(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { visit in
            let typed = request.queryText(ModerationFieldName.reference)
            if !typed.isEmpty { return try await found(typed) }
            let page = pages.list(
                try await desk.waiting(), try await desk.held(), try await desk.reports(), bar: bar(visit),
                done: done(request))
            return writer.templates.response(.moderationOffers, page)
        }
    }

    /// An offer by its reference, or by an address that ends with it.
    private func found(_ typed: String) async throws -> Response {
        let last = typed.filter { !$0.isWhitespace }.split(separator: "/").last.map(String.init) ?? ""
        let text = last.split(separator: "?").first.map(String.init) ?? ""
        do {
            guard let id = OfferID(text) else { throw PlacementError.unknownOffer }
            return .seeOther(ModerationPaths.offer(try await desk.standing(id).stored.id))
        } catch PlacementError.unknownOffer {
            let query = "\(ModerationFieldName.done)=\(ModerationDone.unknownReference.rawValue)"
            return .seeOther("\(ModerationPaths.offers)?\(query)")
        }
    }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { visit in
            try await page(try reference(context), visit, done: done(request))
        }
    }

    private func page(
        _ id: OfferID, _ visit: Visit<ModeratorAccount>, done: ModerationDone? = nil,
        problem: JudgementProblem = JudgementProblem(), status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let review = try await desk.underReview(id)
        var accounts: [OfferOwner: EmployerAccount] = [:]
        for owner in Set(([review.standing] + review.alike).map(\.stored.owner)) {
            if let account = EmployerAccountID(owner.text) { accounts[owner] = try await door.desk.employer(account) }
        }
        let page = pages.offer(
            review, accounts: accounts, bar: bar(visit), formToken: door.formToken(of: visit), done: done,
            problem: problem)
        return writer.templates.response(.moderationOffer, page, status: status)
    }

    @Sendable private func leadBack(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { _ in .seeOther(ModerationPaths.offer(try reference(context))) }
    }

    // MARK: Judging

    @Sendable private func approve(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await judge(request, context, .approved) { id, fields, version in
            let clearance = OfferClearance(
                isSIRETChecked: !fields[ModerationFieldName.siretChecked].isEmpty,
                isAddressChecked: !fields[ModerationFieldName.addressChecked].isEmpty)
            try await desk.approve(id, clearance, version: version)
        }
    }

    @Sendable private func refuse(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await judge(request, context, .refused) { id, fields, version in
            try await desk.refuse(id, because: Self.reason(fields), version: version)
        }
    }

    private static func reason(_ fields: FormFields) -> String {
        fields[ModerationFieldName.reason].replacing("\r\n", with: "\n")
    }

    @Sendable private func suspend(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await judge(request, context, .suspended) { id, _, version in
            try await desk.suspend(id, version: version)
        }
    }

    @Sendable private func release(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await judge(request, context, .released) { id, _, version in
            try await desk.release(id, version: version)
        }
    }

    /// Does what was decided, if the offer is still what was read; otherwise the page is shown again.
    private func judge(
        _ request: Request, _ context: ServiceRequestContext, _ done: ModerationDone,
        _ body: (OfferID, FormFields, Int) async throws -> Void
    ) async throws -> Response {
        try await within(request) { visit in
            let fields = try await door.fields(request, of: visit)
            let id = try reference(context)
            do {
                // A form without a version is of no page that anybody read.
                try await body(id, fields, Int(fields[ModerationFieldName.version]) ?? -1)
                // What waits is judged one after the other; what is seen is looked at again.
                let path = [.approved, .refused].contains(done) ? ModerationPaths.offers : ModerationPaths.offer(id)
                return .seeOther("\(path)?\(ModerationFieldName.done)=\(done.rawValue)")
            } catch let error as PlacementError {
                guard let problem = Self.problem(error, fields) else { throw error }
                return try await page(
                    id, visit, problem: problem, status: problem.isLate ? .conflict : .unprocessableContent)
            }
        }
    }

    private static func problem(_ error: PlacementError, _ fields: FormFields) -> JudgementProblem? {
        var problem = JudgementProblem(refusal: reason(fields))
        switch error {
        case .changedMeanwhile: problem.isLate = true
        case .refused(let refusal):
            switch refusal.reason {
            case .siretNotChecked, .addressNotChecked:
                problem.isSIRETMissing = fields[ModerationFieldName.siretChecked].isEmpty
                problem.isAddressMissing = fields[ModerationFieldName.addressChecked].isEmpty
            case .reasonMissing: problem.refusalProblem = reasonProblem(problem.refusal)
            case .notInThisState, .notTheirs, .placesLeft, .noPlaceLeft: problem.isLate = true
            }
        default: return nil
        }
        return problem
    }

    private static func reasonProblem(_ reason: String) -> String {
        switch OfferText.reason.problem(in: reason)?.code {
        case .emptyText, nil: "Dites à l’employeur ce qui ne va pas et ce qu’il peut corriger."
        case .textTooLong: "Écrivez \(OfferText.reason.maximumLength) caractères au plus."
        case .contactInText: "N’écrivez ni adresse électronique ni numéro de téléphone dans le motif."
        default:
            "Retapez le motif au clavier\u{A0}: il contient un caractère qui ne s’affiche pas, ou un numéro personnel."
        }
    }
}
