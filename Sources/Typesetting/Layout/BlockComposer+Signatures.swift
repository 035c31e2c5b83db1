extension BlockComposer {
    /// Lengths of a signature box, in points.
    private enum BoxGeometry {
        static let gap = 16.0
        static let padding = 9.0
        static let fieldHeight = 62.0
    }

    /// Frames of equal width, two side by side; the pairs stay on one page if they can, together with what
    /// precedes them. Where they cannot, the text before them is drawn again above those on the next page: nobody signs in a
    /// frame that stands alone on its page.
    mutating func composeSignatureBoxes(_ boxes: [SignatureBox], in column: Column) {
        let width = (column.width - BoxGeometry.gap) / 2
        // Frames without a word of what is signed would stand alone on their page.
        keepWithNext()
        let repeated = repeatText()
        for start in stride(from: 0, to: boxes.count, by: 2) {
            var strip = Strip(height: 0, pageBreak: start == 0 ? .allowed : .discouraged)
            strip.repeatedHeader = repeated
            let pair = boxes[start..<min(start + 2, boxes.count)]
            let heights = pair.map { heightAboveField(of: $0, width: width) }
            let headHeight = heights.max() ?? 0
            for (index, box) in pair.enumerated() {
                let x = column.x + Double(index) * (width + BoxGeometry.gap)
                let place = Column(x: x, width: width, parent: column.parent)
                strip.drawings += drawings(of: box, headHeight: headHeight, in: place)
            }
            strip.height = headHeight + BoxGeometry.fieldHeight + 2 * BoxGeometry.padding
            append([strip], before: start == 0 ? 10 : 0, after: BoxGeometry.gap)
        }
    }

    /// The paragraph that ends here, to be drawn again at the top of a page; of a long one, its last lines.
    private mutating func repeatText() -> Int? {
        guard let last = lastText, last.upperBound == strips.count else { return nil }
        var lines = strips[last]
        while lines.count > 1, lines.reduce(0, { $0 + $1.height }) > design.geometry.columnHeight / 4 {
            lines.removeFirst()
        }
        repeatedHeaders.append(lines.map(withoutElements))
        return repeatedHeaders.count - 1
    }

    /// Space that title and name take above the field.
    private func heightAboveField(of box: SignatureBox, width: Double) -> Double {
        let inner = width - 2 * BoxGeometry.padding
        let titles = placedLines([Inline(box.title)], style: .boxTitle, element: nil, x: 0, width: inner)
        let names = placedLines([Inline(box.expectedSignatory)], style: .boxName, element: nil, x: 0, width: inner)
        return Double(titles.count) * TextStyle.boxTitle.leading + Double(names.count) * TextStyle.boxName.leading
            + 2 * titleBandPadding + 5
    }

    private var titleBandPadding: Double { 4 }

    private mutating func drawings(of box: SignatureBox, headHeight: Double, in column: Column) -> [Drawing] {
        let padding = BoxGeometry.padding
        let division = structure.add(.division, to: parent(in: column))
        let frame = Rectangle(
            x: column.x, top: 0, width: column.width,
            height: headHeight + BoxGeometry.fieldHeight + 2 * padding)
        let titles = lines(box.title, style: .boxTitle, top: titleBandPadding, parent: division, in: column)
        let bandHeight = Double(titles.count) * TextStyle.boxTitle.leading + 2 * titleBandPadding
        let band = Rectangle(x: column.x, top: 0, width: column.width, height: bandHeight)
        let names = lines(box.expectedSignatory, style: .boxName, top: bandHeight + 5, parent: division, in: column)
        let form = structure.add(.form, to: division, alternativeText: box.alternativeText)
        let place = Rectangle(
            x: column.x + padding, top: headHeight + padding, width: column.width - 2 * padding,
            height: BoxGeometry.fieldHeight)
        structure.append(.field(fields.count), to: form)
        fields.append(box)
        return [.fill(band, .tint), .frame(frame, .rule, lineWidth: 0.8)] + (titles + names).map(Drawing.text)
            + [.field(fields.count - 1, place, form)]
    }

    private mutating func lines(
        _ text: String, style: TextStyle, top: Double, parent: StructureTree.ElementID, in column: Column
    ) -> [PlacedLine] {
        let element = structure.add(.paragraph, to: parent)
        let lines = placedLines(
            [Inline(text)], style: style, element: element, x: column.x + BoxGeometry.padding,
            width: column.width - 2 * BoxGeometry.padding)
        return lines.enumerated().map { index, line in
            var line = line
            line.baseline += top + Double(index) * style.leading
            return line
        }
    }
}
