import PAdESValidation
import PDFModel
import TestSupport
import Testing

/// What the strict profile says of documents that are read well enough, but are not written as Seing writes them.
@Suite("A document in another form")
struct OtherFormProfileTests {
    private static let objects = [
        1: "<</Type/Catalog/Pages 2 0 R>>", 2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        4: "<</Length 12>>\nstream\n0 0 9 9 re f\nendstream",
    ]

    private static let forms: [[UInt8]] = [
        PDFForge.bytes([4: objects[4] ?? ""], compressed: objects.filter { $0.key < 4 }) { $0.form = .stream },
        PDFForge.bytes(objects) { $0.form = .stream },
        PDFForge.bytes(objects, compressed: [5: "(hidden)"]) { $0.form = .hybrid },
        PDFForge.bytes(objects) { $0.tableLineEnd = "\n" },
        PDFForge.bytes(objects) { $0.startxrefShift = -1 },
        PDFForge.Linearized(first: objects.filter { $0.key != 2 }, rest: objects.filter { $0.key == 2 }).bytes(),
    ]

    @Test(arguments: forms.indices)
    func `deviates from the profile`(index: Int) throws {
        let facts = try DocumentInspector(PDFDocument(bytes: Self.forms[index])).inspect()
        #expect(facts.baseDocument.oddities.contains(.otherCrossReference))
        #expect(!facts.baseDocument.oddities.contains(.unreadableObject))
        #expect(!facts.baseDocument.oddities.contains(.strayBytes))
    }

    @Test func `does not, when it is a table without any irregularity`() throws {
        let facts = try DocumentInspector(PDFDocument(bytes: PDFForge.bytes(Self.objects))).inspect()
        #expect(!facts.baseDocument.oddities.contains(.otherCrossReference))
    }

    @Test(arguments: [PDFForge.Form.stream, .hybrid])
    func `is changed by a revision in another form, object by object`(form: PDFForge.Form) throws {
        var forge = try PDFForge(on: SampleDocument.bytes())
        forge.appendRevision([:], compressed: [1: "<<>>", 300: "(new)"]) { $0.form = form }
        let kinds = try DocumentInspector(PDFDocument(bytes: forge.output)).inspect().revisions[1].modifications
        #expect(kinds.contains(Modification(.otherCrossReference)))
        #expect(kinds.contains(Modification(.changedObject, object: 1)))
        #expect(kinds.contains(Modification(.unexplainedObject, object: 300)))
        #expect(!kinds.map(\.kind).contains(.strayBytes))
    }

    @Test func `has bytes that no object explains, whatever its form`() throws {
        for form in [PDFForge.Form.stream, .hybrid] {
            var forge = try PDFForge(on: SampleDocument.bytes())
            forge.output += Array("hidden ".utf8)
            forge.appendRevision([:], compressed: [300: "(new)"]) { $0.form = form }
            let kinds = try DocumentInspector(PDFDocument(bytes: forge.output)).inspect().revisions[1].modifications
            #expect(kinds.contains(Modification(.strayBytes)))
        }
    }
}
