/// The parts of a PNG file that a picture needs; the checksum of each is looked at.
///
/// Source: PNG Specification, second edition (ISO/IEC 15948), clauses 5 and 11.
struct PNGChunks {
    struct Header {
        let width: Int
        let height: Int
        let bitsPerSample: Int
        let colourType: Int
        let interlacing: Int
    }

    let header: Header
    private(set) var palette: [UInt8]?
    private(set) var transparency: [UInt8]?
    private(set) var data: [UInt8] = []

    init(_ bytes: [UInt8]) throws(DocumentImageError) {
        guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else {
            throw .notPNG(found: Self.format(of: bytes))
        }
        var header: Header?
        var offset = 8
        while true {
            let (type, content) = try Self.chunk(in: bytes, at: offset)
            switch type {
            case "IHDR" where header == nil && content.count == 13:
                header = Self.header(bytes, at: content.lowerBound)
            case "IHDR": throw .damaged
            case "PLTE" where content.count % 3 == 0 && content.count <= 768: palette = Array(bytes[content])
            case "PLTE": throw .damaged
            case "tRNS": transparency = Array(bytes[content])
            case "IDAT": data += bytes[content]
            case "acTL": throw .animated
            default: break
            }
            guard header != nil else { throw .damaged }
            offset = content.upperBound + 4
            if type == "IEND" { break }
        }
        guard let header else { throw .damaged }
        self.header = header
    }

    /// Length, type, content, checksum.
    private static func chunk(
        in bytes: [UInt8], at offset: Int
    ) throws(DocumentImageError) -> (type: String, content: Range<Int>) {
        guard offset + 12 <= bytes.count else { throw .truncated }
        let count = number(bytes, at: offset)
        let type = String(decoding: bytes[offset + 4..<offset + 8], as: UTF8.self)
        let start = offset + 8
        guard count <= bytes.count - start - 4 else { throw .truncated }
        guard PNGChecksum.of(bytes[offset + 4..<start + count]) == number(bytes, at: start + count) else {
            throw .wrongChecksum(part: type.allSatisfy { $0.isASCII && $0.isLetter } ? type : "?")
        }
        return (type, start..<start + count)
    }

    private static func header(_ bytes: [UInt8], at start: Int) -> Header {
        Header(
            width: number(bytes, at: start), height: number(bytes, at: start + 4), bitsPerSample: Int(bytes[start + 8]),
            colourType: Int(bytes[start + 9]), interlacing: Int(bytes[start + 12]))
    }

    private static func number(_ bytes: [UInt8], at offset: Int) -> Int {
        bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
    }

    /// What a file is that people take for a PNG file, because its name says so.
    private static func format(of bytes: [UInt8]) -> String? {
        let beginnings: [(String, [UInt8])] = [
            ("JPEG", [0xFF, 0xD8, 0xFF]), ("GIF", Array("GIF8".utf8)), ("PDF", Array("%PDF".utf8)),
            ("BMP", Array("BM".utf8)), ("TIFF", [0x49, 0x49, 0x2A, 0]), ("TIFF", [0x4D, 0x4D, 0, 0x2A]),
            ("SVG", Array("<svg".utf8)), ("SVG", Array("<?xml".utf8)),
        ]
        if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) { return "WebP" }
        return beginnings.first { bytes.starts(with: $0.1) }?.0
    }
}

/// The cyclic redundancy check behind each part of a PNG file.
///
/// Source: PNG Specification, second edition, clause 5.5 and annex D.
enum PNGChecksum {
    private static let table: [UInt32] = (0..<256).map { number in
        (0..<8).reduce(UInt32(number)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }

    static func of(_ bytes: ArraySlice<UInt8>) -> Int {
        let table = table
        let rest = bytes.reduce(UInt32.max) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ $0 >> 8 }
        return Int(rest ^ .max)
    }
}
