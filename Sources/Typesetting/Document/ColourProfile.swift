private import PDFModel

/// A small ICC profile of sRGB, made here and free of rights (CC0).
///
/// Primaries and white point are sRGB's; the curve is a plain gamma of 2.2, which sRGB's own follows closely.
///
/// Source: ICC.1:2001-04 (profile version 2.1), IEC 61966-2-1.
enum ColourProfile {
    /// Compressed with Flate.
    static let sRGB: [UInt8] = Flate.deflateOnce(profile())

    /// Name under which readers know the colour space.
    static let identifier = "sRGB"

    private static func profile() -> [UInt8] {
        let curve = ascii("curv") + number(0) + number(1) + [0x02, 0x33, 0, 0]
        let tags: [(name: String, data: [UInt8])] = [
            ("desc", description), ("cprt", ascii("text") + number(0) + ascii("CC0\0")),
            ("wtpt", colour(0.9505, 1, 1.0891)), ("rXYZ", colour(0.4361, 0.2225, 0.0139)),
            ("gXYZ", colour(0.3851, 0.7169, 0.0971)), ("bXYZ", colour(0.1431, 0.0606, 0.7141)),
            ("rTRC", curve), ("gTRC", curve), ("bTRC", curve),
        ]
        var table = number(tags.count)
        var data: [UInt8] = []
        let start = 128 + 4 + 12 * tags.count
        for tag in tags {
            table += ascii(tag.name) + number(start + data.count) + number(tag.data.count)
            data += tag.data
            data += [UInt8](repeating: 0, count: (4 - data.count % 4) % 4)
        }
        return header(byteCount: start + data.count) + table + data
    }

    private static var description: [UInt8] {
        ascii("desc") + number(0) + number(5) + ascii("sRGB\0") + [UInt8](repeating: 0, count: 4 + 4 + 2 + 1 + 67)
    }

    /// Version 2.1, a display profile from RGB to XYZ, dated 1 January 2024, D50 illuminant.
    private static func header(byteCount: Int) -> [UInt8] {
        let date: [UInt8] = [0x07, 0xE8, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]
        let start = number(byteCount) + number(0) + [2, 0x10, 0, 0] + ascii("mntrRGB XYZ ") + date + ascii("acsp")
        let padded =
            start + [UInt8](repeating: 0, count: 68 - start.count) + number(63190) + number(65536)
            + number(54061)
        return padded + [UInt8](repeating: 0, count: 128 - padded.count)
    }

    private static func colour(_ x: Double, _ y: Double, _ z: Double) -> [UInt8] {
        ascii("XYZ ") + number(0) + [x, y, z].flatMap { number(Int(($0 * 65536).rounded())) }
    }

    private static func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// Four bytes, most significant first.
    private static func number(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
