import HarfBuzzBridge
import Synchronization

/// One face of the family: its font file, and what the programs of all documents that use it have in common.
///
/// It keeps nothing of the texts it sets.
final class Face: Sendable {
    let style: Inline.Style
    let file: FontFile
    /// What the base program holds, in the order of the codes, which start at 1.
    let repertoire: [GlyphKey]
    let base: BaseProgram
    /// Height of capitals, in thousandths of the type size.
    let capHeight: Int
    /// Pen movement of the space, in thousandths of the type size.
    let spaceAdvance: Int
    private let fixedCodes: [GlyphKey: UInt8]
    /// The code of each character below U+2500, which is 0 outside the repertoire.
    private let codes: [UInt8]
    private let coverage: [Bool]
    /// A face that is rare is not worth the time it takes to make one.
    private let hasKerningTable: Bool
    /// What the table is made of when the first word is set: most commands set none.
    private let plain: [(scalar: Unicode.Scalar, key: GlyphKey)]
    private let lazyKerning = AtomicLazyReference<KerningTable>()

    init(_ style: Inline.Style, file: FontFile, hasKerningTable: Bool) throws(FontFileError) {
        self.style = style
        self.file = file
        capHeight = file.thousandths(file.metrics.capHeight)
        let plain = plainKeys(in: file)
        repertoire = plain.map(\.key) + superiorKeys(in: file)
        base = try BaseProgram(keys: repertoire, file: file)
        fixedCodes = Dictionary(uniqueKeysWithValues: repertoire.enumerated().map { ($1, UInt8($0 + 1)) })
        var codes = [UInt8](repeating: 0, count: 0x2500)
        for (index, scalar) in plain.map(\.scalar).enumerated() { codes[Int(scalar.value)] = UInt8(index + 1) }
        self.codes = codes
        self.plain = plain
        self.hasKerningTable = hasKerningTable
        spaceAdvance = base.widths[0]
        coverage = (0..<UInt32(0x2500)).map { value in
            Unicode.Scalar(value).map { !isForbidden($0) && canDraw($0, with: file) } ?? false
        }
    }

    /// Whether the face has a glyph for a character that is allowed to stand in a document.
    func covers(_ scalar: Unicode.Scalar) -> Bool {
        let value = Int(scalar.value)
        if value < coverage.count { return coverage[value] }
        return !isForbidden(scalar) && canDraw(scalar, with: file)
    }

    /// The first character of a text that a document may not have or the face has no glyph for.
    ///
    /// Every text of a document passes here. Its bytes are put together here because to ask a string for one character
    /// after the other takes three times as long.
    func firstUncovered(in text: String) -> Unicode.Scalar? {
        var text = text
        return text.withUTF8 { bytes in
            var (value, missing): (UInt32, Int) = (0, 0)
            for byte in bytes {
                switch byte {
                case 0..<0x80: value = UInt32(byte)
                case ..<0xC0: (value, missing) = (value << 6 | UInt32(byte & 0x3F), missing - 1)
                case ..<0xE0: (value, missing) = (UInt32(byte & 0x1F), 1)
                case ..<0xF0: (value, missing) = (UInt32(byte & 0x0F), 2)
                default: (value, missing) = (UInt32(byte & 0x07), 3)
                }
                guard missing == 0 else { continue }
                if Int(value) < coverage.count, coverage[Int(value)] { continue }
                if let scalar = Unicode.Scalar(value), !covers(scalar) { return scalar }
            }
            return nil
        }
    }

    /// Whether the base program has a character.
    func isInRepertoire(_ scalar: Unicode.Scalar) -> Bool {
        Int(scalar.value) < codes.count && codes[Int(scalar.value)] != 0
    }

    /// A character as it is drawn when it stands alone; `nil` when the face has none.
    func loneGlyph(_ scalar: Unicode.Scalar) -> SpecialGlyph? {
        guard let glyph = file.glyph(for: scalar) else { return nil }
        let width = file.thousandths(file.advance(of: glyph))
        return SpecialGlyph(
            key: GlyphKey(glyph: glyph, text: String(scalar)), fixedCode: nil, width: width, advance: width, xOffset: 0,
            yOffset: 0)
    }

    /// Width of a code of the base program, in thousandths of the type size.
    func width(of code: UInt8) -> Int { base.widths[Int(code) - 1] }

    /// Adds the glyphs of a word without spaces.
    ///
    /// - Returns: How far the pen moves, in thousandths of the type size.
    func append(_ word: [Unicode.Scalar], to text: inout ShapedText, memory: WordMemory?) -> Int {
        if let advance = appendPlain(word, to: &text) { return advance }
        let glyphs = memory?.glyphs(of: word, in: style) { shaped(word) } ?? shaped(word)
        for glyph in glyphs { text.append(glyph, style: style) }
        return glyphs.reduce(0) { $0 + $1.advance }
    }

