extension BlockComposer {
    /// A picture on a strip of its own.
    mutating func composeImage(_ figure: Figure, in column: Column) {
        let size = size(of: figure, in: column.width)
        let free = column.width - size.width
        let x =
            switch figure.alignment {
            case .left: column.x
            case .centre: column.x + free / 2
            case .right: column.x + free
            }
        let place = Rectangle(x: x, top: 0, width: size.width, height: size.height)
        append([Strip(height: size.height, drawings: [drawing(figure, at: place, in: column)])], before: 4, after: 8)
    }

    /// A picture on the left and paragraphs on its right, the first of them large, centred on one height.
    mutating func composeImage(_ figure: Figure, beside paragraphs: [[Inline]], in column: Column) {
        let (size, gap) = (size(of: figure, in: column.width / 2), 20 * design.scale)
        let text = Column(
            x: column.x + size.width + gap, width: column.width - size.width - gap, parent: column.parent)
        let place = Rectangle(x: column.x, top: 0, width: size.width, height: size.height)
        let picture = drawing(figure, at: place, in: column)
        var placed: [PlacedLine] = []
        var height = 0.0
        for (index, paragraph) in paragraphs.enumerated() {
            let style = inPlace(design.paragraph(index == 0 ? .lead : .body))
            if index > 0 { height += style.spaceAfter }
            let element = structure.add(.paragraph, to: parent(in: column))
            for var line in placedLines(paragraph, style: style, element: element, x: text.x, width: text.width) {
                line.baseline += height
                placed.append(line)
                height += style.leading
            }
        }
        let whole = max(height, size.height)
        for index in placed.indices { placed[index].baseline += (whole - height) / 2 }
        append(
            [Strip(height: whole, drawings: [centred(picture, in: whole)] + placed.map(Drawing.text))],
            before: 4, after: 8)
    }

    private func size(of figure: Figure, in width: Double) -> (width: Double, height: Double) {
        let width = min(figure.width, width)
        return (width, width * figure.image.height / figure.image.width)
    }

    private mutating func drawing(_ figure: Figure, at place: Rectangle, in column: Column) -> Drawing {
        let element = figure.alternativeText.map { text in
            structure.add(.figure, to: parent(in: column), alternativeText: text)
        }
        return .image(number(of: figure.image), place, element)
    }

    /// Its index among the document's images; a picture that is shown twice is embedded once.
    private mutating func number(of image: DocumentImage) -> Int {
        if let index = images.firstIndex(of: image) { return index }
        images.append(image)
        return images.count - 1
    }
}

extension BlockComposer {
    /// Lengths of a letterhead, in points.
    private enum LetterheadGeometry {
        static let gap = 14.0
        static let ruleGap = 11.0
        static let spaceBelow = 22.0
    }

    /// Logos at the edges of the column, the lines between them, all centred on one height, and a rule below.
    ///
    /// It is read once, before the title: the left logo, the lines, the right logo.
    mutating func composeLetterhead(_ letterhead: Letterhead) {
        let column = Column(x: design.geometry.left, width: design.geometry.columnWidth)
        let sizes = letterhead.logos.prefix(2).map { size(of: $0, in: column.width / 2) }
        let logoWidths = sizes.map { $0.width + LetterheadGeometry.gap }
        let lines = TextColumn(
            x: column.x + (logoWidths.first ?? 0), width: column.width - logoWidths.reduce(0, +))
        var strip = Strip(height: 0)
        let left = letterhead.logos.first.map { figure in
            drawing(
                figure, at: Rectangle(x: column.x, top: 0, width: sizes[0].width, height: sizes[0].height), in: column)
        }
        let text = letterheadLines(letterhead.lines, in: lines)
        let right = letterhead.logos.dropFirst().first.map { figure in
            drawing(
                figure,
                at: Rectangle(
                    x: column.x + column.width - sizes[1].width, top: 0, width: sizes[1].width, height: sizes[1].height),
                in: column)
        }
        let height = max(text.height, sizes.map(\.height).max() ?? 0)
        strip.drawings = [left, right].compactMap(\.self).map { centred($0, in: height) }
        strip.drawings += text.lines.map { line in
            var line = line
            line.baseline += (height - text.height) / 2
            return .text(line)
        }
        strip.height = height + LetterheadGeometry.ruleGap
        let rule = Rectangle(x: column.x, top: strip.height, width: column.width, height: 0.8)
        strip.drawings.append(.fill(rule, .rule))
        append([strip], after: LetterheadGeometry.spaceBelow)
    }

    private struct TextColumn {
        let x: Double
        let width: Double
    }

    /// The lines below each other, each with its baseline from the top of the first.
    private mutating func letterheadLines(
        _ lines: [[Inline]], in column: TextColumn
    ) -> (lines: [PlacedLine], height: Double) {
        var placed: [PlacedLine] = []
        var height = 0.0
        for (index, text) in lines.enumerated() where text.contains(where: { $0.text.contains { $0 != " " } }) {
            let style: TextStyle = index == 0 ? .letterheadName : .letterheadLine
            let element = structure.add(.paragraph, to: structure.root)
            for var line in placedLines(text, style: style, element: element, x: column.x, width: column.width) {
                line.baseline += height
                placed.append(line)
                height += style.leading
            }
            height += style.spaceAfter
        }
        return (placed, height)
    }

    private func centred(_ drawing: Drawing, in height: Double) -> Drawing {
        guard case .image(let index, var place, let element) = drawing else { return drawing }
        place.top = (height - place.height) / 2
        return .image(index, place, element)
    }
}
