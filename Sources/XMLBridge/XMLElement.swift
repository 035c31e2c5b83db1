/// An element of a document as plain values, free of the parser's memory.
///
/// Comments and processing instructions are left out. Attributes in a namespace are named `{namespace}name`.
package struct XMLElement: Hashable, Sendable {
    package var name: String
    /// Empty when the element is in no namespace.
    package var namespace: String
    package var attributes: [String: String]
    package var children: [XMLNode]
    /// Line of the start tag, from 1; 0 for an element that was not read from a file.
    package var line: Int

    package init(
        _ name: String, namespace: String = "", attributes: [String: String] = [:], children: [XMLNode] = [],
        line: Int = 0
    ) {
        self.name = name
        self.namespace = namespace
        self.attributes = attributes
        self.children = children
        self.line = line
    }
}

/// What an element holds.
package enum XMLNode: Hashable, Sendable {
    case element(XMLElement)
    case text(String)
}

extension XMLElement {
    /// The elements among the children, in order.
    package var elements: [XMLElement] {
        children.compactMap { node in
            guard case .element(let element) = node else { return nil }
            return element
        }
    }

    /// The first element among the children.
    package var firstElement: XMLElement? {
        for case .element(let element) in children { return element }
        return nil
    }

    /// The element's own text, without that of its child elements.
    package var text: String {
        if children.count == 1, case .text(let only) = children[0] { return only }
        return children.reduce(into: "") { text, node in
            if case .text(let part) = node { text += part }
        }
    }

    /// The first child element of a name.
    package func element(named name: String) -> XMLElement? {
        for case .element(let element) in children where element.name == name { return element }
        return nil
    }

    /// Whether there is text other than white space beside the child elements.
    package var hasOwnText: Bool {
        children.contains { node in
            guard case .text(let text) = node else { return false }
            // What stands between elements is nearly always made of these two.
            return !text.utf8.allSatisfy { $0 == 0x20 || $0 == 0x0A }
                && !text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
        }
    }
}
