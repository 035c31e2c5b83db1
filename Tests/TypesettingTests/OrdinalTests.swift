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
        let face = try Fonts.set()[.regular]
        let plain = face.shape("er").glyphs
        let raised = Array(face.shape("1er").glyphs.dropFirst())
        #expect(raised.map(\.key.text) == plain.map(\.key.text))
        #expect(zip(raised, plain).allSatisfy { $0.key.glyph != $1.key.glyph && $0.advance < $1.advance })
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
        var usage = FontUsage(fonts: try Fonts.set())
        let face = try Fonts.set()[.bold]
        let raised = try #require(face.shape("1er").glyphs.last)
        let plain = try #require(face.shape("r").glyphs.first)
        let code = usage.code(for: raised, in: .bold)
        #expect(usage.code(for: plain, in: .bold) < code)
    }
}
