import HTTPTypes
import Hummingbird
import Offers
import Parties
import Placements

/// Where what is typed goes.
private enum OfferTarget {
    /// An offer that is not kept yet, and the reference that it will have.
    case new(OfferID)
    case existing(OwnOffer, version: Int?)

    var isDraft: Bool {
        switch self {
        case .new: true
        case .existing(let own, _): [.draft, .refusedByModeration].contains(own.stored.state.phase)
        }
    }

    var id: OfferID {
        switch self {
        case .new(let id): id
        case .existing(let own, _): own.stored.id
        }
    }
}

/// Writing and changing an offer.
extension EmployerOfferController {
    // MARK: A new one

    @Sendable func begin(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { visit in
            let owner = visit.subject.offerOwner
            var form: OfferForm
            if let copied = try await copied(request, of: owner) {
                form = copy(of: copied.stored.offer)
            } else {
                form = beginning(visit.subject, try await desk.offers(of: owner, limit: 1).first?.stored.offer)
            }
            let reference = request.queryText(OfferFormName.invitation)
            if !reference.isEmpty, let invitation = try await invitation(reference) { form.fill(invitation) }
            return page(form, visit, .new(desk.newReference()))
        }
    }

    /// The offer of the account that the address names to be copied; another's is none.
    private func copied(_ request: Request, of owner: OfferOwner) async throws(PlacementError) -> OwnOffer? {
        guard let id = OfferID(request.queryText(OfferFormName.copy)) else { return nil }
        do throws(PlacementError) { return try await desk.offer(id, of: owner) } catch {
            guard error == .unknownOffer else { throw error }
            return nil
        }
    }

    /// All but periods that have begun.
    private func copy(of offer: Offer) -> OfferForm {
        var form = OfferForm(offer)
        for period in form.periods where period.days(calendar).map({ $0.lowerBound <= today() }) ?? true {
            form.forget(period)
        }
        return form
    }

    /// What the employer has said in another offer need not be typed again.
    private func beginning(_ account: EmployerAccount, _ latest: Offer?) -> OfferForm {
        var form = OfferForm()
        if let latest {
            form.fill(latest.posting.employer)
            form.fill(latest.contact)
            form.fill(latest.posting.sites.map(\.address))
            return form
        }
        let names = account.name.split(separator: " ", maxSplits: 1).map(String.init)
        form[OfferFormName.givenName] = names.first ?? ""
        form[OfferFormName.familyName] = names.count > 1 ? names[1] : ""
        form[OfferFormName.email] = account.email
        form[OfferFormName.nafEdition] = (today().year < 2027 ? NAFCode.Edition.revision2 : .of2025).rawValue
        return form
    }

    @Sendable func create(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { visit in
            let fields = try await door.fields(request, of: visit, maximumCount: OfferForm.maximumFieldCount)
            let reference = OfferID(fields[OfferFormName.reference]) ?? desk.newReference()
            return try await take(fields, visit, .new(reference))
        }
    }

    // MARK: One that there is

    @Sendable func showEdit(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { visit in
            let own = try await desk.offer(try reference(context), of: visit.subject.offerOwner)
            guard ![.expired, .withdrawn].contains(own.stored.state) else { return ledTooLate(to: own.stored.id) }
            return page(OfferForm(own.stored.offer), visit, .existing(own, version: own.stored.version))
        }
    }

    @Sendable func edit(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { visit in
            let fields = try await door.fields(request, of: visit, maximumCount: OfferForm.maximumFieldCount)
            let own = try await desk.offer(try reference(context), of: visit.subject.offerOwner)
            // What names no version was read at no time: it is late.
            let version = Int(fields[OfferFormName.version]) ?? -1
            return try await take(fields, visit, .existing(own, version: version))
        }
    }

    // MARK: Taking what was typed

