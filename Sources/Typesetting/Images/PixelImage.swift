import PDFModel

/// A picture of pixels, as PDF holds them.
struct PixelImage: Hashable, Sendable {
    /// Larger files are refused before anything is read of them, in bytes.
    static let byteLimit = 2_000_000
    /// Larger pictures are refused before anything is unpacked: a few kilobytes can unpack to gigabytes.
    static let pixelLimit = 4_000_000

    let width: Int
    let height: Int
    let isGrey: Bool
    /// Eight bits each, compressed with Flate, each row behind PNG's filters if `isFiltered`.
    let samples: [UInt8]
    let isFiltered: Bool
    /// One byte a pixel, compressed with Flate; `nil` for a picture without transparent parts.
    let opacity: [UInt8]?

    init(png bytes: [UInt8]) throws(DocumentImageError) {
        guard bytes.count <= Self.byteLimit else {
            throw .tooManyBytes(count: bytes.count, limit: Self.byteLimit)
        }
        let file = try PNGFile(bytes, pixelLimit: Self.pixelLimit)
        (width, height, isGrey) = (file.width, file.height, file.isGrey)
        guard file.bits != 8 || file.hasOpacity || file.palette != nil || file.transparency != nil else {
            // What a PNG file holds, PDF can show as it is; it was unpacked to see that it is whole.
            (samples, isFiltered, opacity) = (file.compressed, true, nil)
            return
        }
        let plain = try file.plainPixels()
        (samples, isFiltered) = (Flate.deflate(plain.colours), false)
        opacity = plain.opacities.allSatisfy { $0 == 0xFF } ? nil : Flate.deflate(plain.opacities)
    }
}
