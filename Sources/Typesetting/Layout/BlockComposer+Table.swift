extension BlockComposer {
    /// A cell before it is set.
    private struct Cell {
        let text: [Inline]
        let style: TextStyle
        let role: StructureTree.Role
        let attribute: StructureTree.Attribute?
    }

    /// The space inside a row, in points.
    private enum Padding {
        static let side = 6.0
        static let ends = 3.0
    }

    mutating func composeTable(_ table: Table, in column: Column) {
        let element = structure.add(.table, to: parent(in: column))
        if let caption = table.caption { composeCaption(caption, of: element, in: column) }
        let columns = columns(weights: table.columnWeights, in: column)
        var header = rowStrips(
            table.header.map { text in
                Cell(text: text, style: .headerCell, role: .tableHeader, attribute: .scopeColumn)
            }, columns: columns, in: element, ruledWith: .accent)
        let backdrop = newBackdrop(in: column)
        for index in header.indices { header[index].backdrop = backdrop }
        repeatedHeaders.append(header.map(withoutElements))
        let start = strips.count
        append(header, before: table.caption == nil ? 6 : 0)
        keepWithNext()
        for (number, row) in table.rows.enumerated() {
            let cells = row.enumerated().map { index, text in
                let isHeader = index == 0 && table.firstColumnIsHeader
                return Cell(
                    text: text, style: isHeader ? .headerCell : .cell,
                    role: isHeader ? .tableHeader : .tableCell, attribute: isHeader ? .scopeRow : nil)
            }
            var rowStrips = rowStrips(cells, columns: columns, in: element, ruledWith: .rule)
            for index in rowStrips.indices { rowStrips[index].repeatedHeader = repeatedHeaders.count - 1 }
            append(rowStrips, after: number == table.rows.count - 1 ? 12 : 0)
            // Neither the first nor the last row stands alone on a page.
            if number + 1 < table.rows.count, number == 0 || number == table.rows.count - 2 { keepWithNext() }
        }
        keepSmallTableTogether(from: start)
    }

    /// Tables of up to a third of a page are not split, if only because half of one is hard to read.
    private mutating func keepSmallTableTogether(from start: Int) {
        keepTogether(from: start, ifWithin: design.geometry.columnHeight / 3)
    }

    private mutating func composeCaption(
        _ caption: String, of table: StructureTree.ElementID, in column: Column
    ) {
        let style = TextStyle.caption
        let element = structure.add(.caption, to: table)
        let strips = textStrips([Inline(caption)], style: style, element: element, in: column)
        append(strips, before: style.spaceBefore, after: style.spaceAfter)
        keepWithNext()
    }

    /// Label and value pairs: a table without a header row, whose labels head the rows.
    mutating func composeFields(_ fields: [Field], in column: Column) {
        guard !fields.isEmpty else { return }
        let element = structure.add(.table, to: parent(in: column))
        let labelWidth = labelWidth(of: fields, in: column)
        let columns = [
            Column(x: column.x, width: labelWidth, parent: element),
            Column(x: column.x + labelWidth, width: column.width - labelWidth, parent: element),
        ]
        let start = strips.count
        for (index, field) in fields.enumerated() {
            let cells = [
                Cell(
                    text: [Inline(field.label, isFixed: true)], style: .fieldLabel, role: .tableHeader,
                    attribute: .scopeRow),
                Cell(text: field.value, style: .fieldValue, role: .tableCell, attribute: nil),
            ]
            append(
                rowStrips(cells, columns: columns, in: element, ruledWith: .rule), before: index == 0 ? 4 : 0,
                after: index == fields.count - 1 ? 9 : 0)
            // Neither the first nor the last pair stands alone on a page.
            if index + 1 < fields.count, index == 0 || index == fields.count - 2 { keepWithNext() }
        }
        keepSmallTableTogether(from: start)
    }

    /// As wide as the widest label, within a quarter and two fifths of the column.
    private func labelWidth(of fields: [Field], in column: Column) -> Double {
        let style = TextStyle.fieldLabel
        let widths = fields.map { field in
            let lines = placedLines(
                [Inline(field.label, isFixed: true)], style: style, element: nil, x: 0, width: 10_000)
            return Double(lines.first?.line.advance ?? 0) * style.size / 1000
        }
        let widest = (widths.max() ?? 0) + 2 * Padding.side + 6
        return min(max(widest, column.width * 0.25), column.width * 0.4)
    }

    private func columns(weights: [Double], in column: Column) -> [Column] {
        let total = weights.reduce(0, +)
        var x = column.x
        return weights.map { weight in
            defer { x += column.width * weight / total }
            return Column(x: x, width: column.width * weight / total, parent: column.parent)
        }
    }

    /// The columns of a table in which a word is wider than the column.
    func narrowColumns(of table: Table, width: Double) -> [NarrowColumn] {
        let columns = columns(weights: table.columnWeights, in: Column(x: 0, width: width))
        return columns.enumerated().compactMap { index, column in
            let header = table.header[index].map(\.text)
            let cells = table.rows.flatMap { $0.indices.contains(index) ? $0[index].map(\.text) : [] }
            let isHead = index == 0 && table.firstColumnIsHeader
            let words = Self.words(header, .headerCell) + Self.words(cells, isHead ? .headerCell : .cell)
            let widths = words.map { (word: $0.text, width: self.width(of: $0.text, $0.style) + 2 * Padding.side) }
            guard let widest = widths.max(by: { $0.width < $1.width }), widest.width > column.width else { return nil }
            return NarrowColumn(
                table: table, index: index, word: widest.word, width: column.width, neededWidth: widest.width)
        }
    }

    private static func words(_ texts: [String], _ style: TextStyle) -> [(text: String, style: TextStyle)] {
        Set(texts.flatMap { $0.split { $0 == " " || $0 == "\n" } }).map { (String($0), style) }
    }

    /// Of what cannot be parted, the widest.
    private func width(of word: String, _ style: TextStyle) -> Double {
        let shaped = TextShaper.shape([Inline(word)], fonts: fonts, faceOf: style.face)
        return Double(shaped.atoms.map(\.advance).max() ?? 0) * style.size / 1000
    }

    /// One row, a strip for each line of its tallest cell; only a row higher than the page is ever cut.
    private mutating func rowStrips(
        _ cells: [Cell], columns: [Column], in table: StructureTree.ElementID, ruledWith rule: Colour
    ) -> [Strip] {
        let row = structure.add(.tableRow, to: table)
        let leading = cells.map(\.style.leading).max() ?? 0
        let size = cells.map(\.style.size).max() ?? 0
        let baseline = (leading + Double(fonts[.regular].capHeight) / 1000 * size) / 2
        var strips: [Strip] = []
        for (cell, column) in zip(cells, columns) {
            let element = structure.add(cell.role, to: row, attribute: cell.attribute)
            let lines = placedLines(
                cell.text, style: cell.style, element: element, x: column.x + Padding.side,
                width: column.width - 2 * Padding.side)
            for (index, line) in lines.enumerated() {
                var line = line
                line.baseline = baseline
                if index == strips.count { strips.append(Strip(height: leading, pageBreak: .avoided)) }
                strips[index].drawings.append(.text(line))
            }
        }
        if strips.isEmpty { strips = [Strip(height: leading)] }
        finishRow(&strips, from: columns, ruledWith: rule)
        return strips
    }

    /// Adds the space above and below a row and the rule that closes it.
    private func finishRow(_ strips: inout [Strip], from columns: [Column], ruledWith colour: Colour) {
        strips[0].pageBreak = .allowed
        strips[0].height += Padding.ends
        strips[0].drawings = strips[0].drawings.map { $0.moved(down: Padding.ends) }
        let last = strips.count - 1
        strips[last].height += Padding.ends
        guard let first = columns.first, let end = columns.last else { return }
        let width = end.x + end.width - first.x
        let rule = Rectangle(x: first.x, top: strips[last].height - 0.6, width: width, height: 0.6)
        strips[last].drawings.append(.fill(rule, colour))
    }
}

/// A strip whose text is decoration, because it was read before.
func withoutElements(_ strip: Strip) -> Strip {
    var copy = strip
    copy.heading = nil
    copy.drawings = strip.drawings.map { drawing in
        guard case .text(var line) = drawing else { return drawing }
        line.element = nil
        return .text(line)
    }
    return copy
}

extension Drawing {
    func moved(down distance: Double) -> Drawing {
        switch self {
        case .text(var line):
            line.baseline += distance
            return .text(line)
        case .fill(let rectangle, let colour): return .fill(rectangle.moved(down: distance), colour)
        case .frame(let rectangle, let colour, let lineWidth):
            return .frame(rectangle.moved(down: distance), colour, lineWidth: lineWidth)
        case .image(let index, let rectangle, let element):
            return .image(index, rectangle.moved(down: distance), element)
        case .field(let index, let rectangle, let element):
            return .field(index, rectangle.moved(down: distance), element)
        }
    }
}