    private func take(
        _ fields: FormFields, _ visit: Visit<EmployerAccount>, _ target: OfferTarget
    ) async throws -> Response {
        var form = OfferForm(fields)
        if !fields[OfferFormName.addSite].isEmpty {
            form.siteCount += 1
            return page(form, visit, target)
        }
        let submits = !fields[OfferFormName.submit].isEmpty && target.isDraft
        let reading = form.reading()
        let problems = submits ? reading.submissionProblems(calendar) : reading.problems
        guard problems.isEmpty, let offer = reading.offer else { return page(form, visit, target, problems) }
        let owner = visit.subject.offerOwner
        do throws(PlacementError) {
            try await write(offer, to: target, of: owner)
            if submits { try await desk.submit(target.id, of: owner) }
            return led(to: target.id, submits ? .submitted : target.isDraft ? .saved : .edited)
        } catch {
            if case .refused = error { return ledTooLate(to: target.id) }
            if error == .changedMeanwhile { return try await late(form, offer, visit, target, submits: submits) }
            guard let problems = mendable(error, reading) else { throw error }
            return page(form, visit, target, problems)
        }
    }

    private func write(_ offer: Offer, to target: OfferTarget, of owner: OfferOwner) async throws(PlacementError) {
        switch target {
        case .new(let reference): _ = try await desk.draft(offer, of: owner, reference: reference)
        case .existing(let own, let version):
            try await desk.edit(own.stored.id, of: owner, to: offer, version: version)
        }
    }

    /// A form that was sent twice has done its work; one that another window has overtaken is shown again with all that was typed.
    private func late(
        _ form: OfferForm, _ offer: Offer, _ visit: Visit<EmployerAccount>, _ target: OfferTarget, submits: Bool
    ) async throws -> Response {
        let owner = visit.subject.offerOwner
        let now = try await desk.offer(target.id, of: owner)
        guard OfferForm(now.stored.offer) != OfferForm(offer) else {
            if submits, now.stored.state.phase == .draft {
                try await desk.submit(target.id, of: owner)
                return led(to: target.id, .submitted)
            }
            if case .new = target { return .seeOther(EmployerOfferPaths.offer(target.id)) }
            return led(to: target.id, .edited)
        }
        guard ![.expired, .withdrawn].contains(now.stored.state.phase) else { return ledTooLate(to: target.id) }
        return page(form, visit, .existing(now, version: now.stored.version), isLate: true)
    }

    /// What of it somebody can mend in the form.
    private func mendable(_ error: PlacementError, _ reading: OfferFormReading) -> [OfferFormProblem]? {
        switch error {
        case .faults(let faults): reading.faults(faults)
        case .otherEmployer: [OfferFormProblem(field: OfferFormName.siret, text: error.frenchText)]
        case .placesTaken: [OfferFormProblem(field: OfferFormName.periods, text: error.frenchText)]
        case .tooManyOffers: [OfferFormProblem(field: "formulaire", text: error.frenchText)]
        default: nil
        }
    }

    // MARK: The page

    private func page(
        _ form: OfferForm, _ visit: Visit<EmployerAccount>, _ target: OfferTarget,
        _ problems: [OfferFormProblem] = [], isLate: Bool = false
    ) -> Response {
        let path = EmployerOfferPaths.offer(target.id)
        var heading = "Nouvelle offre"
        var (back, action) = (EmployerOfferPaths.list, EmployerOfferPaths.new)
        if case .existing = target {
            (heading, back, action) = ("Modifier une offre", path, path + EmployerOfferPaths.edit)
        }
        let title = (problems.isEmpty && !isLate ? "" : "Erreur – ") + heading
        var frame = OfferFormFrame(
            page: writer.frame(title), bar: bar(visit), heading: heading, back: back, action: action,
            formToken: door.formToken(of: visit), isDraft: target.isDraft, problems: problems)
        switch target {
        case .new(let reference): frame.reference = reference
        case .existing(let own, let version):
            (frame.version, frame.taken) = (version, own.stored.taken)
        }
        if isLate { frame.conflict = path }
        let content = OfferFormWriter(form: form, frame: frame, calendar: calendar, today: today()).page()
        let status: HTTPResponse.Status = isLate ? .conflict : problems.isEmpty ? .ok : .unprocessableContent
        return writer.templates.response(.employerOfferForm, content, status: status)
    }
}
