import Guides
import Hummingbird
import Offers

/// `/secteurs`: what people do in each sector, for pupils who choose a placement.
struct SectorController: Sendable {
    let guide: SectorGuide
    let writer: PageWriter

    struct Line: Sendable {
        let path: String
        let name: String
    }

    /// Sectors in which people are wanted, with who says so.
    struct Need: Sendable {
        let source: String
        let day: String
        let lines: [Line]
    }

    struct ListPage: Sendable {
        let page: PageFrame
        let need: Need?
        let lines: [Line]
    }

    struct SectorPageModel: Sendable {
        let page: PageFrame
        let name: String
        let html: String
        let offers: String
        /// Who says that people are wanted here.
        let need: Need?
    }

    func addRoutes(to table: inout RouteTable) {
        table.add(GuidePaths.sectors, get: list)
        table.add("\(GuidePaths.sectors)/:sector", get: show)
    }

    @Sendable private func list(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let wanted = guide.pages.filter { guide.isInNeed($0.sector) }
        let page = ListPage(
            page: writer.frame("Les secteurs et leurs métiers"), need: need(wanted),
            lines: guide.pages.filter { !guide.isInNeed($0.sector) }.map(line))
        return writer.templates.response(.sectors, page)
    }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        guard let sector = context.parameters.get("sector").flatMap(guide.page(slug:)) else {
            throw RequestFailure.notFound
        }
        let page = SectorPageModel(
            page: writer.frame(sector.sector.name), name: sector.sector.name, html: GuideHTML.render(sector.text),
            offers: GuidePaths.offers(of: sector.sector), need: need(guide.isInNeed(sector.sector) ? [sector] : []))
        return writer.templates.response(.sector, page)
    }

    private func need(_ pages: [SectorPage]) -> Need? {
        guard let need = guide.need, !pages.isEmpty else { return nil }
        return Need(source: need.source, day: FrenchDates.day(need.asOf), lines: pages.map(line))
    }

    private func line(_ page: SectorPage) -> Line { Line(path: GuidePaths.sector(page), name: page.sector.name) }
}
