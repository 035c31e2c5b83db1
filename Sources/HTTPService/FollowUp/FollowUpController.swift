import HTTPTypes
import Hummingbird
import NIOCore
import Offers
import Parties
import Placements
import Rosters
import Workflow

/// The pages on which a school sees who has no placement yet, and what would fit.
struct FollowUpController: Sendable {
    let heads: HeadController
    let parts: FollowUpParts

    var writer: PageWriter { heads.writer }
    var words: FollowUpWords { FollowUpWords(dates: writer.dates, calendar: parts.calendar) }

    func addRoutes(to table: inout RouteTable) {
        table.add(FollowUpPaths.list, get: list)
        table.add(FollowUpPaths.figures, get: figures)
        table.add(FollowUpPaths.print, get: printView)
        table.add(FollowUpPaths.table, get: spreadsheet)
        table.add("\(FollowUpPaths.pupils)/:\(FollowUpPaths.parameter)", get: show, post: settle)
    }

    // MARK: The list

    @Sendable private func list(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { session, school in
            let standing = try await standing(of: school)
            let choice = FollowUpChoice(request)
            let chosen = standing.without.filter(choice.admits)
            let pageCount = max(1, (chosen.count + WithoutPlacementPage.lineCount - 1) / WithoutPlacementPage.lineCount)
            let number = min(max(choice.number, 1), pageCount)
            let shown = Array(
                chosen.dropFirst((number - 1) * WithoutPlacementPage.lineCount).prefix(WithoutPlacementPage.lineCount))
            let offers = try await suggestions(for: shown, of: school)
            let dispensed = standing.pupils.filter { $0.standing == .dispensed }.filter(choice.admits)
            return writer.templates.response(
                .withoutPlacement,
                WithoutPlacementPage(
                    page: writer.frame("Élèves sans stage"), bar: heads.bar(session), done: Self.done(request),
                    lead: words.lead(standing), notes: words.notes(standing), isEmpty: standing.pupils.isEmpty,
                    choices: choice.choices(among: standing.without), heading: choice.heading(chosen.count),
                    nobody: chosen.isEmpty && !standing.pupils.isEmpty,
                    lines: shown.map { words.line($0, offers[$0.pupil.reference] ?? [], choice) },
                    previous: number > 1 ? choice.path(FollowUpPaths.list, number - 1) : nil,
                    next: number < pageCount ? choice.path(FollowUpPaths.list, number + 1) : nil,
                    table: choice.path(FollowUpPaths.table), print: choice.path(FollowUpPaths.print),
                    dispensed: dispensed.map { words.line($0, [], choice) }, hasDispensed: !dispensed.isEmpty))
        }
    }

    private static func done(_ request: Request) -> String? {
        switch request.queryText(FollowUpFieldName.done) {
        case FollowUpFieldName.dispense: "C’est noté\u{A0}: cet élève ne fera pas de stage cette année."
        case FollowUpFieldName.takeBack:
            "C’est noté\u{A0}: cet élève est de nouveau compté avec ceux qui font un stage."
        case FollowUpFieldName.closeToFamily:
            "C’est noté\u{A0}: la famille de cet élève ne voit plus ses candidatures."
        case FollowUpFieldName.openToFamily:
            "C’est noté\u{A0}: la famille de cet élève peut de nouveau suivre ses candidatures."
        default: nil
        }
    }

    @Sendable private func printView(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { _, school in
            let standing = try await standing(of: school)
            let choice = FollowUpChoice(request)
            let chosen = standing.without.filter(choice.admits)
            let groups = Dictionary(grouping: chosen, by: \.pupil.details.className).sorted { $0.key < $1.key }
            return writer.templates.response(
                .withoutPlacementPrint,
                WithoutPlacementPrintPage(
                    page: writer.frame("Élèves sans stage, à imprimer"), heading: choice.heading(chosen.count),
                    lead: "Au \(FrenchDates.day(standing.today)). " + words.lead(standing),
                    groups: groups.map { name, pupils in
                        .init(className: name, lines: pupils.map { words.line($0, [], choice) })
                    }, back: choice.path(FollowUpPaths.list)))
        }
    }

