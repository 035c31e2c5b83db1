import Foundation
import Testing

@testable import HarfBuzzBridge
@testable import Typesetting

@Suite("What is refused, and how")
struct RefusalTests {
    @Test func `names the character that no face has, and its place, but not the text`() throws {
        let content = document([paragraph("Bonjour"), paragraph("Sarah 🙂 Benali")])
        let error = try #require(refusal(of: content))
        #expect(error == .missingGlyph("🙂", face: .regular, place: "block 3"))
        #expect("\(error)".contains("U+1F642 SLIGHTLY SMILING FACE"))
        #expect(!"\(error)".contains("Sarah"))
    }

    @Test(arguments: [
        "\u{0}", "\n", "\t", "\u{85}", "\u{202E}", "\u{2066}", "\u{200F}", "\u{200B}", "\u{FEFF}", "\u{AD}",
    ])
    func `refuses control, bidirectional and invisible characters`(scalar: Unicode.Scalar) throws {
        let error = refusal(of: document([.fields([Field(label: "Nom", value: [Inline("a\(scalar)b")])])]))
        #expect(error == .forbiddenCharacter(scalar, place: "block 2, field 1"))
    }

    @Test func `refuses them in what is stored and not drawn too`() throws {
        var content = document([paragraph("Texte")])
        content.metadata.title = "a\u{202E}b"
        #expect(refusal(of: content) == .forbiddenCharacter("\u{202E}", place: "the document's title"))
        #expect(
            refusal(of: document([boxes([("student", "Élève", "a\u{7}b")])]))
                == .forbiddenCharacter("\u{7}", place: "block 2, signature box 1"))
    }

    @Test func `looks at every character, however many bytes it takes`() throws {
        let face = try FontSet()[.regular]
        let scalars: [Unicode.Scalar] = [
            "a", " ", "~", "\u{7F}", "\u{80}", "\u{AD}", "é", "\u{7FF}", "\u{800}", "ễ", "’", "\u{24FF}", "\u{2500}",
            "ﬁ", "字",
            "\u{FFFD}", "\u{10000}", "🙂", "\u{10FFFF}",
        ]
        for first in scalars {
            for second in scalars {
                for third in scalars {
                    let text = String(String.UnicodeScalarView([first, second, third]))
                    #expect(face.firstUncovered(in: text) == [first, second, third].first { !face.covers($0) })
                }
            }
        }
        #expect(face.firstUncovered(in: "") == nil)
    }

    @Test func `refuses a script that only its own fonts have`() throws {
        #expect(
            refusal(of: document([boxes([("student", "ليلى", "Signature")])]))
                == .missingGlyph("ل", face: .regular, place: "block 2, signature box 1"))
    }

    @Test(arguments: ["", "school.head", "a b", "é", "a/b"])
    func `refuses field names that would not be one plain name`(name: String) throws {
        #expect(
            refusal(of: document([boxes([(name, "Élève", "Signature")])]))
                == .badFieldName(place: "block 2, signature box 1"))
    }

    @Test func `refuses the same field name twice, also in different blocks`() throws {
        let content = document([boxes([("student", "A", "S")]), boxes([("school", "B", "S"), ("student", "C", "S")])])
        #expect(refusal(of: content) == .repeatedFieldName(place: "block 3, signature box 2"))
    }

    @Test func `refuses a document without content`() throws {
        var content = document([])
        content.blocks = []
        #expect(refusal(of: content) == .emptyDocument)
        content.blocks = [.pageBreak, .space(10), paragraph(" ")]
        #expect(refusal(of: content) == .emptyDocument)
    }

    @Test func `refuses rows of another length than the header, and unusable widths`() throws {
        var table = Table(header: [[], []], rows: [[[], []], [[]]], columnWeights: [1, 1])
        #expect(
            refusal(of: document([.table(table)]))
                == .unevenTable(place: "block 2, row 2", expectedColumns: 2, foundColumns: 1))
        table.rows = []
        for weights: [Double] in [[1], [1, 0], [1, -Double.infinity], [1, .nan], []] {
            table.columnWeights = weights
            #expect(refusal(of: document([.table(table)])) == .badColumnWeights(place: "block 2"))
        }
    }

    @Test func `refuses headings that skip a level, repeat the title or stand in a list`() throws {
        let heading = { (level: Int) in Block.heading(level: level, [Inline("Titre")]) }
        #expect(
            refusal(of: document([heading(3)])) == .headingLevel(found: 3, allowed: 2...2, place: "block 2"))
        #expect(
            refusal(of: document([heading(2), heading(1)]))
                == .headingLevel(found: 1, allowed: 2...3, place: "block 3"))
        #expect(
            refusal(of: document([.list(.bullets, items: [[heading(2)]])]))
                == .headingInsideBlock(place: "block 2, item 1, block 1"))
        #expect(refusal(of: document([.heading(level: 2, [])])) == .emptyText(place: "block 2"))
    }

    @Test func `refuses files whose names or types no reader could use`() throws {
        var content = document([paragraph("Texte")])
        let file = { (name: String, type: String) in
            AssociatedFile(name: name, description: "", mediaType: type, relationship: .data, data: [])
        }
        for bad in [file("", "text/xml"), file("é.xml", "text/xml"), file("a b.xml", "text/xml"), file("a.xml", "")] {
            content.associatedFiles = [bad]
            #expect(refusal(of: content) == .badAssociatedFile(place: "associated file 1"))
        }
        content.associatedFiles = [file("a.xml", "text/xml"), file("a.xml", "text/xml")]
        #expect(refusal(of: content) == .badAssociatedFile(place: "associated file 2"))
    }

    @Test func `refuses a box that is higher than a page`() throws {
        let name = String(repeating: "Nom ", count: 3000)
        guard case .doesNotFit = refusal(of: document([boxes([("student", name, "S")])])) else {
            Issue.record("the box was typeset")
            return
        }
    }

    @Test func `names the Debian package when a font is missing or none`() throws {
        var paths = FontSet.Paths.lato
        paths.bold = "/nowhere/Lato-Bold.ttf"
        let missing = #expect(throws: TypesettingError.self) { () throws in _ = try FontSet(paths) }
        #expect(missing == .fontUnusable(.unreadable(path: paths.bold), debianPackage: "fonts-lato"))
        #expect(missing.map { "\($0)".contains("install the Debian package fonts-lato") } == true)
        paths.bold = #filePath
        let wrong = #expect(throws: TypesettingError.self) { () throws in _ = try FontSet(paths) }
        #expect(wrong == .fontUnusable(.noTrueTypeOutlines(path: #filePath), debianPackage: "fonts-lato"))
    }

    private func boxes(_ boxes: [(name: String, signatory: String, alternative: String)]) -> Block {
        .signatureBoxes(
            boxes.map { box in
                SignatureBox(
                    fieldName: box.name, title: "Titre", expectedSignatory: box.signatory, placeholder: "À signer",
                    alternativeText: box.alternative)
            })
    }

    private func refusal(of content: DocumentContent) -> TypesettingError? {
        do {
            _ = try Typesetter(fonts: Fonts.set()).typeset(content)
            return nil
        } catch {
            return error as? TypesettingError
        }
    }
}
