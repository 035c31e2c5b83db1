import Typesetting

/// The same text as a web page, for programs that set those: headings, paragraphs, lists, tables and frames, with the lengths
/// and faces of our own pages, so that both set about as much.
struct PlainHTML {
    static func page(_ content: DocumentContent) -> String {
        """
        <!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>\(escaped(content.metadata.title))</title><style>
        @page { size: A4; margin: 58pt 62pt 68pt; @bottom-left { content: "\(escaped(content.footer))"; font: 7.8pt Lato }
          @bottom-right { content: "page " counter(page) " sur " counter(pages); font: 7.8pt Lato } }
        body { font: 10pt/13.8pt Lato; orphans: 2; widows: 2 } p { margin: 0 0 5pt } .recital { font-size: 9.5pt; margin: 0 0 2pt }
        .lead { font-size: 11.5pt } .small { font-size: 8.5pt } .centered { text-align: center }
        h1 { font-size: 19pt; line-height: 24pt } h2 { font-size: 13.5pt; border-bottom: 0.8pt solid } h3, h4 { font-size: 10.5pt }
        h1, h2, h3, h4 { break-after: avoid } table { width: 100%; border-collapse: collapse; font-size: 9.3pt }
        td, th { text-align: left; border-bottom: 0.6pt solid; padding: 3pt 6pt; break-inside: avoid }
        .note { background: #eef3f9; padding: 9pt 14pt } .boxes { break-inside: avoid }
        .box { display: inline-block; width: 46%; height: 100pt; border: 0.8pt solid; padding: 4pt }
        </style></head><body>\(content.blocks.map(html).joined(separator: "\n"))</body></html>
        """
    }

    private static func html(_ block: Block) -> String {
        switch block {
        case .heading(let level, let text): "<h\(level)>\(html(text))</h\(level)>"
        case .paragraph(let text, let style): "<p class=\"\(style)\">\(html(text))</p>"
        case .list(let style, let items): list(items, tag: style == .numbers ? "ol" : "ul")
        case .table(let table): self.table(table)
        case .fields(let fields):
            "<table>" + fields.map { "<tr><th>\(escaped($0.label))</th><td>\(html($0.value))</td></tr>" }.joined()
                + "</table>"
        case .note(let blocks): "<div class=\"note\">\(blocks.map(html).joined())</div>"
        case .keepTogether(let blocks), .band(let blocks): "<div class=\"boxes\">\(blocks.map(html).joined())</div>"
        case .signatureBoxes(let boxes):
            "<div class=\"boxes\">"
                + boxes.map {
                    "<div class=\"box\"><b>\(escaped($0.title))</b><br>\(escaped($0.expectedSignatory))</div>"
                }
                .joined() + "</div>"
        case .image, .imageBeside, .pageBreak, .space: ""
        }
    }

    private static func list(_ items: [[Block]], tag: String) -> String {
        "<\(tag)>" + items.map { "<li>\($0.map(html).joined())</li>" }.joined() + "</\(tag)>"
    }

    private static func table(_ table: Table) -> String {
        let head = table.header.map { "<th>\(html($0))</th>" }.joined()
        let rows = table.rows.map { row in "<tr>" + row.map { "<td>\(html($0))</td>" }.joined() + "</tr>" }
        return "<table><thead><tr>\(head)</tr></thead>\(rows.joined())</table>"
    }

    private static func html(_ text: [Inline]) -> String {
        text.map { inline in
            switch inline.style {
            case .regular: escaped(inline.text)
            case .bold: "<b>\(escaped(inline.text))</b>"
            case .italic: "<i>\(escaped(inline.text))</i>"
            }
        }.joined()
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
    }
}
