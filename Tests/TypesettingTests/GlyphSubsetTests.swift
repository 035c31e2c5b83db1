import Foundation
import HarfBuzzBridge
import TestSupport
import Testing

@testable import Typesetting

@Suite("The subset of a font", .tags(.interop))
struct GlyphSubsetTests {
    private let file: FontFile

    init() throws { file = try FontFile(path: FontSet.Paths.lato.regular) }

    private func glyphs(_ text: String) throws -> [UInt32] {
        try text.unicodeScalars.map { try #require(file.glyph(for: $0)) }
    }

    /// The outlines come from the font itself, read glyph by glyph through HarfBuzz's tables.
    @Test func `has the glyphs that were asked for in their order, each with what it is composed of`() throws {
        let wanted = try glyphs("eéÉỄe")
        let subset = try #require(GlyphSubset(wanted, of: file.outlines))
        #expect(subset.glyphCount > wanted.count)
        for (index, glyph) in wanted.enumerated() {
            let original = try #require(file.outlines.outline(of: glyph))
            let own = try #require(Outlines(subset).outline(index + 1))
            #expect(own.bytes.count == original.bytes.count)
            #expect(Outlines(subset).metrics(index + 1) == file.outlines.metrics(of: glyph))
            for (place, part) in original.components {
                let number = Int(own.bytes[place]) << 8 | Int(own.bytes[place + 1])
                let component = try #require(Outlines(subset).outline(number))
                #expect(component.bytes.count == file.outlines.outline(of: part)?.bytes.count)
            }
            if original.components.isEmpty { #expect(own.bytes == original.bytes) }
        }
    }

    @Test func `is longer, and the same at its beginning, when a document adds glyphs`() throws {
        let base = try #require(GlyphSubset(try glyphs("Aé"), of: file.outlines))
        var more = base
        let added = more.add(try glyphs("ŻéA"))
        #expect(added)
        #expect(more.outlines.starts(with: base.outlines))
        #expect(more.outlines.count > base.outlines.count)
        let key = Outlines(more).outline(base.glyphCount + 2)?.bytes
        #expect(key == Outlines(base).outline(1)?.bytes, "a glyph that is there has a second number")
    }

    @Test func `is refused for a glyph that the font does not have`() {
        #expect(GlyphSubset([60_000], of: file.outlines) == nil)
    }

    /// What a font file's own sums say of it (OpenType 1.9, «Calculating Checksums»).
    @Test func `has tables where its directory says, with the sums of their bytes`() throws {
        let subset = try #require(GlyphSubset(try glyphs("Convention"), of: file.outlines))
        let tables = subset.tables
        let bytes = tables.directory + subset.outlines + tables.rest
        #expect(bytes.count == tables.byteCount)
        let number = { (place: Int) in bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
        var tags: [String] = []
        for place in stride(from: 12, to: tables.directory.count, by: 16) {
            tags.append(String(decoding: bytes[place..<place + 4], as: UTF8.self))
            let (offset, count) = (number(place + 8), number(place + 12))
            #expect(offset.isMultiple(of: 4) && offset + count <= bytes.count)
            let words = stride(from: offset, to: offset + (count + 3) / 4 * 4, by: 4).map(number)
            #expect(words.reduce(0, +) & 0xFFFF_FFFF == number(place + 4), "\(tags)")
        }
        #expect(tags == ["glyf", "head", "hhea", "hmtx", "loca", "maxp"])
    }
}

/// Reads a subset as a viewer does: by its tables.
private struct Outlines {
    private let bytes: [UInt8]
    private var tables: [String: Int] = [:]

    init(_ subset: GlyphSubset) {
        let parts = subset.tables
        bytes = parts.directory + subset.outlines + parts.rest
        for place in stride(from: 12, to: parts.directory.count, by: 16) {
            tables[String(decoding: bytes[place..<place + 4], as: UTF8.self)] =
                bytes[place + 8..<place + 12].reduce(0) { $0 << 8 | Int($1) }
        }
    }

    func metrics(_ glyph: Int) -> [UInt8]? {
        tables["hmtx"].map { Array(bytes[$0 + 4 * glyph..<$0 + 4 * glyph + 4]) }
    }

    func outline(_ glyph: Int) -> (bytes: [UInt8], glyph: Int)? {
        guard let glyf = tables["glyf"], let loca = tables["loca"] else { return nil }
        let place = { (index: Int) in 2 * (Int(bytes[loca + 2 * index]) << 8 | Int(bytes[loca + 2 * index + 1])) }
        return (Array(bytes[glyf + place(glyph)..<glyf + place(glyph + 1)]), glyph)
    }
}
