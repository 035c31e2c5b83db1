/// One cross-reference section as it stands in the file, with its trailer and the end of file marker behind it.
///
/// Source: ISO 32000-1 §7.5.4, §7.5.5, §7.5.8.
struct CrossReferenceSection {
    let offset: Int
    var form: CrossReference.Form
    /// What a reader sees that knows tables and streams.
    var entries: ObjectTable
    var trailer: PDFDictionary
    var irregularities: Set<CrossReference.Irregularity> = []
    var hasComments = false
    var streamNumbers: Set<Int> = []
    var hiddenObjects: Set<Int> = []
    var tableEntries: ObjectTable?
    /// The number behind its `startxref`; `nil` when there is none, which is right only in the first section of a
    /// linearized file.
    var stated: Int?
    /// Behind the last letter of its `%%EOF`.
    var endOfMarker = 0
    /// Behind the line end of its `%%EOF`.
    var end = 0

    var previous: PDFObject? { trailer["Prev"] }

    /// Puts the stream beside a table, to which the table's trailer refers.
    ///
    /// The table's objects in use come first; what it declares free or does not name, the stream may define.
    ///
    /// Source: ISO 32000-1 §7.5.8.4.
    mutating func add(hidden stream: CrossReferenceStream) {
        tableEntries = entries
        form = .hybrid
        streamNumbers.insert(stream.reference.number)
        if stream.isTooLong { irregularities.insert(.streamTooLong) }
        var hidden = ObjectTable()
        func hide(_ number: Int, _ entry: Revision.Entry) {
            hidden.append(entry, for: number)
            hiddenObjects.insert(number)
        }
        for (number, entry) in stream.entries {
            guard let listed = entries[number] else {
                if case .free = entry { continue }
                hide(number, entry)
                continue
            }
            switch (listed, entry) {
            case (.free, .free): continue
            case (.free, _): hide(number, entry)
            default: if listed != entry { hiddenObjects.insert(number) }
            }
        }
        entries = entries.overridden(by: hidden)
    }
}

/// A cross-reference stream's entries and what its dictionary says as a trailer.
///
/// Source: ISO 32000-1 §7.5.8.
struct CrossReferenceStream {
    private static let fieldWidthLimit = 8
    /// Entries that describe the stream and not the document.
    private static let streamKeys: [PDFName] = ["Type", "W", "Index", "Filter", "DecodeParms"]

    let reference: PDFReference
    let entries: ObjectTable
    let trailer: PDFDictionary
    let isTooLong: Bool

    /// - Throws: ``PDFReadError`` when the object is no cross-reference stream, its numbers make no sense, it is
    ///   shorter than its entries, or there are more of them than the limit.
    init(_ object: IndirectObject, limits: PDFLimits) throws(PDFReadError) {
        guard let stream = object.object.streamValue, stream.dictionary["Type"] == .name("XRef") else {
            throw PDFReadError(
                .noCrossReference, at: object.range.lowerBound, found: "another object",
                expected: "'xref' or a cross-reference stream")
        }
        let place = object.range.lowerBound
        let widths = try Self.widths(stream.dictionary["W"], at: place)
        let runs = try Self.runs(stream.dictionary, limits: limits, at: place)
        let rowCount = runs.reduce(0) { $0 + $1.count }
        let byteCount = rowCount * widths.reduce(0, +)
        // Room for a predictor's bytes, at most one for each, and for a stream that is too long.
        let data = try stream.decoded(limit: 2 * byteCount + 4096, limits: limits, allowsLineEnd: true)
        guard data.count >= byteCount else {
            throw PDFReadError(
                .badSyntax, at: place, found: "a cross-reference stream of \(data.count) bytes",
                expected: "\(byteCount)")
        }
        reference = object.reference
        isTooLong = data.count > byteCount
        entries = try Self.entries(data, widths: widths, runs: runs, at: place)
        var trailer = stream.dictionary
        for key in Self.streamKeys { trailer[key] = nil }
        self.trailer = trailer
    }

