import Foundation
import Testing

@testable import Guides

@Suite("The scripts of films")
struct FilmScriptTests {
    private static let head = "---\ntitle: Essai\nsummary: Un essai.\n---\n"

    private func fault(_ body: String) throws -> GuideFault {
        try #require(throws: GuideFault.self) {
            try FilmScript(text: Self.head + body + "\n", path: "films/essai.txt")
        }
    }

    @Test func `say what is seen and what captions say, in French print`() throws {
        let body = "{scene: mail | Un message : l'offre.}\n\nOuvrez-le :\nun lien.\n\nPuis lisez.\n"
        let film = try FilmScript(text: Self.head + body, path: "films/essai.txt")
        #expect(film.id == "essai" && film.title == "Essai" && film.summary == "Un essai.")
        let scene = try #require(film.scenes.first)
        #expect(film.scenes.count == 1 && scene.name == "mail" && scene.seen == "Un message\u{202F}: l’offre.")
        #expect(scene.captions == ["Ouvrez-le\u{202F}: un lien.", "Puis lisez."])
    }

    @Test func `are three, as delivered, with scenes of which no two have one name`() throws {
        let films = try FilmScript.all(in: Delivered.guides.appending(path: "fr/films").path)
        #expect(films.map(\.id) == ["publier-une-offre", "repondre-a-une-candidature", "signer-la-convention"])
    }

    @Test(arguments: [
        ("Bonjour.\n\n{scene: mail | Un message.}", "before the first scene"),
        ("{scene: mail | Un message.}", "has no caption"),
        ("{scene: mail | Un message.}\n\n{scene: end | La fin.}\n\nFin.", "« mail » has no caption"),
        ("{scene: Mail 1 | Un message.}\n\nBonjour.", "no scene"),
        ("{scene: mail}\n\nBonjour.", "no scene"),
        ("{image: mail | Un message.}\n\nBonjour.", "no scene"),
        ("{scene: mail | Un message.}\n\n- Bonjour.", "as a caption"),
        ("{scene: mail | Un message.}\n\nLisez [ceci](/aide).", "as a caption"),
        ("{scene: mail | Un message.}\n\n" + String(repeating: "a", count: 43), "longer than 2 lines"),
        // Enough room in all, but no space where a line may end.
        ("{scene: mail | Un message.}\n\n" + String(repeating: "a", count: 43) + " court", "longer than 2 lines"),
    ])
    func `are refused with what no film can show`(body: String, cause: String) throws {
        let error = try fault(body)
        #expect(error.cause.contains(cause), "\(error)")
    }

    @Test func `hold two full lines`() throws {
        let line = String(repeating: "a", count: 42)
        let body = "{scene: mail | Un message.}\n\n\(line)\n\(line)\n"
        #expect(
            try FilmScript(text: Self.head + body, path: "films/essai.txt").scenes[0].captions == ["\(line) \(line)"])
    }

    @Test func `are refused together when one name stands in two`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["un", "deux"] {
            let text = Self.head + "{scene: mail | Un message.}\n\nBonjour.\n"
            try Data(text.utf8).write(to: folder.appending(path: "\(name).txt"))
        }
        let error = try #require(throws: GuideFaults.self) { try FilmScript.all(in: folder.path) }
        #expect(error.faults.map(\.cause) == ["the scene « mail » stands twice"])
    }
}
