import CLibXML2

/// A compiled RELAX NG schema.
///
/// libxml2 only reads a compiled schema; what it writes while validating is in a context made for each call. So sharing
/// it between threads is sound.
///
/// Source: ISO/IEC 19757-2.
@safe package final class RelaxNGSchema: @unchecked Sendable {
    private let schema: xmlRelaxNGPtr

    /// - Parameter bytes: The schema in XML syntax, complete in itself: nothing is included from elsewhere.
    package init(_ bytes: [UInt8]) throws(XMLProblem) {
        let document = try XMLDocument(parsing: bytes, limits: XMLLimits(depth: 100))
        _ = LibXML2.schemaTypes
        let collector = LibXML2.Collector()
        guard let schema = unsafe RelaxNGSchema.compile(document, collector) else {
            let first = collector.problems.first
            throw XMLProblem(.badSchema, line: first?.line ?? 0, first?.message ?? "libxml2 refused the schema")
        }
        unsafe self.schema = unsafe schema
    }

    deinit { unsafe xmlRelaxNGFree(schema) }

    /// What is wrong with a document, one problem a line of the file; empty when it is valid.
    package func problems(in document: XMLDocument) -> [XMLProblem] {
        let collector = LibXML2.Collector()
        let outcome = withExtendedLifetime(collector) { validate(document, collector) }
        guard outcome != 0 else { return [] }
        guard !collector.problems.isEmpty else { return [XMLProblem(.invalid, "the schema refuses the document")] }
        return RelaxNGSchema.onePerLine(collector.problems)
    }

    private func validate(_ document: XMLDocument, _ collector: LibXML2.Collector) -> Int32 {
        guard let context = unsafe xmlRelaxNGNewValidCtxt(schema) else { return -1 }
        defer { unsafe xmlRelaxNGFreeValidCtxt(context) }
        unsafe xmlRelaxNGSetValidStructuredErrors(
            context,
            { target, error in unsafe LibXML2.record(target, UnsafeMutablePointer(mutating: error), as: .invalid) },
            Unmanaged.passUnretained(collector).toOpaque())
        return unsafe document.withTree { unsafe xmlRelaxNGValidateDoc(context, $0) }
    }

    private static func compile(_ document: XMLDocument, _ collector: LibXML2.Collector) -> xmlRelaxNGPtr? {
        unsafe document.withTree { tree in
            // The context works on a copy of the tree.
            guard let context = unsafe xmlRelaxNGNewDocParserCtxt(tree) else { return nil }
            defer { unsafe xmlRelaxNGFreeParserCtxt(context) }
            unsafe xmlRelaxNGSetParserStructuredErrors(
                context,
                { target, error in unsafe LibXML2.record(target, UnsafeMutablePointer(mutating: error), as: .badSchema)
                },
                Unmanaged.passUnretained(collector).toOpaque())
            return unsafe xmlRelaxNGParse(context)
        }
    }

    /// libxml2 says the same fault twice or more: once for the value, once for each element around it on that line.
    static func onePerLine(_ problems: [XMLProblem]) -> [XMLProblem] {
        var best: [Int: XMLProblem] = [:]
        var lines: [Int] = []
        for problem in problems {
            guard let known = best[problem.line] else {
                lines.append(problem.line)
                best[problem.line] = problem
                continue
            }
            if vagueness(problem) < vagueness(known) { best[problem.line] = problem }
        }
        return lines.compactMap { best[$0] }
    }

    private static func vagueness(_ problem: XMLProblem) -> Int {
        if problem.message.hasSuffix("failed to validate content") { return 2 }
        return problem.message.hasPrefix("Error validating") ? 1 : 0
    }
}
