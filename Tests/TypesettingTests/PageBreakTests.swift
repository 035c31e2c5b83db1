import Testing

@testable import Typesetting

@Suite("Where pages end")
struct PageBreakTests {
    /// A dozen documents of random paragraphs, headings and tables.
    static let seeds = Array(1...12)

    @Test(arguments: seeds)
    func `never leaves a heading or caption last on a page`(seed: Int) throws {
        let layout = try layout(seed)
        for page in layout.pages.dropLast() {
            let lines = page.flatMap { texts(of: $0.strip) }
            let element = try #require(lines.last?.element)
            let role = layout.structure[element].role
            #expect(![.heading1, .heading2, .heading3, .caption].contains(role))
        }
    }

    @Test(arguments: seeds)
    func `leaves at least two lines of a paragraph on either page`(seed: Int) throws {
        let layout = try layout(seed)
        var lines: [StructureTree.ElementID: [Int: Int]] = [:]
        for (number, page) in layout.pages.enumerated() {
            for text in page.flatMap({ texts(of: $0.strip) }) {
                guard let element = text.element, layout.structure[element].role == .paragraph else { continue }
                lines[element, default: [:]][number, default: 0] += 1
            }
        }
        for (_, pages) in lines where pages.count > 1 { #expect(pages.values.allSatisfy { $0 >= 2 }) }
    }

    @Test(arguments: seeds)
    func `does not split rows and repeats the header above those that go on`(seed: Int) throws {
        let layout = try layout(seed)
        var pageOfRow: [StructureTree.ElementID: Int] = [:]
        for (number, page) in layout.pages.enumerated() {
            for text in page.flatMap({ texts(of: $0.strip) }) {
                guard let element = text.element, let row = row(of: element, in: layout.structure) else { continue }
                #expect(pageOfRow[row, default: number] == number)
                pageOfRow[row] = number
            }
            guard let first = page.first, first.strip.repeatedHeader != nil else { continue }
            Issue.record("page \(number) begins with a row")
        }
    }

    @Test(arguments: seeds)
    func `fills pages from the top and stays above the footer`(seed: Int) throws {
        for page in try layout(seed).pages {
            var bottom = PageGeometry.text.top
            for placed in page {
                #expect(placed.top >= bottom - 0.001)
                bottom = placed.top + placed.strip.height
            }
            #expect(page.first?.top == PageGeometry.text.top)
            #expect(bottom <= PageGeometry.text.top + PageGeometry.text.columnHeight + 0.001)
        }
    }

    @Test func `repeats the header on each page of a table, except its first`() throws {
        let rows = (1...120).map { [[Inline("\($0)")]] }
        let table = Table(header: [[Inline("Numéro")]], rows: rows, columnWeights: [1])
        let pages = try DocumentLayout(document([.table(table)]), fonts: Fonts.set()).pages
        #expect(pages.count == 4)
        for (number, page) in pages.enumerated() {
            let repeated = page.filter { placed in texts(of: placed.strip).contains { $0.element == nil } }
            #expect(repeated.count == (number == 0 ? 0 : 1))
            #expect(number == 0 || repeated.first?.top == PageGeometry.text.top)
        }
    }

    @Test func `keeps together what fits on one page and splits what does not`() throws {
        var numbers = SeededNumbers(state: 3)
        let filler = paragraph(prose(420, &numbers))
        let short = Block.keepTogether((0..<6).map { _ in paragraph(prose(30, &numbers)) })
        let long = Block.keepTogether((0..<60).map { _ in paragraph(prose(60, &numbers)) })
        let kept = try DocumentLayout(document([filler, filler, short]), fonts: Fonts.set())
        let split = try DocumentLayout(document([filler, long]), fonts: Fonts.set())
        #expect(pages(ofLast: 6, in: kept).count == 1)
        #expect(pages(ofLast: 60, in: split).count > 1)
        #expect(split.pages.allSatisfy { !$0.isEmpty })
    }

    @Test(arguments: 0..<24)
    func `never leaves one item of a list or one row of a table alone on a page`(lineCount: Int) throws {
        let items = (0..<30).map { [paragraph("Point \($0)")] }
        let rows = (0..<30).map { [[Inline("Rang \($0)")]] }
        let table = Table(header: [[Inline("N°")]], rows: rows, columnWeights: [1])
        for (block, word) in [(Block.list(.dashes, items: items), "Point"), (.table(table), "Rang")] {
            let filler = (0..<lineCount).map { _ in paragraph("x", .small) }
            let layout = try DocumentLayout(
                document((0..<20).map { _ in paragraph("x") } + filler + [block]), fonts: Fonts.set())
            let counts = layout.pages.map { page in
                page.flatMap { texts(of: $0.strip) }.count { text(of: $0).hasPrefix(word) }
            }
            #expect(counts.reduce(0, +) == 30)
            #expect(counts.allSatisfy { $0 != 1 }, "\(counts)")
        }
    }

    @Test func `keeps a short list on one page`() throws {
        for lineCount in 20..<50 {
            let layout = try DocumentLayout(
                document(
                    (0..<lineCount).map { _ in paragraph("x") } + [
                        .list(.dashes, items: (0..<5).map { [paragraph("Point \($0)")] })
                    ]),
                fonts: Fonts.set())
            let pages = layout.pages.filter { page in
                page.flatMap { texts(of: $0.strip) }.contains { text(of: $0).hasPrefix("Point") }
            }
            #expect(pages.count == 1)
        }
    }

    @Test func `never leaves signature boxes without the words above them`() throws {
        var numbers = SeededNumbers(state: 5)
        for count in stride(from: 300, through: 900, by: 50) {
            let layout = try DocumentLayout(
                document([
                    paragraph(prose(count, &numbers)), .heading(level: 2, [Inline("Signatures")]),
                    paragraph("Fait en un exemplaire."), signatureBoxes,
                ]), fonts: Fonts.set())
            let page = try #require(layout.pages.last)
            #expect(page.contains { $0.strip.heading != nil })
            #expect(page.reduce(0) { $0 + texts(of: $1.strip).count } >= 10)
        }
    }

    @Test(arguments: [5, 9])
    func `repeats the words above signature boxes where these go on, as decoration`(boxCount: Int) throws {
        var numbers = SeededNumbers(state: 6)
        let boxes = (0..<boxCount).map { index in
            SignatureBox(
                fieldName: "f\(index)", title: "Pour \(index)", expectedSignatory: prose(90, &numbers),
                placeholder: "p",
                alternativeText: "a")
        }
        for count in stride(from: 50, through: 500, by: 50) {
            let layout = try DocumentLayout(
                document([
                    paragraph(prose(count, &numbers)), paragraph("Fait en un exemplaire."), .signatureBoxes(boxes),
                ]),
                fonts: Fonts.set())
            let pages = layout.pages.filter { page in page.contains { $0.strip.holdsField } }
            #expect(pages.count > 1)
            for (index, page) in pages.enumerated() {
                let words = page.prefix { !$0.strip.holdsField }.flatMap { texts(of: $0.strip) }
                #expect(words.last.map(text)?.hasPrefix("Fait en un exemplaire") == true, "page \(index)")
                // Read once, where it stands first.
                #expect((words.last?.element == nil) == (index > 0))
                let bottom = page.last.map { $0.top + $0.strip.height } ?? 0
                #expect(bottom <= PageGeometry.text.top + PageGeometry.text.columnHeight + 0.001)
            }
        }
    }

    @Test func `splits a row that is higher than a page, which nothing else could hold`() throws {
        var numbers = SeededNumbers(state: 9)
        let table = Table(header: [[Inline("A")]], rows: [[[Inline(prose(3000, &numbers))]]], columnWeights: [1])
        let layout = try DocumentLayout(document([.table(table)]), fonts: Fonts.set())
        #expect(layout.pages.count > 2)
    }

    @Test func `starts a page where one is asked for, and only one`() throws {
        let layout = try DocumentLayout(
            document([.pageBreak, .pageBreak, paragraph("Suite"), .pageBreak]), fonts: Fonts.set())
        #expect(layout.pages.count == 2)
    }

    // MARK: - Random documents

    private func layout(_ seed: Int) throws -> DocumentLayout {
        var numbers = SeededNumbers(state: UInt64(seed))
        var blocks: [Block] = []
        for index in 0..<30 {
            if index % 5 == 0 { blocks.append(.heading(level: 2, [Inline(prose(4, &numbers))])) }
            if index % 3 == 0 { blocks.append(.heading(level: 3, [Inline(prose(12, &numbers))])) }
            blocks.append(paragraph(prose(Int.random(in: 3...140, using: &numbers), &numbers)))
            if index % 4 == 1 { blocks.append(.table(table(&numbers))) }
        }
        return try DocumentLayout(document(blocks), fonts: Fonts.set())
    }

    private func table(_ numbers: inout SeededNumbers) -> Table {
        let rows = (0..<Int.random(in: 1...40, using: &numbers)).map { _ in
            [[Inline(prose(2, &numbers))], [Inline(prose(Int.random(in: 1...40, using: &numbers), &numbers))]]
        }
        return Table(
            caption: "Tableau", header: [[Inline("Un")], [Inline("Deux")]], rows: rows, columnWeights: [1, 3])
    }

    private var signatureBoxes: Block {
        .signatureBoxes(
            ["a", "b", "c", "d"].map { name in
                SignatureBox(
                    fieldName: name, title: name, expectedSignatory: name, placeholder: name, alternativeText: name)
            })
    }

    private func text(of line: PlacedLine) -> String {
        (try? Fonts.set()).map { line.line.text(in: $0) } ?? ""
    }

    private func texts(of strip: Strip) -> [PlacedLine] {
        strip.drawings.compactMap { if case .text(let line) = $0 { line } else { nil } }
    }

    private func row(
        of element: StructureTree.ElementID, in structure: StructureTree
    ) -> StructureTree.ElementID? {
        let parent = structure[element].parent
        return parent.flatMap { structure[$0].role == .tableRow ? $0 : nil }
    }

    /// The pages on which the last paragraphs stand.
    private func pages(ofLast count: Int, in layout: DocumentLayout) -> Set<Int> {
        let last = layout.structure.elements.count - count
        var pages: Set<Int> = []
        for (number, page) in layout.pages.enumerated() {
            for text in page.flatMap({ texts(of: $0.strip) }) where (text.element?.index ?? 0) >= last {
                pages.insert(number)
            }
        }
        return pages
    }
}

extension Strip {
    fileprivate var holdsField: Bool {
        drawings.contains { if case .field = $0 { true } else { false } }
    }
}
