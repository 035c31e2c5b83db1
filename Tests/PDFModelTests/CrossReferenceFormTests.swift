import PDFModel
import TestSupport
import Testing

/// The error code that reading ends with, or none.
func code(_ body: () throws -> some Any) -> PDFReadError.Code? {
    do {
        _ = try body()
        return nil
    } catch { return (error as? PDFReadError)?.code }
}

/// A page whose objects can be written in every form.
enum OnePage {
    static let catalog = "<</Type/Catalog/Pages 2 0 R>>"
    static let pages = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
    static let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R>>"
    static let content = "<</Length 12>>\nstream\n0 0 9 9 re f\nendstream"
    static let all = [1: catalog, 2: pages, 3: page, 4: content]
    static let compressible = [1: catalog, 2: pages, 3: page]

    static func compressed(_ alter: (inout PDFForge.Style) -> Void = { _ in }) -> [UInt8] {
        PDFForge.bytes([4: content], compressed: compressible) {
            $0.form = .stream
            alter(&$0)
        }
    }
}

@Suite("A cross-reference stream")
struct CrossReferenceStreamTests {
    @Test(arguments: [[0, 4, 2], [1, 4], [1, 9, 2], [1, 0, 2], [1, -1, 2], [1, 4, 2, 2]])
    func `is refused with widths that make no sense`(widths: [Int]) {
        // Without a first field every entry is of type 1, also that of object 0, which has to be free.
        #expect(code { try PDFDocument(bytes: OnePage.compressed { $0.widths = widths }) } == .badSyntax)
    }

    @Test func `is refused with an offset that does not fit`() {
        let bytes = OnePage.compressed {
            $0.widths = [1, 8, 2]
            $0.alterRows = { rows in rows.map { $0[0] == 4 ? [4, 1, -1, 0] : $0 } }
        }
        #expect(code { try PDFDocument(bytes: bytes) } == .badSyntax)
    }

    @Test func `is refused with an entry of a type that there is not`() {
        let bytes = OnePage.compressed { $0.alterRows = { rows in rows.map { $0[0] == 4 ? [4, 3, 0, 0] : $0 } } }
        #expect(code { try PDFDocument(bytes: bytes) } == .badSyntax)
    }

    @Test func `is refused when it names an object twice`() {
        let bytes = OnePage.compressed { $0.alterRows = { $0 + [[4, 1, 15, 0]] } }
        #expect(code { try PDFDocument(bytes: bytes) } == .badSyntax)
    }

    @Test func `is refused when object 0 is in use`() {
        let bytes = OnePage.compressed { $0.alterRows = { rows in rows.map { $0[0] == 0 ? [0, 1, 15, 0] : $0 } } }
        #expect(code { try PDFDocument(bytes: bytes) } == .badSyntax)
    }

    @Test func `is refused when its data are shorter than its entries`() {
        let bytes = replace(OnePage.compressed(), "/Index[0 1", "/Index[0 1 90 7")
        #expect(code { try PDFDocument(bytes: bytes) } == .badSyntax)
    }

    @Test(arguments: ["/Index[0 999999999", "/Index[0 9223372036854775 0 9223372036854775"])
    func `is refused when it promises more objects than the limit`(index: String) {
        #expect(code { try PDFDocument(bytes: replace(OnePage.compressed(), "/Index[0 1", index)) } == .limitExceeded)
    }

    @Test(arguments: ["/Index[0", "/Index[0 1 -1 1", "/Index[0 -1", "/Index[/A 1"])
    func `is refused with an index that is no pairs of numbers`(index: String) {
        #expect(code { try PDFDocument(bytes: replace(OnePage.compressed(), "/Index[0 1", index)) } == .badSyntax)
    }

    @Test func `is refused when its length is a reference`() {
        let bytes = OnePage.compressed()
        let place = bytes.lastIndex(of: Array("/Length ".utf8)) ?? 0
        let altered = Array(bytes[..<place]) + Array("/Length 4 0 R/X ".utf8) + Array(bytes[(place + 8)...])
        #expect(code { try PDFDocument(bytes: altered) } == .badSyntax)
    }

    @Test func `is refused when the document is encrypted`() {
        let bytes = OnePage.compressed { $0.trailerText = "/Encrypt 4 0 R" }
        #expect(code { try PDFDocument(bytes: bytes) } == .encrypted)
    }

    @Test func `is not any stream`() {
        let bytes = replace(OnePage.compressed(), "/Type/XRef", "/Type/Xref")
        #expect(code { try PDFDocument(bytes: bytes) } == .noCrossReference)
    }

    @Test func `that names itself as the one before is refused`() {
        var forge = PDFForge()
        let start = forge.output.count
        forge.appendRevision([:]) {
            $0.form = .stream
            $0.trailerText = "/Prev \(start)"
        }
        #expect(code { try PDFDocument(bytes: forge.output) } == .noCrossReference)
    }