    /// For a spreadsheet, in which no cell is a formula.
    @Sendable private func spreadsheet(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { _, school in
            let chosen = try await standing(of: school).without.filter(FollowUpChoice(request).admits)
            let bytes = words.table(of: chosen)
            return Response(
                status: .ok,
                headers: [
                    .contentType: "text/csv; charset=utf-8",
                    .contentDisposition: "attachment; filename=\"eleves-sans-stage.csv\"",
                ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        }
    }

    // MARK: One pupil

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { session, pupil in
            let dispensation = pupil.dispensation.map {
                "\($0.by), le \(writer.dates.moment($0.at))"
            }
            let choice = FollowUpChoice(request)
            let name = "\(pupil.pupil.details.name.given) \(pupil.pupil.details.name.family)"
            return writer.templates.response(
                .followedPupil,
                FollowedPupilPage(
                    page: writer.frame("Stage\u{A0}: \(name)"), bar: heads.bar(session),
                    line: words.line(pupil, [], choice), lapsed: words.lapsed(pupil),
                    action: choice.path(from: FollowUpPaths.pupil(pupil.pupil.reference)),
                    formToken: heads.bar(session).formToken, dispensation: dispensation,
                    canDispense: pupil.standing != .placed, isClosedToFamily: pupil.isClosedToFamily,
                    familyAct: pupil.isClosedToFamily
                        ? FollowUpFieldName.openToFamily : FollowUpFieldName.closeToFamily,
                    lastFamilyAct: pupil.familyAct.map { act in
                        "\(act.isClosed ? "Fermé" : "Ouvert de nouveau") par \(act.by), le \(writer.dates.moment(act.at))."
                    }, isMailboxShared: pupil.isMailboxShared,
                    hasOpenConvention: pupil.hasOpenConvention, back: choice.path(from: FollowUpPaths.list)))
        }
    }

    @Sendable private func settle(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { session, pupil in
            let act = try await heads.fields(request, of: session)[FollowUpFieldName.act]
            guard let school = parts.school(session.account) else { throw RequestFailure.malformedForm }
            let (reference, desk) = (pupil.pupil.reference, parts.desk)
            let isKnown: Bool
            do {
                switch act {
                case FollowUpFieldName.dispense, FollowUpFieldName.takeBack:
                    isKnown = try await desk.dispense(
                        reference, of: school, by: session.account.name, takesBack: act == FollowUpFieldName.takeBack)
                case FollowUpFieldName.closeToFamily, FollowUpFieldName.openToFamily:
                    isKnown = try await desk.closeToFamily(
                        reference, of: school, act == FollowUpFieldName.closeToFamily, by: session.account.name)
                default: throw RequestFailure.malformedForm
                }
            } catch is OfferStoreError { throw WorkflowError.unavailable(.storage) }
            guard isKnown else { return gone }
            if act == FollowUpFieldName.closeToFamily {
                try await parts.endVisits(PupilIdentity(school: school, reference: reference))
            }
            let list = FollowUpChoice(request).path(from: FollowUpPaths.list)
            return .seeOther("\(list)\(list.contains("?") ? "&" : "?")\(FollowUpFieldName.done)=\(act)")
        }
    }

    // MARK: Steps

    private func standing(of school: UAI) async throws -> SchoolStanding {
        do throws(OfferStoreError) { return try await parts.desk.standing(of: school) } catch {
            throw WorkflowError.unavailable(.storage)
        }
    }

    private func suggestions(
        for pupils: [PupilFollowUp], of school: UAI
    ) async throws -> [PupilReference: [SuggestedOffer]] {
        do throws(OfferStoreError) { return try await parts.desk.suggestions(for: pupils, of: school) } catch {
            throw WorkflowError.unavailable(.storage)
        }
    }

    /// Answers who entered and may see a school's pupils.
    func within(
        _ request: Request, _ body: (HeadSession, UAI) async throws -> Response
    ) async throws -> Response {
        try await heads.within(request, admitsStaff: true) { session in
            guard let school = parts.school(session.account) else { return heads.noSchool }
            return try await body(session, school)
        }
    }

    /// Answers for one of the school's pupils; another school's is as unknown as one who does not exist.
    private func within(
        _ request: Request, _ context: ServiceRequestContext,
        _ body: (HeadSession, PupilFollowUp) async throws -> Response
    ) async throws -> Response {
        try await within(request) { session, school in
            let reference = context.parameters.get(FollowUpPaths.parameter) ?? ""
            guard
                let pupil = try await standing(of: school).pupils.first(where: { $0.pupil.reference.text == reference })
            else { return gone }
            return try await body(session, pupil)
        }
    }

    /// As whom who has entered for a school reads its offers; `nil` for everybody else.
    @Sendable func offerReader(_ request: Request) async throws -> OfferReader? {
        guard let session = try await heads.session(request), let school = parts.school(session.account) else {
            return nil
        }
        return try await parts.desk.offerReader(of: school)
    }

    private var gone: Response {
        writer.message(
            Message(
                title: "Cet élève n’est pas dans votre liste",
                paragraphs: ["Aucun élève présent de l’établissement n’a cette référence."],
                link: Message.Link(path: FollowUpPaths.list, label: "Voir les élèves sans stage")), status: .notFound)
    }
}
