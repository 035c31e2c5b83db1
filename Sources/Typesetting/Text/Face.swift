import HarfBuzzBridge
private import Synchronization

/// One face of the family: its font file, the codes it always has, and the words it has shaped so far.
final class Face: Sendable {
    let style: Inline.Style
    let file: FontFile
    /// What every document embeds of this face, in the order of the codes, which start at 1.
    let repertoire: [GlyphKey]
    /// The program for ``repertoire`` alone; `nil` when the face has no fixed repertoire.
    let fixedProgram: FontProgram?
    /// Height of capitals, in thousandths of the type size.
    let capHeight: Int
    private let fixedCodes: [GlyphKey: UInt16]
    private let coverage: [Bool]
    /// Words shaped for earlier documents. Shaping is a pure function, so that sharing them changes nothing.
    private let words = Mutex<[String: ShapedWord]>([:])

    init(_ style: Inline.Style, file: FontFile, hasFixedRepertoire: Bool) throws(FontFileError) {
        self.style = style
        self.file = file
        capHeight = file.thousandths(file.metrics.capHeight)
        repertoire = hasFixedRepertoire ? glyphKeys(of: FixedRepertoire.scalars, in: file) : []
        fixedCodes = Dictionary(uniqueKeysWithValues: repertoire.enumerated().map { ($1, UInt16($0 + 1)) })
        fixedProgram = hasFixedRepertoire ? try FontProgram(keys: repertoire, file: file) : nil
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

    /// The glyphs of a word without spaces; cheap for words met before.
    func shape(_ word: String) -> ShapedWord {
        if let known = words.withLock({ $0[word] }) { return known }
        let shaped = ShapedWord(glyphs: glyphs(of: word))
        guard word.utf8.count <= maximumCachedByteCount else { return shaped }
        words.withLock { cache in
            if cache.count >= maximumCachedWords { cache.removeAll(keepingCapacity: true) }
            cache[word] = shaped
        }
        return shaped
    }

    private func glyphs(of word: String) -> [Glyph] {
        let scalars = Array(word.unicodeScalars)
        let positioned = file.shape(scalars, superscripts: ordinalEndings(in: scalars))
        return positioned.indices.map { index in
            let glyph = positioned[index]
            let key = GlyphKey(glyph: glyph.glyph, text: text(of: index, in: positioned, scalars: scalars))
            return Glyph(
                key: key, fixedCode: fixedCodes[key], width: thousandths(file.advance(of: glyph.glyph)),
                advance: thousandths(glyph.advance), xOffset: thousandths(glyph.xOffset),
                yOffset: thousandths(glyph.yOffset))
        }
    }

    private func thousandths(_ length: Int) -> Int { file.thousandths(length) }
}

/// Enough for every word of a school's conventions; the bound keeps memory flat over strange inputs.
private let maximumCachedWords = 20_000
/// Longer words are seldom met twice.
private let maximumCachedByteCount = 100

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
private func text(of index: Int, in glyphs: [PositionedGlyph], scalars: [Unicode.Scalar]) -> String {
    let start = glyphs[index].scalarIndex
    if index > 0, glyphs[index - 1].scalarIndex == start { return "\u{200B}" }
    let end = glyphs[index...].first { $0.scalarIndex > start }?.scalarIndex ?? scalars.count
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

private func glyphKeys(of scalars: [Unicode.Scalar], in file: FontFile) -> [GlyphKey] {
    scalars.compactMap { scalar in
        guard canDraw(scalar, with: file) else { return nil }
        let shaped = file.shape([scalar])
        guard let glyph = shaped.first, shaped.count == 1 else { return nil }
        return GlyphKey(glyph: glyph.glyph, text: String(scalar))
    }
}
