import Hummingbird
import Offers
import Placements
import Workflow

extension FollowUpController {
    @Sendable func figures(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { session, school in
            do throws(OfferStoreError) {
                let (standing, figures, awaited) = try await parts.desk.figures(of: school)
                return writer.templates.response(
                    .schoolFigures,
                    FiguresPage(
                        page: writer.frame("Chiffres de l’établissement"), bar: heads.bar(session),
                        lead: words.lead(standing),
                        notes: words.notes(standing) + [FiguresWords.median(figures.medianDays)].compactMap(\.self),
                        sections: FiguresWords.sections(figures, awaited), list: FollowUpPaths.list))
            } catch { throw WorkflowError.unavailable(.storage) }
        }
    }
}
