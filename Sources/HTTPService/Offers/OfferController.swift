import Applications
import Hummingbird
import Offers
import Parties
import Placements

/// The pages on which anybody looks for offers, reads one, and says that something is wrong with it.
struct OfferController: Sendable {
    let desk: OfferDesk
    let access: LinkAccess
    let writer: PageWriter
    /// The day in France.
    let today: @Sendable () -> CalendarDate
    let calendar: PlacementCalendar
    /// Where communes are; what somebody typed is looked up here and told to nobody.
    let places: PlaceTable?
    /// Knows as whom somebody looks; whoever has not entered is anybody.
    let pupils: PupilDoor?
    /// As whom a school's own staff reads its offers; `nil` for whoever has not entered as such.
    let school: @Sendable (Request) async throws -> OfferReader?

    private var pages: OfferPageWriter { OfferPageWriter(writer: writer, calendar: calendar, today: today()) }

    func addRoutes(to table: inout RouteTable) {
        table.add(OfferPaths.search, get: search)
        table.add(OfferPaths.search + "/:offre", get: show)
        table.add(OfferPaths.search + "/:offre" + OfferPaths.report, get: leadBack, post: report)
    }

    // MARK: Search

    @Sendable private func search(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        var (asked, day) = (OfferSearchForm(request), today())
        if places == nil { asked.place = "" }
        let pupil = try await pupils?.pupil(request)?.pupil
        let form = asked.ofPupil(in: pupil?.applicant.grade)
        let place = form.place.isEmpty ? nil : places?.find(form.place)
        let found = try await found(form, place, pupil?.reader ?? .anyone, day)
        return writer.templates.response(
            .offers,
            page(
                form, asked: asked, pupil: pupil != nil, found, place,
                openings: try await desk.openings(
                    of: ConventionData.Grade.observing, in: SchoolYear(containing: day), on: day), day))
    }

    /// Around a place that is not known, or may be several, nothing is looked for: nobody shall take what is far for what is near.
    private func found(
        _ form: OfferSearchForm, _ place: PlaceAnswer?, _ reader: OfferReader, _ day: CalendarDate
    ) async throws -> OfferPage {
        switch place {
        case nil: return try await desk.search.page(form.query(reader, near: nil, today: day))
        case .found(let place): return try await desk.search.page(form.query(reader, near: place.point, today: day))
        case .several, .unknown: return OfferPage(hits: [], hasMore: false, corrections: [:], explanation: "")
        }
    }

    private func page(
        _ form: OfferSearchForm, asked: OfferSearchForm, pupil: Bool, _ found: OfferPage, _ place: PlaceAnswer?,
        openings: [String], _ day: CalendarDate
    ) -> OfferSearchPage {
        OfferSearchPage(
            page: writer.frame("Offres de stage"), action: OfferPaths.search, words: form.words,
            sectors: choices(Sector.inAlphabet, form.sector) {
                ($0.rawValue, $0.name)
            },
            grades: choices(ConventionData.Grade.observing.reversed(), form.grade) {
                ($0.rawValue, OfferWords.grade($0))
            },
            periods: choices(
                OfferPeriod.choices(of: SchoolYear(containing: day), after: day, calendar), form.period
            ) { ($0.formText, OfferWords.period($0, calendar)) },
            kinds: choices(Employer.Category.allCases, form.kind) { ($0.rawValue, OfferWords.category($0)) },
            remotes: choices([true, false], form.isRemote) {
                ($0 ? "oui" : "non", $0 ? "À distance seulement" : "Sur place seulement")
            },
            isAccessible: form.isAccessible, withFull: form.withFull, hasChoices: asked.hasChoices, openings: openings,
            lines: found.hits.map { pages.line($0, asked: form.period) },
            caption: Self.caption(form, found, place),
            corrections: found.corrections.sorted { $0.key < $1.key }.map { typed, words in
                "Aucune offre avec «\u{A0}\(typed)\u{A0}»\u{A0}: voici celles avec "
                    + words.map { "«\u{A0}\($0)\u{A0}»" }.joined(separator: " ou ") + "."
            },
            explanation: found.explanation.isEmpty ? nil : found.explanation, around: form.around(places, place),
            nothingAround: found.hits.isEmpty ? form.nothing(around: place) : nil, isSearch: !asked.isEmpty,
            everything: OfferPaths.search,
            applications: pupil ? ApplicationPaths.ofPupil : nil,
            previous: form.page > 0 ? form.path(page: form.page - 1) : nil,
            next: found.hasMore ? form.path(page: form.page + 1) : nil)
    }

    private func choices<Value: Equatable>(
        _ values: [Value], _ chosen: Value?, _ text: (Value) -> (value: String, label: String)
    ) -> [ChoiceLine] {
        values.map { value in
            let text = text(value)
            return ChoiceLine(value: text.value, label: text.label, isChosen: value == chosen)
        }
    }

    private static func caption(_ form: OfferSearchForm, _ found: OfferPage, _ place: PlaceAnswer?) -> String {
        switch place {
        case nil: count(form, found)
        case .found(let place): "\(count(form, found)) à \(form.kilometres)\u{A0}km au plus de \(place.label)"
        case .several, .unknown: "Où cherchez-vous\u{A0}?"
        }
    }

