import PDFModel

/// A PNG file unpacked within bounds.
///
/// Source: PNG Specification, second edition (ISO/IEC 15948), clauses 5, 9, 10 and 11.
struct PNGFile {
    let width: Int
    let height: Int
    /// Of a sample, or of an index into the palette.
    let bits: Int
    let isGrey: Bool
    let hasOpacity: Bool
    /// Red, green and blue of each entry.
    let palette: [UInt8]?
    /// The opacities of the palette's first entries, or the one colour that is transparent, two bytes a sample.
    let transparency: [UInt8]?
    /// The rows as the file holds them: compressed, behind filters.
    let compressed: [UInt8]
    /// Rows from top to bottom, each from a whole byte, the samples of each pixel side by side.
    let pixels: [UInt8]

    /// Samples of a pixel.
    var channels: Int { palette != nil ? 1 : (isGrey ? 1 : 3) + (hasOpacity ? 1 : 0) }

    /// Bytes of a row.
    var stride: Int { (width * channels * bits + 7) / 8 }

    init(_ bytes: [UInt8], pixelLimit: Int) throws(DocumentImageError) {
        let chunks = try PNGChunks(bytes)
        let header = chunks.header
        (width, height, bits) = (header.width, header.height, header.bitsPerSample)
        // Divided, because the product of two numbers from a file may overflow.
        guard width > 0, height > 0, width <= pixelLimit / height else {
            throw .tooManyPixels(width: width, height: height, limit: pixelLimit)
        }
        guard Self.depths[header.colourType]?.contains(bits) == true else {
            throw .otherSamples(bitsPerSample: bits, colourType: header.colourType)
        }
        guard header.interlacing == 0 else { throw .interlaced }
        (isGrey, hasOpacity) = (header.colourType & 2 == 0, header.colourType & 4 != 0)
        palette = header.colourType == 3 ? chunks.palette : nil
        if header.colourType == 3, palette?.isEmpty != false { throw .damaged }
        transparency = hasOpacity ? nil : chunks.transparency
        compressed = chunks.data
        let samples = palette != nil ? 1 : (isGrey ? 1 : 3) + (hasOpacity ? 1 : 0)
        let stride = (width * samples * bits + 7) / 8
        let expected = height * (stride + 1)
        guard let filtered = Flate.inflate(chunks.data, limit: expected), filtered.count == expected else {
            throw .damaged
        }
        pixels = try Self.unfiltered(filtered, stride: stride, step: max(1, samples * bits / 8))
    }

    /// Bits a sample of each colour type (clause 11.2.2, table 11.1).
    private static let depths: [Int: Set<Int>] = [
        0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16],
    ]

    /// Undoes the filters, each of which says how a row differs from its neighbours.
    ///
    /// - Parameter step: Bytes to the left neighbour.
    private static func unfiltered(
        _ filtered: [UInt8], stride: Int, step: Int
    ) throws(DocumentImageError) -> [UInt8] {
        var pixels = [UInt8](repeating: 0, count: filtered.count / (stride + 1) * stride)
        for (row, start) in Swift.stride(from: 0, to: filtered.count, by: stride + 1).enumerated() {
            let (filter, first) = (filtered[start], row * stride)
            guard filter <= 4 else { throw .damaged }
            for column in 0..<stride {
                let left = column >= step ? pixels[first + column - step] : 0
                let above = row > 0 ? pixels[first + column - stride] : 0
                let corner = row > 0 && column >= step ? pixels[first + column - stride - step] : 0
                let guess: UInt8 =
                    switch filter {
                    case 0: 0
                    case 1: left
                    case 2: above
                    case 3: UInt8((Int(left) + Int(above)) / 2)
                    default: nearest(left: left, above: above, corner: corner)
                    }
                pixels[first + column] = filtered[start + 1 + column] &+ guess
            }
        }
        return pixels
    }

    /// Paeth's predictor (clause 9.4).
    private static func nearest(left: UInt8, above: UInt8, corner: UInt8) -> UInt8 {
        let estimate = Int(left) + Int(above) - Int(corner)
        let distances = (abs(estimate - Int(left)), abs(estimate - Int(above)), abs(estimate - Int(corner)))
        if distances.0 <= distances.1, distances.0 <= distances.2 { return left }
        return distances.1 <= distances.2 ? above : corner
    }
}

/// What a picture holds, eight bits a sample.
struct PlainPixels {
    var colours: [UInt8] = []
    var opacities: [UInt8] = []
}

extension PNGFile {
    /// The colours without palette, and how opaque each pixel is.
    ///
    /// - Throws: ``DocumentImageError/damaged`` when a pixel is of no colour of the palette.
    func plainPixels() throws(DocumentImageError) -> PlainPixels {
        var plain = PlainPixels()
        plain.colours.reserveCapacity(width * height * (isGrey ? 1 : 3))
        plain.opacities.reserveCapacity(width * height)
        let transparent = palette == nil ? transparentColour : nil
        for row in 0..<height {
            for column in 0..<width {
                if let palette {
                    try append(entry: sample(column, ofRow: row), of: palette, to: &plain)
                    continue
                }
                let first = column * channels
                let colour = (first..<first + (isGrey ? 1 : 3)).map { sample($0, ofRow: row) }
                plain.colours.append(contentsOf: colour.map(eightBits))
                plain.opacities.append(
                    hasOpacity
                        ? eightBits(sample(first + colour.count, ofRow: row)) : colour == transparent ? 0 : 0xFF)
            }
        }
        return plain
    }

    private func append(entry: Int, of palette: [UInt8], to plain: inout PlainPixels) throws(DocumentImageError) {
        guard entry * 3 + 3 <= palette.count else { throw .damaged }
        plain.colours.append(contentsOf: palette[entry * 3..<entry * 3 + 3])
        let opacities = transparency ?? []
        plain.opacities.append(entry < opacities.count ? opacities[entry] : 0xFF)
    }

    /// Source: clause 11.3.2.1.
    private var transparentColour: [Int]? {
        guard let transparency, transparency.count == 2 * channels else { return nil }
        return (0..<channels).map { Int(transparency[2 * $0]) << 8 | Int(transparency[2 * $0 + 1]) }
    }

    private func sample(_ index: Int, ofRow row: Int) -> Int {
        let start = row * stride
        switch bits {
        case 8: return Int(pixels[start + index])
        case 16: return Int(pixels[start + 2 * index]) << 8 | Int(pixels[start + 2 * index + 1])
        default:
            let (byte, place) = (index * bits / 8, index * bits % 8)
            return Int(pixels[start + byte]) >> (8 - bits - place) & (1 << bits - 1)
        }
    }

    private func eightBits(_ sample: Int) -> UInt8 {
        let largest = 1 << bits - 1
        return UInt8((sample * 255 + largest / 2) / largest)
    }
}
