import Foundation
import TestSupport
import Testing

@testable import Typesetting

@Suite("Letterheads")
struct LetterheadTests {
    private func content(_ logos: [String?]) throws -> DocumentContent {
        let image = try DocumentImage(svg: SVGPictureTests.logo())
        var numbers = SeededNumbers(state: 5)
        var content = document([paragraph(prose(900, &numbers))], title: "Convention")
        content.letterhead = Letterhead(
            logos: logos.map { Figure(image: image, width: 57, alternativeText: $0) },
            lines: [[Inline("Lycée Jean-Exemple")], [Inline("1 rue des Écoles, 94999 Valmont")]])
        return content
    }

    @Test(.tags(.interop), arguments: [[], ["Logo"], ["Académie", "Lycée"], [nil, "Lycée"]] as [[String?]])
    func `conform with any logos, and are read once before the title`(logos: [String?]) throws {
        let file = try DocumentFile(content(logos))
        let result = try Command.run(conformanceCheck, "3a,ua1", file.path)
        #expect(result.output.contains("PASS 3a") && result.output.contains("PASS ua1"), "\(result.output)")
        let structure = try file.read("pdfinfo", "-struct-text")
        #expect(structure.components(separatedBy: "Figure").count == logos.compactMap(\.self).count + 1)
        let lines = try #require(structure.range(of: "Lycée Jean-Exemple"))
        let title = try #require(structure.range(of: "H1"))
        #expect(lines.lowerBound < title.lowerBound)
        #expect(structure.components(separatedBy: "Lycée Jean-Exemple").count == 2)
        #expect(file.document.pageCount == 2)
        #expect(!words(try file.read("pdftotext", "-f", "2")).contains("Jean-Exemple"))
    }

    @Test func `say where a picture stands, on the page and not elsewhere`() throws {
        let layout = try DocumentLayout(content(["Logo"]), fonts: Fonts.set())
        let text = String(decoding: try DocumentFile(content(["Logo"])).document.bytes, as: UTF8.self)
        // 57 points wide and high, below the top margin, beside the left one.
        #expect(text.contains("/BBox[62 726.89 119 783.89]"))
        #expect(layout.images.count == 1)
    }

    @Test func `leave documents without one as they were`() throws {
        let plain = document([paragraph("Texte")])
        var empty = plain
        empty.letterhead = nil
        #expect(try DocumentFile(plain).document.bytes == DocumentFile(empty).document.bytes)
    }

    @Test func `are refused with characters that the bold face lacks, at their place`() throws {
        var content = try content([])
        content.letterhead?.lines[0] = [Inline("\u{1F600}")]
        #expect {
            try Typesetter(fonts: Fonts.set()).typeset(content)
        } throws: { error in
            "\(error)".contains("the letterhead") && "\(error)".contains("bold")
        }
    }
}