    private static func count(_ form: OfferSearchForm, _ found: OfferPage) -> String {
        let first = form.page * OfferQuery.pageSize + 1
        guard !found.hits.isEmpty else { return "Aucune offre" }
        guard form.page > 0 || found.hasMore else {
            return found.hits.count == 1 ? "1 offre" : "\(found.hits.count) offres"
        }
        return "Offres \(first) à \(first + found.hits.count - 1)"
    }

    // MARK: One offer

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        guard let id = OfferID(context.parameters.get("offre") ?? "") else { return gone }
        let problem =
            request.queryText(OfferFieldName.problem) == OfferFieldName.text
            ? ReportProblem(
                kind: AbuseKind(rawValue: request.queryText(OfferFieldName.abuse)),
                text: PlacementError.reportWithoutText.frenchText) : nil
        do throws(PlacementError) {
            let pupil = try await asPupil(request)
            let school = pupil == nil ? try await asSchool(request) : nil
            let shown = try await desk.shown(id, to: pupil?.pupil.reader ?? school ?? .anyone, on: today())
            let waiting = shown.posting.grades.subtracting(shown.openGrades).sorted { $0.rawValue < $1.rawValue }
            let page = pages.detail(
                shown,
                try await desk.openings(
                    of: waiting, in: shown.posting.schoolYear ?? SchoolYear(containing: today()), on: today()),
                formToken: access.formToken.text(for: OfferPaths.offer(id)), problem: problem,
                apply: school == nil ? try await choices(of: shown, pupil) : ApplyChoices(),
                // A report is made as anybody, to whom an offer that is kept for this school does not exist.
                canReport: school == nil || !shown.isReserved)
            return writer.templates.response(.offer, page)
        } catch {
            guard error == .unknownOffer else { throw error }
            return gone
        }
    }

    private func asPupil(
        _ request: Request
    ) async throws(PlacementError) -> (visit: Visit<PupilIdentity>, pupil: ApplyingPupil)? {
        do { return try await pupils?.pupil(request) } catch { throw .store(.unavailable("\(type(of: error))")) }
    }

    /// A school reads what is kept for its pupils; it applies for nothing.
    private func asSchool(_ request: Request) async throws(PlacementError) -> OfferReader? {
        do { return try await school(request) } catch { throw .store(.unavailable("\(type(of: error))")) }
    }

    /// What somebody may do who wants one of the places.
    private func choices(
        of shown: ShownOffer, _ entered: (visit: Visit<PupilIdentity>, pupil: ApplyingPupil)?
    ) async throws(PlacementError) -> ApplyChoices? {
        guard let pupils else { return nil }
        guard let (visit, pupil) = entered else { return ApplyChoices(entrance: VisitorPaths.entrance(to: shown.id)) }
        guard shown.openGrades.contains(pupil.applicant.grade) else { return ApplyChoices() }
        return ApplyChoices(
            action: OfferPaths.offer(shown.id) + ApplicationPaths.apply, formToken: pupils.door.formToken(of: visit),
            isFor: true,
            obstacles: try await pupils.parts.desk.obstacles(
                to: shown.id, in: shown.posting.periods.map(\.period), for: pupil.applicant))
    }

    private var gone: Response {
        writer.message(
            Message(
                title: "Cette offre n’est pas visible",
                paragraphs: [
                    "Elle a été retirée, elle est réservée à certains établissements, ou elle n’est pas encore ouverte à votre classe."
                ], link: Message.Link(path: OfferPaths.search, label: "Voir les autres offres")), status: .notFound)
    }

    @Sendable private func leadBack(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        guard let id = OfferID(context.parameters.get("offre") ?? "") else { return gone }
        return .seeOther(OfferPaths.offer(id))
    }

    @Sendable private func report(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        guard let id = OfferID(context.parameters.get("offre") ?? "") else { return gone }
        let path = OfferPaths.offer(id)
        let body = try await access.bodies.collect(request, mediaType: "application/x-www-form-urlencoded")
        let fields = try FormFields(body)
        try access.formToken.check(fields, for: path)
        let reader = try await pupils?.pupil(request)?.pupil.reader ?? .anyone
        let kind = AbuseKind(rawValue: fields[OfferFieldName.abuse]) ?? .other
        do throws(PlacementError) {
            // The form's token came with the page: who sends it has seen the offer, and is heard whatever has become of it since.
            try await desk.report(id, kind, text: fields[OfferFieldName.text], school: reader.school)
        } catch {
            switch error {
            case .unknownOffer: return gone
            case .reportWithoutText:
                let query = "\(OfferFieldName.problem)=\(OfferFieldName.text)&\(OfferFieldName.abuse)=\(kind.rawValue)"
                return .seeOther("\(path)?\(query)#signaler")
            default: throw error
            }
        }
        return writer.message(
            Message(
                title: "Merci, votre signalement est transmis",
                paragraphs: [
                    "Une personne va regarder cette offre. Une offre signalée comme dangereuse n’est plus montrée jusque-là.",
                    "Si quelqu’un est en danger maintenant, appelez le 17 ou le 112\u{A0}; le 119 écoute les enfants, jour et nuit, gratuitement.",
                ], link: Message.Link(path: OfferPaths.search, label: "Revenir aux offres")))
    }
}

extension OfferSearchForm {
    /// Whether something besides words was chosen.
    var hasChoices: Bool {
        sector != nil || grade != nil || period != nil || kind != nil || isAccessible || withFull || isRemote != nil
    }
}
