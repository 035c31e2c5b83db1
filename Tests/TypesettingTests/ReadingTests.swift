import Foundation
import PDFModel
import TestSupport
import Testing

@testable import Typesetting

@Suite("What readers and assistive software get", .tags(.interop))
struct ReadingTests {
    @Test func `gives the text in reading order and without glued words`() throws {
        let content = SampleConvention.content()
        let extracted = words(try DocumentFile(content).read("pdftotext", "-raw", after: ["-"]))
        var rest = extracted[...]
        for text in plainTexts(content.blocks) {
            let place = try #require(rest.firstRange(of: words(text)), "\(text)")
            rest = rest[place.upperBound...]
        }
    }

    /// Source: ISO 32000-1 annex D.2.
    @Test func `writes titles and what is read aloud in one byte a letter, with plain spaces`() {
        let (narrow, wide) = ("\u{202F}", "\u{A0}")
        #expect(
            textString("Titre\(wide)I\(narrow): l’élève")
                == .string(Array("Titre I : l".utf8) + [0x90, 0xE9, 0x6C, 0xE8] + Array("ve".utf8)))
        #expect(textString("Ł\(wide)") == .string([0xFE, 0xFF, 0x01, 0x41, 0x00, 0x20]))
    }

    @Test func `gives combining marks and their letters back as they were`() throws {
        let name = "Ọ\u{301}láńrewájú Ọ\u{323}"
        let text = try DocumentFile(document([paragraph(name)])).read("pdftotext", "-raw", after: ["-"])
        #expect(text.precomposedStringWithCanonicalMapping.contains("Ọ\u{301}láńrewájú"))
    }

    @Test func `shows headings, tables, lists and forms as what they are`() throws {
        let tree = try DocumentFile(SampleConvention.content()).read("pdfinfo", "-struct-text")
        let roles = tree.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        let counts = Dictionary(
            roles.map { (String($0.prefix { $0.isLetter || $0.isNumber }), 1) }, uniquingKeysWith: +)
        #expect(counts["H1"] == 1)
        #expect(counts["H2"] == 5)
        #expect(counts["Table"] == 6)
        #expect(counts["Caption"] == 1)
        #expect(counts["L"] == 2)
        #expect(counts["LI"] == 7)
        #expect(counts["Form"] == 4)
        #expect(roles.filter { $0 == "/Scope /Column" }.count == 6)
    }

    @Test func `puts what follows a heading into the heading's section, also inside what is kept together`() throws {
        let structure = try DocumentLayout(SampleConvention.content(), fonts: Fonts.set()).structure
        let heading = try #require(structure.elements.last { $0.role == .heading2 })
        let section = try #require(heading.parent)
        #expect(structure[section].role == .section)
        let roles = structure[section].kids.map { kid -> StructureTree.Role? in
            if case .element(let element) = kid { structure[element].role } else { nil }
        }
        #expect(roles == [.heading2, .paragraph] + Array(repeating: .division, count: 4))
    }

    @Test func `hides footers and repeated table headers from the logical text`() throws {
        let rows = (1...80).map { [[Inline("ligne \($0)")]] }
        let table = Table(header: [[Inline("Intitulé")]], rows: rows, columnWeights: [1])
        let file = try DocumentFile(document([.table(table)]))
        let tree = try file.read("pdfinfo", "-struct-text")
        #expect(tree.components(separatedBy: "Intitulé").count == 2)
        #expect(!tree.contains("Pied de page"))
        let drawn = try file.read("pdftotext", after: ["-"])
        #expect(file.document.pageCount > 1)
        #expect(drawn.components(separatedBy: "Intitulé").count == file.document.pageCount + 1)
        #expect(drawn.contains("page 2 sur \(file.document.pageCount)"))
    }

    @Test func `says title, author, language and dates consistently`() throws {
        let file = try DocumentFile(SampleConvention.content())
        let information = try file.read("pdfinfo")
        let packet = try file.read("pdfinfo", "-meta")
        for text in [SampleConvention.metadata.title, SampleConvention.metadata.author] {
            #expect(information.contains(text))
            #expect(packet.contains(text))
        }
        #expect(
            try Command.run("date", "--utc", "--date=@1803988800", "+%Y-%m-%dT%H:%M:%SZ").output
                .contains("2027-03-02T12:00:00Z"))
        #expect(packet.contains("xmp:CreateDate=\"2027-03-02T12:00:00Z\""))
        #expect(information.contains("Tagged:          yes"))
    }
}

/// The texts of blocks, in reading order.
private func plainTexts(_ blocks: [Block]) -> [String] { blocks.flatMap(plainTexts) }

private func plainTexts(_ block: Block) -> [String] {
    let plain = { (text: [Inline]) in text.map(\.text).joined() }
    switch block {
    case .heading(_, let text), .paragraph(let text, _): return [plain(text)]
    case .list(_, let items): return items.flatMap(plainTexts)
    case .table(let table):
        return [table.caption].compactMap { $0 } + ([table.header] + table.rows).flatMap { $0.map(plain) }
    case .fields(let fields): return fields.flatMap { [$0.label, plain($0.value)] }
    case .note(let blocks), .keepTogether(let blocks), .band(let blocks): return plainTexts(blocks)
    case .image: return []
    case .imageBeside(_, let lines): return lines.map(plain)
    case .signatureBoxes(let boxes): return boxes.flatMap { [$0.title, $0.expectedSignatory] }
    case .pageBreak, .space: return []
    }
}
