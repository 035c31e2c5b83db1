import PAdESValidation
import TestSupport
import Testing

@testable import PDFModel

/// Attacks by cross-reference streams on a document that pyHanko signed: another page in an object stream, named so that some
/// readers see it and others do not.
@Suite("The general policy, on cross-reference streams")
struct HybridAttackTests {
    private static let page = 3
    private static let preparedContent = 14

    private let signed: [UInt8]
    private let documents: GeneralDocuments

    init() throws {
        documents = try GeneralDocuments.shared.get()
        signed = try #require(documents.files["one-signature"])
    }

    private struct Page {
        let honest: String
        /// Shows another content, which lay in the file, unused, when it was signed.
        let evil: String
    }

    private func pages() throws -> Page {
        let document = try PDFDocument(bytes: signed)
        let object = try document.indirectObject(PDFReference(number: Self.page), asOf: document.lastRevision.index)
        var dictionary = try #require(object.object.dictionaryValue)
        let honest = text(dictionary)
        dictionary["Contents"] = .reference(PDFReference(number: Self.preparedContent))
        return Page(honest: honest, evil: text(dictionary))
    }

    private func text(_ dictionary: PDFDictionary) -> String {
        var serializer = PDFSerializer()
        serializer.append(.dictionary(dictionary))
        return String(decoding: serializer.bytes, as: UTF8.self)
    }

    /// One more save with the trailer that the document has.
    private func saved(
        _ objects: [Int: String] = [:], compressed: [Int: String] = [:],
        _ alter: (inout PDFForge.Style) -> Void
    ) throws -> [UInt8] {
        var forge = try PDFForge(on: signed)
        let trailer = try trailerText(PDFDocument(bytes: signed))
        forge.appendRevision(objects, compressed: compressed) { style in
            style.trailerText = trailer
            alter(&style)
        }
        return forge.output
    }

    private func codes(_ bytes: [UInt8]) throws -> Set<FindingCode> {
        let report = try documents.validate(bytes: bytes)
        #expect(report.integrity == .changed)
        return Set(report.findings.map(\.code).filter { $0.dimension == .integrity })
    }

    @Test func `calls a page that table and stream name differently a contradiction`() throws {
        let pages = try pages()
        let bytes = try saved([Self.page: pages.honest], compressed: [Self.page: pages.evil]) { style in
            style.form = .hybrid
            // Of the two lines for the page, the table keeps the one in use.
            style.alterRows = { rows in rows.filter { $0 != [Self.page, 0, 0, 0] } }
        }
        #expect(try codes(bytes) == [.otherCrossReference, .incrementalSaving])
    }

    @Test func `finds a page that the table frees and the stream replaces`() throws {
        let bytes = try saved(compressed: [Self.page: pages().evil]) { $0.form = .hybrid }
        #expect(try codes(bytes) == [.changedContent, .shadowHideAndReplace, .incrementalSaving])
    }

    @Test func `finds a page that only the stream replaces, which readers of tables see as it was`() throws {
        let bytes = try saved(compressed: [Self.page: pages().evil]) { style in
            style.form = .hybrid
            style.alterRows = { rows in rows.filter { $0 != [Self.page, 0, 0, 0] } }
        }
        #expect(
            try codes(bytes) == [.otherCrossReference, .changedContent, .shadowHideAndReplace, .incrementalSaving])
    }

    @Test func `finds a page replaced in an object stream`() throws {
        let bytes = try saved(compressed: [Self.page: pages().evil]) { $0.form = .stream }
        #expect(try codes(bytes) == [.changedContent, .shadowHideAndReplace, .incrementalSaving])
    }

    @Test func `finds a page's content replaced by a save with a cross-reference stream`() throws {
        let evil = String(
            decoding: PDFForge.stream("", Array("BT /F1 12 Tf 50 700 Td (9000) Tj ET".utf8)), as: UTF8.self)
        let bytes = try saved([4: evil]) { $0.form = .stream }
        #expect(try codes(bytes) == [.changedContent, .incrementalSaving])
    }

    @Test func `takes a save with a cross-reference stream that changes nothing for no change`() throws {
        let bytes = try saved(compressed: [Self.page: pages().honest]) { $0.form = .stream }
        let report = try documents.validate(bytes: bytes)
        #expect(report.integrity == .intact, "\(report.findings)")
    }

    /// The other page waits in an object stream that was signed with the document; a later save only names it.
    @Test func `finds a page brought out of an object stream that was there before`() throws {
        let base = SampleDocument.bytes()
        let document = try PDFDocument(bytes: base)
        let tree = try #require(try document.dictionary(document.catalog(asOf: 0)["Pages"], asOf: 0))
        let page = try #require(tree["Kids"]?.arrayValue?.first?.referenceValue)
        var evil = try #require(try document.dictionary(.reference(page), asOf: 0))
        evil["Rotate"] = .integer(180)
        var forge = try PDFForge(on: base)
        let trailer = trailerText(document)
        // The object stream holds the page, and no table says so.
        forge.appendRevision([:], compressed: [page.number: text(evil)]) { style in
            (style.form, style.trailerText) = (.stream, trailer)
            style.alterRows = { rows in rows.filter { $0[0] != page.number } }
        }
        forge.appendRevision([400: "null"]) { $0.trailerText = trailer }
        let container = try #require(document.lastRevision.trailer["Size"]?.integerValue)
        let signed = try TestSigner(TestAuthority.shared.get()).sign(forge.output, field: "school")
        var attack = try PDFForge(on: signed)
        attack.appendRevision([:], compressed: [page.number: "null"]) { style in
            (style.form, style.trailerText) = (.stream, trailer)
            style.alterRows = { rows in rows.map { $0[0] == page.number ? [page.number, 2, container, 0] : $0 } }
        }
        let sound = try documents.validate(bytes: signed)
        #expect(sound.integrity == .intact, "\(sound.findings)")
        #expect(try codes(attack.output) == [.changedPage, .incrementalSaving])
    }

    private func trailerText(_ document: PDFDocument) -> String {
        var kept: PDFDictionary = [:]
        for key: PDFName in ["ID", "Info"] { kept[key] = document.lastRevision.trailer[key] }
        return String(text(kept).dropFirst(2).dropLast(2))
    }

    /// Which of the two was signed, nobody knows.
    @Test func `finds a contradiction in the state that was signed`() throws {
        var forge = PDFForge()
        let form = "/AcroForm<</Fields[5 0 R]/SigFlags 3/DR<</Font<</Text 6 0 R/TextBold 6 0 R>>>>>>"
        let objects = [
            1: "<</Type/Catalog/Pages 2 0 R\(form)>>", 2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[5 0 R]>>",
            5: "<</Type/Annot/Subtype/Widget/FT/Sig/T(a)/F 132/P 3 0 R/Rect[0 0 0 0]>>",
        ]
        forge.appendRevision(objects, compressed: [3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"]) { style in
            style.form = .hybrid
            style.alterRows = { rows in rows.filter { $0 != [3, 0, 0, 0] } }
        }
        let facts = try DocumentInspector(PDFDocument(bytes: forge.output), policy: .general).inspect()
        #expect(facts.revisions[0].modifications == [Modification(.otherCrossReference, object: 3)])
    }
}
