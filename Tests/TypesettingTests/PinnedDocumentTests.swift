import TestSupport
import Testing
import Typesetting

/// `seing verify --reproduce` sets issued documents again: the same content must go on giving the same bytes.
///
/// The digests hold for Debian 12's HarfBuzz, libdeflate 1.14 and zlib. Where another version of one of them changes them, every
/// document that was issued before differs when it is set again.
@Suite("A document set today")
struct PinnedDocumentTests {
    private func digest(_ form: FileForm) throws -> String {
        let document = try Typesetter(fonts: Fonts.set()).typeset(SampleConvention.content(), as: form)
        let folder = try TemporaryDirectory()
        return String(try Command.run("sha256sum", try folder.write("document.pdf", document.bytes)).output.prefix(64))
    }

    /// As the program set it before there were cross-reference streams, of which this is the digest.
    @Test func `with a table has the bytes that it had when every document had one`() throws {
        #expect(try digest(.withTable) == "52a64a49c73ae543e12c2ccbb00eab80369993df57ee869232a48e8c73ab3c96")
    }

    @Test func `with a stream has the bytes that the first one with a stream had`() throws {
        #expect(try digest(.current) == "89244a07a1dfeabf44b5f06aff4f2b8c92c11b6edb1329620d8b529b69610ad6")
    }
}
