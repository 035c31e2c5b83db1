import PDFModel
import TestSupport
import Testing

@Suite("IncrementalUpdate")
struct IncrementalUpdateTests {
    private let base = SampleFile.bytes()

    @Test func `leaves every earlier byte as it was`() throws {
        let updated = try appendNote(to: base)
        #expect(updated.starts(with: base))
    }

    @Test func `adds a revision whose objects are seen from it on and not before`() throws {
        let document = try PDFDocument(bytes: appendNote(to: base))
        let added = PDFReference(number: 4)
        #expect(document.revisions.count == 2)
        #expect(document.revisions[1].range == base.count..<document.bytes.count)
        #expect(try document.indirectObject(added, asOf: 1).object == .string(ascii: "note"))
        #expect(throws: PDFReadError.self) { try document.indirectObject(added, asOf: 0) }
    }

    @Test func `keeps root and first identifier, changes the second`() throws {
        let document = try PDFDocument(bytes: appendNote(to: base))
        let (before, after) = (document.trailer(asOf: 0), document.trailer(asOf: 1))
        #expect(before["Root"] == after["Root"])
        #expect(before["ID"]?.arrayValue?.first == after["ID"]?.arrayValue?.first)
        #expect(after["ID"]?.arrayValue?.last == .string(Array(repeating: 9, count: 16)))
    }

    @Test func `shows the older state under the newer one`() throws {
        var update = try IncrementalUpdate(of: PDFDocument(bytes: base))
        update.set(.dictionary(["Type": .name("Catalog"), "Changed": .boolean(true)]), at: PDFReference(number: 3))
        let document = try PDFDocument(bytes: update.serialize(identifier: []).bytes)
        #expect(try document.catalog(asOf: 1)["Changed"] == .boolean(true))
        #expect(try document.catalog(asOf: 0)["Changed"] == nil)
    }

    @Test func `reserves a hole that is exactly the value of Contents`() throws {
        var update = try IncrementalUpdate(of: PDFDocument(bytes: base))
        let signature = update.addSignature(["Type": .name("Sig")], contentsByteCount: 20)
        let unsigned = update.serialize(identifier: [])
        let signed = try #require(unsigned.filling(contents: Array(1...20)))
        let object = try PDFDocument(bytes: signed).indirectObject(signature, asOf: 1)
        let range = try #require(ByteRange(object.object.dictionaryValue?["ByteRange"], fileByteCount: signed.count))
        #expect(range == unsigned.byteRange)
        #expect(object.stringRange(of: "Contents") == range.hole)
        #expect(object.object.dictionaryValue?["Contents"] == .string(Array(1...20)))
        #expect(range.second.upperBound == signed.count)
    }

    @Test func `its pieces and the file before it are what the signature covers`() throws {
        var update = try IncrementalUpdate(of: PDFDocument(bytes: base))
        _ = update.addSignature(["Type": .name("Sig")], contentsByteCount: 20)
        let unsigned = update.serialize(identifier: [])
        let range = try #require(unsigned.byteRange)
        let signed = try #require(unsigned.filling(contents: [0x5A]))
        #expect(base + unsigned.signedPieces.joined() == Array(signed[range.first] + signed[range.second]))
        #expect(Array(signed[range.hole].prefix(5)) == Array("<5a00".utf8))
    }

    @Test func `refuses contents larger than the reserved place`() throws {
        var update = try IncrementalUpdate(of: PDFDocument(bytes: base))
        _ = update.addSignature([:], contentsByteCount: 20)
        #expect(update.serialize(identifier: []).filling(contents: Array(repeating: 1, count: 21)) == nil)
    }

    @Test func `is not appended to a document that says in two ways where its objects are`() throws {
        let document = try PDFDocument(bytes: PDFForge.bytes([:], compressed: [1: "null"]) { $0.form = .hybrid })
        #expect(code { try IncrementalUpdate(of: document) } == .unsupported)
    }

