import Foundation
import PDFModel
import TestSupport
import Testing

@testable import Typesetting

extension Tag {
    /// Judged by software that nobody here wrote.
    @Tag static var interop: Self
}

/// The fonts, loaded once for all tests.
enum Fonts {
    private static let loaded = Result { () throws(TypesettingError) in try FontSet() }

    static func set() throws -> FontSet { try loaded.get() }
}

/// A document in a file, for programs that read files.
struct DocumentFile {
    let directory: TemporaryDirectory
    let path: String
    let document: TypesetDocument

    init(_ content: DocumentContent) throws {
        document = try Typesetter(fonts: Fonts.set()).typeset(content)
        directory = try TemporaryDirectory()
        path = try directory.write("document.pdf", document.bytes)
    }

    /// What a program prints about the document.
    func read(_ program: String, _ options: String..., after last: [String] = []) throws -> String {
        let arguments = options + [path] + last
        let result = try run(program, arguments)
        try #require(result.succeeded, "\(program) \(options): \(result.output)")
        return result.output
    }

    private func run(_ program: String, _ arguments: [String]) throws -> Command.Result {
        switch arguments.count {
        case 1: try Command.run(program, arguments[0])
        case 2: try Command.run(program, arguments[0], arguments[1])
        default: try Command.run(program, arguments[0], arguments[1], arguments[2])
        }
    }
}

/// The repository's check against PDF/A and PDF/UA.
let conformanceCheck = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Tools/pdfa/pdfa-check").path()

func document(_ blocks: [Block], title: String = "Essai") -> DocumentContent {
    let heading = Block.heading(level: 1, [Inline(title)])
    return DocumentContent(
        metadata: DocumentMetadata(title: title, subject: "", author: "", creationTime: 1_803_988_800),
        blocks: [heading] + blocks, footer: "Pied de page")
}

func paragraph(_ text: String, _ style: ParagraphStyle = .body) -> Block { .paragraph([Inline(text)], style) }

/// Words with every space, however wide and however often, as one.
func words(_ text: String) -> String {
    text.split { $0.isWhitespace || $0 == "\u{A0}" || $0 == "\u{202F}" }.joined(separator: " ")
}

/// Numbers that look random and are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        var mixed = state
        mixed ^= mixed >> 33
        mixed = mixed &* 0xFF51_AFD7_ED55_8CCD
        return mixed ^ mixed >> 33
    }
}

/// French words of usual lengths.
func prose(_ count: Int, _ numbers: inout SeededNumbers) -> String {
    let vocabulary = [
        "élève", "de", "la", "séquence", "observation", "établissement", "à", "responsable", "et", "convention", "un",
        "accueil", "professionnel", "les", "enseignements", "d’", "sécurité", "pendant", "toute", "durée",
    ]
    return (0..<count).map { _ in vocabulary[Int.random(in: 0..<vocabulary.count, using: &numbers)] }
        .joined(separator: " ")
}

extension TextLine {
    /// Its glyphs with what each stands for.
    func keys(in fonts: FontSet) -> [GlyphKey] {
        glyphs.map { glyph in
            glyph.special >= 0 ? special[Int(glyph.special)].key : fonts[glyph.style].repertoire[Int(glyph.code) - 1]
        }
    }

    func text(in fonts: FontSet) -> String { keys(in: fonts).map(\.text).joined() }
}
