import PDFModel

/// A picture that documents may show, such as a school's logo: read, checked and made ready for PDF once, by whoever has the
/// file, and then shared by any number of documents.
package struct DocumentImage: Hashable, Sendable {
    /// Larger files are refused before anything is read of them, in bytes.
    package static let byteLimit = 2_000_000
    /// Larger pictures are refused before anything is unpacked: a few kilobytes can unpack to gigabytes.
    package static let pixelLimit = 4_000_000

    package let width: Int
    package let height: Int
    let isGrey: Bool
    /// Compressed with Flate, each row behind PNG's filters if `isFiltered`.
    let samples: [UInt8]
    let isFiltered: Bool
    /// One byte a pixel, compressed with Flate; `nil` for a picture without transparent parts.
    let opacity: [UInt8]?

    /// Reads a PNG file of eight bits a sample, grey or in colours, with or without transparency, not interlaced.
    ///
    /// - Throws: ``DocumentImageError`` when it is no such file, too large, or damaged.
    /// Source: PNG Specification, second edition (ISO/IEC 15948).
    package init(png bytes: [UInt8]) throws(DocumentImageError) {
        guard bytes.count <= Self.byteLimit else {
            throw .tooManyBytes(count: bytes.count, limit: Self.byteLimit)
        }
        let file = try PNGFile(bytes, pixelLimit: Self.pixelLimit)
        (width, height, isGrey) = (file.width, file.height, file.isGrey)
        guard file.hasOpacity else {
            // What a PNG file holds, PDF can show as it is; it was unpacked to see that it is whole.
            (samples, isFiltered, opacity) = (file.compressed, true, nil)
            return
        }
        let channels = file.channels
        var (colours, opacities): ([UInt8], [UInt8]) = ([], [])
        colours.reserveCapacity(file.pixels.count)
        opacities.reserveCapacity(file.pixels.count / channels)
        for start in stride(from: 0, to: file.pixels.count, by: channels) {
            colours.append(contentsOf: file.pixels[start..<start + channels - 1])
            opacities.append(file.pixels[start + channels - 1])
        }
        (samples, isFiltered) = (Flate.deflate(colours), false)
        opacity = opacities.allSatisfy { $0 == 0xFF } ? nil : Flate.deflate(opacities)
    }
}

/// Why a file was refused as a picture.
package enum DocumentImageError: Error, Hashable, Sendable {
    case notPNG
    case tooManyBytes(count: Int, limit: Int)
    case tooManyPixels(width: Int, height: Int, limit: Int)
    case interlaced
    /// Palettes, and samples of other than eight bits.
    case otherSamples(bitsPerSample: Int, colourType: Int)
    case damaged
}

extension DocumentImageError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notPNG: "could not read the picture: found no PNG file, expected one"
        case .tooManyBytes(let count, let limit):
            "could not read the picture: found \(count) bytes, expected at most \(limit); save it smaller"
        case .tooManyPixels(let width, let height, let limit):
            "could not read the picture: found \(width) by \(height) pixels, expected at most \(limit) in all and none of no "
                + "size; save it smaller"
        case .interlaced: "could not read the picture: found an interlaced PNG file; save it without interlacing"
        case .otherSamples(let bits, let type):
            "could not read the picture: found a PNG file with \(bits) bits a sample and colour type \(type), expected 8 bits "
                + "and type 0, 2, 4 or 6; save it in grey or RGB, without a palette"
        case .damaged: "could not read the picture: found a damaged PNG file; save it again"
        }
    }
}
