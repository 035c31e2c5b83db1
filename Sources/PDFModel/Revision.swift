/// What one save appended to the file, and how it changed the table of objects.
///
/// Source: ISO 32000-1 §7.5.6.
public struct Revision: Hashable, Sendable {
    /// Where a revision says that an object is.
    public enum Entry: Hashable, Sendable {
        case inUse(byteOffset: Int, generation: Int)
        case free(generation: Int)
    }

    /// 0 for the original document.
    public let index: Int
    /// The bytes it appended, up to and including the line end behind its `%%EOF`.
    public let range: Range<Int>
    /// Offset of the keyword `xref`.
    public let crossReferenceOffset: Int
    /// The objects this revision defines or frees, by number; object 0 left out.
    public let entries: [Int: Entry]
    public let trailer: PDFDictionary
}
