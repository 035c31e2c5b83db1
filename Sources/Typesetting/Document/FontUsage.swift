private import HarfBuzzBridge

/// A font of a document: the base program of a face, or the supplement with the document's other characters.
struct DocumentFont: Hashable, Sendable {
    let style: Inline.Style
    var isSupplement = false

    static let all = Inline.Style.allCases.flatMap {
        [DocumentFont(style: $0), DocumentFont(style: $0, isSupplement: true)]
    }

    /// Its name among a page's resources; signatures find those of the first two faces in `/DR`.
    var resourceName: String {
        let name =
            switch style {
            case .regular: "Text"
            case .bold: "TextBold"
            case .italic: "TextItalic"
            }
        return isSupplement ? name + "More" : name
    }
}

extension Inline.Style {
    /// Its place among the faces: compared in the innermost loop, where the comparison of raw values would compare strings.
    var number: Int {
        switch self {
        case .regular: 0
        case .bold: 1
        case .italic: 2
        }
    }
}

/// The fonts that one document uses, and the codes that it gives to glyphs outside the base programs.
struct FontUsage {
    private let fonts: FontSet
    private var baseFonts: Set<Inline.Style> = []
    private var supplements: [Inline.Style: [GlyphKey]] = [:]
    private var supplementCodes: [Inline.Style: [GlyphKey: UInt16]] = [:]

    init(fonts: FontSet) { self.fonts = fonts }

    mutating func useBase(of style: Inline.Style) { baseFonts.insert(style) }

    /// The font and the code of a glyph.
    mutating func place(of glyph: SpecialGlyph, in style: Inline.Style) -> (font: DocumentFont, code: UInt16) {
        if let code = glyph.fixedCode {
            useBase(of: style)
            return (DocumentFont(style: style), UInt16(code))
        }
        let font = DocumentFont(style: style, isSupplement: true)
        if let code = supplementCodes[style]?[glyph.key] { return (font, code) }
        supplements[style, default: []].append(glyph.key)
        let code = UInt16(supplements[style]?.count ?? 0)
        supplementCodes[style, default: [:]][glyph.key] = code
        return (font, code)
    }

    /// Makes sure that a face can set a text later, in a signature's appearance.
    mutating func require(_ text: String, in style: Inline.Style) {
        useBase(of: style)
        let face = fonts[style]
        for scalar in text.unicodeScalars where !face.isInRepertoire(scalar) {
            // Who sets the text later does so character by character.
            if let glyph = face.loneGlyph(scalar) { _ = place(of: glyph, in: style) }
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
        for text in others.flatMap({ supplements[$0] ?? [] }).map(\.text) {
            let isDrawn = text.unicodeScalars.allSatisfy { fonts[.regular].covers($0) }
            if isDrawn { require(text, in: .regular) }
        }
    }

    /// The programs that the document embeds.
    mutating func programs() throws(TypesettingError) -> [(font: DocumentFont, program: FontProgram)] {
        completeRegularFace()
        var programs: [(font: DocumentFont, program: FontProgram)] = []
        for style in Inline.Style.allCases {
            if baseFonts.contains(style) { programs.append((DocumentFont(style: style), fonts[style].baseProgram)) }
            guard let keys = supplements[style] else { continue }
            let font = DocumentFont(style: style, isSupplement: true)
            do throws(FontFileError) {
                programs.append((font, try FontProgram(keys: keys, file: fonts[style].file)))
            } catch {
                throw .fontUnusable(error, debianPackage: fonts.debianPackage)
            }
        }
        return programs
    }
}
