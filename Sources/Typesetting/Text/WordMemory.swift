private import Synchronization

/// The words that one document had the shaper set, because names come back on every page; it ends with the document.
final class WordMemory: Sendable {
    private struct Word: Hashable {
        let style: Inline.Style
        let scalars: [Unicode.Scalar]
    }

    private let words = Mutex<[Word: [SpecialGlyph]]>([:])

    func glyphs(
        of scalars: [Unicode.Scalar], in style: Inline.Style, shape: () -> [SpecialGlyph]
    ) -> [SpecialGlyph] {
        let word = Word(style: style, scalars: scalars)
        if let known = words.withLock({ $0[word] }) { return known }
        let glyphs = shape()
        words.withLock { $0[word] = glyphs }
        return glyphs
    }
}
