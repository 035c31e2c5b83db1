import Mustache

extension String {
    /// The text as it may stand in an element or in a quoted attribute.
    ///
    /// Goes by code point: a quotation mark with a combining accent is one `Character`, and still ends an attribute.
    var htmlEscaped: String {
        var escaped = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar {
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}

/// Escaping for templates by code point; the library's own goes by `Character`.
struct PageContentType: MustacheContentType {
    static let name = "SEING_PAGE"

    func escapeText(_ text: String) -> String { text.htmlEscaped }
}
