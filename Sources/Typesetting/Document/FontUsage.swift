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
