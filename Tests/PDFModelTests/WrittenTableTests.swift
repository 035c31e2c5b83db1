import PDFModel
import Testing

/// Documents that were issued with a table are set again byte for byte, so nothing of how one is written may change.
@Suite("A cross-reference table that is written")
struct WrittenTableTests {
    /// As ISO 32000-1 §7.5.4 and §7.5.5 have them, and in the way in which files were written before there were streams in ours.
    @Test func `of a file with three objects has these bytes`() {
        let header = Array("%PDF-1.7\n%".utf8) + [0xE2, 0xE3, 0xCF, 0xD3, 0x0A]
        let objects = [
            "1 0 obj\n<</Type/Pages/Kids[2 0 R]/Count 1>>\nendobj\n",
            "2 0 obj\n<</Type/Page/Parent 1 0 R/MediaBox[0 0 595 842]>>\nendobj\n",
            "3 0 obj\n<</Type/Catalog/Pages 1 0 R>>\nendobj\n",
        ]
        let identifier = "<07070707070707070707070707070707>"
        let end = """
            xref
            0 4
            0000000000 65535 f\u{20}
            0000000015 00000 n\u{20}
            0000000066 00000 n\u{20}
            0000000131 00000 n\u{20}
            trailer
            <</Size 4/Root 3 0 R/ID[\(identifier)\(identifier)]>>
            startxref
            176
            %%EOF

            """
        #expect(SampleFile.bytes(.table) == header + Array((objects.joined() + end).utf8))
    }

    @Test func `of an update has these bytes`() throws {
        let bytes = SampleFile.bytes(.table)
        var update = try IncrementalUpdate(of: PDFDocument(bytes: bytes))
        update.set(.null, at: PDFReference(number: 2))
        _ = update.add(.integer(5))
        let start = bytes.count
        let objects = ["2 0 obj\nnull\nendobj\n", "4 0 obj\n5\nendobj\n"]
        let places = [start, start + objects[0].utf8.count].map {
            String(repeating: "0", count: 10 - String($0).count) + String($0)
        }
        let end = """
            xref
            2 1
            \(places[0]) 00000 n\u{20}
            4 1
            \(places[1]) 00000 n\u{20}
            trailer
            <</Size 5/Root 3 0 R/ID [<07070707070707070707070707070707> <01>]/Prev 176>>
            startxref
            \(start + objects.joined().utf8.count)
            %%EOF

            """
        #expect(update.serialize(identifier: [1]).bytes == bytes + Array((objects.joined() + end).utf8))
    }
}
