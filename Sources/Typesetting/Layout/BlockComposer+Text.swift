extension BlockComposer {
    mutating func composeHeading(_ text: [Inline], level: Int, in column: Column) {
        let style = inPlace(design.heading(level: level))
        let section = openSection(level: level)
        let element = structure.add(.init(headingLevel: level), to: section)
        var strips = textStrips(text, style: style, element: element, in: column)
        guard !strips.isEmpty else { return }
        for index in strips.indices.dropFirst() { strips[index].pageBreak = .avoided }
        strips[0].heading = headings.count
        headings.append((level, text.map(\.text).joined()))
        decorate(&strips, level: level, in: column)
        append(strips, before: style.spaceBefore, after: style.spaceAfter)
        lastText = self.strips.count - strips.count..<self.strips.count
        keepWithNext()
    }

    /// Begins a section with each heading of level 2, the parts of a document; the levels of the other headings say where
    /// they belong, and elements that only repeat that would make the file larger.
    private mutating func openSection(level: Int) -> StructureTree.ElementID {
        if level <= 2 { section = level == 2 ? structure.add(.section, to: structure.root) : nil }
        return section ?? structure.root
    }

    /// A short bar above the title and a rule below the headings of parts; posters are large enough without.
    private func decorate(_ strips: inout [Strip], level: Int, in column: Column) {
        if design.isPoster { return }
        if level == 1 {
            let bar = Rectangle(x: column.x, top: 0, width: 46, height: 3.2)
            strips.insert(Strip(height: 14, drawings: [.fill(bar, .accent)]), at: 0)
            strips[1].pageBreak = .avoided
        } else if level == 2 {
            let rule = Rectangle(x: column.x, top: 3, width: column.width, height: 0.8)
            strips.append(Strip(height: 4, drawings: [.fill(rule, .accent)], pageBreak: .avoided))
        }
    }

    /// - Parameter element: What the text belongs to; `nil` for a paragraph of its own.
    mutating func composeParagraph(
        _ text: [Inline], style: ParagraphStyle, in column: Column, element: StructureTree.ElementID? = nil
    ) {
        var textStyle = inPlace(design.paragraph(style))
        if isInList { textStyle.spaceAfter = design.spaceAfterListItem }
        guard text.contains(where: { $0.text.contains { $0 != " " } }) else { return }
        let element = element ?? structure.add(.paragraph, to: parent(in: column))
        let strips = textStrips(text, style: textStyle, element: element, in: column)
        append(strips, before: textStyle.spaceBefore, after: textStyle.spaceAfter)
        lastText = self.strips.count - strips.count..<self.strips.count
        if text.last?.text.last == ":" { keepWithNext() }
    }

    /// The lines of a paragraph, one strip each, of which at least two stay together at either end.
    func textStrips(
        _ text: [Inline], style: TextStyle, element: StructureTree.ElementID, in column: Column
    ) -> [Strip] {
        let lines = placedLines(text, style: style, element: element, x: column.x, width: column.width)
        return lines.enumerated().map { index, line in
            let isBesideEnd = index == 1 || index == lines.count - 1
            return Strip(
                height: style.leading, drawings: [.text(line)],
                pageBreak: index > 0 && isBesideEnd ? .avoided : .allowed)
        }
    }

    /// The lines of a text, each with its baseline in a strip as high as the leading.
    func placedLines(
        _ text: [Inline], style: TextStyle, element: StructureTree.ElementID?, x: Double, width: Double
    ) -> [PlacedLine] {
        lines(of: text, style: style, width: Int(width * 1000 / style.size)).map { line in
            let free = width - Double(line.advance) * style.size / 1000
            return PlacedLine(
                line: line, size: style.size, colour: style.colour,
                x: style.alignment == .centre ? x + free / 2 : x,
                baseline: (style.leading + capHeight * style.size) / 2, element: element)
        }
    }

    /// - Parameter width: In thousandths of the type size.
    private func lines(of text: [Inline], style: TextStyle, width: Int) -> [TextLine] {
        func breaking() -> [TextLine] {
            let shaped = TextShaper.shape(text, fonts: fonts, faceOf: style.face)
            return LineBreaker(fonts: fonts, width: width, isBalanced: style.isBalanced).lines(of: shaped)
        }
        guard text.allSatisfy(\.isFixed) else { return breaking() }
        return fonts.fixedTexts.lines(of: text, style: style, width: width, breaking: breaking)
    }

    /// Capitals stand in the middle of their line.
    private var capHeight: Double { Double(fonts[.regular].capHeight) / 1000 }
}
