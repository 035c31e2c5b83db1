import CLibXML2

/// Copies libxml2's tree out as values and keeps to the limits while doing so.
struct XMLTreeReader {
    private let limits: XMLLimits
    private var nodeCount = 0

    init(limits: XMLLimits) { self.limits = limits }

    func read(_ tree: xmlDocPtr) throws(XMLProblem) -> XMLElement {
        guard let root = unsafe xmlDocGetRootElement(tree) else {
            throw XMLProblem(.notWellFormed, "found a document without an element")
        }
        var reader = self
        return try unsafe reader.element(root, depth: 1)
    }

    private mutating func element(_ node: xmlNodePtr, depth: Int) throws(XMLProblem) -> XMLElement {
        let line = unsafe Int(xmlGetLineNo(node))
        guard depth <= limits.depth else {
            throw XMLProblem(.tooDeep, line: line, "found more than \(limits.depth) elements inside each other")
        }
        try count(line: line)
        return XMLElement(
            unsafe text(node.pointee.name), namespace: unsafe namespace(node.pointee.ns),
            attributes: try unsafe attributes(of: node, line: line),
            children: try unsafe children(of: node, depth: depth), line: line)
    }

    private mutating func children(of node: xmlNodePtr, depth: Int) throws(XMLProblem) -> [XMLNode] {
        var nodes: [XMLNode] = []
        var next = unsafe node.pointee.children
        while let child = unsafe next {
            switch unsafe child.pointee.type {
            case XML_ELEMENT_NODE: nodes.append(.element(try unsafe element(child, depth: depth + 1)))
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE: try append(unsafe text(child.pointee.content), to: &nodes)
            case XML_COMMENT_NODE, XML_PI_NODE: break
            default:
                throw XMLProblem(.notWellFormed, line: unsafe Int(xmlGetLineNo(child)), "found an entity reference")
            }
            unsafe next = unsafe child.pointee.next
        }
        return nodes
    }

    /// Texts on both sides of a comment become one.
    private mutating func append(_ text: String, to nodes: inout [XMLNode]) throws(XMLProblem) {
        if case .text(let before)? = nodes.last {
            nodes[nodes.count - 1] = .text(before + text)
        } else {
            try count(line: 0)
            nodes.append(.text(text))
        }
    }

    private mutating func attributes(of node: xmlNodePtr, line: Int) throws(XMLProblem) -> [String: String] {
        var attributes: [String: String] = [:]
        var next = unsafe node.pointee.properties
        while let attribute = unsafe next {
            try count(line: line)
            let namespace = unsafe namespace(attribute.pointee.ns)
            let name = unsafe text(attribute.pointee.name)
            attributes[namespace.isEmpty ? name : "{\(namespace)}\(name)"] = unsafe value(of: attribute)
            unsafe next = unsafe attribute.pointee.next
        }
        return attributes
    }

    private func value(of attribute: xmlAttrPtr) -> String {
        guard let value = unsafe xmlNodeListGetString(attribute.pointee.doc, attribute.pointee.children, 1) else {
            return ""
        }
        defer { unsafe LibXML2.release(value) }
        return unsafe text(value)
    }

    private mutating func count(line: Int) throws(XMLProblem) {
        nodeCount += 1
        guard nodeCount <= limits.nodeCount else {
            throw XMLProblem(
                .tooManyNodes, line: line, "found more than \(limits.nodeCount) elements, texts, attributes")
        }
    }

    private func namespace(_ namespace: xmlNsPtr?) -> String { unsafe text(namespace?.pointee.href) }

    private func text(_ characters: UnsafePointer<xmlChar>?) -> String {
        unsafe characters.map { unsafe String(cString: $0) } ?? ""
    }
}
