import PDFModel

/// A PNG file unpacked within bounds.
///
/// Source: PNG Specification, second edition (ISO/IEC 15948), clauses 5, 9, 10 and 11.
struct PNGFile {
    let width: Int
    let height: Int
    let isGrey: Bool
    let hasOpacity: Bool
    /// The rows as the file holds them: compressed, behind filters.
    let compressed: [UInt8]
    /// Rows from top to bottom, the samples of each pixel side by side.
    let pixels: [UInt8]

    /// Samples of a pixel.
    var channels: Int { (isGrey ? 1 : 3) + (hasOpacity ? 1 : 0) }

    init(_ bytes: [UInt8], pixelLimit: Int) throws(DocumentImageError) {
        let chunks = try PNGChunks(bytes)
        let header = chunks.header
        (width, height) = (header.width, header.height)
        // Divided, because the product of two numbers from a file may overflow.
        guard width > 0, height > 0, width <= pixelLimit / height else {
            throw .tooManyPixels(width: width, height: height, limit: pixelLimit)
        }
        guard header.bitsPerSample == 8, [0, 2, 4, 6].contains(header.colourType) else {
            throw .otherSamples(bitsPerSample: header.bitsPerSample, colourType: header.colourType)
        }
        guard header.interlacing == 0 else { throw .interlaced }
        (isGrey, hasOpacity) = (header.colourType & 2 == 0, header.colourType & 4 != 0)
        compressed = chunks.data
        let stride = width * ((isGrey ? 1 : 3) + (hasOpacity ? 1 : 0))
        let expected = height * (stride + 1)
        guard let filtered = Flate.inflate(chunks.data, limit: expected), filtered.count == expected else {
            throw .damaged
        }
        pixels = try Self.unfiltered(filtered, stride: stride, sampleCount: stride / width)
    }

    /// Undoes the filters, each of which says how a row differs from its neighbours.
    private static func unfiltered(
        _ filtered: [UInt8], stride: Int, sampleCount: Int
    ) throws(DocumentImageError) -> [UInt8] {
        var pixels = [UInt8](repeating: 0, count: filtered.count / (stride + 1) * stride)
        for (row, start) in Swift.stride(from: 0, to: filtered.count, by: stride + 1).enumerated() {
            let (filter, first) = (filtered[start], row * stride)
            guard filter <= 4 else { throw .damaged }
            for column in 0..<stride {
                let left = column >= sampleCount ? pixels[first + column - sampleCount] : 0
                let above = row > 0 ? pixels[first + column - stride] : 0
                let corner = row > 0 && column >= sampleCount ? pixels[first + column - stride - sampleCount] : 0
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

/// The parts of a PNG file that a picture needs.
private struct PNGChunks {
    struct Header {
        let width: Int
        let height: Int
        let bitsPerSample: Int
        let colourType: Int
        let interlacing: Int
    }

    let header: Header
    private(set) var data: [UInt8] = []

    init(_ bytes: [UInt8]) throws(DocumentImageError) {
        guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { throw .notPNG }
        var header: Header?
        var offset = 8
        while true {
            // Length, type, data, checksum; the compressed data have a checksum of their own, which is looked at.
            guard offset + 12 <= bytes.count else { throw .damaged }
            let count = Self.number(bytes, at: offset)
            let type = String(decoding: bytes[offset + 4..<offset + 8], as: UTF8.self)
            let start = offset + 8
            guard count <= bytes.count - start - 4 else { throw .damaged }
            switch type {
            case "IHDR" where header == nil && count == 13: header = Self.header(bytes, at: start)
            case "IHDR": throw .damaged
            case "IDAT": data += bytes[start..<start + count]
            // Transparency of one colour would have to be shown and is not: better refused than wrong.
            case "tRNS": throw .otherSamples(bitsPerSample: header?.bitsPerSample ?? 8, colourType: 3)
            default: break
            }
            guard header != nil else { throw .damaged }
            offset = start + count + 4
            if type == "IEND" { break }
        }
        guard let header else { throw .damaged }
        self.header = header
    }

    private static func header(_ bytes: [UInt8], at start: Int) -> Header {
        Header(
            width: number(bytes, at: start), height: number(bytes, at: start + 4), bitsPerSample: Int(bytes[start + 8]),
            colourType: Int(bytes[start + 9]), interlacing: Int(bytes[start + 12]))
    }

    private static func number(_ bytes: [UInt8], at offset: Int) -> Int {
        bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
    }
}
