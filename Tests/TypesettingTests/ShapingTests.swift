import HarfBuzzBridge
import Testing

@testable import Typesetting

/// The shaper that Typesetting does without for most words, as the judge of what it does instead.
@Suite("Words set without a shaper")
struct ShapingTests {
    @Test(arguments: Inline.Style.allCases)
    func `have the glyphs and the places that the shaper gives them`(style: Inline.Style) throws {
        let fonts = try Fonts.set()
        let file = fonts[style].file
        var (different, count): ([String], Int) = ([], 0)
        for word in try words() {
            let text = TextShaper.shape([Inline(word, style)], fonts: fonts)
            // Of words that a line may break after a hyphen, each part is a word.
            guard text.atoms.count == 1 else { continue }
            count += 1
            let expected = file.shape(Array(word.unicodeScalars))
            let steps = text.glyphs.map { fonts[style].width(of: $0.code) + Int($0.kerning) }
            let isSame =
                text.special.isEmpty && text.singleLine.keys(in: fonts).map(\.glyph) == expected.map(\.glyph)
                && steps == expected.map { file.thousandths($0.advance) } && text.atoms[0].advance == steps.reduce(0, +)
            if !isSame { different.append(word) }
        }
        #expect(different.isEmpty)
        #expect(count > 3_900)
    }

    @Test func `leave characters beyond the repertoire and raised letters to the shaper`() throws {
        let fonts = try Fonts.set()
        for word in ["Łukasz", "Щербакова", "Nguyễn", "o\u{323}\u{301}"] {
            let line = TextShaper.shape([Inline(word)], fonts: fonts).singleLine
            #expect(!line.special.isEmpty)
            #expect(line.text(in: fonts) == word)
        }
        #expect(
            TextShaper.shape([Inline("1er")], fonts: fonts).singleLine.advance
                < TextShaper.shape([Inline("ler")], fonts: fonts).singleLine.advance + 400)
    }

    /// Words of French, of names, of figures and signs, and every three characters that seeded chance brings together.
    private func words() throws -> [String] {
        var numbers = SeededNumbers(state: 21)
        let plain = try Fonts.set()[.regular].repertoire.map(\.text)
        let characters = FixedRepertoire.scalars.map(String.init).filter { $0 != " " && plain.contains($0) }
        let triples = (0..<4_000).map { _ in
            (0..<3).map { _ in characters[Int.random(in: 0..<characters.count, using: &numbers)] }.joined()
        }
        let known = [
            "Vu", "d’AVAL", "TAVERNIER", "«\u{202F}Ty\u{202F}»", "L.\u{A0}4153-1\u{202F};", "14:05", "99999", "7.7.7,",
            "(a)",
            "Œuvrard",
        ]
        // Figures with an ordinal's ending have raised letters, another matter.
        return (known + triples + Set(prose(300, &numbers).split(separator: " ").map(String.init)).sorted())
            .filter { ordinalEndings(in: Array($0.unicodeScalars)).isEmpty }
    }
}
