import Foundation
import TestSupport
import Testing

@testable import Typesetting

@Suite("Conformance of revision 0", .tags(.interop))
struct ConformanceTests {
    @Test(arguments: [4, 5])
    func `passes PDF/A-3a and PDF/UA-1 with any number of signatories`(signatoryCount: Int) throws {
        try expectConformance(of: SampleConvention.content(signatoryCount: signatoryCount))
    }

    @Test func `passes PDF/A-3a and PDF/UA-1 with every kind of block`() throws {
        try expectConformance(of: SampleBlocks.everyKind)
    }

    @Test func `passes PDF/A-3a and PDF/UA-1 with names of many alphabets and combining marks`() throws {
        let names = "Ελένη Παπαδοπούλου, Юлия Щербакова, Nguyễn Thị Hồng, Şükrü Öztürk, Łukasz Żółć, o\u{323}\u{301}"
        try expectConformance(of: document([.paragraph([Inline(names), Inline(names, .italic)], .body)]))
    }

    @Test func `passes PDF/A-3a and PDF/UA-1 when text, table and note cross pages`() throws {
        var numbers = SeededNumbers(state: 7)
        let rows = (1...90).map { [[Inline("\($0)")], [Inline(prose(18, &numbers))]] }
        let table = Table(
            caption: "Longue table", header: [[Inline("N°")], [Inline("Texte")]], rows: rows, columnWeights: [1, 6])
        try expectConformance(
            of: document([
                paragraph(prose(2500, &numbers)), .table(table), .note([paragraph(prose(1200, &numbers))]),
                .list(.numbers, items: (0..<60).map { _ in [paragraph(prose(30, &numbers))] }),
            ]))
    }

    @Test func `fails the check once its claim to be tagged is gone`() throws {
        let file = try DocumentFile(SampleConvention.content())
        let claim = Array("/Marked true".utf8)
        let place = try #require(file.document.bytes.firstRange(of: claim))
        var bytes = file.document.bytes
        bytes.replaceSubrange(place, with: Array("/Marked null".utf8))
        let path = try file.directory.write("untagged.pdf", bytes)
        let result = try Command.run(conformanceCheck, "3a,ua1", path)
        #expect(result.status == 1)
        #expect(result.output.contains("FAIL 3a"))
    }

    @Test func `has a structure that qpdf finds nothing wrong with`() throws {
        let output = try DocumentFile(SampleConvention.content()).read("qpdf", "--check")
        #expect(output.contains("No syntax or stream encoding errors found"))
        #expect(!output.contains("WARNING"))
    }

    @Test func `embeds every font as a subset with a way back to text`() throws {
        let lines = try DocumentFile(SampleConvention.content()).read("pdffonts").split(separator: "\n").dropFirst(2)
        // Three faces; the letters of Vietnamese and Polish names are in the same programs.
        #expect(lines.count == 3)
        for line in lines {
            #expect(line.contains("CID TrueType"))
            #expect(line.contains(" yes yes yes "))
            #expect(line.prefix { $0 != " " }.contains("+"))
        }
    }

    /// The names that the test signer prints are not those the document expects.
    @Test func `passes PDF/A-3a and PDF/UA-1 after four signatures, some by people whom the bold face lacks`() throws {
        let file = try DocumentFile(SampleConvention.content(signatoryCount: 4))
        let signed = try TestSigner(TestAuthority()).signAll(file.document.bytes)
        try expectConformance(ofFile: try file.directory.write("signed.pdf", signed))
    }

    private func expectConformance(of content: DocumentContent) throws {
        let file = try DocumentFile(content)
        try expectConformance(ofFile: file.path)
    }

    private func expectConformance(ofFile path: String) throws {
        let result = try Command.run(conformanceCheck, "3a,ua1", path)
        #expect(result.succeeded, "\(result.output)")
        #expect(result.output.contains("PASS 3a") && result.output.contains("PASS ua1"))
    }
}
