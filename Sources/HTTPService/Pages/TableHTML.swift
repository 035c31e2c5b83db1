import Typesetting

/// A table as HTML that a phone can show.
///
/// With row headers, each row becomes a small block on a narrow screen; styles that do so make browsers forget that it is a
/// table, so the roles say it. Any other table scrolls by itself, and can be reached with the keyboard to do so.
struct TableHTML {
    private let table: Table
    private let name: String

    init(_ table: Table, name: String) {
        self.table = table
        self.name = name.htmlEscaped
    }

    var html: String {
        let frame =
            table.firstColumnIsHeader
            ? "" : "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"\(name)\">\n"
        let style = table.firstColumnIsHeader ? " class=\"stacked\"" : ""
        let caption = table.caption.map { "<caption>\($0.htmlEscaped)</caption>\n" } ?? ""
        let head = "<thead role=\"rowgroup\"><tr role=\"row\">\(table.header.map(columnHeader).joined())</tr></thead>\n"
        let body = "<tbody role=\"rowgroup\">\n\(table.rows.map(row).joined())</tbody>\n"
        return
            "\(frame)<table\(style) role=\"table\">\n\(caption)\(head)\(body)</table>\n\(frame.isEmpty ? "" : "</div>\n")"
    }

    /// An empty corner is no header: it would be announced as one without a name.
    private func columnHeader(_ cell: [Inline]) -> String {
        cell.isBlank
            ? "<td role=\"cell\"></td>" : "<th scope=\"col\" role=\"columnheader\">\(DocumentHTML.inline(cell))</th>"
    }

    private func row(_ cells: [[Inline]]) -> String {
        "<tr role=\"row\">\(cells.enumerated().map(cell).joined())</tr>\n"
    }

    private func cell(_ index: Int, _ content: [Inline]) -> String {
        if index == 0, table.firstColumnIsHeader, !content.isBlank {
            return "<th scope=\"row\" role=\"rowheader\">\(DocumentHTML.inline(content))</th>"
        }
        let label = index < table.header.count ? table.header[index].map(\.text).joined().htmlEscaped : ""
        return "<td role=\"cell\" data-label=\"\(label)\">\(DocumentHTML.inline(content))</td>"
    }
}

extension [Inline] {
    fileprivate var isBlank: Bool { allSatisfy(\.text.isEmpty) }
}
