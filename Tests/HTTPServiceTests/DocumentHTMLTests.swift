import Testing
import Typesetting

@testable import HTTPService

@Suite("DocumentHTML")
struct DocumentHTMLTests {
    private func html(_ blocks: Block...) -> String {
        DocumentHTML.render(
            DocumentContent(
                metadata: DocumentMetadata(title: "", subject: "", author: "", creationTime: 0), blocks: blocks))
    }

    private func timetable(firstColumnIsHeader: Bool) -> Table {
        Table(
            caption: "Horaires", header: [[Inline("")], [Inline("Matin")]],
            rows: [[[Inline("lundi")], [Inline("9 h – 12 h")]]], columnWeights: [1, 1],
            firstColumnIsHeader: firstColumnIsHeader)
    }

    @Test func `begins with the letterhead, and says what its logos are`() throws {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>"
        let image = try DocumentImage(svg: Array(svg.utf8))
        var content = Sample.document
        content.letterhead = Letterhead(
            logos: ["Lycée <A>", nil].map { Figure(image: image, width: 40, alternativeText: $0) },
            lines: [[Inline("Lycée A & B")], [Inline("1 rue C")]])
        let start = "<p>[Image\u{A0}: Lycée &lt;A&gt;]</p>\n<p><strong>Lycée A &amp; B</strong></p>\n<p>1 rue C</p>\n"
        #expect(DocumentHTML.render(content) == start + DocumentHTML.render(Sample.document))
    }

    @Test(arguments: [(1, "h3"), (2, "h4"), (3, "h5"), (4, "h6"), (5, "h6"), (0, "h3")])
    func `puts headings below those of the page`(level: Int, tag: String) {
        #expect(html(.heading(level: level, [Inline("T")])) == "<\(tag)>T</\(tag)>\n")
    }

    @Test func `keeps bold and italic`() {
        let inline = [Inline("a "), Inline("b", .bold), Inline("c", .italic)]
        #expect(html(.paragraph(inline, .body)) == "<p>a <strong>b</strong><em>c</em></p>\n")
    }

    @Test func `names the header of each cell of a table with row headers, for a phone`() {
        let table = html(.table(timetable(firstColumnIsHeader: true)))
        #expect(table.contains("<caption>Horaires</caption>"))
        #expect(table.contains("<th scope=\"col\" role=\"columnheader\">Matin</th>"))
        #expect(table.contains("<th scope=\"row\" role=\"rowheader\">lundi</th>"))
        #expect(table.contains("<td role=\"cell\" data-label=\"Matin\">9 h – 12 h</td>"))
        #expect(table.contains("<td role=\"cell\"></td>"))
        #expect(!table.contains("tabindex"))
    }

    @Test func `lets another table scroll, also from the keyboard, under its name`() {
        let table = html(.table(timetable(firstColumnIsHeader: false)))
        #expect(table.hasPrefix("<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Horaires\">"))
        #expect(!table.contains("rowheader"))
    }

    @Test func `names tables without a caption by their number`() {
        var table = timetable(firstColumnIsHeader: false)
        table.caption = nil
        #expect(html(.table(table), .table(table)).contains("aria-label=\"Tableau 2\""))
    }

    @Test func `keeps every text of the sample, in order`() {
        let page = DocumentHTML.render(Sample.document)
        var rest = page[...]
        for text in [
            "Convention relative", "Vu le code", "Classe", "Article 1", "premier point", "vendredi", "Moins de trente",
            "Signatures", "Claire Martin", "Fait en un",
        ] {
            guard let range = rest.firstRange(of: text) else {
                Issue.record("\(text) is missing or out of order")
                return
            }
            rest = rest[range.upperBound...]
        }
    }
}
