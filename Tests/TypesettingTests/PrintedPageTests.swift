import TestSupport
import Testing

@testable import Typesetting

/// Where the lines stand on the finished pages, as other software reads them.
@Suite("Pages as they are printed", .tags(.interop))
struct PrintedPageTests {
    /// Where the column ends; the footer stands below.
    private static let columnBottom = 776.0

    @Test(arguments: 1...6)
    func `leave no line of a paragraph alone and no heading without two lines below it`(seed: Int) throws {
        var numbers = SeededNumbers(state: UInt64(seed))
        var blocks: [Block] = []
        for index in 0..<40 {
            if index % 3 == 0 {
                blocks.append(.heading(level: index % 6 == 0 ? 2 : 3, [Inline(marked("h\(index)", 4))]))
            }
            blocks.append(paragraph(marked("p\(index)", Int.random(in: 30...160, using: &numbers))))
        }
        let file = try DocumentFile(
            document(Array(blocks.drop { if case .heading(3, _) = $0 { true } else { false } })))
        let pages = try PageWords(of: file)
        #expect(file.document.pageCount > 4)
        for index in 0..<40 {
            let lines = pages.lines(of: "p\(index)")
            try #require(lines.count >= 2)
            for page in Set(lines.map(\.page)) { #expect(lines.count { $0.page == page } >= 2, "p\(index)") }
            guard index % 3 == 0, let heading = pages.lines(of: "h\(index)").last else { continue }
            let below = lines.prefix(2)
            #expect(below.allSatisfy { $0.page == heading.page && $0.bottom > heading.bottom }, "h\(index)")
        }
        #expect(pages.words.filter { $0.text.contains(".") }.allSatisfy { $0.bottom < Self.columnBottom })
    }

    @Test(arguments: 1...4)
    func `hold every row of a table whole below its header`(seed: Int) throws {
        var numbers = SeededNumbers(state: UInt64(seed))
        let rows = (0..<60).map { row in
            [[Inline(marked("r\(row)", 2))], [Inline(marked("r\(row)", Int.random(in: 1...60, using: &numbers)))]]
        }
        let table = Table(
            header: [[Inline("entete.1")], [Inline("entete.2")]], rows: rows, columnWeights: [1, 3])
        let filler = paragraph(marked("p", Int.random(in: 20...400, using: &numbers)))
        let pages = try PageWords(of: DocumentFile(document([filler, .table(table)])))
        for row in 0..<60 {
            let lines = pages.lines(of: "r\(row)")
            #expect(Set(lines.map(\.page)).count == 1, "r\(row)")
            let header = pages.lines(of: "entete").filter { $0.page == lines.first?.page }
            #expect(header.count == 1)
            let top = try #require(header.first).bottom
            #expect(lines.allSatisfy { $0.bottom > top })
        }
        #expect(Set(pages.lines(of: "entete").map(\.page)).count > 1)
    }

    @Test(arguments: Array(stride(from: 300, through: 1000, by: 35)))
    func `show words of the convention above the signatures, however long it is`(wordCount: Int) throws {
        let boxes = ["a", "b", "c", "d"].map { name in
            SignatureBox(
                fieldName: name, title: "boite.\(name)", expectedSignatory: name, placeholder: name,
                alternativeText: name)
        }
        let pages = try PageWords(
            of: DocumentFile(
                document([paragraph(marked("p", wordCount)), paragraph("fait.1 à Valmont"), .signatureBoxes(boxes)])))
        let first = try #require(pages.lines(of: "boite").first)
        #expect(Set(pages.lines(of: "boite").map(\.page)).count == 1)
        let above = (pages.lines(of: "p") + pages.lines(of: "fait")).filter { $0.page == first.page }
        #expect(!above.isEmpty && above.allSatisfy { $0.bottom < first.bottom })
    }

    @Test(arguments: [[5], [20], [60], [200], [20, 90, 90], [12, 400]])
    func `keep the footer's line off the page number, however long it is`(lengths: [Int]) throws {
        var content = document([paragraph("p.1")])
        content.footer = lengths.map { String(repeating: "m", count: $0) }.joined(separator: " ")
        let words = try PageWords(of: DocumentFile(content)).words.filter { $0.bottom > Self.columnBottom }
        let number = try #require(words.first { $0.text == "page" })
        let line = words.filter { $0.text.contains("m") || $0.text == "…" }
        #expect(!line.isEmpty && line.allSatisfy { $0.right < number.left })
        let isWhole = line.count == lengths.count && line.last?.text != "…"
        #expect(isWhole == (lengths.reduce(0, +) < 70), "cut only when it has to be, and then it says so")
    }

    /// A last line of one short word looks like a mistake, and a line far shorter than its neighbours like a hole.
    @Test func `set paragraphs ragged right without holes and without a stub at the end`() throws {
        var numbers = SeededNumbers(state: 17)
        let paragraphs = (0..<60).map {
            paragraph(prose(Int.random(in: 40...140, using: &numbers), &numbers) + " fin\($0).")
        }
        let words = try PageWords(of: DocumentFile(document(paragraphs))).words.filter { $0.bottom < Self.columnBottom }
        let column = PageGeometry.text.columnWidth
        var (stubs, holes, lineCount) = (0, 0, 0)
        for (index, word) in words.enumerated() where index + 1 < words.count {
            let next = words[index + 1]
            guard next.page != word.page || abs(next.bottom - word.bottom) > 3 else { continue }
            lineCount += 1
            let length = word.right - PageGeometry.text.left
            if word.text.hasPrefix("fin") {
                stubs += length < column * 0.12 ? 1 : 0
            } else {
                holes += length < column * 0.8 ? 1 : 0
            }
        }
        #expect(lineCount > 250)
        #expect(holes <= 1, "\(holes) of \(lineCount) lines")
        #expect(stubs <= 2, "\(stubs) of 60 paragraphs")
    }

    /// Words that tell where they come from: « p7.1 p7.2 … ».
    private func marked(_ mark: String, _ count: Int) -> String {
        (1...count).map { "\(mark).\($0)" }.joined(separator: " ")
    }
}
