import HTTPTypes
import Hummingbird
import Offers
import Parties
import Placements
import Workflow

/// The pages on which those who look at offers see what all schools of a département come to.
struct DepartmentFiguresController: Sendable {
    let door: VisitorDoor
    let shelf: DepartmentFiguresShelf

    private var writer: PageWriter { door.writer }

    func addRoutes(to table: inout RouteTable) {
        table.add(DepartmentPaths.list, get: list)
        table.add("\(DepartmentPaths.list)/:\(DepartmentPaths.parameter)", get: show)
    }

    @Sendable private func list(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await door.within(request, as: .moderator) { visit in
            let departments = try await read { () throws(OfferStoreError) in try await shelf.desk.departments() }
            return writer.templates.response(
                .departments,
                DepartmentsPage(
                    page: writer.frame("Chiffres par département"), bar: door.bar(of: visit, name: visit.subject.name),
                    departments: departments.map { department, count in
                        .init(
                            path: DepartmentPaths.figures(department), name: DepartmentFiguresWords.name(department),
                            schools: DepartmentFiguresWords.schools(count))
                    }, offers: ModerationPaths.offers))
        }
    }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await door.within(request, as: .moderator) { visit in
            guard let department = Department(context.parameters.get(DepartmentPaths.parameter) ?? ""),
                let figures = try await read({ () throws(OfferStoreError) in
                    try await shelf.figures(of: department)
                })
            else { return unknown }
            let name = DepartmentFiguresWords.name(department)
            return writer.templates.response(
                .departmentFigures,
                DepartmentFiguresPage(
                    page: writer.frame("Chiffres\u{A0}: \(name)"), bar: door.bar(of: visit, name: visit.subject.name),
                    heading: name, lead: DepartmentFiguresWords.lead(figures), rule: DepartmentFiguresWords.rule,
                    list: DepartmentPaths.list, sections: DepartmentFiguresWords.sections(figures),
                    computed: "Calculé le \(writer.dates.moment(figures.computedAt)), et gardé une heure."))
        }
    }

    private func read<Result>(_ body: () async throws(OfferStoreError) -> Result) async throws -> Result {
        do throws(OfferStoreError) { return try await body() } catch { throw WorkflowError.unavailable(.storage) }
    }

    private var unknown: Response {
        writer.message(
            Message(
                title: "Il n’y a pas de chiffres de ce département",
                paragraphs: ["Aucun de ses établissements n’a déposé la liste de ses élèves sur ce service."],
                link: Message.Link(path: DepartmentPaths.list, label: "Voir les départements")), status: .notFound)
    }
}
