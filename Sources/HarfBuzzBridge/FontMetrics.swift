/// The figures of a font that a PDF font descriptor asks for, in font units.
///
/// Source: OpenType 1.9, tables head, hhea, OS/2, post and name.
package struct FontMetrics: Hashable, Sendable {
    package let postScriptName: String
    package let unitsPerEm: Int
    package let ascender: Int
    package let descender: Int
    package let capHeight: Int
    package let weightClass: Int
    /// Degrees, counter-clockwise from the vertical.
    package let italicAngle: Double
    /// Left, bottom, right, top of all glyphs together.
    package let boundingBox: [Int]

    init(tables table: (String) -> [UInt8], path: String) throws(FontFileError) {
        guard !table("glyf").isEmpty else { throw .noTrueTypeOutlines(path: path) }
        let head = TableReader(bytes: table("head"))
        let horizontal = TableReader(bytes: table("hhea"))
        let windows = TableReader(bytes: table("OS/2"))
        let post = TableReader(bytes: table("post"))
        guard head.bytes.count >= 54 else { throw .brokenTable(path: path, tag: "head") }
        guard horizontal.bytes.count >= 36 else { throw .brokenTable(path: path, tag: "hhea") }
        guard windows.bytes.count >= 90 else { throw .brokenTable(path: path, tag: "OS/2") }
        guard post.bytes.count >= 32 else { throw .brokenTable(path: path, tag: "post") }
        // Bit 1 alone: "restricted licence embedding" (OpenType, OS/2, fsType).
        guard windows.unsigned(at: 8) & 0xF != 2 else { throw .embeddingForbidden(path: path) }
        unitsPerEm = head.unsigned(at: 18)
        guard (16...16384).contains(unitsPerEm) else { throw .brokenTable(path: path, tag: "head") }
        boundingBox = [36, 38, 40, 42].map(head.signed)
        ascender = horizontal.signed(at: 4)
        descender = horizontal.signed(at: 6)
        weightClass = windows.unsigned(at: 4)
        capHeight = windows.signed(at: 88)
        italicAngle = Double(post.signed(at: 4)) + Double(post.unsigned(at: 6)) / 65536
        guard let name = windowsPostScriptName(in: TableReader(bytes: table("name"))) else {
            throw .brokenTable(path: path, tag: "name")
        }
        postScriptName = name
    }
}

/// Name 6 of the Windows platform, cut down to the characters that PostScript names have.
private func windowsPostScriptName(in name: TableReader) -> String? {
    guard name.bytes.count >= 6 else { return nil }
    let strings = name.unsigned(at: 4)
    for record in (0..<name.unsigned(at: 2)).map({ 6 + 12 * $0 }) where name.bytes.count >= record + 12 {
        guard name.unsigned(at: record) == 3, name.unsigned(at: record + 6) == 6 else { continue }
        let start = strings + name.unsigned(at: record + 10)
        let end = start + name.unsigned(at: record + 8)
        guard end <= name.bytes.count else { return nil }
        let letters = stride(from: start + 1, to: end, by: 2).map { name.bytes[$0] }
        let allowed = letters.filter { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D: true
            default: false
            }
        }
        return allowed.isEmpty ? nil : String(decoding: allowed, as: UTF8.self)
    }
    return nil
}

/// Big-endian numbers of a table whose length was checked.
private struct TableReader {
    let bytes: [UInt8]

    func unsigned(at offset: Int) -> Int { Int(bytes[offset]) << 8 | Int(bytes[offset + 1]) }
    func signed(at offset: Int) -> Int { Int(Int16(truncatingIfNeeded: unsigned(at: offset))) }
}
