/// What a film of the guides says and shows, scene by scene; its captions are made of it when the film is, and the page shows it as text.
///
/// `Tests/Tools/placement_story` plays each scene by its name.
package struct FilmScript: Hashable, Sendable {
    package struct Scene: Hashable, Sendable {
        /// As the play names it, in no other film.
        package let name: String
        /// What somebody who does not see it has to know.
        package let seen: String
        package let captions: [String]
    }

    /// Name of the file, of the film's files, and of its place on the page.
    package let id: String
    package let title: String
    package let summary: String
    package let scenes: [Scene]
}

extension FilmScript {
    /// Characters of a line, and lines of a caption.
    package static let (longestLine, mostLines) = (42, 2)

    /// Reads a file: « {scene: name | what is seen} » as a paragraph, and below it a paragraph a caption.
    ///
    /// - Throws: ``GuideFault`` with the line of the first mistake.
    init(path: String) throws(GuideFault) { try self.init(GuideFile(path: path, keys: Self.keys)) }

    init(text: String, path: String) throws(GuideFault) {
        try self.init(GuideFile(text: text, path: path, keys: Self.keys))
    }

    private static let keys: Set<String> = ["title", "summary"]

    private init(_ file: GuideFile) throws(GuideFault) {
        id = try file.address()
        title = Typography.french(try file.one("title", such: "title: Publier une offre").value)
        summary = Typography.french(try file.one("summary", such: "summary: Un atelier propose une place.").value)
        var scenes: [Scene] = []
        for block in file.body.blocks {
            if block.isBraced {
                scenes.append(try Self.opening(block, file.path))
            } else {
                guard let scene = scenes.popLast() else {
                    throw GuideFault(file.path, 1, "found text before the first scene", "begin with « {scene: … | …} »")
                }
                let caption = try Self.caption(block, file.path)
                scenes.append(Scene(name: scene.name, seen: scene.seen, captions: scene.captions + [caption]))
            }
        }
        if let silent = scenes.first(where: \.captions.isEmpty) {
            throw GuideFault(file.path, 1, "the scene « \(silent.name) » has no caption", "write one below it")
        }
        self.scenes = scenes
    }

    private static func opening(_ block: GuideText.Block, _ path: String) throws(GuideFault) -> Scene {
        guard let (name, seen) = block.braced("scene"),
            name.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x2D })
        else {
            throw GuideFault(
                path, 1, "found no scene in « \(GuideText(blocks: [block]).plain) »",
                "write « {scene: offer-waits | what is seen} »")
        }
        return Scene(name: name, seen: seen, captions: [])
    }

    private static func caption(_ block: GuideText.Block, _ path: String) throws(GuideFault) -> String {
        guard case .paragraph(let spans) = block, spans.count == 1, spans[0].address == nil, !spans[0].isStrong else {
            throw GuideFault(
                path, 1, "found « \(GuideText(blocks: [block]).plain) » as a caption", "write a paragraph of plain text"
            )
        }
        let text = spans[0].text
        guard fits(text) else {
            throw GuideFault(
                path, 1, "the caption « \(text) » is longer than \(mostLines) lines of \(longestLine) characters",
                "shorten it, or part it by an empty line")
        }
        return text
    }

    /// Whether a caption stands on one line, or on two parted at a space.
    private static func fits(_ text: String) -> Bool {
        text.count <= longestLine
            || text.indices.contains { index in
                text[index] == " " && text[..<index].count <= longestLine
                    && text[text.index(after: index)...].count <= longestLine
            }
    }

    /// The films of a folder by name.
    ///
    /// - Throws: ``GuideFaults`` with every mistake.
    static func all(in directory: String) throws(GuideFaults) -> [FilmScript] {
        var (films, faults): ([FilmScript], [GuideFault]) = ([], [])
        var known: Set<String> = []
        for path in try GuideFile.paths(in: directory) {
            do throws(GuideFault) {
                let film = try FilmScript(path: path)
                if let twice = film.scenes.first(where: { !known.insert($0.name).inserted }) {
                    throw GuideFault(path, 1, "the scene « \(twice.name) » stands twice", "give each a name of its own")
                }
                films.append(film)
            } catch { faults.append(error) }
        }
        guard faults.isEmpty else { throw GuideFaults(faults) }
        return films
    }
}
