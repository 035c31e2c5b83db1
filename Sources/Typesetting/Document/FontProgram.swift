import HarfBuzzBridge
import PDFModel

/// What a PDF holds of one face: a subset of the font and the tables that lead from codes to glyphs and to text.
///
/// A code stands for a CID, which is the number of a glyph in the subset; from 1, those of ``BaseProgram`` first. Strings name
/// it by ``CompactCodes``.
struct FontProgram: Sendable {
    /// PostScript name after the tag that marks a subset.
    let baseName: String
    let metrics: FontMetrics
    /// Thousandths of an em of stretches of codes that follow each other, each with its first code.
    let widths: [(first: Int, widths: [Int])]
    /// Both compressed with Flate.
    let fontFile: [UInt8]
    let toUnicode: [UInt8]
    /// Size of the font file before compression, in bytes.
    let fontFileByteCount: Int
}

/// What the subsets of a face have in common in all documents: the repertoire, and what its glyphs are composed of.
///
/// It is cut and compressed once a process. A document's other glyphs are added behind it, so that each face of a document
/// is one font; only what is added is compressed again.
struct BaseProgram: Sendable {
    /// The whole program of a document that adds nothing.
    let program: FontProgram
    /// Thousandths of an em, one a code from 1.
    let widths: [Int]
    /// The code of the first glyph that a document adds.
    let firstAddedCode: Int
    /// Of the face and the repertoire: a document's own glyphs are combined with it.
    private let fingerprint: Fingerprint
    private let file: FontFile
    private let subset: GlyphSubset
    private let outlines: FlateChunk
    private let map: FlateChunk

    /// - Parameter keys: What the codes from 1 stand for.
    init(keys: [GlyphKey], file: FontFile) throws(FontFileError) {
        guard let subset = GlyphSubset(keys.map(\.glyph), of: file.outlines) else {
            throw .subsettingFailed(path: file.path)
        }
        precondition(subset.glyphCount <= CompactCodes.shortCount, "the repertoire's codes have one byte")
        let widths = keys.map { file.thousandths(file.advance(of: $0.glyph)) }
        let tables = subset.tables
        outlines = FlateChunk(subset.outlines)
        map = FlateChunk(Array((mapHead + mapLines(keys, from: 1)).utf8))
        firstAddedCode = subset.glyphCount
        fingerprint = Fingerprint(of: keys, in: file)
        (self.file, self.subset, self.widths) = (file, subset, widths)
        program = FontProgram(
            baseName: baseName(fingerprint, file), metrics: file.metrics, widths: [(1, widths)],
            fontFile: Flate.deflateOnce(tables.directory + subset.outlines + tables.rest),
            toUnicode: Flate.deflateOnce(map.data + Array(mapEnd.utf8)), fontFileByteCount: tables.byteCount)
    }

    /// The program of a document that sets other glyphs too.
    ///
    /// - Parameters:
    ///   - added: What the codes from ``firstAddedCode`` stand for.
    ///   - effort: Of compressing what is added.
    func adding(_ added: [GlyphKey], _ effort: Flate.Effort) throws(FontFileError) -> FontProgram {
        guard !added.isEmpty else { return program }
        var subset = subset
        guard subset.add(added.map(\.glyph)) else { throw .subsettingFailed(path: file.path) }
        let tables = subset.tables
        var fingerprint = fingerprint
        for key in added { fingerprint.combine(key.glyph) }
        let tail = Array(subset.outlines[outlines.data.count...]) + tables.rest
        return FontProgram(
            baseName: baseName(fingerprint, file), metrics: file.metrics,
            widths: [
                (1, widths), (firstAddedCode, added.map { file.thousandths(file.advance(of: $0.glyph)) }),
            ],
            fontFile: Flate.deflate(head: tables.directory, outlines, tail: tail, effort),
            toUnicode: Flate.deflate(
                head: [], map, tail: Array((mapLines(added, from: firstAddedCode) + mapEnd).utf8), effort),
            fontFileByteCount: tables.byteCount)
    }
}

extension Fingerprint {
    fileprivate init(of keys: [GlyphKey], in file: FontFile) {
        self.init()
        combine(Array(file.metrics.postScriptName.utf8))
        for key in keys { combine(key.glyph) }
    }
}

/// Six letters that differ when the face or the glyphs differ, and the face's name.
///
/// Source: ISO 32000-1 §9.6.4.
private func baseName(_ fingerprint: Fingerprint, _ file: FontFile) -> String {
    var rest = fingerprint.value
    var letters = String.UnicodeScalarView()
    for _ in 0..<6 {
        letters.append(Unicode.Scalar(UInt8(ascii: "A") + UInt8(rest % 26)))
        rest /= 26
    }
    return "\(String(letters))+\(file.metrics.postScriptName)"
}

// The CMap that says which text each code stands for, in ranges and pairs.
//
// Source: ISO 32000-1 §9.10.3.

private let mapHead = """
    /CIDInit /ProcSet findresource begin
    12 dict begin
    begincmap
    /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
    /CMapName /Adobe-Identity-UCS def
    /CMapType 2 def
    \(CompactCodes.codeSpace)
    """

private let mapEnd = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"

/// Codes that follow each other and stand for characters that do, as ranges; others as pairs.
private func mapLines(_ keys: [GlyphKey], from code: Int) -> String {
    var (ranges, pairs): ([String], [String]) = ([], [])
    var start = 0
    while start < keys.count {
        var end = start + 1
        // A range keeps to one first byte, of the code and of the character.
        while end < keys.count, !beginsRow(code + end), follows(keys[end].text, keys[end - 1].text) { end += 1 }
        let text = "<\(keys[start].text.utf16.map(hexadecimal).joined())>\n"
        let first = mapCode(code + start)
        if end - start > 1 {
            ranges.append("\(first)\(mapCode(code + end - 1))\(text)")
        } else {
            pairs.append(first + text)
        }
        start = end
    }
    return blocks(of: ranges, "bfrange") + blocks(of: pairs, "bfchar")
}

/// Whether a CID's code has another first byte, or another length, than the one before it.
private func beginsRow(_ cid: Int) -> Bool {
    cid >= CompactCodes.shortCount && (cid - CompactCodes.shortCount) & 0xFF == 0
}

private func mapCode(_ cid: Int) -> String {
    let digits = CompactCodes.code(of: cid).map { byte in
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
    return "<\(digits.joined())>"
}

private func follows(_ text: String, _ previous: String) -> Bool {
    let (units, before) = (Array(text.utf16), Array(previous.utf16))
    return units.count == 1 && before.count == 1 && units[0] == before[0] &+ 1 && units[0] & 0xFF != 0
}

/// At most 100 lines in a block (Adobe Technical Note 5014, §2.3).
private func blocks(of lines: [String], _ name: String) -> String {
    stride(from: 0, to: lines.count, by: 100).map { start in
        let block = lines[start..<min(start + 100, lines.count)]
        return "\(block.count) begin\(name)\n\(block.joined())end\(name)\n"
    }.joined()
}

/// Four hexadecimal digits.
func hexadecimal(_ value: UInt16) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: 4 - digits.count) + digits
}
