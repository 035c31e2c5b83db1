import HTTPTypes
import Hummingbird
import Offers
import Parties
import Placements

/// The pages on which an employer writes offers and follows them.
struct EmployerOfferController: Sendable {
    let desk: OfferDesk
    let door: VisitorDoor
    /// The day in France.
    let today: @Sendable () -> CalendarDate
    let calendar: PlacementCalendar
    /// What a school asks, by the reference that an address names.
    let invitation: @Sendable (_ reference: String) async throws -> HostInvitation?

    var writer: PageWriter { door.writer }
    private var pages: OfferPageWriter { OfferPageWriter(writer: writer, calendar: calendar, today: today()) }

    func addRoutes(to table: inout RouteTable) {
        let offer = EmployerOfferPaths.list + "/:offre"
        table.add(EmployerOfferPaths.list, get: list)
        table.add(EmployerOfferPaths.new, get: begin, post: create)
        table.add(offer, get: show)
        table.add(offer + EmployerOfferPaths.edit, get: showEdit, post: edit)
        table.add(offer + EmployerOfferPaths.pause, get: leadBack, post: pause)
        table.add(offer + EmployerOfferPaths.resume, get: leadBack, post: resume)
        table.add(offer + EmployerOfferPaths.withdraw, get: askToWithdraw, post: withdraw)
    }

    // MARK: Who asks for what

    /// Answers an employer who has entered; another's offer, and one that does not exist, with the same page.
    func within(
        _ request: Request, _ body: (Visit<EmployerAccount>) async throws -> Response
    ) async throws -> Response {
        try await door.within(request, as: .employer) { visit in
            do { return try await body(visit) } catch PlacementError.unknownOffer { return unknown }
        }
    }

    private var unknown: Response {
        writer.message(
            Message(
                title: "Cette offre n’est pas parmi les vôtres",
                paragraphs: [
                    "Elle n’existe pas, ou appartient à un autre compte. Les offres d’un compte se lisent après être entré avec"
                        + " son adresse."
                ], link: Message.Link(path: EmployerOfferPaths.list, label: "Voir vos offres")), status: .notFound)
    }

    /// - Throws: ``PlacementError/unknownOffer`` for what is no reference.
    func reference(_ context: ServiceRequestContext) throws(PlacementError) -> OfferID {
        guard let id = OfferID(context.parameters.get("offre") ?? "") else { throw .unknownOffer }
        return id
    }

    func bar(_ visit: Visit<EmployerAccount>) -> VisitorBar { door.bar(of: visit, name: visit.subject.name) }

    func led(to id: OfferID, _ done: OfferDone) -> Response {
        .seeOther("\(EmployerOfferPaths.offer(id))?\(OfferDone.fieldName)=\(done.rawValue)")
    }

    /// To the offer as it is now, for who came too late.
    func ledTooLate(to id: OfferID) -> Response {
        .seeOther("\(EmployerOfferPaths.offer(id))?\(OfferFieldName.problem)=\(Self.tooLate)")
    }

    private static let tooLate = "etat"

    // MARK: Reading

    @Sendable private func list(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { visit in
            let owner = visit.subject.offerOwner
            let size = EmployerOffersPage.size
            // Beyond the last page is the last one asked for: empty, with the way back.
            let number = min(max(Int(request.queryText(OfferFieldName.page)) ?? 1, 1), 1_000)
            let skipped = (number - 1) * size
            let living = try await desk.offers(of: owner, .living, skipping: skipped, limit: size)
            let count = try await desk.livingCount(of: owner)
            let over = try await desk.offers(of: owner, .over, limit: EmployerOffersPage.overCount)
            let done = OfferDone(rawValue: request.queryText(OfferDone.fieldName))
            let part = EmployerOffersPage.Part(number: number, of: count)
            return writer.templates.response(
                .employerOffers, pages.list(living, over, part, bar: bar(visit), done: done))
        }
    }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { visit in
            let own = try await desk.offer(try reference(context), of: visit.subject.offerOwner)
            let posting = own.stored.offer.posting
            var openings: [String] = []
            if own.stored.state.isListed, let year = posting.schoolYear {
                let grades = ConventionData.Grade.observing.filter(posting.grades.contains)
                openings = try await desk.openings(of: grades, in: year, on: today())
            }
            let isLate = request.queryText(OfferFieldName.problem) == Self.tooLate
            return writer.templates.response(
                .employerOffer,
                pages.own(
                    own, bar: bar(visit), formToken: door.formToken(of: visit), openings: openings,
                    done: OfferDone(rawValue: request.queryText(OfferDone.fieldName)),
                    problem: isLate
                        ? "Ce n’était plus possible, ou c’était déjà fait\u{A0}: voici où en est l’offre maintenant."
                        : nil
                ))
        }
    }

    @Sendable private func leadBack(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { _ in .seeOther(EmployerOfferPaths.offer(try reference(context))) }
    }

    // MARK: Steps

    @Sendable private func pause(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await step(request, context, .paused) { id, owner in try await desk.pause(id, of: owner) }
    }

    @Sendable private func resume(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await step(request, context, .resumed) { id, owner in try await desk.resume(id, of: owner) }
    }

    @Sendable private func withdraw(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await step(request, context, .withdrawn) { id, owner in try await desk.withdraw(id, of: owner) }
    }

    private func step(
        _ request: Request, _ context: ServiceRequestContext, _ done: OfferDone,
        _ body: (OfferID, OfferOwner) async throws -> Void
    ) async throws -> Response {
        try await within(request) { visit in
            _ = try await door.fields(request, of: visit)
            let id = try reference(context)
            do {
                try await body(id, visit.subject.offerOwner)
                return led(to: id, done)
            } catch let error as PlacementError {
                switch error {
                case .refused, .changedMeanwhile: return ledTooLate(to: id)
                default: throw error
                }
            }
        }
    }

    @Sendable private func askToWithdraw(
        _ request: Request, _ context: ServiceRequestContext
    ) async throws -> Response {
        try await within(request) { visit in
            let own = try await desk.offer(try reference(context), of: visit.subject.offerOwner)
            guard ![.expired, .withdrawn].contains(own.stored.state) else { return ledTooLate(to: own.stored.id) }
            return writer.templates.response(
                .employerOfferWithdrawal,
                pages.withdrawal(own, bar: bar(visit), formToken: door.formToken(of: visit)))
        }
    }
}

extension EmployerAccount {
    /// As what the account owns offers.
    var offerOwner: OfferOwner {
        guard let owner = OfferOwner(id.text) else { preconditionFailure("an account's reference is one of an owner") }
        return owner
    }
}
