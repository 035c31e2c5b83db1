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
    /// Whether comments stand between the keyword `xref` and the end of the file marker.
    public let hasComments: Bool
    /// Where the objects in use begin, in ascending order.
    private let objectOffsets: [Int]

    init(
        index: Int, range: Range<Int>, crossReferenceOffset: Int, entries: [Int: Entry], trailer: PDFDictionary,
        hasComments: Bool
    ) {
        self.index = index
        self.range = range
        self.crossReferenceOffset = crossReferenceOffset
        self.entries = entries
        self.trailer = trailer
        self.hasComments = hasComments
        objectOffsets = entries.values.compactMap { if case .inUse(let offset, _) = $0 { offset } else { nil } }
            .sorted()
    }

    /// Where the object that begins at an offset has to end at the latest: at the next object or at the table.
    ///
    /// So no object lies inside another one, and reading every object reads no byte twice.
    func endOfObject(at offset: Int) -> Int {
        var (low, high) = (0, objectOffsets.count)
        while low < high {
            let middle = (low + high) / 2
            if objectOffsets[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return low < objectOffsets.count ? min(objectOffsets[low], crossReferenceOffset) : crossReferenceOffset
    }
}
