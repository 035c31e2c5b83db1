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
    private var regular = Added()
    private var bold = Added()
    private var italic = Added()

    /// What a document takes from one face.
    private struct Added {
        var isUsed = false
        /// The glyphs outside the base program, in the order of their codes.
        var keys: [GlyphKey] = []
        var codes: [GlyphKey: Int] = [:]
    }

    init(fonts: FontSet) { self.fonts = fonts }

    private subscript(style: Inline.Style) -> Added {
        get {
            switch style {
            case .regular: regular
            case .bold: bold
            case .italic: italic
            }
        }
        _modify {
            switch style {
            case .regular: yield &regular
            case .bold: yield &bold
            case .italic: yield &italic
            }
        }
    }

    mutating func use(_ style: Inline.Style) { self[style].isUsed = true }

    /// The code of a glyph.
    mutating func code(of glyph: SpecialGlyph, in style: Inline.Style) -> Int {
        use(style)
        if let code = glyph.fixedCode { return Int(code) }
        if let code = self[style].codes[glyph.key] { return code }
        let code = fonts[style].base.firstAddedCode + self[style].keys.count
        self[style].keys.append(glyph.key)
        self[style].codes[glyph.key] = code
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
        for text in others.flatMap({ self[$0].keys }).map(\.text) {
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
        for style in Inline.Style.allCases where self[style].isUsed {
            do throws(FontFileError) {
                programs.append((style, try fonts[style].base.adding(self[style].keys, effort)))
            } catch {
                throw .fontUnusable(error, debianPackage: fonts.debianPackage)
            }
        }
        return programs
    }
}
