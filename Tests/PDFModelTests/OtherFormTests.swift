import PDFModel
import TestSupport
import Testing

@Suite("A hybrid-reference file")
struct HybridTests {
    /// Object 5 is hidden from readers of tables.
    private func hybrid(_ catalog: String = "<</Type/Catalog/Pages 2 0 R/Hidden 5 0 R>>") -> [UInt8] {
        PDFForge.bytes(OnePage.all.merging([1: catalog]) { $1 }, compressed: [5: "(hidden)"]) { $0.form = .hybrid }
    }

    @Test func `is two documents, and both can be looked at`() throws {
        let document = try PDFDocument(bytes: hybrid())
        let tables = try #require(document.asSeenInTables())
        let hidden = PDFReference(number: 5)
        #expect(try document.indirectObject(hidden, asOf: 0).object == .string(ascii: "hidden"))
        #expect(code { try tables.indirectObject(hidden, asOf: 0) } == .missingObject)
        #expect(document.lastRevision.crossReference.form == .hybrid)
        #expect(document.lastRevision.crossReference.hiddenObjects == [5, 6, 7])
        #expect(!document.lastRevision.crossReference.isOrdinary)
    }

    @Test func `shows what its table has in use to both, and names the difference`() throws {
        var forge = PDFForge()
        forge.appendRevision(OnePage.all)
        forge.appendRevision([3: "<</Type/Page/Parent 2 0 R/Rotate 90>>"], compressed: [5: "(hidden)"]) {
            $0.form = .hybrid
            // The stream names another page than the table.
            $0.alterRows = { rows in
                rows.contains { $0[1] == 2 } && !rows.contains { $0[0] == 3 } ? rows + [[3, 1, 15, 0]] : rows
            }
        }
        let document = try PDFDocument(bytes: forge.output)
        let page = try document.indirectObject(PDFReference(number: 3), asOf: 1).object.dictionaryValue
        #expect(page?["Rotate"] == .integer(90))
        #expect(document.revisions[1].crossReference.hiddenObjects.contains(3))
    }

    @Test func `has no view by tables alone when another revision is a stream`() throws {
        var forge = PDFForge()
        forge.appendRevision(OnePage.all) { $0.form = .stream }
        forge.appendRevision([:], compressed: [5: "(hidden)"]) { $0.form = .hybrid }
        #expect(try PDFDocument(bytes: forge.output).asSeenInTables() == nil)
    }

    /// As Microsoft Word writes it: the table that refers to the stream is a second save.
    @Test func `may name its stream and hidden objects in an earlier revision`() throws {
        let first = hybrid()
        let (stream, table) = try (
            #require(first.firstIndex(of: Array("7 0 obj".utf8), from: 0)),
            #require(first.firstIndex(of: Array("xref\n0 1".utf8), from: 0))
        )
        // Without its reference, the first table is an ordinary one.
        let plain = replace(first, "/XRefStm \(stream)", "")
        let start = plain.count
        let second = """
            xref
            0 0
            trailer
            <</Size 8/Root 1 0 R/Prev \(table)/XRefStm \(stream)>>
            startxref
            \(start)
            %%EOF

            """
        let document = try PDFDocument(bytes: plain + Array(second.utf8))
        #expect(document.revisions.map(\.crossReference.form) == [.table, .hybrid])
        #expect(try document.indirectObject(PDFReference(number: 5), asOf: 1).object == .string(ascii: "hidden"))
        #expect(code { try document.indirectObject(PDFReference(number: 5), asOf: 0) } == .missingObject)
    }
}

@Suite("A linearized file")
struct LinearizedTests {
    private func linearized(_ alter: (inout PDFForge.Linearized) -> Void = { _ in }) -> [UInt8] {
        var file = PDFForge.Linearized(
            first: OnePage.all.filter { $0.key != 2 }, rest: OnePage.all.filter { $0.key == 2 })
        alter(&file)
        return file.bytes()
    }

