/// What came of painting one page.
struct PaintedPage {
    let content: [UInt8]
    /// The element of each run of marked content, by its number.
    let elements: [StructureTree.ElementID]
    /// The signature fields that stand on this page.
    var fields: [(index: Int, place: Rectangle)] = []
    /// The headings that stand on this page and how far below its top.
    var headings: [(index: Int, top: Double)] = []
}

/// Paints a page: decoration first, then the text in reading order, then the footer.
struct PagePainter {
    let fonts: FontSet
    let footer: String
    let pageCount: Int

    func paint(
        _ strips: [PlacedStrip], number: Int, structure: inout StructureTree, usage: inout FontUsage
    ) -> PaintedPage {
        var stream = ContentStream(height: PageGeometry.height)
        paintDecoration(of: strips, on: &stream, usage: &usage)
        let runs = textRuns(of: strips)
        for (index, run) in runs.enumerated() {
            stream.beginContent(structure[run.element].role, number: index)
            for line in run.lines { stream.draw(line.placed, below: line.top, usage: &usage) }
            stream.endMarked()
            structure.append(.content(page: number, number: index), to: run.element)
        }
        paintFooter(number: number, on: &stream, usage: &usage)
        return PaintedPage(
            content: stream.bytes, elements: runs.map(\.element), fields: fields(of: strips),
            headings: strips.compactMap { placed in placed.strip.heading.map { ($0, placed.top) } })
    }

    /// The text of one element on this page.
    private struct TextRun {
        let element: StructureTree.ElementID
        var lines: [(placed: PlacedLine, top: Double)]
    }

    /// Groups lines by element, so that a cell of three lines is one run although its row is drawn line by line.
    private func textRuns(of strips: [PlacedStrip]) -> [TextRun] {
        var runs: [TextRun] = []
        var indices: [StructureTree.ElementID: Int] = [:]
        for placed in strips {
            for case .text(let line) in placed.strip.drawings {
                guard let element = line.element else { continue }
                if let index = indices[element] {
                    runs[index].lines.append((line, placed.top))
                } else {
                    indices[element] = runs.count
                    runs.append(TextRun(element: element, lines: [(line, placed.top)]))
                }
            }
        }
        return runs.sorted { $0.element.index < $1.element.index }
    }

    private func fields(of strips: [PlacedStrip]) -> [(index: Int, place: Rectangle)] {
        strips.flatMap { placed in
            placed.strip.drawings.compactMap { drawing in
                guard case .field(let index, let place, _) = drawing else { return nil }
                return (index, place.moved(down: placed.top))
            }
        }
    }

    private func paintDecoration(
        of strips: [PlacedStrip], on stream: inout ContentStream, usage: inout FontUsage
    ) {
        stream.beginArtifact()
        paintBackdrops(of: strips, on: &stream)
        for placed in strips {
            for drawing in placed.strip.drawings.map({ $0.moved(down: placed.top) }) {
                switch drawing {
                case .fill(let rectangle, let colour): stream.fill(rectangle, colour)
                case .frame(let rectangle, let colour, let lineWidth):
                    stream.frame(rectangle, colour, lineWidth: lineWidth)
                case .text(let line) where line.element == nil: stream.draw(line, below: 0, usage: &usage)
                case .text, .field: break
                }
            }
        }
        stream.endMarked()
    }

    /// One tint behind each stretch of strips that share it.
    private func paintBackdrops(of strips: [PlacedStrip], on stream: inout ContentStream) {
        var index = 0
        while index < strips.count {
            let first = strips[index]
            guard let backdrop = first.strip.backdrop else {
                index += 1
                continue
            }
            let rest = strips[index...].prefix { $0.strip.backdrop == backdrop }
            let bottom = rest.last.map { $0.top + $0.strip.height } ?? first.top
            let rectangle = Rectangle(
                x: backdrop.x, top: first.top - backdrop.overhang, width: backdrop.width,
                height: bottom - first.top + 2 * backdrop.overhang)
            stream.fill(rectangle, .tint)
            if backdrop.hasAccentBar {
                stream.fill(
                    Rectangle(x: rectangle.x, top: rectangle.top, width: 2.4, height: rectangle.height), .accent)
            }
            index += rest.count
        }
    }

    /// The footer's text on the left, « page x sur y » on the right, and a rule above them.
    private func paintFooter(number: Int, on stream: inout ContentStream, usage: inout FontUsage) {
        stream.beginFooter()
        let baseline = PageGeometry.footerBaseline
        let rule = Rectangle(x: PageGeometry.left, top: baseline - 15, width: PageGeometry.columnWidth, height: 0.5)
        stream.fill(rule, .rule)
        var page = footerLine("page \(number + 1) sur \(pageCount)")
        page.x += PageGeometry.columnWidth - Double(page.line.advance) * page.size / 1000
        for var line in [footerLine(footer), page] {
            line.baseline = baseline
            stream.draw(line, below: 0, usage: &usage)
        }
        stream.endMarked()
    }

    private func footerLine(_ text: String) -> PlacedLine {
        let style = TextStyle.footer
        let atoms = TextAtomizer.atoms(of: [Inline(text)], fonts: fonts)
        return PlacedLine(
            line: TextLine(atoms[...], fonts: fonts, endsParagraph: true), size: style.size, colour: style.colour,
            x: PageGeometry.left, baseline: 0)
    }
}
