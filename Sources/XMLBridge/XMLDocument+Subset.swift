import CLibXML2

/// An element by its place: which child element of the root, which child element of that, and so on, each from 0.
package typealias XMLElementPath = [Int]

extension XMLDocument {
    /// Exclusive canonical XML, without comments, of a part of the document.
    ///
    /// - Parameters:
    ///   - apex: The element whose part it is, with all inside it; `nil` for the whole document.
    ///   - hole: An element that is left out, with all inside it.
    /// - Throws: ``XMLProblem`` when there is no element at a path.
    ///
    /// Source: W3C Exclusive XML Canonicalization 1.0 §3; a document subset.
    package func canonicalBytes(
        of apex: XMLElementPath?, without hole: XMLElementPath? = nil
    ) throws(XMLProblem) -> [UInt8] {
        let outcome: Result<[UInt8], XMLProblem> = unsafe withTree { tree in
            let subset = unsafe Subset(
                apex: apex.flatMap { unsafe element(at: $0, in: tree) },
                hole: hole.flatMap { unsafe element(at: $0, in: tree) })
            guard unsafe (apex == nil || subset.apex != nil) && (hole == nil || subset.hole != nil) else {
                return .failure(XMLProblem(.invalid, "the document has no element at this place"))
            }
            return withExtendedLifetime(subset) { unsafe write(tree, subset) }
        }
        return try outcome.get()
    }

    private func element(at path: XMLElementPath, in tree: xmlDocPtr) -> xmlNodePtr? {
        var node = unsafe xmlDocGetRootElement(tree)
        for index in path {
            guard let parent = unsafe node else { return nil }
            var child = unsafe xmlFirstElementChild(parent)
            for _ in 0..<index {
                guard let here = unsafe child else { return nil }
                unsafe child = unsafe xmlNextElementSibling(here)
            }
            unsafe node = unsafe child
        }
        return unsafe node
    }

    private func write(_ tree: xmlDocPtr, _ subset: Subset) -> Result<[UInt8], XMLProblem> {
        let failure = XMLProblem(.outOfMemory, "libxml2 could not write the canonical form")
        guard let buffer = unsafe xmlAllocOutputBuffer(nil) else { return .failure(failure) }
        defer { unsafe xmlOutputBufferClose(buffer) }
        let count = unsafe xmlC14NExecute(
            tree, { target, node, parent in unsafe isVisible(target, node, parent) },
            Unmanaged.passUnretained(subset).toOpaque(), Int32(XML_C14N_EXCLUSIVE_1_0.rawValue), nil, 0, buffer)
        guard count >= 0, let start = unsafe xmlOutputBufferGetContent(buffer) else { return .failure(failure) }
        return .success(
            unsafe [UInt8](UnsafeBufferPointer(start: start, count: Int(xmlOutputBufferGetSize(buffer)))))
    }
}

/// Which part of a tree is written; never leaves the call that made it.
@safe private final class Subset {
    let apex: xmlNodePtr?
    let hole: xmlNodePtr?

    init(apex: xmlNodePtr?, hole: xmlNodePtr?) {
        unsafe self.apex = unsafe apex
        unsafe self.hole = unsafe hole
    }
}

/// Asked by libxml2 about each node; attributes and namespaces belong to their element, which is the parent named.
private func isVisible(
    _ target: UnsafeMutableRawPointer?, _ node: xmlNodePtr?, _ parent: xmlNodePtr?
) -> Int32 {
    guard let target = unsafe target, let node = unsafe node else { return 0 }
    let subset = unsafe Unmanaged<Subset>.fromOpaque(target).takeUnretainedValue()
    let type = unsafe node.pointee.type
    let isOfElement = type == XML_NAMESPACE_DECL || type == XML_ATTRIBUTE_NODE
    var next = unsafe isOfElement ? parent : node
    var isInside = unsafe subset.apex == nil
    while let here = unsafe next {
        if unsafe here == subset.hole { return 0 }
        if unsafe here == subset.apex { isInside = true }
        unsafe next = unsafe here.pointee.parent
    }
    return isInside ? 1 : 0
}
