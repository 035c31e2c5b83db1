/// What one save appended to the file, and how it changed the table of objects.
///
/// Source: ISO 32000-1 §7.5.6.
public struct Revision: Hashable, Sendable {
    /// Where a revision says that an object is.
    public enum Entry: Hashable, Sendable {
        case inUse(byteOffset: Int, generation: Int)
        case free(generation: Int)
        /// In an object stream, whose number is given, as the object of that index; its generation is 0.
        case compressed(objectStream: Int, index: Int)
    }

    /// 0 for the original document.
    public let index: Int
    /// The bytes it appended, up to and including the line end behind its `%%EOF`.
    public let range: Range<Int>
    /// Behind the last letter of `%%EOF`; a line end may follow in the range.
    public let endOfMarker: Int
    public let crossReference: CrossReference
    /// The objects this revision defines or frees, by number; object 0 left out.
    public let entries: ObjectTable
    /// The trailer; of a cross-reference stream, the entries of its dictionary that stand for one.
    public let trailer: PDFDictionary
    /// Whether comments stand between the beginning of the cross-reference section and the end of file marker.
    public let hasComments: Bool
    /// Where objects in use and sections begin, in ascending order.
    private let boundaries: [Int]

    /// Offset of the keyword `xref` or of the cross-reference stream.
    public var crossReferenceOffset: Int { crossReference.offset }

    /// Numbers of the objects that only serve to find others: cross-reference streams, and the object streams that
    /// this revision's entries name.
    public var structuralObjects: Set<Int> {
        var numbers = crossReference.streamNumbers
        for case (_, .compressed(let container, _)) in entries { numbers.insert(container) }
        return numbers
    }

    init(
        index: Int, range: Range<Int>, endOfMarker: Int, crossReference: CrossReference, entries: ObjectTable,
        trailer: PDFDictionary, hasComments: Bool
    ) {
        self.index = index
        self.range = range
        self.endOfMarker = endOfMarker
        self.crossReference = crossReference
        self.entries = entries
        self.trailer = trailer
        self.hasComments = hasComments
        var boundaries = crossReference.sections.map(\.lowerBound)
        boundaries.reserveCapacity(entries.count + 2)
        for case (_, .inUse(let offset, _)) in entries { boundaries.append(offset) }
        boundaries.sort()
        self.boundaries = boundaries
    }

    /// The same revision as a reader sees it that knows tables and no streams.
    ///
    /// - Returns: `nil` when the revision has no table.
    func asSeenInTable() -> Revision? {
        switch crossReference.form {
        case .table: return self
        case .stream: return nil
        case .hybrid:
            return Revision(
                index: index, range: range, endOfMarker: endOfMarker, crossReference: crossReference,
                entries: crossReference.tableEntries ?? ObjectTable(), trailer: trailer, hasComments: hasComments)
        }
    }

    /// Whether an object may begin at an offset: among the bytes of this revision, and not inside a section.
    func mayHoldObject(at offset: Int) -> Bool {
        guard range.contains(offset) else { return false }
        return crossReference.sections.allSatisfy { section in
            !section.contains(offset) || (crossReference.form == .stream && section.lowerBound == offset)
        }
    }

    /// Where the object that begins at an offset has to end at the latest: at the next object or section.
    ///
    /// So no object lies inside another one, and reading every object reads no byte twice.
    func endOfObject(at offset: Int) -> Int {
        var (low, high) = (0, boundaries.count)
        while low < high {
            let middle = (low + high) / 2
            if boundaries[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return low < boundaries.count ? min(boundaries[low], range.upperBound) : range.upperBound
    }
}
