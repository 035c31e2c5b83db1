import PAdESValidation
import PDFModel
import Parties
import Testing

/// Files made to exhaust the reader: each is judged or refused, in time that grows with its size and no faster.
///
/// Reading twice what lies inside itself would take hours here, not seconds.
@Suite("A hostile file", .timeLimit(.minutes(5)))
struct HostileFileTests {
    private let catalog = "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[]/SigFlags 3>>>>"
    private let pages = "<</Type/Pages/Kids[]/Count 0>>"

    @Test func `of twenty thousand objects, each inside the string of the one before`() throws {
        let count = 20_000
        var file = HostileFile([catalog, pages])
        for number in 3..<count + 3 { file.begin(number, with: "(") }
        file.append(String(repeating: ")endobj ", count: count))
        #expect(try codes(file.bytes()).contains(.baseIsUnreadable))
    }

    @Test func `of one object of four megabytes`() throws {
        let numbers = "[" + String(repeating: "1 ", count: 2 << 20) + "]"
        let file = HostileFile([catalog.replacing(">>>>", with: ">>/X 3 0 R>>"), pages, numbers])
        #expect(try codes(file.bytes()).contains(.baseIsUnreadable))
    }

    @Test func `of fifty thousand fields`() throws {
        let fields = (3..<50_003).map { "\($0) 0 R" }.joined(separator: " ")
        let form = "<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[\(fields)]>>>>"
        let file = HostileFile([form, pages] + (3..<50_003).map { "<</FT/Sig/T(a\($0))>>" })
        #expect(refusal(of: file.bytes()) == .limitExceeded)
    }

    @Test func `of one field listed fifty thousand times`() throws {
        let fields = String(repeating: "3 0 R ", count: 50_000)
        let form = "<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[\(fields)]>>>>"
        #expect(refusal(of: HostileFile([form, pages, "<</FT/Sig/T(a)>>"]).bytes()) == .badSyntax)
    }

    @Test func `of forty signatures`() throws {
        let fields = (3..<43).map { "\($0) 0 R" }.joined(separator: " ")
        let form = "<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[\(fields)]>>>>"
        let file = HostileFile([form, pages] + (3..<43).map { "<</FT/Sig/T(a\($0))/V 43 0 R>>" } + ["<</Type/Sig>>"])
        #expect(refusal(of: file.bytes()) == .limitExceeded)
    }

    @Test func `of fields that are their own parents`() throws {
        let form = "<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[3 0 R]>>>>"
        let file = HostileFile([form, pages, "<</T(a)/Kids[4 0 R]>>", "<</T(b)/Kids[3 0 R]>>"])
        #expect(refusal(of: file.bytes()) == .badSyntax)
    }

    @Test func `of pages that are their own parents`() throws {
        let file = HostileFile([catalog, "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Pages/Kids[2 0 R]>>"])
        #expect(try codes(file.bytes()).contains(.baseIsUnreadable))
    }

    @Test func `of objects that refer to each other in a circle`() throws {
        let file = HostileFile([catalog.replacing(">>>>", with: ">>/X 3 0 R>>"), pages, "[4 0 R]", "[3 0 R]"])
        #expect(try !codes(file.bytes()).contains(.baseIsUnreadable))
    }

    @Test func `of a stream whose length is that of itself`() throws {
        let file = HostileFile([
            catalog.replacing(">>>>", with: ">>/X 3 0 R>>"), pages, "<</Length 3 0 R>>\nstream\nabc\nendstream",
        ])
        #expect(try codes(file.bytes()).contains(.baseIsUnreadable))
    }

    @Test func `of many tables that all name the same place`() throws {
        var bytes = HostileFile([catalog, pages]).bytes()
        for _ in 0..<4 {
            var revision = try CraftedRevision(on: bytes)
            let line = CraftedRevision.line(17, 0, "n")
            revision.section.table = "10 20000\n" + String(repeating: line, count: 20_000)
            bytes = try revision.bytes()
        }
        let report = try validate(bytes)
        #expect(report.integrity == .changed)
        #expect(report.findings.count < 1_000, "a report that people can read")
    }