    @Test(arguments: [[1, 4, 2], [1, 2, 1], [2, 8, 0], [1, 3, 8]])
    func `is read whatever its widths`(widths: [Int]) throws {
        let bytes = PDFForge.bytes(OnePage.all) {
            $0.form = .stream
            $0.widths = widths
            // Object 0's generation does not fit into a byte.
            $0.alterRows = { rows in rows.map { $0[0] == 0 ? [0, 0, 0, 0] : $0 } }
        }
        let document = try PDFDocument(bytes: bytes)
        #expect(document.revisions.map(\.crossReference.form) == [.stream])
        #expect(document.lastRevision.trailer.keys == ["Size", "Root"])
        #expect(try document.catalog(asOf: 0)["Pages"] == .reference(PDFReference(number: 2)))
    }

    @Test func `says which objects only serve to find others`() throws {
        let revision = try PDFDocument(bytes: OnePage.compressed()).lastRevision
        #expect(revision.structuralObjects == [5, 6])
        #expect(revision.crossReference.streamNumbers == [6])
        #expect(!revision.crossReference.isOrdinary)
    }

    @Test func `may follow a table, and a table it`() throws {
        var forge = PDFForge()
        forge.appendRevision(OnePage.all)
        forge.appendRevision([:], compressed: [3: "<</Type/Page/Parent 2 0 R/Rotate 90>>"]) { $0.form = .stream }
        forge.appendRevision([3: "<</Type/Page/Parent 2 0 R/Rotate 180>>"])
        let document = try PDFDocument(bytes: forge.output)
        #expect(document.revisions.map(\.crossReference.form) == [.table, .stream, .table])
        let page = PDFReference(number: 3)
        let turned = try (0...2).map { try document.indirectObject(page, asOf: $0).object.dictionaryValue?["Rotate"] }
        #expect(turned == [nil, .integer(90), .integer(180)])
        #expect(document.revisions.map(\.range.upperBound).last == forge.output.count)
    }
}

@Suite("An object stream")
struct ObjectStreamTests {
    private func read(_ number: Int, in bytes: [UInt8]) throws -> IndirectObject {
        let document = try PDFDocument(bytes: bytes)
        return try document.indirectObject(PDFReference(number: number), asOf: document.lastRevision.index)
    }

    @Test func `gives its objects, and says where they came from`() throws {
        let object = try read(2, in: OnePage.compressed())
        #expect(object.object.dictionaryValue?["Count"] == .integer(1))
        guard case .objectStream(PDFReference(number: 5), let range) = object.origin else {
            Issue.record("the object is not said to come from the object stream")
            return
        }
        #expect(range.count == OnePage.pages.utf8.count + 1)
        #expect(object.byteCount == range.count)
    }

    @Test func `has no strings in the file, where the same object by itself has`() throws {
        let title = "<</Title(a)/Count 1>>"
        let bytes = PDFForge.bytes(
            [4: OnePage.content, 5: title], compressed: OnePage.compressible.merging([6: title]) { $1 }
        ) { $0.form = .stream }
        #expect(try read(5, in: bytes).object == read(6, in: bytes).object)
        let range = try #require(try read(5, in: bytes).stringRange(of: "Title"))
        #expect(Array(bytes[range]) == Array("(a)".utf8))
        #expect(try read(6, in: bytes).stringRange(of: "Title") == nil)
        #expect(try read(5, in: bytes).stringRange(of: "Count") == nil, "a number is no string")
    }

    @Test(arguments: ["/N 2", "/N -1", "/N 99999", "/N 999999999", "/First 999", "/First -1", "/First 3", "/X 3"])
    func `is refused when its header does not fit`(entry: String) throws {
        let old = entry.hasPrefix("/First") ? "/First \(firstOffset)" : "/N 3"
        let bytes = replace(OnePage.compressed(), old, entry)
        #expect(code { try read(3, in: padLength(bytes, like: OnePage.compressed())) } != nil)
    }

    /// The three pairs of numbers in front of the objects.
    private var firstOffset: Int { "1 0 2 \(OnePage.catalog.utf8.count + 1) 3 ".utf8.count + 3 }

    /// Keeps offsets behind the change as they were, by comments that take up or give back room in the header.
    private func padLength(_ bytes: [UInt8], like original: [UInt8]) -> [UInt8] {
        let missing = original.count - bytes.count
        return missing > 0
            ? replace(bytes, "/Type/ObjStm", "/Type/ObjStm" + String(repeating: " ", count: missing)) : bytes
    }

    @Test func `is refused when another object stands at the index`() {
        let bytes = OnePage.compressed {
            $0.alterRows = { rows in rows.map { $0[0] == 2 ? [2, 2, 5, 0] : $0[0] == 1 ? [1, 2, 5, 9] : $0 } }
        }
        #expect(code { try read(2, in: bytes) } == .badSyntax)
        #expect(code { try read(1, in: bytes) } == .badSyntax)
        #expect(code { try read(3, in: bytes) } == nil)
    }

