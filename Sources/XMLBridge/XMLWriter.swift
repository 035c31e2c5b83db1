/// Writes a tree of elements as canonical XML: what it returns is its own exclusive canonical form.
///
/// Escaping is the writer's alone, so that no value can become markup. Elements that hold only elements are indented
/// by two spaces; the bytes do not end with a line feed, because the canonical form has none.
package enum XMLWriter {
    /// - Parameter root: Its namespace holds for all elements inside it; attributes are in no namespace.
    package static func bytes(of root: XMLElement) -> [UInt8] {
        var text = ""
        write(root, namespaceOfParent: "", indent: 0, to: &text)
        return Array(text.utf8)
    }

    private static func write(_ element: XMLElement, namespaceOfParent: String, indent: Int, to text: inout String) {
        text += "<\(element.name)"
        if element.namespace != namespaceOfParent { text += " xmlns=\"\(escapedAttribute(element.namespace))\"" }
        for (name, value) in element.attributes.sorted(by: { $0.key < $1.key }) {
            text += " \(name)=\"\(escapedAttribute(value))\""
        }
        text += ">"
        writeChildren(of: element, indent: indent, to: &text)
        text += "</\(element.name)>"
    }

    private static func writeChildren(of element: XMLElement, indent: Int, to text: inout String) {
        let isIndented = !element.elements.isEmpty && !element.hasOwnText
        for child in element.children {
            switch child {
            case .text(let value):
                if !isIndented { text += escapedText(value) }
            case .element(let inner):
                if isIndented { text += "\n" + String(repeating: "  ", count: indent + 1) }
                write(inner, namespaceOfParent: element.namespace, indent: indent + 1, to: &text)
            }
        }
        if isIndented { text += "\n" + String(repeating: "  ", count: indent) }
    }

    /// Source: W3C Canonical XML 1.0 §2.3, text nodes.
    private static func escapedText(_ value: String) -> String {
        value.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\r": text += "&#xD;"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }

    /// Source: W3C Canonical XML 1.0 §2.3, attribute nodes.
    private static func escapedAttribute(_ value: String) -> String {
        value.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case "\"": text += "&quot;"
            case "\t": text += "&#x9;"
            case "\n": text += "&#xA;"
            case "\r": text += "&#xD;"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
