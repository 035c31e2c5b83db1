import Foundation
import TestSupport
import Testing

@testable import Typesetting

@Suite("Posters", .tags(.interop))
struct PosterTests {
    private static let drawing =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\"><path d=\"M0 0h10v10z\"/></svg>"

    private func poster(_ paper: PaperSize) throws -> DocumentContent {
        let image = try DocumentImage(svg: Array(Self.drawing.utf8))
        let figure = Figure(image: image, width: 90, alternativeText: "Un triangle")
        var content = DocumentContent(
            metadata: DocumentMetadata(title: "Affiche", subject: "", author: "", creationTime: 0),
            blocks: [
                .band([.heading(level: 1, [Inline("Venez")]), paragraph("Un sous-titre", .lead)]),
                .heading(level: 2, [Inline("Une partie")]), paragraph("Du texte"),
                .list(.bullets, items: [[paragraph("Un point")]]),
                .imageBeside(figure, [[Inline("À côté")], [Inline("Puis dessous", .bold)]]),
                .band([paragraph("En bas")]),
            ])
        content.design = .poster(paper)
        return content
    }

    @Test(arguments: [(PaperSize.a4, "595.28 x 841.89"), (.a5, "419.53 x 595.28")])
    func `have the size of their paper, and pass PDF/A-3a and PDF/UA-1`(paper: PaperSize, size: String) throws {
        let file = try DocumentFile(poster(paper))
        #expect(try file.read("pdfinfo").contains("Page size:       \(size)"))
        let verdict = try Command.run(conformanceCheck, "3a,ua1", file.path)
        #expect(verdict.output.contains("PASS 3a") && verdict.output.contains("PASS ua1"), "\(verdict.output)")
    }

    @Test(arguments: [PaperSize.a4, .a5])
    func `have a stripe from edge to edge, up to the top`(paper: PaperSize) throws {
        let file = try DocumentFile(poster(paper))
        let image = file.directory.file("page")
        try #require(try Command.run("pdftoppm", "-r", "20", "-singlefile", file.path, image).succeeded)
        let pixels = try file.directory.read("page.ppm")
        // « P6 », width and height, 255, then three bytes a pixel.
        let header = pixels.split(separator: 0x0A, maxSplits: 3, omittingEmptySubsequences: false)
        let width = try #require(
            String(decoding: header[1], as: UTF8.self).split(separator: " ").first.flatMap { Int($0) })
        let first = Array(header[3].prefix(3)), last = Array(header[3].dropFirst(3 * (width - 2)).prefix(3))
        for pixel in [first, last] {
            #expect(pixel[0] < 40 && pixel[1] < 80 && (90...130).contains(pixel[2]), "\(pixel)")
        }
        #expect(Array(header[3].suffix(3)) == [255, 255, 255])
    }

    @Test func `are read in the order in which they are written, without a page number`() throws {
        let text = words(try DocumentFile(poster(.a4)).read("pdftotext", after: ["-"]))
        #expect(text == "Venez Un sous-titre Une partie Du texte • Un point À côté Puis dessous En bas")
        let tree = try DocumentFile(poster(.a4)).read("pdfinfo", "-struct-text")
        #expect(tree.contains("Figure") && tree.contains("\"Puis dessous\""))
    }

    @Test func `refuse a footer, which nobody would see`() throws {
        var content = try poster(.a4)
        content.footer = "Pied de page"
        #expect(throws: TypesettingError.footerOnPoster) { try Typesetter(fonts: Fonts.set()).typeset(content) }
        content.footer = ""
        content.verification = VerificationMark(address: "https://a", printedText: "a", alternativeText: "a")
        #expect(throws: TypesettingError.footerOnPoster) { try Typesetter(fonts: Fonts.set()).typeset(content) }
    }

    @Test func `refuse a character that no face has, wherever it stands`() throws {
        for index in [0, 4, 5] {
            var content = try poster(.a4)
            let image = try DocumentImage(svg: Array(Self.drawing.utf8))
            content.blocks[index] =
                index == 4
                ? .imageBeside(Figure(image: image, width: 90, alternativeText: nil), [[Inline("a")], [Inline("🍰")]])
                : .band([.heading(level: index == 0 ? 1 : 3, [Inline("🍰")])])
            #expect(throws: TypesettingError.self) { try Typesetter(fonts: Fonts.set()).typeset(content) }
        }
    }
}
