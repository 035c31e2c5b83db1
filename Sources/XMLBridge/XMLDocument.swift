import CLibXML2

/// A well-formed document in libxml2's memory.
///
/// Owns the tree and frees it in `deinit`. Used by one task at a time.
///
/// Reading is hardened: a DOCTYPE is refused before one declaration of it is read, so that there are no entities
/// beyond the five of XML; nothing is fetched; UTF-8 only; size, depth and number of nodes are limited.
@safe package final class XMLDocument {
    private let tree: xmlDocPtr
    /// The document element, copied out.
    package let root: XMLElement

    /// - Throws: ``XMLProblem`` with the first thing that is wrong.
    package init(parsing bytes: [UInt8], limits: XMLLimits = XMLLimits()) throws(XMLProblem) {
        guard bytes.count <= limits.byteCount else {
            throw XMLProblem(
                .tooLarge, "found a document of \(bytes.count) bytes, expected at most \(limits.byteCount)")
        }
        guard bytes.count(where: { $0 == UInt8(ascii: "=") }) <= limits.equalsSignCount else {
            throw XMLProblem(.tooManyNodes, "found more than \(limits.equalsSignCount) equals signs")
        }
        // Two a node at most, for beginning and end: more need no memory for a tree before they are refused.
        guard bytes.count(where: { $0 == UInt8(ascii: "<") }) <= 2 * limits.nodeCount else {
            throw XMLProblem(.tooManyNodes, "found more than \(limits.nodeCount) elements, texts and attributes")
        }
        if let line = lineOfBadUTF8(in: bytes) {
            throw XMLProblem(.notWellFormed, line: line, "found bytes that are not UTF-8", mistake: .notUTF8)
        }
        let tree = try unsafe XMLDocument.parse(bytes)
        do throws(XMLProblem) {
            root = try unsafe XMLTreeReader(limits: limits).read(tree)
        } catch {
            unsafe xmlFreeDoc(tree)
            throw error
        }
        unsafe self.tree = unsafe tree
    }

    deinit { unsafe xmlFreeDoc(tree) }

    /// Lends the tree for the length of `body`; it must not escape.
    func withTree<Result>(_ body: (xmlDocPtr) -> Result) -> Result { unsafe body(tree) }

    private static func parse(_ bytes: [UInt8]) throws(XMLProblem) -> xmlDocPtr {
        _ = LibXML2.ready
        guard let context = unsafe xmlNewParserCtxt() else { throw XMLProblem(.outOfMemory, "no memory for a parser") }
        defer { unsafe xmlFreeParserCtxt(context) }
        let collector = LibXML2.Collector()
        unsafe context.pointee._private = unsafe Unmanaged.passUnretained(collector).toOpaque()
        unsafe installHandlers(in: context)
        let tree = unsafe withExtendedLifetime(collector) { unsafe read(bytes, with: context) }
        if let first = collector.problems.first {
            unsafe xmlFreeDoc(tree)
            throw first
        }
        guard let tree = unsafe tree else {
            throw XMLProblem(.notWellFormed, line: 1, "found no XML document", mistake: .emptyFile)
        }
        return unsafe tree
    }

    private static func read(_ bytes: [UInt8], with context: xmlParserCtxtPtr) -> xmlDocPtr? {
        // Never NOENT, DTDLOAD, HUGE, XINCLUDE or RECOVER. COMPACT keeps short texts in their nodes, and the tree is never changed.
        let options = Int32(
            XML_PARSE_NONET.rawValue | XML_PARSE_NOCDATA.rawValue | XML_PARSE_BIG_LINES.rawValue
                | XML_PARSE_COMPACT.rawValue)
        return unsafe bytes.withUnsafeBytes { buffer in
            let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            return unsafe xmlCtxtReadMemory(context, start, Int32(buffer.count), nil, "UTF-8", options)
        }
    }

    private static func installHandlers(in context: xmlParserCtxtPtr) {
        // Replaces the reading of the internal subset: parsing stops before its first declaration.
        unsafe context.pointee.sax.pointee.internalSubset = { raw, _, _, _ in
            guard let raw = unsafe raw else { return }
            let context = unsafe raw.assumingMemoryBound(to: xmlParserCtxt.self)
            let collector = unsafe Unmanaged<LibXML2.Collector>.fromOpaque(context.pointee._private)
                .takeUnretainedValue()
            collector.problems.append(
                XMLProblem(
                    .documentTypeRefused, line: unsafe Int(xmlSAX2GetLineNumber(raw)),
                    column: unsafe Int(xmlSAX2GetColumnNumber(raw)), "found a DOCTYPE, expected a document without one")
            )
            unsafe xmlStopParser(context)
        }
        unsafe context.pointee.sax.pointee.serror = { raw, error in
            guard let raw = unsafe raw else { return }
            let context = unsafe raw.assumingMemoryBound(to: xmlParserCtxt.self)
            unsafe LibXML2.record(context.pointee._private, UnsafeMutablePointer(mutating: error), as: .notWellFormed)
        }
    }
}

/// The line of the first byte that belongs to no character of UTF-8; the parser would call it by many names.
private func lineOfBadUTF8(in bytes: [UInt8]) -> Int? {
    if let _ = try? UTF8Span(validating: bytes.span) { return nil }
    var decoder = Unicode.UTF8()
    var iterator = bytes.makeIterator()
    var line = 1
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
        if scalar == "\n" { line += 1 }
    }
    return line
}
