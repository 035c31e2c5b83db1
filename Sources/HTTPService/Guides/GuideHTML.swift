import Guides

/// A text of the guides as HTML, its headings below those of the page around it.
enum GuideHTML {
    /// - Parameter level: Of a part, « ## ».
    static func render(_ text: GuideText, headingLevel level: Int = 2) -> String {
        text.blocks.map { html($0, level) }.joined(separator: "\n")
    }

    private static func html(_ block: GuideText.Block, _ level: Int) -> String {
        switch block {
        case .heading(let own, let spans):
            let tag = "h\(min(max(own, 2) - 2 + level, 6))"
            return "<\(tag)>\(inline(spans))</\(tag)>"
        case .paragraph(let spans): return "<p>\(inline(spans))</p>"
        case .list(let isNumbered, let items):
            let tag = isNumbered ? "ol" : "ul"
            return "<\(tag)>\n\(items.map { "<li>\(inline($0))</li>\n" }.joined())</\(tag)>"
        case .table(let header, let rows):
            let head = header.map { "<th scope=\"col\">\(inline($0))</th>" }.joined()
            let body = rows.map { "<tr>\($0.map { "<td>\(inline($0))</td>" }.joined())</tr>\n" }.joined()
            return "<table><thead><tr>\(head)</tr></thead>\n<tbody>\n\(body)</tbody></table>"
        }
    }

    static func inline(_ spans: [GuideText.Span]) -> String {
        spans.map { span in
            var html = span.text.htmlEscaped
            if let address = span.address { html = "<a href=\"\(address.htmlEscaped)\">\(html)</a>" }
            return span.isStrong ? "<strong>\(html)</strong>" : html
        }
        .joined()
    }
}
