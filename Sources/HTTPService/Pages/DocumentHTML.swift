import Typesetting

/// The convention's text as HTML: the same blocks as the PDF, in the same order.
///
/// Its headings start below those of the page around it.
struct DocumentHTML {
    /// Level of the document's own title in the page.
    private static let titleLevel = 3

    private var html = ""
    private var tableCount = 0

    private init() {}

    static func render(_ content: DocumentContent) -> String {
        var document = DocumentHTML()
        if let letterhead = content.letterhead { document.append(letterhead) }
        document.append(content.blocks)
        return document.html
    }

    /// What is read aloud first in the PDF too.
    private mutating func append(_ letterhead: Letterhead) {
        for figure in letterhead.logos { append(figure) }
        for (index, line) in letterhead.lines.enumerated() where !line.isEmpty {
            html += index == 0 ? "<p><strong>\(Self.inline(line))</strong></p>\n" : "<p>\(Self.inline(line))</p>\n"
        }
    }

    /// A logo says nothing that is signed; the words for it do, and they need no other request.
    private mutating func append(_ figure: Figure) {
        guard let text = figure.alternativeText else { return }
        html += "<p>[Image\u{A0}: \(text.htmlEscaped)]</p>\n"
    }

    private mutating func append(_ blocks: [Block]) {
        for block in blocks { append(block) }
    }

    private mutating func append(_ block: Block) {
        switch block {
        case .heading(let level, let text): appendHeading(level, text)
        case .paragraph(let text, let style): html += "<p\(Self.cssClass(style))>\(Self.inline(text))</p>\n"
        case .list(let style, let items): appendList(style, items)
        case .table(let table): appendTable(table)
        case .fields(let fields): appendFields(fields)
        case .note(let blocks): wrap("div class=\"note\"", "div", blocks)
        case .image(let figure): append(figure)
        case .imageBeside(let figure, let paragraphs):
            append(figure)
            for paragraph in paragraphs { html += "<p>\(Self.inline(paragraph))</p>\n" }
        case .signatureBoxes(let boxes): appendBoxes(boxes)
        case .keepTogether(let blocks), .band(let blocks): append(blocks)
        case .pageBreak: html += "<hr class=\"page\">\n"
        case .space: break
        }
    }

    private mutating func wrap(_ opening: String, _ closing: String, _ blocks: [Block]) {
        html += "<\(opening)>\n"
        append(blocks)
        html += "</\(closing)>\n"
    }

    private mutating func appendHeading(_ level: Int, _ text: [Inline]) {
        let tag = "h\(min(max(level, 1) + Self.titleLevel - 1, 6))"
        html += "<\(tag)>\(Self.inline(text))</\(tag)>\n"
    }

    private mutating func appendList(_ style: ListStyle, _ items: [[Block]]) {
        let tag = style == .numbers ? "ol" : "ul"
        html += style == .dashes ? "<ul class=\"dashes\">\n" : "<\(tag)>\n"
        for item in items { wrap("li", "li", item) }
        html += "</\(tag)>\n"
    }

    private mutating func appendFields(_ fields: [Field]) {
        html += "<dl class=\"fields\">\n"
        for field in fields {
            html += "<div><dt>\(field.label.htmlEscaped)</dt><dd>\(Self.inline(field.value))</dd></div>\n"
        }
        html += "</dl>\n"
    }

    private mutating func appendBoxes(_ boxes: [SignatureBox]) {
        html += "<ul class=\"boxes\">\n"
        for box in boxes {
            html +=
                "<li><strong>\(box.title.htmlEscaped)</strong> <span>\(box.expectedSignatory.htmlEscaped)</span></li>\n"
        }
        html += "</ul>\n"
    }

    private mutating func appendTable(_ table: Table) {
        tableCount += 1
        let rendering = TableHTML(table, name: table.caption ?? "Tableau \(tableCount)")
        html += rendering.html
    }

    static func inline(_ runs: [Inline]) -> String {
        runs.map { run in
            switch run.style {
            case .regular: run.text.htmlEscaped
            case .bold: "<strong>\(run.text.htmlEscaped)</strong>"
            case .italic: "<em>\(run.text.htmlEscaped)</em>"
            }
        }
        .joined()
    }

    private static func cssClass(_ style: ParagraphStyle) -> String {
        switch style {
        case .body: ""
        case .recital: " class=\"recital\""
        case .lead: " class=\"lead\""
        case .small: " class=\"small\""
        case .centered: " class=\"centered\""
        }
    }
}