    @Test func `is refused when it holds a stream`() {
        let bytes = PDFForge.bytes(
            OnePage.compressible, compressed: [4: "<</Length 1>>stream\nx\nendstream"]
        ) { $0.form = .stream }
        #expect(code { try read(4, in: bytes) } == .badSyntax)
    }

    @Test func `is refused when two objects stand at one place`() {
        let bytes = PDFForge.bytes([:], compressed: [1: "<</Type/Catalog>> <</Type/Catalog>>"]) { $0.form = .stream }
        #expect(code { try read(1, in: bytes) } == .badSyntax)
    }

    @Test func `is refused inside another one`() {
        let bytes = OnePage.compressed { $0.alterRows = { rows in rows.map { $0[0] == 1 ? [1, 2, 2, 0] : $0 } } }
        #expect(code { try read(1, in: bytes) } == .badSyntax)
    }

    @Test func `is refused when it is no object stream, is free or is not there`() {
        for (container, expected) in [(4, PDFReadError.Code.badSyntax), (0, .missingObject), (99, .missingObject)] {
            let bytes = OnePage.compressed {
                $0.alterRows = { rows in rows.map { $0[0] == 1 ? [1, 2, container, 0] : $0 } }
            }
            #expect(code { try read(1, in: bytes) } == expected, "in object \(container)")
        }
    }

    @Test(arguments: ["5 0 R", "4 0 R", "99 0 R", "7"])
    func `is refused when what it extends is itself or no object stream`(extended: String) {
        let bytes = OnePage.compressed { $0.objectStreamText = "/Extends \(extended)" }
        #expect(code { try read(1, in: bytes) } == .badSyntax)
    }

    @Test func `is refused in a circle of three`() {
        var forge = PDFForge()
        forge.appendRevision([:], compressed: [1: OnePage.catalog]) {
            $0.form = .stream
            $0.objectStreamText = "/Extends 6 0 R"
        }
        forge.appendRevision([:], compressed: [5: "5"]) {
            $0.form = .stream
            $0.objectStreamText = "/Extends 2 0 R"
        }
        #expect(code { try read(5, in: forge.output) } == .badSyntax)
    }

    @Test func `is read when it extends another`() throws {
        var forge = PDFForge()
        forge.appendRevision([:], compressed: [1: OnePage.catalog]) { $0.form = .stream }
        forge.appendRevision([:], compressed: [5: "(five)"]) {
            $0.form = .stream
            $0.objectStreamText = "/Extends 2 0 R"
        }
        #expect(try read(5, in: forge.output).object == .string(ascii: "five"))
    }

    @Test func `is refused when a later revision puts another in its place`() throws {
        var forge = PDFForge()
        forge.appendRevision([:], compressed: [1: OnePage.catalog]) { $0.form = .stream }
        let other = PDFForge.stream("/Type/ObjStm/N 1/First 4", Array("1 0 <</Type/Catalog/Evil true>>".utf8))
        forge.appendRevision(bytes: [2: other])
        let document = try PDFDocument(bytes: forge.output)
        #expect(try document.catalog(asOf: 0)["Evil"] == nil)
        #expect(code { try document.catalog(asOf: 1) } == .badSyntax)
    }

    @Test func `may hold the length of a stream, but not its own`() throws {
        let content = "<</Length 5 0 R>>\nstream\n0 0 9 9 re f\nendstream"
        let good = PDFForge.bytes([4: content], compressed: [1: OnePage.catalog, 5: "12"]) { $0.form = .stream }
        #expect(try read(4, in: good).object.streamValue?.data == Array("0 0 9 9 re f".utf8))
        let own = replace(
            PDFForge.bytes([:], compressed: [1: OnePage.catalog, 2: "12"]) {
                $0.form = .stream
                $0.objectStreamText = "/Padding 00000"
            }, "/Padding 00000/Length 42", "/Length 2 0 R           ")
        #expect(own.firstIndex(of: Array("/Length 2 0 R ".utf8), from: 0) != nil, "the file is as intended")
        #expect(code { try read(1, in: own) } == .badSyntax)
    }

    @Test func `is refused when it is larger than the limit, and when all together are`() throws {
        let bytes = OnePage.compressed()
        var limits = PDFLimits()
        limits.objectStreamByteCount = 50
        #expect(code { try PDFDocument(bytes: bytes, limits: limits).catalog(asOf: 0) } == .limitExceeded)
        limits = PDFLimits()
        limits.totalInflatedByteCount = 50
        #expect(code { try PDFDocument(bytes: bytes, limits: limits).catalog(asOf: 0) } == .limitExceeded)
    }
}

extension [UInt8] {
    func lastIndex(of pattern: [UInt8]) -> Int? {
        guard count >= pattern.count else { return nil }
        return (0...(count - pattern.count)).last { self[$0..<$0 + pattern.count].elementsEqual(pattern) }
    }
}
