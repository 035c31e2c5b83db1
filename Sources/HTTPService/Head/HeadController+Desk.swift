import ConventionDomain
import Hummingbird
import Workflow

// The list and what it leads to.
extension HeadController {
    @Sendable func desk(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, admitsStaff: true) { session in
            guard session.account.role == .signatory else { return staffPage(session) }
            let query = Self.query(request)
            let desk = try await office.desk(of: session.account, query: query)
            let pageCount = max(1, (desk.rows.count + HeadDeskPage.rowCount - 1) / HeadDeskPage.rowCount)
            let asked = request.uri.queryParameters.get(HeadFieldName.page).flatMap { Int($0) } ?? 1
            let view = View(
                desk: desk, query: query, number: min(max(asked, 1), pageCount), pageCount: pageCount,
                isTicked: request.uri.queryParameters.get(HeadFieldName.ticked) == "oui",
                earlier: try await office.batches(of: session.account), problem: HeadMistake(request)?.text)
            return writer.templates.response(.headDesk, page(view, session))
        }
    }

    private static func query(_ request: Request) -> String {
        String(request.queryText(HeadFieldName.query).prefix(100))
    }

    private struct View {
        let desk: HeadDesk
        let query: String
        let number: Int
        let pageCount: Int
        let isTicked: Bool
        let earlier: [BatchOutline]
        let problem: String?

        var first: Int { (number - 1) * HeadDeskPage.rowCount }
        var rows: ArraySlice<HeadRow> { desk.rows.dropFirst(first).prefix(HeadDeskPage.rowCount) }
    }

    private func page(_ view: View, _ session: HeadSession) -> HeadDeskPage {
        let rows = view.rows
        let isPaged = view.pageCount > 1
        return HeadDeskPage(
            page: writer.frame("Conventions à signer"), bar: bar(session), problem: view.problem,
            lead: view.desk.lead, notes: view.desk.notes, query: view.query, isSearch: !view.query.isEmpty,
            lines: rows.map {
                writer.line($0.convention, $0.outline, daysLeft: $0.daysLeft, isTicked: view.isTicked)
            },
            caption: isPaged
                ? "Conventions \(view.first + 1) à \(view.first + rows.count) sur \(view.desk.rows.count)"
                : conventions(rows.count),
            tickAll: view.isTicked || rows.isEmpty ? nil : address(view, view.number, isTicked: true),
            tickNone: view.isTicked ? address(view, view.number) : nil,
            previous: view.number > 1 ? address(view, view.number - 1) : nil,
            next: view.number < view.pageCount ? address(view, view.number + 1) : nil,
            allCount: isPaged ? conventions(view.desk.rows.count) : nil, action: HeadPaths.batches,
            earlier: view.earlier.map { batch in
                HeadDeskPage.Earlier(
                    path: HeadPaths.batch(batch.id),
                    text: "\(writer.dates.moment(batch.givenAt))\u{A0}: \(batch.signedCount) signées sur \(batch.count)"
                        + (batch.finishedAt == nil ? ", en cours" : ""))
            })
    }

    private func address(_ view: View, _ number: Int, isTicked: Bool = false) -> String {
        let text = view.query.queryEscaped
        return "\(HeadPaths.desk)?\(HeadFieldName.page)=\(number)"
            + (text.isEmpty ? "" : "&\(HeadFieldName.query)=\(text)")
            + (isTicked ? "&\(HeadFieldName.ticked)=oui" : "")
    }

    @Sendable func read(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { session in
            let id = try convention(context)
            let reading = try await office.reading(id, for: session.account)
            let (noun, placement) = (reading.relation.noun, PlacementLines(reading.row.outline, id))
            let page = HeadReadingPage(
                page: writer.frame("Lire \(noun.the)"),
                heading: "\(reading.relation.title) \(placement.ofPupil)", noun: noun, bar: bar(session),
                placement: placement,
                parties: writer.lines(of: reading.parties, reader: reading.reader), path: HeadPaths.reading(id),
                document: try await text(of: id, session))
            return writer.templates.response(.headReading, page)
        }
    }

    /// `nil` when the text cannot be shown as a page and the PDF has to do.
    private func text(of id: ConventionID, _ session: HeadSession) async throws -> String? {
        do {
            return DocumentHTML.render(try await office.text(of: id, for: session.account))
        } catch WorkflowError.unavailable(.rendering) { return nil }
    }

    @Sendable func document(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { session in
            try await office.document(try convention(context), for: session.account).response(to: request)
        }
    }

    private func convention(_ context: ServiceRequestContext) throws(RequestFailure) -> ConventionID {
        guard let id = ConventionID(context.parameters.get("convention") ?? "") else { throw .notFound }
        return id
    }
}

extension HeadDesk {
    fileprivate var lead: String {
        switch signableCount {
        case 0: "Aucune convention n’attend votre signature."
        case 1: "Une convention attend votre signature."
        default: "\(signableCount) conventions attendent votre signature."
        }
    }

    fileprivate var notes: [String] {
        var notes: [String] = []
        if laterCount > 0 {
            notes.append("\(conventions(laterCount)) à signer plus tard\u{A0}: d’autres signent d’abord.")
        }
        if pendingCount > 0 {
            notes.append(
                "\(conventions(pendingCount, " acceptée", " acceptées"))\u{A0}: la signature est en cours, vous n’avez rien à faire."
            )
        }
        return notes
    }
}
