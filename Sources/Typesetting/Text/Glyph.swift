/// A glyph together with the text it stands for.
///
/// One glyph may stand for several texts (a space and a no-break space look alike), and each pair needs a
/// character code of its own so that copied text comes out as it went in.
struct GlyphKey: Hashable, Sendable {
    let glyph: UInt32
    let text: String
}

/// A glyph in its place in a word; lengths in thousandths of the type size.
struct Glyph: Hashable, Sendable {
    let key: GlyphKey
    /// The code every document gives this glyph; `nil` when codes are given out document by document.
    let fixedCode: UInt16?
    /// The width that stands in the font's `/W`, by which viewers move the pen.
    let width: Int
    /// How far the pen really moves, kerning included.
    let advance: Int
    let xOffset: Int
    let yOffset: Int
}

/// A word as it is drawn, in one face.
struct ShapedWord: Hashable, Sendable {
    let glyphs: [Glyph]
    let advance: Int

    init(glyphs: [Glyph]) {
        self.glyphs = glyphs
        advance = glyphs.reduce(0) { $0 + $1.advance }
    }
}
