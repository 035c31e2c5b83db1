import TestSupport
import Testing

@testable import PDFModel

/// What a cross-reference stream may cost, whatever it promises.
@Suite("The bounds of cross-reference streams")
struct CrossReferenceBoundsTests {
    /// A file of one object, a stream that says where it is itself, and data of whatever kind.
    ///
    /// - Parameter make: The stream's data, given the two rows as they have to be: 8 bytes.
    private func file(_ entries: String = "", _ make: ([UInt8]) -> [UInt8]) -> [UInt8] {
        let header = Array("%PDF-1.7\n%".utf8) + [0xE2, 0xE3, 0xCF, 0xD3, 0x0A]
        let data = make([0, 0, 0xFF, 0xFF, 1, 15, 0, 0])
        let head = "1 0 obj\n<</Type/XRef/W[1 1 2]/Size 2/Root 1 0 R\(entries)/Length \(data.count)>>\nstream\n"
        return header + Array(head.utf8) + data + Array("\nendstream\nendobj\nstartxref\n15\n%%EOF\n".utf8)
    }

    @Test func `are two bytes for each of its rows and 4,096 more, and not one more than that`() throws {
        let most = file("/Filter/FlateDecode") { Flate.deflate($0 + [UInt8](repeating: 7, count: 8 + 4_096)) }
        let document = try PDFDocument(bytes: most)
        #expect(document.lastRevision.crossReference.irregularities == [.streamTooLong])
        let more = file("/Filter/FlateDecode") { Flate.deflate($0 + [UInt8](repeating: 7, count: 8 + 4_097)) }
        #expect(code { try PDFDocument(bytes: more) } == .badSyntax)
    }

    @Test func `refuse one of two rows that inflates to sixty megabytes`() {
        let bytes = file("/Filter/FlateDecode") { Flate.deflate($0 + [UInt8](repeating: 0, count: 60 << 20)) }
        #expect(bytes.count < 1 << 20)
        #expect(code { try PDFDocument(bytes: bytes) } == .badSyntax)
    }

    /// A line end that many programs write makes a second pass neither needed nor counted.
    @Test func `count what goes into the filters and what comes out of each, once`() throws {
        let inner = Flate.deflate([0, 0, 0xFF, 0xFF, 1, 15, 0, 0]) + [0x0A]
        let outer = Flate.deflate(inner)
        let bytes = file("/Filter[/FlateDecode/FlateDecode]") { _ in outer }
        var limits = PDFLimits()
        limits.totalInflatedByteCount = outer.count + inner.count + 8
        #expect(try !PDFDocument(bytes: bytes, limits: limits).lastRevision.crossReference.isOrdinary)
        limits.totalInflatedByteCount -= 1
        #expect(code { try PDFDocument(bytes: bytes, limits: limits) } == .limitExceeded)
    }

    @Test func `leave less to be decoded of the document itself`() throws {
        let bytes = file("/Filter/FlateDecode") { Flate.deflate($0) }
        let stream = PDFStream(dictionary: [:], data: [UInt8](repeating: 7, count: 100))
        var limits = PDFLimits()
        limits.totalInflatedByteCount = 110
        let document = try PDFDocument(bytes: bytes, limits: limits)
        #expect(code { try document.decode(stream, limit: 1_000) } == .limitExceeded)
        limits.totalInflatedByteCount = 1_000
        #expect(code { try PDFDocument(bytes: bytes, limits: limits).decode(stream, limit: 1_000) } == nil)
    }

    /// A stream of a hundred thousand rows that say nothing, packed four times, and revisions that all name it beside their tables.
    private func many(revisionCount: Int) -> [UInt8] {
        let innermost = Flate.deflate([UInt8](repeating: 0, count: 24 * 100_000)) + [0x0A]
        let data = (0..<3).reduce(innermost) { data, _ in Flate.deflate(data) }
        let filters = String(repeating: "/FlateDecode", count: 4)
        var bytes = Array("%PDF-1.7\n%".utf8) + [0xE2, 0xE3, 0xCF, 0xD3, 0x0A]
        let head =
            "1 0 obj\n<</Type/XRef/W[8 8 8]/Index[1 100000]/Size 100001/Filter[\(filters)]/Length \(data.count)>>"
        bytes += Array("\(head)\nstream\n".utf8) + data + Array("\nendstream\nendobj\n".utf8)
        var previous = ""
        for _ in 0..<revisionCount {
            let start = bytes.count
            let trailer = "<</Size 1/Root 1 0 R/XRefStm 15\(previous)>>"
            bytes += Array("xref\n0 0\ntrailer\n\(trailer)\nstartxref\n\(start)\n%%EOF\n".utf8)
            previous = "/Prev \(start)"
        }
        return bytes
    }

    @Test func `are those of all rows together, however often one small stream is named`() {
        #expect(code { try PDFDocument(bytes: many(revisionCount: 2)) } == nil)
        #expect(code { try PDFDocument(bytes: many(revisionCount: 3)) } == .limitExceeded)
        #expect(code { try PDFDocument(bytes: many(revisionCount: 64)) } == .limitExceeded)
    }

    @Test func `hold for what the rows take to be decoded as well`() {
        var limits = PDFLimits()
        limits.entryCount = 64 * 100_001
        limits.totalInflatedByteCount = 20 << 20
        #expect(code { try PDFDocument(bytes: many(revisionCount: 64), limits: limits) } == .limitExceeded)
    }
}

/// What a stream must be for the strict profile, besides what is altered in `MutantTests`.
@Suite("A cross-reference stream as ours")
struct OrdinaryStreamTests {
    private func isOrdinary(_ old: String, _ new: String) throws -> Bool {
        let bytes = SampleFile.bytes(.stream)
        // Behind the rows, so that no offset changes.
        let altered = replace(bytes, old, new)
        #expect(altered != bytes || old == new)
        return try PDFDocument(bytes: altered).lastRevision.crossReference.isOrdinary
    }

    @Test(arguments: ["\n\nendstream", "\r\nendstream", " \nendstream", "endstream"])
    func `has one line feed behind its data`(end: String) throws {
        #expect(try isOrdinary("\nendstream", "\nendstream"))
        #expect(try !isOrdinary("\nendstream", end))
    }

    @Test(arguments: [("endstream\nendobj", "endstream endobj"), ("endobj\nstartxref", "endobj\r\nstartxref")])
    func `is followed by nothing but what ours is followed by`(ours: String, other: String) throws {
        let bytes = SampleFile.bytes(.stream)
        let start = try PDFDocument(bytes: bytes).lastRevision.crossReferenceOffset
        let altered = Array(bytes[..<start]) + replace(Array(bytes[start...]), ours, other)
        #expect(altered != bytes)
        #expect(try !PDFDocument(bytes: altered).lastRevision.crossReference.isOrdinary)
    }

    @Test func `may name its runs where they would be understood without`() throws {
        #expect(try isOrdinary("/Type/XRef", "/Type/XRef/Index[0 5]"))
    }

    @Test func `has the next number, also behind a trailer that counts too few`() throws {
        for size in ["5", "3"] {
            let bytes = replace(SampleFile.bytes(.stream), "/Size 5", "/Size \(size)/Index[0 5]")
            var update = try IncrementalUpdate(of: PDFDocument(bytes: bytes))
            update.set(.null, at: PDFReference(number: 2))
            let next = try PDFDocument(bytes: update.serialize(identifier: [1]).bytes)
            #expect(next.lastRevision.crossReference.streamNumbers == [5])
            #expect(next.lastRevision.crossReference.isOrdinary == true)
        }
    }
}