    @Test func `of more lines in its tables than are read`() throws {
        var limits = PDFLimits()
        limits.entryCount = 5
        var revision = try CraftedRevision(on: HostileFile([catalog, pages]).bytes())
        revision.section.table = "10 4\n" + String(repeating: CraftedRevision.line(17, 0, "n"), count: 4)
        let bytes = try revision.bytes()
        #expect { try PDFDocument(bytes: bytes, limits: limits) } throws: {
            ($0 as? PDFReadError)?.code == .limitExceeded
        }
    }

    @Test func `of a hundred megabytes of white space`() {
        let spaces = [UInt8](repeating: 0x20, count: 100 << 20)
        #expect(refusal(of: Array("%PDF-1.7\n".utf8) + spaces) == .limitExceeded)
    }

    @Test func `of forty megabytes of white space behind a document`() {
        let spaces = [UInt8](repeating: 0x20, count: 40 << 20)
        #expect(refusal(of: HostileFile([catalog, pages]).bytes() + spaces) == .noCrossReference)
    }

    @Test func `of a cross-reference stream that is shorter than its entries`() {
        var file = HostileFile([])
        file.append("1 0 obj<</Type/XRef/Size 2/W[1 2 1]/Length 0>>stream\n\nendstream endobj\n")
        let bytes = file.bytes()
        let start = Array("startxref\n15\n%%EOF\n".utf8)
        let end = bytes.lastRange(of: Array("startxref".utf8))?.lowerBound ?? 0
        #expect(refusal(of: bytes[..<end] + start) == .badSyntax)
    }

    @Test func `of two thousand pages that share one long list`() throws {
        let count = 2_000
        let kids = (4..<count + 4).map { "\($0) 0 R" }.joined(separator: " ")
        let list = "[" + String(repeating: "1 ", count: 200_000) + "]"
        let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots 3 0 R>>"
        let file = HostileFile(
            [catalog, "<</Type/Pages/Kids[\(kids)]/Count \(count)>>", list] + Array(repeating: page, count: count))
        let clock = ContinuousClock()
        let start = clock.now
        let bytes = file.bytes()
        #expect(refusal(of: bytes) { clock.now < start + .seconds(5) } == .limitExceeded)
        #expect(clock.now < start + .seconds(20), "one object more may be read, not all of them")
    }

    private func validate(_ bytes: [UInt8]) throws -> ValidationReport {
        try DocumentValidator(trust: .none, policyArc: .demo).validate(PDFDocument(bytes: bytes), at: 1_795_424_400)
    }

    private func codes(_ bytes: [UInt8]) throws -> Set<FindingCode> { Set(try validate(bytes).findings.map(\.code)) }

    private func refusal(
        of bytes: [UInt8], mayGoOn: @escaping @Sendable () -> Bool = { true }
    ) -> PDFReadError.Code? {
        do throws(PDFReadError) {
            let document = try PDFDocument(bytes: bytes, mayGoOn: mayGoOn)
            _ = try DocumentValidator(trust: .none, policyArc: .demo).validate(document, at: 1_795_424_400)
            return nil
        } catch { return error.code }
    }
}

/// A file written object by object, well formed or not.
private struct HostileFile {
    private var output = Array("%PDF-1.7\n%".utf8) + [0xE2, 0xE3, 0xCF, 0xD3, 0x0A]
    private var offsets: [Int] = []

    init(_ bodies: [String]) {
        for (index, body) in bodies.enumerated() { begin(index + 1, with: "\n\(body)\nendobj\n") }
    }

    /// Writes an object up to where the text ends, which need not be its own end.
    mutating func begin(_ number: Int, with text: String) {
        offsets.append(output.count)
        append("\(number) 0 obj\(text)")
    }

    mutating func append(_ text: String) { output += Array(text.utf8) }

    func bytes() -> [UInt8] {
        let lines = offsets.map { CraftedRevision.line($0, 0, "n") }.joined()
        let table = "xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n\(lines)"
        let trailer = "trailer\n<</Size \(offsets.count + 1)/Root 1 0 R/ID[<00><00>]>>\n"
        return output + Array("\(table)\(trailer)startxref\n\(output.count)\n%%EOF\n".utf8)
    }
}
