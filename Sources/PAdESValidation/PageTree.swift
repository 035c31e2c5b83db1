import PDFModel

/// Walks the pages of a document, and refuses a tree in which two readers could see different pages.
///
/// Source: ISO 32000-1 §7.7.3.
struct PageTree {
    typealias Page = (reference: PDFReference, dictionary: PDFDictionary)

    private let document: PDFDocument
    private let index: Int
    private var visited: Set<PDFReference> = []
    private(set) var pages: [Page] = []
    /// Whether a node has entries that documents of Seing do not have: what a page inherits, crops, turns or scales.
    private(set) var hasUnusualEntries = false
    private static let nodeKeys: [PDFName] = ["Type", "Kids", "Count", "Parent"]
    /// Actions are reported as such.
    private static let pageKeys: [PDFName] = [
        "Type", "Parent", "MediaBox", "Resources", "Contents", "StructParents", "Tabs", "Annots", "AA",
    ]

    /// - Throws: `PDFReadError` when a node cannot be read, is there twice or is its own descendant, or says that it
    ///   has another type or another number of pages than it has.
    init(of document: PDFDocument, asOf index: Int) throws(PDFReadError) {
        self.document = document
        self.index = index
        try walk(try document.catalog(asOf: index)["Pages"], depth: 0)
    }

    private mutating func walk(_ node: PDFObject?, depth: Int) throws(PDFReadError) {
        guard depth < document.limits.nestingDepth, let reference = node?.referenceValue,
            visited.insert(reference).inserted, let dictionary = try document.dictionary(node, asOf: index)
        else { throw PDFReadError(.badSyntax, found: "a page tree that is none", expected: "each page once") }
        guard dictionary["Type"] == .name("Pages") else { return try append((reference, dictionary)) }
        if !dictionary.keys.allSatisfy(Self.nodeKeys.contains) { hasUnusualEntries = true }
        let before = pages.count
        for kid in try document.array(dictionary["Kids"], asOf: index) ?? [] { try walk(kid, depth: depth + 1) }
        guard dictionary["Count"] == .integer(pages.count - before) else {
            throw PDFReadError(
                .badSyntax, found: "a page tree that counts wrong", expected: "/Count \(pages.count - before)")
        }
    }

    private mutating func append(_ page: Page) throws(PDFReadError) {
        guard page.dictionary["Type"] == .name("Page"), page.dictionary["Kids"] == nil else {
            throw PDFReadError(.badSyntax, found: "a page of another type", expected: "/Type /Page")
        }
        if !page.dictionary.keys.allSatisfy(Self.pageKeys.contains) { hasUnusualEntries = true }
        pages.append(page)
    }
}
