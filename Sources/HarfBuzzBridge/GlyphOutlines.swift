/// The outlines and widths of a TrueType font, glyph by glyph, as they go into a subset: without hinting instructions.
///
/// Source: OpenType 1.9, tables glyf, loca, hmtx.
package struct GlyphOutlines: Sendable {
    /// One glyph's part of the tables.
    package struct Outline: Sendable {
        /// Its entry in `glyf`, of an even length; empty for a glyph without contours.
        package var bytes: [UInt8]
        /// What it is composed of: where in ``bytes`` the number of a glyph stands, and which glyph of this font is meant.
        package var components: [(place: Int, glyph: UInt32)]
    }

    /// `head`, `hhea` and `maxp` as they stand in the font.
    package let head: [UInt8]
    package let horizontalHeader: [UInt8]
    package let maximumProfile: [UInt8]
    private let glyphs: [UInt8]
    private let locations: [Int]
    private let metrics: [UInt8]
    private let metricCount: Int

    /// - Returns: `nil` when a table is missing or shorter than it must be.
    init?(tables table: (String) -> [UInt8]) {
        (head, horizontalHeader, maximumProfile) = (table("head"), table("hhea"), table("maxp"))
        (glyphs, metrics) = (table("glyf"), table("hmtx"))
        guard head.count >= 54, horizontalHeader.count >= 36, maximumProfile.count >= 32 else { return nil }
        let count = unsigned(maximumProfile, at: 4)
        metricCount = unsigned(horizontalHeader, at: 34)
        let places = table("loca")
        let isLong = unsigned(head, at: 50) == 1
        guard metricCount > 0, metrics.count >= 2 * metricCount + 2 * count,
            places.count >= (count + 1) * (isLong ? 4 : 2)
        else { return nil }
        locations = (0...count).map { index in
            isLong
                ? unsigned(places, at: 4 * index) << 16 | unsigned(places, at: 4 * index + 2)
                : 2 * unsigned(places, at: 2 * index)
        }
    }

    /// Advance width and left side bearing, as in `hmtx`.
    package func metrics(of glyph: UInt32) -> [UInt8] {
        let index = Int(glyph)
        let advance = 4 * min(index, metricCount - 1)
        let bearing = index < metricCount ? 4 * index + 2 : 4 * metricCount + 2 * (index - metricCount)
        guard bearing + 2 <= metrics.count else { return [0, 0, 0, 0] }
        return Array(metrics[advance..<advance + 2] + metrics[bearing..<bearing + 2])
    }

    /// - Returns: `nil` when the font has no such glyph, or its description ends too early.
    package func outline(of glyph: UInt32) -> Outline? {
        let index = Int(glyph)
        guard index + 1 < locations.count, locations[index] <= locations[index + 1],
            locations[index + 1] <= glyphs.count
        else { return nil }
        let bytes = Array(glyphs[locations[index]..<locations[index + 1]])
        guard !bytes.isEmpty else { return Outline(bytes: [], components: []) }
        var reader = OutlineReader(bytes: bytes)
        guard var outline = reader.outline() else { return nil }
        if !outline.bytes.count.isMultiple(of: 2) { outline.bytes.append(0) }
        return outline
    }
}

/// Reads the description of one glyph.
private struct OutlineReader {
    let bytes: [UInt8]

    mutating func outline() -> GlyphOutlines.Outline? {
        guard bytes.count >= 10 else { return nil }
        let contours = unsigned(bytes, at: 0)
        return contours < 0x8000 ? simple(contourCount: contours) : composite()
    }

    /// Ends of contours, instructions, flags, coordinates: all but the instructions are kept.
    private func simple(contourCount: Int) -> GlyphOutlines.Outline? {
        let instructions = 10 + 2 * contourCount
        guard contourCount > 0, bytes.count >= instructions + 2 else { return nil }
        let points = unsigned(bytes, at: instructions - 2) + 1
        let start = instructions + 2 + unsigned(bytes, at: instructions)
        guard let end = endOfCoordinates(from: start, pointCount: points), end <= bytes.count else { return nil }
        return .init(bytes: Array(bytes[..<instructions] + [0, 0] + bytes[start..<end]), components: [])
    }

    private func endOfCoordinates(from start: Int, pointCount: Int) -> Int? {
        var (place, points, coordinates) = (start, 0, 0)
        while points < pointCount {
            guard place < bytes.count else { return nil }
            let flags = bytes[place]
            // Bit 3: so many more points have the same flags, as the next byte says.
            guard flags & 8 == 0 || place + 1 < bytes.count else { return nil }
            let count = flags & 8 == 0 ? 1 : Int(bytes[place + 1]) + 1
            place += flags & 8 == 0 ? 1 : 2
            points += count
            // Bits 1 and 2: one byte; otherwise bits 4 and 5: none; otherwise two bytes.
            for (isShort, isSame) in [(flags & 2, flags & 16), (flags & 4, flags & 32)] {
                coordinates += count * (isShort != 0 ? 1 : isSame != 0 ? 0 : 2)
            }
        }
        return place + coordinates
    }

    /// Glyphs in their places; what follows the last one are instructions.
    private func composite() -> GlyphOutlines.Outline? {
        var outline = GlyphOutlines.Outline(bytes: bytes, components: [])
        var (place, hasMore) = (10, true)
        while hasMore {
            guard place + 4 <= bytes.count else { return nil }
            let flags = unsigned(bytes, at: place)
            outline.components.append((place + 2, UInt32(unsigned(bytes, at: place + 2))))
            // Bit 8 says that instructions follow.
            outline.bytes[place] &= 0xFE
            place += 4 + (flags & 1 == 0 ? 2 : 4)
            place += flags & 0x08 != 0 ? 2 : flags & 0x40 != 0 ? 4 : flags & 0x80 != 0 ? 8 : 0
            hasMore = flags & 0x20 != 0
        }
        guard place <= bytes.count else { return nil }
        outline.bytes = Array(outline.bytes[..<place])
        return outline
    }
}

private func unsigned(_ bytes: [UInt8], at offset: Int) -> Int { Int(bytes[offset]) << 8 | Int(bytes[offset + 1]) }
