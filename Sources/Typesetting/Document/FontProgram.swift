import HarfBuzzBridge
private import PDFModel

/// What a PDF holds of one face: a subset of the font and the tables that lead from codes to glyphs and to text.
///
/// Codes are CIDs, 1 for the first key.
struct FontProgram: Sendable {
    /// PostScript name after the tag that marks a subset.
    let baseName: String
    let metrics: FontMetrics
    /// Thousandths of an em, one a code.
    let widths: [Int]
    /// All three compressed with Flate.
    let fontFile: [UInt8]
    let glyphMap: [UInt8]
    let toUnicode: [UInt8]
    /// Size of the font file before compression, in bytes.
    let fontFileByteCount: Int

    init(keys: [GlyphKey], file: FontFile) throws(FontFileError) {
        let subset = try file.subset(keeping: keys.map(\.glyph))
        metrics = file.metrics
        baseName = subsetTag(keys, of: file.metrics.postScriptName) + "+" + file.metrics.postScriptName
        widths = keys.map { file.thousandths(file.advance(of: $0.glyph)) }
        fontFile = Flate.deflate(subset.bytes)
        fontFileByteCount = subset.bytes.count
        glyphMap = Flate.deflate([0, 0] + subset.glyphs.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
        toUnicode = Flate.deflate(Array(toUnicodeMap(keys).utf8))
    }
}

/// Six letters that differ when the face or the glyphs differ.
///
/// Source: ISO 32000-1 §9.6.4.
private func subsetTag(_ keys: [GlyphKey], of face: String) -> String {
    var fingerprint = Fingerprint()
    fingerprint.combine(Array(face.utf8))
    for key in keys { fingerprint.combine(key.glyph) }
    var rest = fingerprint.value
    var letters = String.UnicodeScalarView()
    for _ in 0..<6 {
        letters.append(Unicode.Scalar(UInt8(ascii: "A") + UInt8(rest % 26)))
        rest /= 26
    }
    return String(letters)
}

/// The CMap that says which text each code stands for, in plain pairs.
///
/// Source: ISO 32000-1 §9.10.3.
private func toUnicodeMap(_ keys: [GlyphKey]) -> String {
    var map = """
        /CIDInit /ProcSet findresource begin
        12 dict begin
        begincmap
        /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
        /CMapName /Adobe-Identity-UCS def
        /CMapType 2 def
        1 begincodespacerange
        <0000> <FFFF>
        endcodespacerange

        """
    // At most 100 pairs in a block (Adobe Technical Note 5014, §2.3).
    for start in stride(from: 0, to: keys.count, by: 100) {
        let block = keys[start..<min(start + 100, keys.count)]
        map += "\(block.count) beginbfchar\n"
        for (index, key) in zip(block.indices, block) {
            map += "<\(hexadecimal(UInt16(index + 1)))> <\(key.text.utf16.map(hexadecimal).joined())>\n"
        }
        map += "endbfchar\n"
    }
    return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
}

/// Four hexadecimal digits.
func hexadecimal(_ value: UInt16) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: 4 - digits.count) + digits
}
