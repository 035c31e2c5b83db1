/// A stretch of text that stays on one line, and the space after it.
struct TextAtom: Sendable {
    struct Piece: Sendable {
        let style: Inline.Style
        let text: String
        let word: ShapedWord
    }

    var pieces: [Piece] = []
    /// Face of the space that follows; `nil` after a hyphen or dash, where the line may break without one.
    var space: Inline.Style?

    /// Thousandths of the type size.
    var advance: Int { pieces.reduce(0) { $0 + $1.word.advance } }
}

/// Cuts runs of text into atoms: at spaces, after hyphens between letters, and after em dashes.
///
/// No-break spaces stay inside their atom. « L. 4153-1 » is not broken at its hyphen, because a digit follows.
struct TextAtomizer {
    let fonts: FontSet
    /// Maps each run's style to the face of the paragraph, so that a heading is bold throughout.
    let faceOf: (Inline.Style) -> Inline.Style
    private var atoms: [TextAtom] = []
    private var current = TextAtom()
    private var buffer = String.UnicodeScalarView()
    private var previous: Unicode.Scalar = " "
    private var beforePrevious: Unicode.Scalar = " "

    init(fonts: FontSet, faceOf: @escaping (Inline.Style) -> Inline.Style) {
        self.fonts = fonts
        self.faceOf = faceOf
    }

    static func atoms(
        of text: [Inline], fonts: FontSet, faceOf: @escaping (Inline.Style) -> Inline.Style = { $0 }
    ) -> [TextAtom] {
        var atomizer = TextAtomizer(fonts: fonts, faceOf: faceOf)
        for inline in text { atomizer.append(inline) }
        atomizer.finishAtom(space: nil)
        if !atomizer.atoms.isEmpty { atomizer.atoms[atomizer.atoms.count - 1].space = nil }
        return atomizer.atoms
    }

    private mutating func append(_ inline: Inline) {
        let style = faceOf(inline.style)
        for scalar in inline.text.unicodeScalars {
            if scalar == " " {
                finishPiece(style)
                finishAtom(space: style)
            } else {
                if mayBreak(before: scalar) {
                    finishPiece(style)
                    finishAtom(space: nil)
                }
                buffer.append(scalar)
            }
            (beforePrevious, previous) = (previous, scalar)
        }
        finishPiece(style)
    }

    private func mayBreak(before scalar: Unicode.Scalar) -> Bool {
        switch previous {
        case "-", "\u{2010}": beforePrevious.properties.isAlphabetic && scalar.properties.isAlphabetic
        case "\u{2014}": scalar.properties.isAlphabetic
        default: false
        }
    }

    private mutating func finishPiece(_ style: Inline.Style) {
        guard !buffer.isEmpty else { return }
        let text = String(buffer)
        current.pieces.append(.init(style: style, text: text, word: fonts[style].shape(text)))
        buffer.removeAll()
    }

    /// Ends the atom; several spaces in a row count as one, and those at the start as none.
    private mutating func finishAtom(space: Inline.Style?) {
        guard !current.pieces.isEmpty else { return }
        current.space = space
        atoms.append(current)
        current = TextAtom()
    }
}
