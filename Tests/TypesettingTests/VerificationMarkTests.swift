import Foundation
import TestSupport
import Testing

@testable import Typesetting

@Suite("The verification mark of the footer", .tags(.interop))
struct VerificationMarkTests {
    private static let mark = VerificationMark(
        address: "https://conventions.example/v/7F3K92QD#sha256=Pq0_Rr3wYt7u1xZaBcDeFgHiJkLmNoPqRsTuVwXyZ01",
        printedText: "Vérifier ce document\u{202F}: conventions.example/v, code 7F3K-92QD",
        alternativeText: "Code QR : https://conventions.example/v/7F3K92QD, pour vérifier ce document")

    private func content() -> DocumentContent {
        var content = SampleConvention.content()
        content.verification = Self.mark
        return content
    }

    @Test func `is read by a camera from every page, to the letter`() throws {
        let file = try DocumentFile(content())
        let prefix = file.directory.file("page")
        // 200 dots an inch: what an office scanner sees of a sheet; a telephone held over it sees more.
        try #require(try Command.run("pdftoppm", "-r", "200", "-gray", "-png", file.path, prefix).succeeded)
        let pages = try FileManager.default.contentsOfDirectory(atPath: file.directory.path).filter {
            $0.hasSuffix(".png")
        }
        #expect(pages.count == file.document.pageCount && pages.count > 1)
        for page in pages {
            let path = file.directory.file(page)
            let result = try Command.run("zbarimg", "--nodbus", "--quiet", "--raw", path)
            #expect(result.output.trimmingCharacters(in: .newlines) == Self.mark.address, "\(page)")
        }
    }

    @Test func `is printed on every page and read by ear once, at the end`() throws {
        let file = try DocumentFile(content())
        let printed = try file.read("pdftotext", after: ["-"])
        #expect(printed.components(separatedBy: "7F3K-92QD").count == file.document.pageCount + 1)
        #expect(printed.contains("page 1 sur \(file.document.pageCount)"))
        let tree = try file.read("pdfinfo", "-struct-text")
        #expect(tree.components(separatedBy: "7F3K-92QD").count == 2)
        #expect(tree.components(separatedBy: "Figure").count == 2)
        let end = try #require(tree.range(of: "7F3K-92QD")).lowerBound
        #expect(!tree[end...].contains("Form") && tree[..<end].contains("Form"))
    }

    @Test func `passes PDF/A-3a and PDF/UA-1`() throws {
        let file = try DocumentFile(content())
        let result = try Command.run(conformanceCheck, "3a,ua1", file.path)
        #expect(result.output.contains("PASS 3a") && result.output.contains("PASS ua1"), "\(result.output)")
    }

    @Test func `leaves the text of the pages where it was`() throws {
        let (with, without) = (try DocumentFile(content()), try DocumentFile(SampleConvention.content()))
        #expect(with.document.pageCount == without.document.pageCount)
        let places = try [with, without].map { file in
            Set(
                try PageWords(of: file).words.filter { $0.bottom < 780 }.map {
                    "\($0.page) \($0.left) \($0.bottom) \($0.text)"
                })
        }
        #expect(places[0] == places[1])
    }

    @Test func `is refused without an address, with a long one, and with texts that cannot be read or drawn`() throws {
        let typesetter = Typesetter(fonts: try Fonts.set())
        let place = "the verification mark"
        let refused: [(VerificationMark, TypesettingError)] = [
            (mark(address: ""), .badVerificationAddress(byteCount: 0, limit: 150)),
            (mark(address: String(repeating: "a", count: 151)), .badVerificationAddress(byteCount: 151, limit: 150)),
            (mark(address: "a\u{7}"), .forbiddenCharacter("\u{7}", place: place)),
            (mark(printedText: ""), .emptyText(place: place)),
            (mark(printedText: "字"), .missingGlyph("字", face: .regular, place: place)),
            (mark(alternativeText: ""), .emptyText(place: place)),
        ]
        for (mark, error) in refused {
            var content = content()
            content.verification = mark
            #expect(throws: error) { try typesetter.typeset(content) }
        }
    }

    private func mark(
        address: String = "a", printedText: String = "a", alternativeText: String = "a"
    ) -> VerificationMark {
        VerificationMark(address: address, printedText: printedText, alternativeText: alternativeText)
    }
}
