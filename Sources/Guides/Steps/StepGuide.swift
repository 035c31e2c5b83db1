/// How something is done on the pages of the service, step by step, with pictures that the browser tests take.
package struct StepGuide: Hashable, Sendable {
    package enum Piece: Hashable, Sendable {
        case text(GuideText.Block)
        case picture(StepPicture)
    }

    /// Name of the file, and of the page.
    package let id: String
    package let title: String
    package let pieces: [Piece]

    package var pictures: [StepPicture] {
        pieces.compactMap { if case .picture(let picture) = $0 { picture } else { nil } }
    }
}

/// A picture of a page, named as the browser test names the step that shows it.
package struct StepPicture: Hashable, Sendable {
    /// « sign page of the student »
    package let step: String
    /// What somebody who does not see it has to know.
    package let alternativeText: String

    /// Of the file: the test's own way of writing the step.
    package var fileName: String { String(step.map { $0.isLetter || $0.isNumber ? $0 : "-" }) + ".png" }
}

extension StepGuide {
    /// Reads a file: text as everywhere, and « {image: step | words} » as a paragraph.
    ///
    /// - Throws: ``GuideFault`` with the line of the first mistake.
    init(path: String) throws(GuideFault) { try self.init(GuideFile(path: path, keys: ["title"])) }

    init(text: String, path: String) throws(GuideFault) {
        try self.init(GuideFile(text: text, path: path, keys: ["title"]))
    }

    private init(_ file: GuideFile) throws(GuideFault) {
        id = try file.address()
        title = Typography.french(try file.one("title", such: "title: Signer une convention").value)
        var pieces: [Piece] = []
        for block in file.body.blocks { pieces.append(try Self.piece(block, file.path)) }
        self.pieces = pieces
    }

    private static func piece(_ block: GuideText.Block, _ path: String) throws(GuideFault) -> Piece {
        guard block.isBraced else { return .text(block) }
        guard let (step, text) = block.braced("image"),
            step.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x20 || $0 == 0x2C })
        else {
            throw GuideFault(
                path, 1, "found no picture in « \(GuideText(blocks: [block]).plain) »",
                "write « {image: sign page of the student | what it shows} »")
        }
        return .picture(StepPicture(step: step, alternativeText: text))
    }

    /// The guides of a folder by name.
    ///
    /// - Throws: ``GuideFaults`` with every mistake.
    static func all(in directory: String) throws(GuideFaults) -> [StepGuide] {
        var (guides, faults): ([StepGuide], [GuideFault]) = ([], [])
        for path in try GuideFile.paths(in: directory) {
            do throws(GuideFault) { guides.append(try StepGuide(path: path)) } catch { faults.append(error) }
        }
        guard faults.isEmpty else { throw GuideFaults(faults) }
        return guides
    }
}
