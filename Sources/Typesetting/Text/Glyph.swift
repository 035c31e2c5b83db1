/// A glyph together with the text it stands for.
///
/// One glyph may stand for several texts (a space and a no-break space look alike), and each pair needs a
/// character code of its own so that copied text comes out as it went in.
struct GlyphKey: Hashable, Sendable {
    let glyph: UInt32
    let text: String
}

/// A glyph in its place in a text: a few numbers, because a document has ten thousand of them.
struct Glyph: Sendable {
    let style: Inline.Style
    /// Its code in the base program of the face; 0 for what stands among the text's ``SpecialGlyph``s.
    let code: UInt8
    /// How much farther than its width the pen moves, in thousandths of the type size: kerning.
    let kerning: Int16
    /// Index among the special glyphs.
    var special: Int32 = -1
}

/// A glyph that a number does not tell: one outside the base program, or one that stands elsewhere than at the pen.
///
/// Lengths are in thousandths of the type size.
struct SpecialGlyph: Sendable {
    let key: GlyphKey
    /// The code every document gives it; `nil` when the document adds it to the base program.
    let fixedCode: UInt8?
    /// The width that stands in the font's `/W`, by which viewers move the pen.
    let width: Int
    /// How far the pen really moves, kerning included.
    let advance: Int
    let xOffset: Int
    let yOffset: Int
}
