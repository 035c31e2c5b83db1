private import HarfBuzzBridge
import PDFModel

extension Inline.Style {
    /// The name of its font among a page's resources; signatures find those of the first two faces in `/DR`.
    var resourceName: String {
        switch self {
        case .regular: "Text"
        case .bold: "TextBold"
        case .italic: "TextItalic"
        }
    }
}

/// The faces that one document uses, and the codes that it gives to glyphs outside the base programs.
struct FontUsage {
    private let fonts: FontSet
    private var used: Set<Inline.Style> = []
    private var added: [Inline.Style: [GlyphKey]] = [:]
    private var addedCodes: [Inline.Style: [GlyphKey: Int]] = [:]

    init(fonts: FontSet) { self.fonts = fonts }

    mutating func use(_ style: Inline.Style) { used.insert(style) }

    /// The code of a glyph.
    mutating func code(of glyph: SpecialGlyph, in style: Inline.Style) -> Int {
        use(style)
        if let code = glyph.fixedCode { return Int(code) }
        if let code = addedCodes[style]?[glyph.key] { return code }
        let code = fonts[style].base.firstAddedCode + (added[style]?.count ?? 0)
        added[style, default: []].append(glyph.key)
        addedCodes[style, default: [:]][glyph.key] = code
        return code
    }

    /// Makes sure that a face can set a text later, in a signature's appearance.
    mutating func require(_ text: String, in style: Inline.Style) {
        use(style)
        let face = fonts[style]
        for scalar in text.unicodeScalars where !face.isInRepertoire(scalar) {
            // Who sets the text later does so character by character.
            if let glyph = face.loneGlyph(scalar) { _ = code(of: glyph, in: style) }
        }
    }

    /// The same for the capitals that the words of a text would begin with.
    mutating func requireCapitals(of text: String, in style: Inline.Style) {
        let capitals = text.split(separator: " ").compactMap { $0.unicodeScalars.first?.properties.uppercaseMapping }
        for capital in capitals where capital.unicodeScalars.allSatisfy({ fonts[style].covers($0) }) {
            require(capital, in: style)
        }
    }

    /// Gives the regular face every character that another one sets: whoever signs is set in it when the bold face lacks a
    /// character, and every name that is printed is printed in some face.
    private mutating func completeRegularFace() {
        let others = Inline.Style.allCases.filter { $0 != .regular }
        for text in others.flatMap({ added[$0] ?? [] }).map(\.text) {
            let isDrawn = text.unicodeScalars.allSatisfy { fonts[.regular].covers($0) }
            if isDrawn { require(text, in: .regular) }
        }
    }

    /// The programs that the document embeds.
    ///
    /// - Parameter effort: Of compressing what the document adds to them.
    mutating func programs(_ effort: Flate.Effort) throws(TypesettingError) -> [(
        style: Inline.Style, program: FontProgram
    )] {
        completeRegularFace()
        var programs: [(style: Inline.Style, program: FontProgram)] = []
        for style in Inline.Style.allCases where used.contains(style) {
            do throws(FontFileError) {
                programs.append((style, try fonts[style].base.adding(added[style] ?? [], effort)))
            } catch {
                throw .fontUnusable(error, debianPackage: fonts.debianPackage)
            }
        }
        return programs
    }
}