    private var kerning: KerningTable? {
        guard hasKerningTable else { return nil }
        return lazyKerning.load()
            ?? lazyKerning.storeIfNil(
                KerningTable(scalars: plain.map(\.scalar), glyphs: plain.map(\.key.glyph), file: file))
    }

    /// Words of the repertoire need no shaper.
    private func appendPlain(_ word: [Unicode.Scalar], to text: inout ShapedText) -> Int? {
        guard let kerning else { return nil }
        let start = text.glyphs.count
        var advance = 0
        var (previous, hasFigure): (UInt8, Bool) = (0, false)
        for scalar in word {
            let code = scalar.value < 0x2500 ? codes[Int(scalar.value)] : 0
            if code != 0, previous != 0, let adjustment = kerning.adjustment(between: previous, and: code) {
                text.glyphs.append(Glyph(style: style, code: previous, kerning: adjustment))
                advance += width(of: previous) + Int(adjustment)
            } else if code == 0 || previous != 0 {
                text.glyphs.removeSubrange(start...)
                return nil
            }
            hasFigure = hasFigure || isFigure(scalar)
            previous = code
        }
        guard previous != 0 else { return 0 }
        if hasFigure, !ordinalEndings(in: word).isEmpty {
            text.glyphs.removeSubrange(start...)
            return nil
        }
        text.glyphs.append(Glyph(style: style, code: previous, kerning: 0))
        return advance + width(of: previous)
    }

    private func shaped(_ word: [Unicode.Scalar]) -> [SpecialGlyph] {
        let positioned = file.shape(word, superscripts: ordinalEndings(in: word))
        return positioned.indices.map { index in
            let glyph = positioned[index]
            let key = GlyphKey(glyph: glyph.glyph, text: glyphText(of: index, in: positioned, scalars: word))
            return SpecialGlyph(
                key: key, fixedCode: fixedCodes[key], width: file.thousandths(file.advance(of: glyph.glyph)),
                advance: file.thousandths(glyph.advance), xOffset: file.thousandths(glyph.xOffset),
                yOffset: file.thousandths(glyph.yOffset))
        }
    }
}

extension FontFile {
    /// Font units to thousandths of an em, rounded half away from zero.
    func thousandths(_ length: Int) -> Int {
        Int((Double(length) * 1000 / Double(metrics.unitsPerEm)).rounded())
    }
}

/// The characters a glyph stands for: those up to the next glyph's, or U+200B for the second glyph of one
/// character, because PDF/A wants a Unicode value for each code.
///
/// Source: ISO 19005-3 §6.2.11.7.2.
private func glyphText(of index: Int, in glyphs: [PositionedGlyph], scalars: [Unicode.Scalar]) -> String {
    let start = glyphs[index].scalarIndex
    if index > 0, glyphs[index - 1].scalarIndex == start { return "\u{200B}" }
    let end = glyphs[index...].first { $0.scalarIndex > start }?.scalarIndex ?? scalars.count
    if end == start + 1 { return String(scalars[start]) }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[start..<end])
    return String(text)
}

/// Whether the shaper finds a glyph; it draws a missing no-break space or hyphen with its breaking twin.
private func canDraw(_ scalar: Unicode.Scalar, with file: FontFile) -> Bool {
    if file.glyph(for: scalar) != nil { return true }
    let twins: [Unicode.Scalar: Unicode.Scalar] = ["\u{A0}": " ", "\u{202F}": " ", "\u{2011}": "\u{2010}"]
    guard let twin = twins[scalar] else { return false }
    return file.glyph(for: twin) != nil
}

/// The characters of the fixed repertoire that the font can draw, with their glyphs.
private func plainKeys(in file: FontFile) -> [(scalar: Unicode.Scalar, key: GlyphKey)] {
    FixedRepertoire.scalars.compactMap { scalar in
        guard canDraw(scalar, with: file) else { return nil }
        let shaped = file.shape([scalar])
        guard let glyph = shaped.first, shaped.count == 1 else { return nil }
        return (scalar, GlyphKey(glyph: glyph.glyph, text: String(scalar)))
    }
}

/// The superior letters of ordinals, where the font has some; they come after the plain letters, because who sets a name later
/// takes the first code that means a letter.
private func superiorKeys(in file: FontFile) -> [GlyphKey] {
    var keys: [GlyphKey] = []
    for word in FixedRepertoire.ordinals.map({ Array($0.unicodeScalars) }) {
        let endings = ordinalEndings(in: word)
        for glyph in file.shape(word, superscripts: endings) {
            let scalar = word[glyph.scalarIndex]
            let key = GlyphKey(glyph: glyph.glyph, text: String(scalar))
            let isSuperior = glyph.glyph != file.glyph(for: scalar)
            if endings.contains(where: { $0.contains(glyph.scalarIndex) }), isSuperior, !keys.contains(key) {
                keys.append(key)
            }
        }
    }
    return keys
}
