import Mustache

extension String {
    /// The text as it may stand in an element or in a quoted attribute.
    ///
    /// Goes by octet, as all of them are ASCII: a quotation mark with a combining accent is one `Character`, and still ends
    /// an attribute.
    var htmlEscaped: String {
        guard utf8.contains(where: { Self.entity(of: $0) != nil }) else { return self }
        var escaped: [UInt8] = []
        escaped.reserveCapacity(utf8.count + 16)
        for byte in utf8 {
            if let entity = Self.entity(of: byte) { escaped += entity.utf8 } else { escaped.append(byte) }
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    private static func entity(of byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }
}

/// Escaping for templates by octet; the library's own goes by `Character`.
struct PageContentType: MustacheContentType {
    static let name = "SEING_PAGE"

    func escapeText(_ text: String) -> String { text.htmlEscaped }
}
