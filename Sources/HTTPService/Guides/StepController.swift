import Guides
import Hummingbird
import NIOCore

/// The pictures that the browser tests took; without them the guides are text.
package struct StepPictures: Sendable {
    /// Names of the files that there are.
    let names: Set<String>
    let read: @Sendable (String) throws -> [UInt8]

    /// - Parameter read: Is asked for the names alone.
    package init(names: Set<String>, read: @escaping @Sendable (String) throws -> [UInt8]) {
        (self.names, self.read) = (names, read)
    }
}

/// `/guides`: how things are done, step by step.
struct StepController: Sendable {
    let guides: [StepGuide]
    let films: FilmController
    let pictures: StepPictures?
    let writer: PageWriter

    struct Line: Sendable {
        let path: String
        let title: String
    }

    struct ListPage: Sendable {
        let page: PageFrame
        let lines: [Line]
        let hasPlayers: Bool
        let films: [FilmController.Part]
    }

    struct GuidePage: Sendable {
        let page: PageFrame
        let title: String
        let html: String
    }

    func addRoutes(to table: inout RouteTable) {
        table.add(GuidePaths.steps, get: list)
        table.add("\(GuidePaths.steps)/:guide", get: show)
        table.add("\(GuidePaths.pictures):picture", get: picture)
    }

    @Sendable private func list(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let lines = guides.map { Line(path: "\(GuidePaths.steps)/\($0.id)", title: $0.title) }
        let parts = films.parts
        let hasPlayers = parts.contains { $0.player != nil }
        let page = ListPage(page: writer.frame("Pas à pas"), lines: lines, hasPlayers: hasPlayers, films: parts)
        var response = writer.templates.response(.steps, page)
        if hasPlayers {
            response.headers[.contentSecurityPolicy] = SecurityHeadersMiddleware.contentSecurityPolicyWithFilms
        }
        return response
    }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        guard let guide = guides.first(where: { $0.id == context.parameters.get("guide") }) else {
            throw RequestFailure.notFound
        }
        let page = GuidePage(
            page: writer.frame(guide.title), title: guide.title,
            html: guide.pieces.compactMap(html).joined(separator: "\n"))
        return writer.templates.response(.stepGuide, page)
    }

    @Sendable private func picture(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let name = context.parameters.get("picture") ?? ""
        guard let pictures, pictures.names.contains(name) else { throw RequestFailure.notFound }
        return Response(
            status: .ok, headers: [.contentType: "image/png", .cacheControl: "public, max-age=3600"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try pictures.read(name))))
    }

    private func html(_ piece: StepGuide.Piece) -> String? {
        switch piece {
        case .text(let block): return GuideHTML.render(GuideText(blocks: [block]))
        case .picture(let picture):
            guard pictures?.names.contains(picture.fileName) == true else { return nil }
            return "<figure class=\"shot\"><img src=\"\(GuidePaths.pictures)\(picture.fileName)\" "
                + "alt=\"\(picture.alternativeText.htmlEscaped)\" width=\"360\" height=\"740\" loading=\"lazy\"></figure>"
        }
    }
}
