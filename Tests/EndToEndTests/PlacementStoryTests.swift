import Foundation
import Testing
import ToolSupport

@testable import Guides

/// From a pupil without a placement to a convention that anybody verifies.
@Suite("The story of a placement", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct PlacementStoryTests {
    /// `SEING_SCREENSHOTS` names a folder for a screenshot of each step.
    @Test func `goes from an employer's offer to a signed convention, with nothing typed twice`() async throws {
        let service = try await DemonstrationService()
        let films = try TemporaryDirectory()
        let arguments = try [
            PythonTool.script("placement_story"), "--base", service.base, "--data", service.data, "--seing",
            Seing.program.path, "--films", films.url.path,
        ]
        let play = try await RunningProgram(PythonTool.interpreter(), arguments, limit: 540).outcome()
        let log = try service.program.text("errors")
        #expect(play.status == 0, "\(play.output)\(play.errors)\nthe service wrote: \(log.suffix(4_000))")
        service.program.stop()
        let end = try await service.program.outcome()
        #expect(!end.errors.contains(#/level=error| error /#), "\(end.errors.suffix(4_000))")
        // Links, tokens, names and addresses are for their owners, not for whoever reads the log.
        #expect(
            !(end.output + end.errors).contains(#/\/(entrer|p|s|r)\/[A-Za-z0-9_-]{20}|Bellanger|bois-joli\.example/#))
        try judgeCaptions(in: films.url)
    }

    /// The captions of the films that `make tutorials` makes of this play, times included: those are counted, not measured.
    private func judgeCaptions(in folder: URL) throws {
        let scripts = try FilmScript.all(in: PythonTool.root.appending(path: "Templates/Guides/fr/films").path)
        for script in scripts {
            let captions = try WebVTTFile(
                String(contentsOf: folder.appending(path: "\(script.id).vtt"), encoding: .utf8))
            #expect(captions.cues.map(\.plain) == script.scenes.flatMap(\.captions).map(WebVTTFile.Cue.plain))
            #expect(CaptionFaults.faults(of: captions.cues).isEmpty, "\(script.id)")
            let end = try #require(captions.cues.last?.end)
            #expect((38_000...88_500).contains(end), "\(script.id) speaks until \(end) ms; a film lasts 40 to 90 s")
        }
    }
}
