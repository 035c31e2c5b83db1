/// What stands at the foot of each page: the document's own line, « page x sur y », and the verification mark.
///
/// It is an artifact of pagination, which assistive software passes over. On the last page the verification mark is content,
/// so that whoever reads by ear meets its address once.
struct Footer {
    private let text: String
    private let verification: VerificationMark?
    /// Modules a side of the QR code.
    private let codeWidth: Int?
    private let pageCount: Int
    private let fonts: FontSet
    private let geometry: PageGeometry
    /// The document's line and that of the mark, the same on each page.
    private let documentLine: PlacedLine
    private let markLine: PlacedLine?

    init(
        text: String, verification: VerificationMark?, codeWidth: Int?, pageCount: Int, fonts: FontSet,
        geometry: PageGeometry
    ) {
        (self.text, self.verification, self.codeWidth) = (text, verification, codeWidth)
        (self.pageCount, self.fonts, self.geometry) = (pageCount, fonts, geometry)
        documentLine = Self.line(text, fonts, at: geometry.left)
        markLine = verification.map { Self.line($0.printedText, fonts, at: geometry.left) }
    }

    /// - Parameter elements: The elements of the page's marked content so far; those of the mark are added.
    func paint(
        page number: Int, on stream: inout ContentStream, elements: inout [StructureTree.ElementID],
        structure: inout StructureTree, usage: inout FontUsage
    ) {
        let isLast = number == pageCount - 1
        stream.beginFooter()
        paintLine(page: number, on: &stream, usage: &usage)
        if !isLast { paintMark(on: &stream, usage: &usage) }
        stream.endMarked()
        guard isLast, let verification else { return }
        let roles: [(StructureTree.Role, String?)] = [(.paragraph, nil), (.figure, verification.alternativeText)]
        for (role, alternativeText) in roles {
            let element = structure.add(role, to: structure.root, alternativeText: alternativeText)
            stream.beginContent(role, number: elements.count)
            if role == .figure { paintCode(on: &stream) } else { paintMarkText(on: &stream, usage: &usage) }
            stream.endMarked()
            structure.append(.content(page: number, number: elements.count), to: element)
            elements.append(element)
        }
    }

    /// Where the lines end: at the edge of the column or before the code.
    private var rightEdge: Double {
        codeWidth == nil
            ? geometry.left + geometry.columnWidth : geometry.code.x - PageGeometry.codeGap
    }

    /// A rule, the document's line on the left, the page number on the right.
    private func paintLine(page number: Int, on stream: inout ContentStream, usage: inout FontUsage) {
        let baseline = geometry.footerBaseline
        let rule = Rectangle(
            x: geometry.left, top: baseline - 15, width: rightEdge - geometry.left, height: 0.5)
        stream.fill(rule, .rule)
        var page = Self.line("page \(number + 1) sur \(pageCount)", fonts, at: 0)
        page.x = rightEdge - width(of: page)
        for line in [fitted(before: page.x), page] { stream.draw([(line, baseline)], usage: &usage) }
    }

    /// The document's line, cut after a word where it would come near the page number: what is left out stands in the document.
    private func fitted(before edge: Double) -> PlacedLine {
        let room = edge - geometry.left - TextStyle.footer.size
        guard width(of: documentLine) > room else { return documentLine }
        var (fitted, words) = (documentLine, text.split(separator: " "))
        while width(of: fitted) > room, !words.isEmpty {
            words.removeLast()
            fitted = Self.line((words + ["…"]).joined(separator: " "), fonts, at: geometry.left)
        }
        return fitted
    }

    private func width(of placed: PlacedLine) -> Double { Double(placed.line.advance) * placed.size / 1000 }

    private func paintMark(on stream: inout ContentStream, usage: inout FontUsage) {
        guard verification != nil else { return }
        paintMarkText(on: &stream, usage: &usage)
        paintCode(on: &stream)
    }

    private func paintMarkText(on stream: inout ContentStream, usage: inout FontUsage) {
        guard let markLine else { return }
        let baseline = geometry.footerBaseline + TextStyle.footer.leading
        stream.draw([(markLine, baseline)], usage: &usage)
    }

    private func paintCode(on stream: inout ContentStream) {
        guard let codeWidth else { return }
        stream.show(PaintedCode.resourceName, in: geometry.code, unitsPerSide: codeWidth)
    }

    private static func line(_ text: String, _ fonts: FontSet, at x: Double) -> PlacedLine {
        let style = TextStyle.footer
        return PlacedLine(
            line: TextShaper.shape([Inline(text)], fonts: fonts).singleLine, size: style.size, colour: style.colour,
            x: x, baseline: 0)
    }
}

extension PaintedCode {
    /// Its name among a page's resources.
    static let resourceName = "Code"
}

extension DocumentImage {
    /// The name of a document's image among a page's resources.
    static func resourceName(_ index: Int) -> String { "Image\(index + 1)" }
}
