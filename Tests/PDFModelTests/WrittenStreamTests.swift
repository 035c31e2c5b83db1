import TestSupport
import Testing

@testable import PDFModel

/// What ISO 32000-1 §7.5.8 has a cross-reference stream look like, read here without the reader, but for zlib.
@Suite("A cross-reference stream that is written")
struct WrittenStreamTests {
    private func file(noteCount: Int) -> [UInt8] {
        var file = PDFFileBuilder()
        let catalog = file.add(.dictionary(["Type": .name("Catalog")]))
        for index in 0..<noteCount { _ = file.add(.string(ascii: "note \(index)")) }
        return file.serialize(root: catalog, info: nil, identifier: Array(repeating: 7, count: 16))
    }

    private func lastSection(_ bytes: [UInt8]) throws -> String {
        let text = String(decoding: bytes, as: Unicode.ASCII.self)
        let start = try #require(text.matches(of: #/startxref\n(\d+)\n%%EOF\n/#).last.flatMap { Int($0.1) })
        return String(decoding: bytes[start...], as: Unicode.ASCII.self)
    }

    @Test func `is as it is, when it is short`() throws {
        let bytes = file(noteCount: 1)
        let section = try lastSection(bytes)
        #expect(section.hasPrefix("3 0 obj\n<</Type/XRef/W[1 1 2]/Length 16/Size 4/Root 1 0 R/ID[<07"))
        let marker = Array("stream\n".utf8)
        let start = try #require(bytes.firstIndex(of: marker, from: 0)) + marker.count
        let offsets = try ["1 0 obj", "2 0 obj", "3 0 obj"].map {
            UInt8(try #require(bytes.firstIndex(of: Array("\n\($0)".utf8), from: 0)) + 1)
        }
        #expect(
            Array(bytes[start..<start + 16])
                == [0, 0, 0xFF, 0xFF, 1, offsets[0], 0, 0, 1, offsets[1], 0, 0, 1, offsets[2], 0, 0])
        #expect(section.hasSuffix("\nendstream\nendobj\nstartxref\n\(offsets[2])\n%%EOF\n"))
    }

    @Test func `is compressed with the difference of rows, when it is long`() throws {
        let bytes = file(noteCount: 300)
        let section = try lastSection(bytes)
        let head = "302 0 obj\n<</Type/XRef/W[1 2 2]/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 5>>/Length "
        #expect(section.hasPrefix(head))
        #expect(bytes.count - section.utf8.count > 5_000 && section.utf8.count < 1_000)
        let data = try compressedData(bytes, length: #/\/Length (\d+)/#)
        let rows = try undoUp(try #require(Flate.inflate(data, limit: 1 << 16)), columns: 5)
        #expect(rows.count == 303 && rows[0] == [0, 0, 0, 0xFF, 0xFF])
        for (number, row) in rows.enumerated().dropFirst() {
            let place = try #require(bytes.firstIndex(of: Array("\n\(number) 0 obj\n".utf8), from: 0)) + 1
            #expect(row == [1, UInt8(place >> 8), UInt8(place & 0xFF), 0, 0], "object \(number)")
        }
        let document = try PDFDocument(bytes: bytes)
        #expect(document.lastRevision.crossReference.isOrdinary)
        #expect(document.lastRevision.entries.count == 302)
        for number in 2...301 {
            let object = try document.indirectObject(PDFReference(number: number), asOf: 0).object
            #expect(object == .string(ascii: "note \(number - 2)"))
        }
    }

    private func compressedData(_ bytes: [UInt8], length: Regex<(Substring, Substring)>) throws -> [UInt8] {
        let count = try #require(try lastSection(bytes).firstMatch(of: length).flatMap { Int($0.1) })
        let marker = Array("stream\n".utf8)
        // The only other one ends in "endstream".
        let start =
            try #require(bytes.firstIndex(of: Array(">>".utf8) + Array("\n".utf8) + marker, from: 0)) + 3 + marker.count
        return Array(bytes[start..<start + count])
    }

    /// Source: RFC 2083 §6.4.
    private func undoUp(_ data: [UInt8], columns: Int) throws -> [[UInt8]] {
        var above = [UInt8](repeating: 0, count: columns)
        return try stride(from: 0, to: data.count, by: columns + 1).map { start in
            try #require(data[start] == 2)
            above = zip(above, data[(start + 1)...]).map { $0 &+ $1 }
            return above
        }
    }

    @Test func `of an update names what the update holds, itself and the section before`() throws {
        let bytes = file(noteCount: 300)
        let before = try PDFDocument(bytes: bytes)
        var update = try IncrementalUpdate(of: before)
        update.set(.null, at: PDFReference(number: 5))
        _ = update.add(.string(ascii: "more"))
        let section = try lastSection(update.serialize(identifier: [1]).bytes)
        #expect(
            section.hasPrefix(
                "304 0 obj\n<</Type /XRef/W [1 2 1]/Index [5 1 303 2]/Length 12/Size 305/Root 1 0 R/ID [<07"))
        #expect(section.contains("/Prev \(before.lastRevision.crossReferenceOffset)>>"))
    }

    @Test func `is what it was the last time`() {
        #expect(file(noteCount: 300) == file(noteCount: 300))
    }

    @Test(arguments: [1, 2, 5, 40], [0, 1, 7, 100])
    func `has its rows given back by the reader`(columns: Int, rowCount: Int) throws {
        var generator = SeededGenerator(seed: UInt64(columns * 1_000 + rowCount))
        let data = (0..<columns * rowCount).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let predictor = try #require(try Predictor(CrossReferenceRows.predictor(columns: columns)))
        #expect(try predictor.undo(Predictor.up(data, columns: columns)) == data)
    }
}
