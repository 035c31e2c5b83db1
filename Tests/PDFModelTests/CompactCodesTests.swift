import PDFModel
import Testing

/// Codes of one byte and of two. Source: ISO 32000-1 §9.7.6.2.
@Suite("CompactCodes")
struct CompactCodesTests {
    @Test(
        arguments: [
            (0, [0x00]), (1, [0x01]), (223, [0xDF]), (224, [0xE0, 0x00]), (479, [0xE0, 0xFF]), (480, [0xE1, 0x00]),
            (4319, [0xEF, 0xFF]),
        ] as [(Int, [UInt8])])
    func `name a glyph by one byte or two, and lead back to it`(cid: Int, code: [UInt8]) {
        #expect(CompactCodes.code(of: cid) == code)
        let number = code.reduce(0) { $0 << 8 | Int($1) }
        #expect(CompactCodes.cid(ofCode: number, byteCount: code.count) == cid)
    }

    @Test(arguments: [(0xE0, 1), (0xFF, 1), (0x0001, 2), (0xDFFF, 2), (0xF000, 2), (0x01, 3), (0x01, 0)])
    func `are nothing else`(number: Int, byteCount: Int) {
        #expect(CompactCodes.cid(ofCode: number, byteCount: byteCount) == nil)
    }

    @Test func `come with a map that covers every code once, in the order of the glyphs`() throws {
        let map = String(decoding: try CompactCodes.encoding.decoded(limit: 10_000), as: UTF8.self)
        let lines = map.split(separator: "\n").drop { !$0.hasSuffix("begincidrange") }.dropFirst()
        var next = 0
        for line in lines.prefix(while: { $0.hasPrefix("<") }) {
            let fields = line.split(whereSeparator: { "<> ".contains($0) }).map(String.init)
            let (low, high) = (try #require(Int(fields[0], radix: 16)), try #require(Int(fields[1], radix: 16)))
            #expect(Int(fields[2]) == next && CompactCodes.code(of: next).count * 2 == fields[0].count)
            #expect(CompactCodes.cid(ofCode: low, byteCount: fields[0].count / 2) == next)
            next += high - low + 1
        }
        #expect(next == CompactCodes.count)
    }
}
