import PDFModel
import Testing

@Suite("PDFDocument")
struct PDFDocumentTests {
    @Test func `refuses an empty file`() {
        #expect(throws: PDFReadError(.noHeader, at: 0, found: "an empty file", expected: "'%PDF-'")) {
            try PDFDocument(bytes: [])
        }
    }

    @Test func `refuses bytes before the header`() {
        #expect(throws: PDFReadError(.noHeader, at: 0, found: "1 bytes before the header", expected: "'%PDF-'")) {
            try PDFDocument(bytes: [0x0A] + SampleFile.bytes())
        }
    }

    @Test func `refuses a file cut off before its cross-reference table`() {
        let bytes = SampleFile.bytes()
        #expect(code { try PDFDocument(bytes: Array(bytes.prefix(bytes.count / 2))) } == .noCrossReference)
    }

    @Test func `refuses a file larger than the limit`() {
        var limits = PDFLimits()
        limits.fileByteCount = 100
        #expect(code { try PDFDocument(bytes: SampleFile.bytes(), limits: limits) } == .limitExceeded)
    }

    @Test func `refuses encryption in words`() {
        let bytes = SampleFile.replacing("/Size 4", with: "/Size 4/Encrypt 9 0 R")
        #expect(code { try PDFDocument(bytes: bytes) } == .encrypted)
    }

    @Test(arguments: ["9", "-1", "99999", "4 0 R", "/A"])
    func `refuses a hybrid-reference file whose stream is not where it says`(place: String) {
        let bytes = SampleFile.replacing("/Size 4", with: "/Size 4/XRefStm \(place)")
        #expect(code { try PDFDocument(bytes: bytes) } == .noCrossReference)
    }

    @Test(arguments: ["/Size 4/Prev 999999", "/Size 4/Prev -1", "/Size 4/Prev 9 0 R"])
    func `refuses a previous section that is not before this one`(trailer: String) {
        #expect(code { try PDFDocument(bytes: SampleFile.replacing("/Size 4", with: trailer)) } == .noCrossReference)
    }

    @Test func `refuses a key that stands twice in a dictionary`() {
        let bytes = SampleFile.replacing("/Size 4", with: "/Size 4/Size 4")
        #expect(code { try PDFDocument(bytes: bytes) } == .badSyntax)
    }

    @Test func `refuses a startxref that names another place than its table`() {
        let bytes = SampleFile.bytes()
        let marker = Array("startxref\n".utf8)
        let start = bytes.firstIndex(of: marker, from: 0).map { $0 + marker.count } ?? 0
        var altered = bytes
        altered[start] = altered[start] == UInt8(ascii: "1") ? UInt8(ascii: "2") : UInt8(ascii: "1")
        #expect(code { try PDFDocument(bytes: altered) } != nil)
    }

    @Test func `refuses a table that promises more objects than the limit`() {
        #expect(
            code { try PDFDocument(bytes: SampleFile.replacing("xref\n0 4", with: "xref\n0 999999999")) }
                == .limitExceeded)
    }

    @Test func `says where an object is missing`() throws {
        let document = try PDFDocument(bytes: SampleFile.bytes())
        #expect(code { try document.indirectObject(PDFReference(number: 99), asOf: 0) } == .missingObject)
        #expect(code { try document.indirectObject(PDFReference(number: 1, generation: 1), asOf: 0) } == .missingObject)
    }

    @Test func `refuses an offset at which another object stands`() throws {
        let bytes = SampleFile.replacing("\n1 0 obj", with: "\n8 0 obj")
        let document = try PDFDocument(bytes: bytes)
        #expect(code { try document.indirectObject(PDFReference(number: 1), asOf: 0) } == .badSyntax)
    }

    @Test func `reads what the builder wrote`() throws {
        let document = try PDFDocument(bytes: SampleFile.bytes())
        #expect(document.revisions.count == 1)
        #expect(document.lastRevision.range == 0..<document.bytes.count)
        #expect(try document.catalog(asOf: 0)["Type"] == .name("Catalog"))
    }
}