    @Test func `is one revision, described by two sections`() throws {
        let document = try PDFDocument(bytes: linearized())
        #expect(document.revisions.count == 1)
        #expect(document.lastRevision.range == 0..<document.bytes.count)
        #expect(document.lastRevision.crossReference.isLinearized)
        #expect(document.lastRevision.crossReference.sections.count == 2)
        #expect(!document.lastRevision.crossReference.isOrdinary)
        #expect(document.lastRevision.entries.count == 5)
        for number in 1...4 { _ = try document.indirectObject(PDFReference(number: number), asOf: 0) }
    }

    @Test func `is updated by revisions that follow it`() throws {
        var forge = try PDFForge(on: linearized())
        forge.appendRevision([3: "<</Type/Page/Parent 2 0 R/Rotate 90>>"])
        let document = try PDFDocument(bytes: forge.output)
        #expect(document.revisions.count == 2)
        #expect(document.revisions.map(\.crossReference.isLinearized) == [true, false])
        #expect(document.revisions[1].crossReference.isOrdinary)
        let page = PDFReference(number: 3)
        #expect(try document.indirectObject(page, asOf: 1).object.dictionaryValue?["Rotate"] == .integer(90))
        #expect(try document.indirectObject(page, asOf: 0).object.dictionaryValue?["Rotate"] == nil)
    }

    @Test func `is refused when its first object does not say so`() {
        #expect(code { try PDFDocument(bytes: linearized { $0.dictionary = "<</N 1>>" }) } == .noCrossReference)
    }

    @Test(arguments: ["/Prev 15", "/Prev 9999", "/Prev 0"])
    func `is refused when its main section leads on`(entry: String) {
        #expect(code { try PDFDocument(bytes: linearized { $0.mainTrailer = entry }) } == .noCrossReference)
    }

    /// Object 3 twice: as the table has it, and as the stream beside the main section's table has it.
    private func contradictory(rows: String, stream: String) -> [UInt8] {
        let evil = "null\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/Rotate 180>>"
        let dictionary = "<</Type/XRef/W[1 4 1]/Index[3 1]/Size 40/Filter/ASCIIHexDecode/Length 13>>"
        var file = PDFForge.Linearized(
            first: [30: "null"],
            rest: OnePage.all.merging([20: evil, 21: "\(dictionary)\nstream\n\(rows)>\nendstream"]) { $1 })
        file.mainTrailer = "/XRefStm \(stream)"
        return file.bytes()
    }

    @Test func `says which objects the table and the stream of its main section name differently`() throws {
        let draft = contradictory(rows: "010000000000", stream: "0000000000")
        let place = { (text: String) throws -> Int in try #require(draft.firstRange(of: Array(text.utf8))).lowerBound }
        let rows = String(try place("3 0 obj\n<</Type/Page/Parent 2 0 R/Rotate"), radix: 16)
        let stream = String(try place("21 0 obj"))
        let bytes = contradictory(
            rows: "01" + String(repeating: "0", count: 8 - rows.count) + rows + "00",
            stream: String(repeating: "0", count: 10 - stream.count) + stream)
        let document = try PDFDocument(bytes: bytes)
        #expect(document.lastRevision.crossReference.isLinearized)
        #expect(document.lastRevision.crossReference.form == .hybrid)
        #expect(document.lastRevision.crossReference.contradictedObjects == [3])
    }

    @Test func `is refused when its first section's startxref is not zero`() {
        #expect(code { try PDFDocument(bytes: linearized { $0.firstStartxref = 15 }) } == .noCrossReference)
    }
}

@Suite("A file written loosely")
struct LooseFileTests {
    @Test(arguments: ["\n", "\r", "  \n"])
    func `is read when the lines of its table have another length, and that is said`(lineEnd: String) throws {
        let document = try PDFDocument(bytes: PDFForge.bytes(OnePage.all) { $0.tableLineEnd = lineEnd })
        #expect(document.lastRevision.crossReference.irregularities == [.lineOfOtherLength])
        #expect(!document.lastRevision.crossReference.isOrdinary)
        #expect(try document.catalog(asOf: 0)["Type"] == .name("Catalog"))
    }

