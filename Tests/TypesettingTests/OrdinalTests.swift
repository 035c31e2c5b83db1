import HarfBuzzBridge
import Testing

@testable import Typesetting

@Suite("Ordinals")
struct OrdinalTests {
    @Test(arguments: [
        ("1er", ["er"]), ("1re,", ["re"]), ("2de", ["de"]), ("(3e", ["e"]), ("2nd", ["nd"]), ("12e", ["e"]),
        ("1er\u{A0}juin\u{A0}2027", ["er"]), ("4e-3e", ["e", "e"]), ("1", []), ("er", []), ("a1er", []), ("1era", []),
        ("7e4", []), ("2026e5d", []), ("1st", []), ("0990013B", []), ("", []), ("1ère", []),
    ])
    func `end in letters that stand above the line`(word: String, endings: [String]) {
        let scalars = Array(word.unicodeScalars)
        let found = ordinalEndings(in: scalars).map { String(String.UnicodeScalarView(scalars[$0])) }
        #expect(found == endings)
    }

    @Test func `are drawn with other glyphs than the letters, which stand for the same text`() throws {
        let plain = try keys(of: "er", .regular)
        let raised = Array(try keys(of: "1er", .regular).dropFirst())
        #expect(raised.map(\.text) == plain.map(\.text))
        let file = try Fonts.set()[.regular].file
        #expect(zip(raised, plain).allSatisfy { $0.glyph != $1.glyph })
        #expect(zip(raised, plain).allSatisfy { file.advance(of: $0.glyph) < file.advance(of: $1.glyph) })
    }

    @Test func `are read as they were typed`() throws {
        let content = document([
            paragraph("Du 1er au 2 mai, en 2de 4 et en 3e."), .heading(level: 2, [Inline("1er essai")]),
        ])
        let text = words(try DocumentFile(content).read("pdftotext", "-raw", after: ["-"]))
        #expect(text.contains("Du 1er au 2 mai, en 2de 4 et en 3e."))
        #expect(text.contains("1er essai"))
    }

    /// Whoever draws a signature takes the first code that means a letter.
    @Test func `do not lend their letters to names, not even in a face that is bold`() throws {
        let repertoire = try Fonts.set()[.bold].repertoire
        let (last, first) = (try keys(of: "1er", .bold).last, try keys(of: "r", .bold).first)
        let raised = try #require(last.flatMap { repertoire.firstIndex(of: $0) })
        let plain = try #require(first.flatMap { repertoire.firstIndex(of: $0) })
        #expect(plain < raised)
    }

    private func keys(of text: String, _ style: Inline.Style) throws -> [GlyphKey] {
        let fonts = try Fonts.set()
        return TextShaper.shape([Inline(text, style)], fonts: fonts).singleLine.keys(in: fonts)
    }
}
