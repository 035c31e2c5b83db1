private import HarfBuzzBridge

/// The codes that one document gives to glyphs outside the fixed repertoires.
struct FontUsage {
    private let fonts: FontSet
    private var extras: [Inline.Style: [GlyphKey]] = [:]
    private var extraCodes: [Inline.Style: [GlyphKey: UInt16]] = [:]

    init(fonts: FontSet) { self.fonts = fonts }

    mutating func code(for glyph: Glyph, in style: Inline.Style) -> UInt16 {
        if let code = glyph.fixedCode { return code }
        if let code = extraCodes[style]?[glyph.key] { return code }
        if extras[style] == nil, fonts[style].repertoire.isEmpty { addPlainLetters(in: style) }
        return extraCodes[style]?[glyph.key] ?? addCode(for: glyph, in: style)
    }

    /// Letters that also exist as superscripts: the plain ones come first, because who sets a name later takes the first
    /// code that means a letter.
    private mutating func addPlainLetters(in style: Inline.Style) {
        extras[style] = []
        for letter in ["d", "e", "n", "r", "s"] {
            for glyph in fonts[style].shape(letter).glyphs { _ = addCode(for: glyph, in: style) }
        }
    }

    private mutating func addCode(for glyph: Glyph, in style: Inline.Style) -> UInt16 {
        extras[style, default: []].append(glyph.key)
        let code = UInt16(fonts[style].repertoire.count + (extras[style]?.count ?? 0))
        extraCodes[style, default: [:]][glyph.key] = code
        return code
    }

    /// Makes sure that a face can set a text later, in a signature's appearance.
    mutating func require(_ text: String, in style: Inline.Style) {
        for word in text.split(separator: " ").map(String.init) + [" "] {
            for glyph in fonts[style].shape(word).glyphs { _ = code(for: glyph, in: style) }
        }
    }

    /// The programs of the faces that the document embeds.
    func programs() throws(TypesettingError) -> [(style: Inline.Style, program: FontProgram)] {
        var programs: [(style: Inline.Style, program: FontProgram)] = []
        for style in Inline.Style.allCases {
            if let program = try program(of: style) { programs.append((style, program)) }
        }
        return programs
    }

    private func program(of style: Inline.Style) throws(TypesettingError) -> FontProgram? {
        let face = fonts[style]
        guard let extras = extras[style] else { return face.fixedProgram }
        do throws(FontFileError) {
            return try FontProgram(keys: face.repertoire + extras, file: face.file)
        } catch {
            throw .fontUnusable(error, debianPackage: fonts.debianPackage)
        }
    }
}