    @Test(arguments: [" \n", " \r", "\r\n"])
    func `is as it should be with lines of twenty bytes`(lineEnd: String) throws {
        let document = try PDFDocument(bytes: PDFForge.bytes(OnePage.all) { $0.tableLineEnd = lineEnd })
        #expect(document.lastRevision.crossReference.isOrdinary)
    }

    @Test func `is read when startxref names white space in front of the section, and that is said`() throws {
        for form in [PDFForge.Form.table, .stream] {
            let document = try PDFDocument(
                bytes: PDFForge.bytes(OnePage.all) {
                    $0.form = form
                    $0.startxrefShift = -1
                })
            #expect(document.lastRevision.crossReference.irregularities == [.offsetBeforeSection])
            #expect(!document.lastRevision.crossReference.isOrdinary)
        }
    }

    @Test(arguments: [1, -2, -20])
    func `is refused when startxref names anything else`(shift: Int) {
        #expect(code { try PDFDocument(bytes: PDFForge.bytes(OnePage.all) { $0.startxrefShift = shift }) } != nil)
    }

    @Test(arguments: [("\n%%EOF", 0), ("\r%%EOF\r", 1), ("\r\n%%EOF\r\n", 2), (" \n\n%%EOF\n", 1)])
    func `says where its end of file marker ends, with or without a line end`(end: String, lineEnd: Int) throws {
        let document = try PDFDocument(bytes: PDFForge.bytes(OnePage.all) { $0.end = end })
        let revision = document.lastRevision
        #expect(revision.range.upperBound == document.bytes.count)
        #expect(revision.endOfMarker == document.bytes.count - lineEnd)
    }

    @Test func `is read with bytes behind its end, which belong to no revision`() throws {
        let document = try PDFDocument(bytes: PDFForge.bytes(OnePage.all) { $0.end = "\n%%EOF\nand more" })
        #expect(document.lastRevision.range.upperBound == document.bytes.count - "and more".utf8.count)
    }

    @Test func `is refused without an end of file marker`() {
        #expect(code { try PDFDocument(bytes: PDFForge.bytes(OnePage.all) { $0.end = "\n" }) } == .badSyntax)
    }

    @Test func `says that a number is not below the size`() throws {
        let bytes = replace(PDFForge.bytes(OnePage.all), "/Size 5", "/Size 4")
        #expect(try PDFDocument(bytes: bytes).lastRevision.crossReference.irregularities == [.numberBeyondSize])
    }

    @Test func `is refused when a stream's length is wrong`() throws {
        for length in ["11", "14", "120", "-1"] {
            let bytes = PDFForge.bytes(OnePage.all.merging([4: OnePage.content.replacing("12", with: length)]) { $1 })
            let document = try PDFDocument(bytes: bytes)
            #expect(code { try document.indirectObject(PDFReference(number: 4), asOf: 0) } == .badSyntax)
        }
    }

    @Test func `is refused when an object stands inside a section`() throws {
        let bytes = PDFForge.bytes(OnePage.all) { $0.trailerText = "/X(9 0 obj null endobj)" }
        let place = try #require(bytes.firstIndex(of: Array("9 0 obj".utf8), from: 0))
        let table = try #require(bytes.firstIndex(of: Array("xref\n".utf8), from: 0))
        let line = String(repeating: "0", count: 10 - String(place + 25).count) + "\(place + 25) 00000 n \n"
        let altered = Array(bytes[..<(table + 5)]) + Array("9 1\n\(line)".utf8) + Array(bytes[(table + 5)...])
        let document = try PDFDocument(bytes: altered)
        #expect(code { try document.indirectObject(PDFReference(number: 9), asOf: 0) } == .badSyntax)
    }
}
