/// A text as glyphs, and the places where its lines may end.
struct ShapedText: Sendable {
    /// A stretch of text that stays on one line.
    struct Atom: Sendable {
        var glyphs: Range<Int>
        /// Thousandths of the type size.
        var advance: Int
        /// Pen movement of the space that follows, the glyph after those of the atom; `nil` at the end and after a hyphen or
        /// dash, where the line may break without one.
        var space: Int?
    }

    var glyphs: [Glyph] = []
    var special: [SpecialGlyph] = []
    var atoms: [Atom] = []

    mutating func append(_ glyph: SpecialGlyph, style: Inline.Style) {
        if let code = glyph.fixedCode, glyph.xOffset == 0, glyph.yOffset == 0,
            let kerning = Int16(exactly: glyph.advance - glyph.width)
        {
            return glyphs.append(Glyph(style: style, code: code, kerning: kerning))
        }
        special.append(glyph)
        glyphs.append(Glyph(style: style, code: 0, kerning: 0, special: Int32(special.count - 1)))
    }

    /// The text on one line, whose ends are not looked for.
    var singleLine: TextLine {
        let end = atoms.last?.glyphs.upperBound ?? 0
        let advance = atoms.reduce(0) { $0 + $1.advance + ($1.space ?? 0) }
        return TextLine(glyphs: glyphs[..<end], special: special, advance: advance)
    }
}

/// One line of text, ready to be drawn.
///
/// Lines are handed on many times between the breaking of a paragraph and its page: of a class, each hand counts one reference and not three.
final class TextLine: Sendable {
    /// Every line but the last of a paragraph ends with the glyph of a space, without which readers that extract the text
    /// glue its last word to the first one of the next line.
    let glyphs: ArraySlice<Glyph>
    let special: [SpecialGlyph]
    /// Thousandths of the type size, without the space at the end.
    let advance: Int
    /// The operators that show the line, when they are kept.
    let operators: [UInt8]?

    init(glyphs: ArraySlice<Glyph>, special: [SpecialGlyph], advance: Int, operators: [UInt8]? = nil) {
        self.glyphs = glyphs
        self.special = special
        self.advance = advance
        self.operators = operators
    }
}

/// Cuts runs of text into atoms: at spaces, after hyphens between letters, and after em dashes.
///
/// No-break spaces stay inside their atom. « L. 4153-1 » is not broken at its hyphen, because a digit follows.
struct TextShaper {
    private let fonts: FontSet
    private var text = ShapedText()
    private var word: [Unicode.Scalar] = []
    private var atomStart = 0
    private var advance = 0
    private var previous: Unicode.Scalar = " "
    private var beforePrevious: Unicode.Scalar = " "

    /// - Parameter faceOf: Maps each run's style to the face of the paragraph, so that a heading is bold throughout.
    static func shape(
        _ text: [Inline], fonts: FontSet, faceOf: (Inline.Style) -> Inline.Style = { $0 }
    ) -> ShapedText {
        var shaper = TextShaper(fonts: fonts)
        shaper.text.glyphs.reserveCapacity(text.reduce(0) { $0 + $1.text.utf8.count })
        for inline in text { shaper.append(inline.text, face: fonts[faceOf(inline.style)]) }
        shaper.finishAtom(space: nil)
        shaper.dropLastSpace()
        return shaper.text
    }

    private init(fonts: FontSet) { self.fonts = fonts }

    private mutating func append(_ string: String, face: Face) {
        for scalar in string.unicodeScalars {
            if scalar == " " {
                finishWord(face)
                finishAtom(space: face)
            } else {
                if mayBreak(before: scalar) {
                    finishWord(face)
                    finishAtom(space: nil)
                }
                word.append(scalar)
            }
            (beforePrevious, previous) = (previous, scalar)
        }
        finishWord(face)
    }

    private func mayBreak(before scalar: Unicode.Scalar) -> Bool {
        switch previous {
        case "-", "\u{2010}": beforePrevious.properties.isAlphabetic && scalar.properties.isAlphabetic
        case "\u{2014}": scalar.properties.isAlphabetic
        default: false
        }
    }

    private mutating func finishWord(_ face: Face) {
        guard !word.isEmpty else { return }
        advance += face.append(word, to: &text, memory: fonts.memory)
        word.removeAll(keepingCapacity: true)
    }

    /// Ends the atom; several spaces in a row count as one, and those at the start as none.
    private mutating func finishAtom(space face: Face?) {
        let end = text.glyphs.count
        guard end > atomStart else { return }
        text.atoms.append(.init(glyphs: atomStart..<end, advance: advance, space: face?.spaceAdvance))
        if let face { text.glyphs.append(face.space) }
        (atomStart, advance) = (text.glyphs.count, 0)
    }

    private mutating func dropLastSpace() {
        guard let last = text.atoms.last, last.space != nil else { return }
        text.atoms[text.atoms.count - 1].space = nil
        text.glyphs.removeSubrange(last.glyphs.upperBound...)
    }
}

extension Face {
    /// The space is the first of the repertoire.
    fileprivate var space: Glyph { Glyph(style: style, code: 1, kerning: 0) }
}
