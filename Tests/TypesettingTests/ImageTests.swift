import Foundation
import PDFModel
import TestSupport
import Testing

@testable import Typesetting

@Suite("Pictures")
struct ImageTests {
    @Test(.tags(.interop)) func `stand in the document as other software drew them`() throws {
        let source = try DocumentFile(SampleConvention.content())
        let prefix = source.directory.file("s")
        try #require(
            try Command.run("pdftoppm", "-r", "40", "-f", "1", "-l", "1", "-singlefile", source.path, prefix).succeeded)
        try #require(
            try Command.run("pdftoppm", "-r", "40", "-f", "1", "-l", "1", "-singlefile", "-png", source.path, prefix)
                .succeeded)
        let file = try DocumentFile(document([figure(png: try bytes(prefix + ".png"))]))
        let extracted = file.directory.file("x")
        try #require(try Command.run("pdfimages", file.path, extracted).succeeded)
        #expect(try bytes(extracted + "-000.ppm") == bytes(prefix + ".ppm"))
        try expectConformance(of: file)
        #expect(try file.read("pdfinfo", "-struct-text").contains("Figure"))
    }

    @Test(.tags(.interop)) func `let the paper shine through where they are transparent`() throws {
        let rows: [[UInt8]] = [[255, 0, 0, 255, 0, 0, 255, 0], [0, 128, 0, 255, 255, 0, 0, 0]]
        let file = try DocumentFile(document([figure(png: png(width: 2, colourType: 6, rows: rows), width: 200)]))
        try expectConformance(of: file)
        let prefix = file.directory.file("p")
        try #require(try Command.run("pdftoppm", "-r", "36", "-singlefile", file.path, prefix).succeeded)
        let page = try bytes(prefix + ".ppm")
        let pixels = page.suffix(3 * 298 * 421)
        let colours = Set(
            stride(from: pixels.startIndex, to: pixels.endIndex, by: 3).map { Array(pixels[$0..<$0 + 3]) })
        #expect(colours.contains([255, 0, 0]) && colours.contains([0, 128, 0]))
        #expect(!colours.contains([0, 0, 255]))
    }

    @Test(arguments: 0...4, [0, 2, 4, 6]) func `are unpacked whatever their rows' filters`(filter: Int, colourType: Int)
        throws
    {
        let channels = [0: 1, 2: 3, 4: 2, 6: 4][colourType] ?? 0
        var numbers = SeededNumbers(state: UInt64(filter * 7 + colourType))
        let rows = (0..<5).map { _ in (0..<7 * channels).map { _ in UInt8.random(in: 0...255, using: &numbers) } }
        let file = try PNGFile(
            png(width: 7, colourType: colourType, rows: rows, filter: UInt8(filter)), pixelLimit: 100)
        #expect(file.pixels == rows.flatMap { $0 } && file.channels == channels)
    }

    /// Each kind of samples beside what the specification makes of it, by hand.
    @Test func `are read whatever their samples`() throws {
        let palette: [(String, [UInt8])] = [("PLTE", [255, 0, 0, 0, 128, 0, 0, 0, 255])]
        let kinds: [(png: [UInt8], colours: [UInt8], opacities: [UInt8])] = [
            (png(width: 8, colourType: 0, rows: [[0b1010_0110]], bits: 1), [255, 0, 255, 0, 0, 255, 255, 0], []),
            (png(width: 4, colourType: 0, rows: [[0b0001_1011]], bits: 2), [0, 85, 170, 255], []),
            (png(width: 2, colourType: 0, rows: [[0x3F]], bits: 4), [51, 255], []),
            (png(width: 2, colourType: 0, rows: [[0x80, 0x80, 0, 0x7F]], bits: 16), [128, 0], []),
            (png(width: 1, colourType: 2, rows: [[255, 255, 0, 0, 1, 1]], bits: 16), [255, 0, 1], []),
            (png(width: 1, colourType: 6, rows: [[255, 255, 0, 0, 0, 0, 128, 128]], bits: 16), [255, 0, 0], [128]),
            (png(width: 1, colourType: 4, rows: [[9, 7]]), [9], [7]),
            (
                png(width: 2, colourType: 3, rows: [[0, 2]], parts: palette + [("tRNS", [0])]),
                [255, 0, 0, 0, 0, 255], [0, 255]
            ),
            (
                png(width: 3, colourType: 3, rows: [[0b0001_1000]], bits: 2, parts: palette),
                [255, 0, 0, 0, 128, 0, 0, 0, 255], []
            ),
            (png(width: 2, colourType: 0, rows: [[5, 6]], parts: [("tRNS", [0, 6])]), [5, 6], [255, 0]),
            (
                png(width: 2, colourType: 2, rows: [[1, 2, 3, 1, 2, 4]], parts: [("tRNS", [0, 1, 0, 2, 0, 4])]),
                [1, 2, 3, 1, 2, 4], [255, 0]
            ),
        ]
        for kind in kinds {
            let plain = try PNGFile(kind.png, pixelLimit: 100).plainPixels()
            #expect(plain.colours == kind.colours)
            let opaque = [UInt8](repeating: 255, count: plain.opacities.count)
            #expect(plain.opacities == (kind.opacities.isEmpty ? opaque : kind.opacities))
        }
    }

    @Test(.tags(.interop)) func `conform whatever their samples`() throws {
        let palette: [(String, [UInt8])] = [("PLTE", [255, 0, 0, 0, 128, 0, 0, 0, 255]), ("tRNS", [0])]
        let pictures = [
            png(width: 1, colourType: 2, rows: [[1, 2, 3]]), png(width: 1, colourType: 6, rows: [[1, 2, 3, 4]]),
            png(width: 2, colourType: 3, rows: [[0, 2]], parts: palette),
            png(width: 1, colourType: 2, rows: [[255, 255, 0, 0, 1, 1]], bits: 16),
            png(width: 1, colourType: 0, rows: [[0x3F]], bits: 4),
        ]
        try expectConformance(of: DocumentFile(document(try pictures.map { try figure(png: $0) })))
    }

    @Test func `are embedded once, however often they are shown`() throws {
        let picture = try figure(png: png(width: 1, colourType: 0, rows: [[7]]))
        let bytes = try DocumentFile(document([picture, picture])).document.bytes
        #expect(String(decoding: bytes, as: UTF8.self).components(separatedBy: "/Subtype/Image").count == 2)
    }

    @Test func `are refused in words when they are none, too large, or of another kind`() throws {
        let good = png(width: 2, colourType: 2, rows: [[1, 2, 3, 4, 5, 6]])
        let refused: [([UInt8], DocumentImageError)] = [
            ([], .notPNG(found: nil)), (Array("Logo".utf8), .notPNG(found: nil)),
            (Array("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".utf8), .notPNG(found: "SVG")),
            ([0xFF, 0xD8, 0xFF, 0xE0], .notPNG(found: "JPEG")), (Array("%PDF-1.7".utf8), .notPNG(found: "PDF")),
            (Array("GIF89a".utf8), .notPNG(found: "GIF")), (Array("RIFF0000WEBP".utf8), .notPNG(found: "WebP")),
            (Array(good.prefix(8)), .truncated),
            ([UInt8](repeating: 0, count: 2_000_001), .tooManyBytes(count: 2_000_001, limit: 2_000_000)),
            (png(width: 2, colourType: 3, rows: [[0, 1]]), .damaged),
            (png(width: 2, colourType: 2, rows: [[1]], bits: 4), .otherSamples(bitsPerSample: 4, colourType: 2)),
            (png(width: 2, colourType: 5, rows: [[1, 1]]), .otherSamples(bitsPerSample: 8, colourType: 5)),
            (png(width: 2, colourType: 3, rows: [[0, 1]], parts: [("PLTE", [1, 2, 3])]), .damaged),
            (png(width: 1, colourType: 0, rows: [[1]], parts: [("acTL", [0, 0, 0, 1, 0, 0, 0, 0])]), .animated),
            (png(width: 2, colourType: 2, rows: [[1]], interlacing: 1), .interlaced),
            (png(width: 0, colourType: 2, rows: []), .tooManyPixels(width: 0, height: 0, limit: 4_000_000)),
            (png(width: 2, colourType: 2, rows: [[1, 2, 3]]), .damaged),
            (png(width: 1, colourType: 2, rows: [[1, 2, 3, 4, 5, 6]]), .damaged),
            (png(width: 1, colourType: 0, rows: [[1]], filter: 9), .damaged),
        ]
        for (bytes, error) in refused { #expect(throws: error) { try DocumentImage(png: bytes) } }
        for count in 8..<good.count {
            #expect(throws: DocumentImageError.truncated) { try DocumentImage(png: Array(good.prefix(count))) }
        }
        for place in 8..<good.count {
            var altered = good
            altered[place] ^= 0x10
            #expect(throws: DocumentImageError.self) { try DocumentImage(png: altered) }
        }
    }

    /// Four gigabytes of one colour in some bytes: the header alone refuses it, and a header that lies is found out.
    @Test func `are refused when they would unpack to far more than they are`() throws {
        let bomb = Flate.deflate([UInt8](repeating: 0, count: 50_000_000))
        #expect(bomb.count < 100_000)
        let header: [UInt8] = [0, 0, 0x80, 0, 0, 0, 0x80, 0, 8, 2, 0, 0, 0]
        #expect(throws: DocumentImageError.tooManyPixels(width: 32_768, height: 32_768, limit: 4_000_000)) {
            try DocumentImage(png: file(header: header, data: bomb))
        }
        #expect(throws: DocumentImageError.damaged) {
            try DocumentImage(png: file(header: [0, 0, 0, 9, 0, 0, 0, 9, 8, 2, 0, 0, 0], data: bomb))
        }
        let wide: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 8, 2, 0, 0, 0]
        #expect(throws: DocumentImageError.self) { try DocumentImage(png: file(header: wide, data: bomb)) }
    }

    @Test func `need a width and words for those who do not see them`() throws {
        let typesetter = Typesetter(fonts: try Fonts.set())
        let image = try DocumentImage(png: png(width: 1, colourType: 0, rows: [[7]]))
        #expect(throws: TypesettingError.emptyText(place: "block 2, alternative text")) {
            try typesetter.typeset(document([.image(Figure(image: image, width: 50, alternativeText: " "))]))
        }
        for width in [0, -1, .nan, .infinity, 601] as [Double] {
            #expect(throws: TypesettingError.badImageWidth(place: "block 2")) {
                try typesetter.typeset(document([.image(Figure(image: image, width: width, alternativeText: "Logo"))]))
            }
        }
    }

    // MARK: -

    private func figure(png bytes: [UInt8], width: Double = 120) throws -> Block {
        .image(Figure(image: try DocumentImage(png: bytes), width: width, alternativeText: "Logo du lycée"))
    }

    private func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: path))) }

    private func expectConformance(of file: DocumentFile) throws {
        let result = try Command.run(conformanceCheck, "3a,ua1", file.path)
        #expect(result.output.contains("PASS 3a") && result.output.contains("PASS ua1"), "\(result.output)")
    }

    /// A PNG file of the rows, each behind the filter; the parts come before the samples.
    private func png(
        width: UInt8, colourType: Int, rows: [[UInt8]], filter: UInt8 = 0, bits: UInt8 = 8, interlacing: UInt8 = 0,
        parts: [(String, [UInt8])] = []
    ) -> [UInt8] {
        let step = [0: 1, 2: 3, 4: 2, 6: 4][colourType] ?? 1
        var above = [UInt8](repeating: 0, count: rows.first?.count ?? 0)
        var data: [UInt8] = []
        for row in rows {
            data.append(filter)
            for (column, value) in row.enumerated() {
                let (left, up) = (column < step ? 0 : row[column - step], above[column])
                let corner = column < step ? 0 : above[column - step]
                data.append(value &- guess(filter, left, up, corner))
            }
            above = row
        }
        return file(
            header: [0, 0, 0, width, 0, 0, 0, UInt8(rows.count), bits, UInt8(colourType), 0, 0, interlacing],
            parts: parts, data: Flate.deflate(data))
    }

    private func guess(_ filter: UInt8, _ left: UInt8, _ up: UInt8, _ corner: UInt8) -> UInt8 {
        switch filter {
        case 1: return left
        case 2: return up
        case 3: return UInt8((UInt16(left) + UInt16(up)) / 2)
        case 4:
            let estimate = Int(left) + Int(up) - Int(corner)
            // The first of the nearest in this order (clause 9.4).
            let order = [left, up, corner]
            let least = order.map { abs(estimate - Int($0)) }.min() ?? 0
            return order.first { abs(estimate - Int($0)) == least } ?? 0
        default: return 0
        }
    }

    private func file(header: [UInt8], parts: [(String, [UInt8])] = [], data: [UInt8]) -> [UInt8] {
        let start: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        return start + chunk("IHDR", header) + parts.flatMap(chunk) + chunk("IDAT", data) + chunk("IEND", [])
    }

    private func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let named = Array(type.utf8) + data
        return number(data.count) + named + number(checksum(named))
    }

    private func number(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }

    /// The checksum by its definition, bit by bit: the remainder of a division of polynomials (clause 5.5).
    private func checksum(_ bytes: [UInt8]) -> Int {
        var register: UInt32 = .max
        for byte in bytes {
            for bit in 0..<8 {
                let carry = (register ^ UInt32(byte >> bit)) & 1
                register = register >> 1 ^ (carry == 1 ? 0xEDB8_8320 : 0)
            }
        }
        return Int(~register)
    }
}
