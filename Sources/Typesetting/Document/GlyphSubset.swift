import HarfBuzzBridge

/// A TrueType font of some glyphs of another one, in an order of our own.
///
/// Glyph 0 is empty; those that were asked for follow in their order, each batch with what its glyphs are composed of behind it.
///
/// Source: OpenType 1.9, «Organization of an OpenType Font».
struct GlyphSubset: Sendable {
    /// The table `glyf`.
    private(set) var outlines: [UInt8] = []
    /// Halves of the offsets in `glyf`, and one more for its end.
    private var locations: [UInt16] = [0, 0]
    private var metrics: [UInt8] = [0, 0, 0, 0]
    /// The first number of each glyph of the font.
    private var numbers: [UInt32: Int] = [:]
    private let source: GlyphOutlines

    /// - Returns: `nil` when the font does not have the glyphs or too many are asked for.
    init?(_ glyphs: [UInt32], of source: GlyphOutlines) {
        self.source = source
        guard add(glyphs) else { return nil }
    }

    /// How many glyphs there are, and the number of the next one.
    var glyphCount: Int { locations.count - 1 }

    /// - Returns: `false`, with the subset in pieces, when the font does not have the glyphs or too many are asked for.
    mutating func add(_ glyphs: [UInt32]) -> Bool {
        for (index, glyph) in glyphs.enumerated() where numbers[glyph] == nil { numbers[glyph] = glyphCount + index }
        var (waiting, next) = (glyphs, 0)
        while next < waiting.count {
            guard var outline = source.outline(of: waiting[next]) else { return false }
            for (place, part) in outline.components {
                let number = numbers[part] ?? glyphCount + waiting.count - next
                if numbers[part] == nil {
                    numbers[part] = number
                    waiting.append(part)
                }
                (outline.bytes[place], outline.bytes[place + 1]) = (UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF))
            }
            outlines += outline.bytes
            guard let end = UInt16(exactly: outlines.count / 2) else { return false }
            locations.append(end)
            metrics += source.metrics(of: waiting[next])
            next += 1
        }
        return true
    }

    /// The parts of the font file around the outlines: the directory before them, all other tables behind.
    var tables: (directory: [UInt8], rest: [UInt8], byteCount: Int) {
        let others: [(tag: String, data: [UInt8])] = [
            ("loca", locationTable), ("hmtx", metrics), ("head", head),
            ("hhea", replacing(source.horizontalHeader, at: 34, with: glyphCount)), ("maxp", maximumProfile),
        ]
        var directory = Directory(tableCount: others.count + 1)
        directory.add("glyf", outlines)
        var rest = [UInt8](repeating: 0, count: (4 - outlines.count % 4) % 4)
        for table in others {
            directory.add(table.tag, table.data)
            rest += table.data + [UInt8](repeating: 0, count: (4 - table.data.count % 4) % 4)
        }
        return (directory.bytes, rest, directory.byteCount)
    }

    private var locationTable: [UInt8] {
        var table: [UInt8] = []
        table.reserveCapacity(2 * locations.count)
        for location in locations {
            table.append(UInt8(location >> 8))
            table.append(UInt8(location & 0xFF))
        }
        return table
    }

    /// Short offsets. The sum over the whole file stays zero: who embeds a font has no use for it.
    private var head: [UInt8] {
        replacing(replacing(replacing(source.head, at: 8, with: 0), at: 10, with: 0), at: 50, with: 0)
    }

    /// Nothing that instructions would need.
    private var maximumProfile: [UInt8] {
        var table = replacing(replacing(source.maximumProfile, at: 4, with: glyphCount), at: 14, with: 1)
        for place in stride(from: 16, through: 26, by: 2) { table = replacing(table, at: place, with: 0) }
        return table
    }
}

/// The list of tables at the beginning of a font file.
private struct Directory {
    private var entries: [(tag: String, checksum: UInt32, offset: Int, count: Int)] = []
    private let tableCount: Int
    private(set) var byteCount: Int

    init(tableCount: Int) {
        self.tableCount = tableCount
        byteCount = 12 + 16 * tableCount
    }

    mutating func add(_ tag: String, _ data: [UInt8]) {
        entries.append((tag, checksum(data), byteCount, data.count))
        byteCount += (data.count + 3) / 4 * 4
    }

    var bytes: [UInt8] {
        // The largest power of two that is not larger than the number of tables, for a search by halves.
        let exponent = tableCount.bitWidth - 1 - tableCount.leadingZeroBitCount
        let range = 16 << exponent
        var result: [UInt8] = [0, 1, 0, 0]
        for number in [tableCount, range, exponent, 16 * tableCount - range] {
            result += Typesetting.bytes(number, count: 2)
        }
        for entry in entries.sorted(by: { $0.tag < $1.tag }) {
            result += Array(entry.tag.utf8) + Typesetting.bytes(Int(entry.checksum), count: 4)
            result += Typesetting.bytes(entry.offset, count: 4) + Typesetting.bytes(entry.count, count: 4)
        }
        return result
    }

    /// The sum of the table's numbers of four bytes.
    private func checksum(_ data: [UInt8]) -> UInt32 {
        let wholeCount = data.count / 4 * 4
        var sum = data.withUnsafeBytes { bytes in
            stride(from: 0, to: wholeCount, by: 4).reduce(UInt32(0)) { sum, place in
                sum &+ UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
            }
        }
        for (place, byte) in data[wholeCount...].enumerated() { sum &+= UInt32(byte) << UInt32(24 - place * 8) }
        return sum
    }
}

private func replacing(_ table: [UInt8], at place: Int, with number: Int) -> [UInt8] {
    var table = table
    (table[place], table[place + 1]) = (UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF))
    return table
}

/// Big-endian.
private func bytes(_ number: Int, count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * (count - 1 - $0))) }
}