    private static func widths(_ object: PDFObject?, at place: Int) throws(PDFReadError) -> [Int] {
        guard let widths = object?.arrayValue?.compactMap(\.integerValue), widths.count == 3,
            widths.count == object?.arrayValue?.count, widths.allSatisfy({ (0...fieldWidthLimit).contains($0) }),
            widths[1] > 0
        else {
            throw PDFReadError(
                .badSyntax, at: place, found: "another /W", expected: "three widths of at most \(fieldWidthLimit)")
        }
        return widths
    }

    /// The runs of object numbers, from `/Index` or from `/Size`.
    private static func runs(
        _ dictionary: PDFDictionary, limits: PDFLimits, at place: Int
    ) throws(PDFReadError) -> [(first: Int, count: Int)] {
        let all = PDFObject.array([.integer(0), dictionary["Size"] ?? .null])
        let elements = (dictionary["Index"] ?? all).arrayValue ?? []
        let numbers = elements.compactMap(\.integerValue)
        guard !numbers.isEmpty, numbers.count == elements.count, numbers.count % 2 == 0,
            numbers.allSatisfy({ $0 >= 0 })
        else {
            throw PDFReadError(.badSyntax, at: place, found: "another /Index", expected: "pairs of numbers")
        }
        var runs: [(first: Int, count: Int)] = []
        var sum = 0
        for index in stride(from: 0, to: numbers.count, by: 2) {
            let count = numbers[index + 1]
            guard count <= limits.objectCountPerRevision - sum else {
                throw PDFReadError(
                    .limitExceeded, at: place, found: "a cross-reference stream of \(count) objects",
                    expected: "at most \(limits.objectCountPerRevision)")
            }
            sum += count
            runs.append((numbers[index], count))
        }
        return runs
    }

    private static func entries(
        _ data: [UInt8], widths: [Int], runs: [(first: Int, count: Int)], at place: Int
    ) throws(PDFReadError) -> ObjectTable {
        var entries = ObjectTable(reservingCapacity: runs.reduce(0) { $0 + $1.count })
        var position = 0
        for run in runs {
            for number in run.first..<run.first + run.count {
                var fields = [1, 0, 0]
                for (index, width) in widths.enumerated() where width > 0 {
                    fields[index] = try field(data[position..<position + width], at: place)
                    position += width
                }
                let entry = try entry(fields, at: place)
                guard number > 0 else {
                    try requireFree(entry, at: place)
                    continue
                }
                entries.append(entry, for: number)
            }
        }
        try finish(&entries, at: place)
        return entries
    }

    private static func field(_ bytes: ArraySlice<UInt8>, at place: Int) throws(PDFReadError) -> Int {
        var value: UInt64 = 0
        for byte in bytes { value = value << 8 | UInt64(byte) }
        guard let result = Int(exactly: value) else {
            throw PDFReadError(.badSyntax, at: place, found: "a field too large", expected: "an offset in the file")
        }
        return result
    }

    /// Source: ISO 32000-1 §7.5.8.3, table 18.
    private static func entry(_ fields: [Int], at place: Int) throws(PDFReadError) -> Revision.Entry {
        switch fields[0] {
        case 0: return .free(generation: fields[2])
        case 1: return .inUse(byteOffset: fields[1], generation: fields[2])
        case 2: return .compressed(objectStream: fields[1], index: fields[2])
        default:
            throw PDFReadError(.badSyntax, at: place, found: "an entry of type \(fields[0])", expected: "0, 1 or 2")
        }
    }
}

/// - Throws: ``PDFReadError`` when an object stands twice.
func finish(_ entries: inout ObjectTable, at position: Int) throws(PDFReadError) {
    do throws(ObjectTable.Repetition) { try entries.finish() } catch {
        throw PDFReadError(
            .badSyntax, at: position, found: "object \(error.number) twice in one cross-reference section",
            expected: "each object once")
    }
}

/// Object 0 is the head of the list of free objects and nothing else.
func requireFree(_ entry: Revision.Entry, at position: Int) throws(PDFReadError) {
    if case .free = entry { return }
    throw PDFReadError(.badSyntax, at: position, found: "object 0 in use", expected: "object 0 free")
}
