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
    let geometry: PageGeometry
    /// `nil` on posters.
    let footer: Footer?

    func paint(
        _ strips: [PlacedStrip], number: Int, structure: inout StructureTree, usage: inout FontUsage
    ) -> PaintedPage {
        var stream = ContentStream(height: geometry.height)
        paintDecoration(of: strips, on: &stream, usage: &usage)
        let runs = runs(of: strips, elementCount: structure.elements.count)
        for (index, run) in runs.enumerated() {
            stream.beginContent(structure[run.element].role, number: index)
            if !run.lines.isEmpty { stream.draw(run.lines, usage: &usage) }
            for (image, place) in run.images {
                stream.show(DocumentImage.resourceName(image), in: place)
                structure.set(.boundingBox(place), of: run.element)
            }
            stream.endMarked()
            structure.append(.content(page: number, number: index), to: run.element)
        }
        var elements = runs.map(\.element)
        footer?.paint(page: number, on: &stream, elements: &elements, structure: &structure, usage: &usage)
        return PaintedPage(
            content: stream.bytes, elements: elements, fields: fields(of: strips),
            headings: strips.compactMap { placed in placed.strip.heading.map { ($0, placed.top) } })
    }

    /// What one element shows on this page.
    private struct Run {
        let element: StructureTree.ElementID
        var lines: [(placed: PlacedLine, top: Double)] = []
        var images: [(index: Int, place: Rectangle)] = []
    }

    /// Groups lines by element, so that a cell of three lines is one run although its row is drawn line by line.
    private func runs(of strips: [PlacedStrip], elementCount: Int) -> [Run] {
        var runs: [Run] = []
        var indices = [Int?](repeating: nil, count: elementCount)
        func index(of element: StructureTree.ElementID) -> Int {
            if let index = indices[element.index] { return index }
            indices[element.index] = runs.count
            runs.append(Run(element: element))
            return runs.count - 1
        }
        for placed in strips {
            for drawing in placed.strip.drawings {
                switch drawing {
                case .text(let line):
                    if let element = line.element { runs[index(of: element)].lines.append((line, placed.top)) }
                case .image(let image, let place, let element):
                    guard let element else { continue }
                    runs[index(of: element)].images.append((image, place.moved(down: placed.top)))
                case .fill, .frame, .field: break
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
            for drawing in placed.strip.drawings {
                switch drawing {
                case .fill(let rectangle, let colour): stream.fill(rectangle.moved(down: placed.top), colour)
                case .frame(let rectangle, let colour, let lineWidth):
                    stream.frame(rectangle.moved(down: placed.top), colour, lineWidth: lineWidth)
                case .text(let line) where line.element == nil: stream.draw([(line, placed.top)], usage: &usage)
                case .image(let image, let place, nil):
                    stream.show(DocumentImage.resourceName(image), in: place.moved(down: placed.top))
                case .text, .image, .field: break
                }
            }
        }
        stream.endMarked()
    }

    /// One colour behind each stretch of strips that share it.
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
                x: backdrop.x, top: first.top - backdrop.above, width: backdrop.width,
                height: bottom - first.top + backdrop.above + backdrop.below)
            stream.fill(rectangle, backdrop.colour)
            if backdrop.hasAccentBar {
                stream.fill(
                    Rectangle(x: rectangle.x, top: rectangle.top, width: 2.4, height: rectangle.height), .accent)
            }
            index += rest.count
        }
    }
}
