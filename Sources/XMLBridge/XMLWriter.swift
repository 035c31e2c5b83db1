/// Writes a tree of elements as canonical XML: what it returns is its own exclusive canonical form.
///
/// Escaping is the writer's alone, so that no value can become markup. Elements that hold only elements are indented
/// by two spaces; the bytes do not end with a line feed, because the canonical form has none.
package enum XMLWriter {
    /// - Parameter root: Its namespace holds for all elements inside it; attributes are in no namespace.
    package static func bytes(of root: XMLElement) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1 << 12)
        write(root, namespaceOfParent: "", indent: 0, to: &bytes)
        return bytes
    }

    private static func write(_ element: XMLElement, namespaceOfParent: String, indent: Int, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "<"))
        bytes.append(contentsOf: element.name.utf8)
        if element.namespace != namespaceOfParent { write("xmlns", element.namespace, to: &bytes) }
        if !element.attributes.isEmpty {
            for (name, value) in element.attributes.sorted(by: { $0.key < $1.key }) { write(name, value, to: &bytes) }
        }
        bytes.append(UInt8(ascii: ">"))
        writeChildren(of: element, indent: indent, to: &bytes)
        bytes.append(contentsOf: "</".utf8)
        bytes.append(contentsOf: element.name.utf8)
        bytes.append(UInt8(ascii: ">"))
    }

    private static func writeChildren(of element: XMLElement, indent: Int, to bytes: inout [UInt8]) {
        let isIndented = element.firstElement != nil && !element.hasOwnText
        for child in element.children {
            switch child {
            case .text(let value):
                if !isIndented { append(value, escaping: escapeInText, to: &bytes) }
            case .element(let inner):
                if isIndented { appendLine(indentedBy: indent + 1, to: &bytes) }
                write(inner, namespaceOfParent: element.namespace, indent: indent + 1, to: &bytes)
            }
        }
        if isIndented { appendLine(indentedBy: indent, to: &bytes) }
    }

    private static func appendLine(indentedBy indent: Int, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * indent))
    }

    /// An attribute with a space before it.
    private static func write(_ name: String, _ value: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: " "))
        bytes.append(contentsOf: name.utf8)
        bytes.append(contentsOf: "=\"".utf8)
        append(value, escaping: escapeInAttribute, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    // Put down where it is called, with the bytes to look for: else it is a call for each byte.
    @inline(__always)
    private static func append(_ value: String, escaping escape: (UInt8) -> String?, to bytes: inout [UInt8]) {
        // What is escaped is ASCII, whose bytes are part of no other character in UTF-8.
        if value.utf8.allSatisfy({ escape($0) == nil }) { return bytes.append(contentsOf: value.utf8) }
        for byte in value.utf8 {
            if let escaped = escape(byte) { bytes.append(contentsOf: escaped.utf8) } else { bytes.append(byte) }
        }
    }

    /// Source: W3C Canonical XML 1.0 §2.3, text nodes.
    private static func escapeInText(_ byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case 0x0D: "&#xD;"
        default: nil
        }
    }

    /// Source: W3C Canonical XML 1.0 §2.3, attribute nodes.
    private static func escapeInAttribute(_ byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: "\""): "&quot;"
        case 0x09: "&#x9;"
        case 0x0A: "&#xA;"
        case 0x0D: "&#xD;"
        default: nil
        }
    }
}
