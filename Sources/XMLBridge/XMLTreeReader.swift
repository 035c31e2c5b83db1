import CLibXML2

/// Copies libxml2's tree out as values and keeps to the limits while doing so.
@safe struct XMLTreeReader {
    private let limits: XMLLimits
    private var nodeCount = 0
    /// The last one met: most documents have one only, and libxml2 keeps each in one place.
    private var lastNamespace: (address: xmlNsPtr, name: String)?

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
        // Room is made once, for as many as there are and no more than may be.
        nodes.reserveCapacity(unsafe childCount(of: node))
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

    private func childCount(of node: xmlNodePtr) -> Int {
        var count = 0
        var next = unsafe node.pointee.children
        while let child = unsafe next, count < limits.nodeCount {
            count += 1
            unsafe next = unsafe child.pointee.next
        }
        return count
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

    private mutating func namespace(_ namespace: xmlNsPtr?) -> String {
        guard let namespace = unsafe namespace else { return "" }
        if let last = unsafe lastNamespace, unsafe last.address == namespace { return unsafe last.name }
        let name = unsafe text(namespace.pointee.href)
        unsafe lastNamespace = unsafe (namespace, name)
        return name
    }

    private func text(_ characters: UnsafePointer<xmlChar>?) -> String {
        unsafe characters.map { unsafe String(cString: $0) } ?? ""
    }
}
