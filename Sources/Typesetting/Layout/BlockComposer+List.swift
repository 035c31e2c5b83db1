extension BlockComposer {
    mutating func composeList(_ items: [[Block]], style: ListStyle, in column: Column) {
        let indent = design.indent(of: style)
        let list = structure.add(.list, to: parent(in: column), attribute: .listNumbering(style))
        let wasInList = isInList
        isInList = true
        let first = strips.count
        for (index, item) in items.enumerated() {
            // Neither the first nor the last item stands alone on a page.
            if index == 1 || index == items.count - 1, index > 0 { keepWithNext() }
            let element = structure.add(.listItem, to: list)
            let label = structure.add(.label, to: element)
            let body = structure.add(.listBody, to: element)
            let start = strips.count
            composeItem(item, in: Column(x: column.x + indent, width: column.width - indent, parent: body))
            draw(labelText(index: index, style: style), element: label, onStrip: start, x: column.x)
        }
        isInList = wasInList
        keepTogether(from: first, ifWithin: design.geometry.columnHeight / 5)
        if !isInList { widenSpaceBelow(to: design.spaceAfterList) }
    }

    /// An item of one paragraph holds its text itself: a paragraph of its own would say nothing more.
    private mutating func composeItem(_ item: [Block], in column: Column) {
        if item.count == 1, case .paragraph(let text, let style) = item[0] {
            composeParagraph(text, style: style, in: column, element: column.parent)
        } else {
            compose(item, in: column)
        }
    }

    private func labelText(index: Int, style: ListStyle) -> String {
        switch style {
        case .bullets: "•"
        case .dashes: "–"
        case .numbers: "\(index + 1)."
        }
    }

    /// Sets a label on the first line of its item.
    private mutating func draw(
        _ text: String, element: StructureTree.ElementID, onStrip index: Int, x: Double
    ) {
        var style = design.paragraph(.body)
        style.colour = .accent
        style = inPlace(style)
        let lines = placedLines([Inline(text, isFixed: true)], style: style, element: element, x: x, width: 100)
        guard var label = lines.first else { return }
        guard index < strips.count else { return append([Strip(height: style.leading, drawings: [.text(label)])]) }
        if case .text(let line) = strips[index].drawings.first { label.baseline = line.baseline }
        insert(.text(label), atStrip: index)
    }
}
