import ConventionTemplates

/// Reads the body of a file: paragraphs, lists, tables, headings, « **strong** » and « [label](address) ». No HTML.
///
/// The spaces and apostrophes of French print are put in here, so that whoever edits a text types as on any keyboard.
struct GuideTextReader {
    let path: String

    private struct Paragraph {
        let line: Int
        let lines: [String]
    }

    func read(_ lines: [String], firstLine: Int) throws(GuideFault) -> GuideText {
        var blocks: [GuideText.Block] = []
        for paragraph in paragraphs(lines, firstLine: firstLine) { blocks.append(try block(paragraph)) }
        guard !blocks.isEmpty else { throw GuideFault(path, firstLine, "the text is empty", "write an answer") }
        return GuideText(blocks: blocks)
    }

    /// Lines between empty lines.
    private func paragraphs(_ lines: [String], firstLine: Int) -> [Paragraph] {
        var paragraphs: [Paragraph] = []
        var open: [String] = []
        for (index, line) in (lines + [""]).enumerated() {
            if !line.allSatisfy(\.isWhitespace) {
                open.append(line)
            } else if !open.isEmpty {
                paragraphs.append(Paragraph(line: firstLine + index - open.count, lines: open))
                open = []
            }
        }
        return paragraphs
    }

    private func block(_ paragraph: Paragraph) throws(GuideFault) -> GuideText.Block {
        let first = paragraph.lines[0]
        if first.hasPrefix("#") { return try heading(paragraph) }
        if first.hasPrefix("|") { return try table(paragraph) }
        if marker(of: first) != nil { return try list(paragraph) }
        return .paragraph(try spans(paragraph.lines.joined(separator: " "), paragraph.line))
    }

    private func heading(_ paragraph: Paragraph) throws(GuideFault) -> GuideText.Block {
        let level = paragraph.lines[0].prefix { $0 == "#" }.count
        let text = paragraph.lines[0].dropFirst(level)
        guard (1...3).contains(level), text.hasPrefix(" "), paragraph.lines.count == 1 else {
            throw GuideFault(
                path, paragraph.line, "found no heading", "write « # », « ## » or « ### », a space and one line of text"
            )
        }
        return .heading(level: level, try spans(String(text), paragraph.line))
    }

    /// « - » or « 1. », and what follows.
    private func marker(of line: String) -> (isNumbered: Bool, text: Substring)? {
        if line.hasPrefix("- ") { return (false, line.dropFirst(2)) }
        let digits = line.prefix { "0"..."9" ~= $0 }
        let rest = line.dropFirst(digits.count)
        return (1...2).contains(digits.count) && rest.hasPrefix(". ") ? (true, rest.dropFirst(2)) : nil
    }

    private func list(_ paragraph: Paragraph) throws(GuideFault) -> GuideText.Block {
        var items: [(text: String, line: Int)] = []
        var isNumbered: Bool?
        for (index, line) in paragraph.lines.enumerated() {
            guard let marker = marker(of: line) else {
                // A line that goes on.
                items[items.count - 1].text += " " + line
                continue
            }
            guard isNumbered == nil || isNumbered == marker.isNumbered else {
                throw GuideFault(
                    path, paragraph.line + index, "found « - » and « 1. » in one list", "part them by an empty line")
            }
            isNumbered = marker.isNumbered
            items.append((String(marker.text), paragraph.line + index))
        }
        var texts: [[GuideText.Span]] = []
        for item in items { texts.append(try spans(item.text, item.line)) }
        return .list(isNumbered: isNumbered == true, items: texts)
    }

    /// « | one | two | », the first line being the header.
    private func table(_ paragraph: Paragraph) throws(GuideFault) -> GuideText.Block {
        var rows: [[[GuideText.Span]]] = []
        for (index, line) in paragraph.lines.enumerated() {
            var cells: [[GuideText.Span]] = []
            let parts = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
            for cell in parts { cells.append(try spans(String(cell), paragraph.line + index)) }
            guard line.hasPrefix("|"), line.hasSuffix("|"), cells.count == rows.first?.count ?? cells.count else {
                throw GuideFault(
                    path, paragraph.line + index, "found no row of the table",
                    "write « | one | two | » with as many cells as in the first row")
            }
            rows.append(cells)
        }
        guard rows.count > 1 else {
            throw GuideFault(path, paragraph.line, "the table has no row below its header", "add one")
        }
        return .table(header: rows[0], rows: Array(rows.dropFirst()))
    }

    private func spans(_ text: String, _ line: Int) throws(GuideFault) -> [GuideText.Span] {
        guard !text.contains(where: { $0 == "<" || $0 == ">" }) else {
            throw GuideFault(path, line, "found « < » or « > »", "write text without HTML")
        }
        guard text.unicodeScalars.allSatisfy({ !($0.value < 0x20) && $0.value != 0x7F }) else {
            throw GuideFault(path, line, "found a control character", "delete it")
        }
        var reader = SpanReader(path: path, line: line, text: Substring(FrenchTypography.set(text)))
        return try reader.read()
    }
}

/// Finds what is strong and what is a link in one paragraph.
private struct SpanReader {
    let path: String
    let line: Int
    var text: Substring
    private var spans: [GuideText.Span] = []
    private var plain = ""
    private var isStrong = false

    init(path: String, line: Int, text: Substring) { (self.path, self.line, self.text) = (path, line, text) }

    mutating func read() throws(GuideFault) -> [GuideText.Span] {
        while let character = text.first {
            if text.hasPrefix("**") {
                finish()
                isStrong.toggle()
                text = text.dropFirst(2)
            } else if character == "[" {
                finish()
                spans.append(try link())
            } else {
                plain.append(character)
                text = text.dropFirst()
            }
        }
        finish()
        guard !isStrong else { throw GuideFault(path, line, "found « ** » without its end", "write « ** » twice") }
        return spans
    }

    private mutating func finish() {
        guard !plain.isEmpty else { return }
        spans.append(GuideText.Span(plain, isStrong: isStrong))
        plain = ""
    }

    private mutating func link() throws(GuideFault) -> GuideText.Span {
        guard let middle = text.firstRange(of: "]("),
            let end = text[middle.upperBound...].firstIndex(of: ")")
        else { throw GuideFault(path, line, "found « [ » without a link", "write « [label](address) »") }
        let label = String(text[text.index(after: text.startIndex)..<middle.lowerBound])
        let address = String(text[middle.upperBound..<end])
        guard !label.isEmpty, GuideAddress.isUsable(address) else {
            throw GuideFault(
                path, line, "found a link to nothing that is shown", "write an address such as /aide or https://…")
        }
        text = text[text.index(after: end)...]
        return GuideText.Span(label, isStrong: isStrong, address: address)
    }
}

/// Which addresses the texts may lead to.
enum GuideAddress {
    static func isUsable(_ address: String) -> Bool {
        let isPlain = address.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E }
        let isOfService = address.hasPrefix("/") && !address.hasPrefix("//")
        return isPlain && (isOfService || address.hasPrefix("https://") && address.count > 8)
    }
}
