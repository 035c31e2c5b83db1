import Hummingbird
import Placements

/// What somebody found wrong with offers, and whether somebody has looked at it.
extension ModerationController {
    func addReportRoutes(to table: inout RouteTable) {
        table.add(ModerationPaths.reports, get: reports)
        table.add(ModerationPaths.reports + "/:signalement", get: leadToReports, post: handle)
    }

    @Sendable private func reports(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { visit in
            var lines: [ReportLine] = []
            for received in try await desk.reports() { lines.append(try await line(received)) }
            let page = ModerationReportsPage(
                page: writer.frame("Signalements"), bar: bar(visit), back: ModerationPaths.offers,
                done: done(request)?.text, formToken: door.formToken(of: visit), reports: lines)
            return writer.templates.response(.moderationReports, page)
        }
    }

    /// An offer that was deleted leaves its report to be read.
    private func line(_ received: ReceivedReport) async throws -> ReportLine {
        do { return pages.report(received, try await desk.standing(received.report.offer)) } catch {
            guard error == .unknownOffer else { throw error }
            return pages.report(received, nil)
        }
    }

    @Sendable private func leadToReports(
        _ request: Request, _ context: ServiceRequestContext
    ) async throws -> Response {
        try await within(request) { _ in .seeOther(ModerationPaths.reports) }
    }

    @Sendable private func handle(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { visit in
            _ = try await door.fields(request, of: visit)
            let number = Int64(context.parameters.get("signalement") ?? "") ?? 0
            let isFirst = try await desk.handleReport(number)
            let done: ModerationDone = isFirst ? .handled : .handledBefore
            return .seeOther("\(ModerationPaths.reports)?\(ModerationFieldName.done)=\(done.rawValue)")
        }
    }
}
