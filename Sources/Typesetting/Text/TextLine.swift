/// One line of text, ready to be drawn.
struct TextLine: Sendable {
    struct Segment: Sendable {
        let style: Inline.Style
        var glyphs: [Glyph]
    }

    private(set) var segments: [Segment] = []
    /// Thousandths of the type size, without the space at the end.
    private(set) var advance = 0

    /// - Parameter endsParagraph: Every other line ends with the glyph of a space, without which readers that
    ///   extract the text glue its last word to the first one of the next line.
    init(_ atoms: ArraySlice<TextAtom>, fonts: FontSet, endsParagraph: Bool) {
        for (index, atom) in zip(atoms.indices, atoms) {
            for piece in atom.pieces { append(piece.word.glyphs, style: piece.style) }
            let isLast = index == atoms.endIndex - 1
            guard let style = atom.space, !isLast || !endsParagraph else { continue }
            append(fonts[style].shape(" ").glyphs, style: style)
            if isLast { advance -= fonts[style].shape(" ").advance }
        }
    }

    private mutating func append(_ glyphs: [Glyph], style: Inline.Style) {
        advance += glyphs.reduce(0) { $0 + $1.advance }
        if let last = segments.last, last.style == style {
            segments[segments.count - 1].glyphs += glyphs
        } else {
            segments.append(Segment(style: style, glyphs: glyphs))
        }
    }
}