    /// Also behind streams of other programs, which name objects in object streams.
    @Test func `has a stream behind a stream, and a table behind a table`() throws {
        let foreign = PDFForge.bytes([:], compressed: [1: "<</Type/Catalog>>"]) { $0.form = .stream }
        for (bytes, form) in [
            (SampleFile.bytes(.table), CrossReference.Form.table), (SampleFile.bytes(.stream), .stream),
            (foreign, .stream),
        ] {
            let document = try PDFDocument(bytes: appendNote(to: appendNote(to: bytes)))
            #expect(document.revisions.map(\.crossReference.form) == [form, form, form])
            #expect(document.revisions.dropFirst().map(\.crossReference.isOrdinary) == [true, true])
            let size = try #require(document.revisions[0].trailer["Size"]?.integerValue)
            // A stream has a number of its own, the next after the note's.
            let note = PDFReference(number: form == .stream ? size + 2 : size + 1)
            #expect(try document.indirectObject(note, asOf: 2).object == .string(ascii: "note"))
        }
    }

    private func appendNote(to bytes: [UInt8]) throws -> [UInt8] {
        var update = try IncrementalUpdate(of: PDFDocument(bytes: bytes))
        _ = update.add(.string(ascii: "note"))
        return update.serialize(identifier: Array(repeating: 9, count: 16)).bytes
    }
}

@Suite("ByteRange")
struct ByteRangeTests {
    @Test(arguments: [
        [0, 10, 20], [1, 10, 20, 30], [0, -1, 20, 30], [0, 10, 5, 30], [0, 10, 10, 30], [0, 10, 20, 81],
        [0, 10, 101, 1],
        [0, 0, 20, 30], [0, 10, 20, 0], [0, 10, 20, Int.max], [0, 10, 20, 30, 40],
    ])
    func `refuses spans that are not two in order within the file`(numbers: [Int]) {
        #expect(ByteRange(.array(numbers.map(PDFObject.integer)), fileByteCount: 100) == nil)
    }

    @Test func `refuses numbers by reference`() {
        let object = PDFObject.array([.integer(0), .reference(PDFReference(number: 5)), .integer(20), .integer(30)])
        #expect(ByteRange(object, fileByteCount: 100) == nil)
    }

    @Test func `has the hole between its spans`() {
        let range = ByteRange(.array([0, 10, 20, 80].map(PDFObject.integer)), fileByteCount: 100)
        #expect(range?.hole == 10..<20)
    }
}

@Suite("Flate")
struct FlateTests {
    @Test func `gives back what was compressed`() {
        let data = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
        #expect(Flate.inflate(Flate.deflate(data), limit: 1 << 20) == data)
    }

    @Test(arguments: [0, 1, 300, 65_535])
    func `puts a stream together from a part that was compressed before`(headCount: Int) throws {
        let head = (0..<headCount).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        for middle in [[], Array("convention de stage ".utf8), (0..<100_000).map { UInt8(truncatingIfNeeded: $0 / 7) }]
        {
            for tail in [[], Array("convention".utf8)] {
                let packed = Flate.deflate(head: head, FlateChunk(middle), tail: tail)
                #expect(Flate.inflate(packed, limit: 1 << 20) == head + middle + tail)
            }
        }
    }

    @Test func `stops at the limit, whatever the data promise`() {
        let bomb = Flate.deflate(Array(repeating: 0, count: 4 << 20))
        #expect(Flate.inflate(bomb, limit: 1 << 20) == nil)
    }

    @Test func `refuses damaged, cut off and followed data`() {
        let good = Flate.deflate(Array("convention".utf8))
        var damaged = good
        damaged[good.count - 1] ^= 1
        #expect(Flate.inflate(damaged, limit: 100) == nil)
        #expect(Flate.inflate(Array(good.dropLast()), limit: 100) == nil)
        #expect(Flate.inflate(good + [0], limit: 100) == nil)
    }
}
