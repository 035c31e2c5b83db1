import Guides
import HTTPTypes
import Hummingbird

/// The films of `/guides`: what the page shows of each, and their files.
struct FilmController: Sendable {
    let scripts: [FilmScript]
    let files: FilmFiles?

    struct Part: Sendable {
        let id: String
        let title: String
        let summary: String
        let player: Player?
        let scenes: [Scene]
    }

    /// Addresses of the files.
    struct Player: Sendable {
        let video: String
        let captions: String
        let poster: String
    }

    struct Scene: Sendable {
        let captions: [String]
        let seen: String
    }

    var parts: [Part] {
        scripts.map { script in
            Part(
                id: script.id, title: script.title, summary: script.summary, player: player(script),
                scenes: script.scenes.map { Scene(captions: $0.captions, seen: $0.seen) })
        }
    }

    private func player(_ script: FilmScript) -> Player? {
        guard files?.holds(script) == true else { return nil }
        let address = { GuidePaths.films + FilmFiles.name(script, $0) }
        return Player(video: address(.video), captions: address(.captions), poster: address(.poster))
    }

    func addRoutes(to table: inout RouteTable) { table.add("\(GuidePaths.films):file", get: show) }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let asked = context.parameters.get("file") ?? ""
        for script in scripts {
            for kind in FilmFiles.Kind.allCases where asked == FilmFiles.name(script, kind) {
                guard let file = files?.file(script, kind) else { throw RequestFailure.notFound }
                return try file.response(to: request, mediaType: kind.mediaType)
            }
        }
        throw RequestFailure.notFound
    }
}
