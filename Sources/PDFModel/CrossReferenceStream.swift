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
    /// Whether it says no more than a table could, and says it as Seing writes it: ``CrossReference/isOrdinary``.
    private(set) var isPlain = false
    let rowCount: Int
    /// What was decoded for it, see ``DecodedStream``.
    let decodedByteCount: Int

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
        rowCount = runs.reduce(0) { $0 + $1.count }
        let byteCount = rowCount * widths.reduce(0, +)
        // Room for a predictor's bytes, at most one for each, and for a stream that is too long.
        let decoded = try stream.decode(limit: 2 * byteCount + 4096, limits: limits, allowsLineEnd: true)
        guard decoded.bytes.count >= byteCount else {
            throw PDFReadError(
                .badSyntax, at: place, found: "a cross-reference stream of \(decoded.bytes.count) bytes",
                expected: "\(byteCount)")
        }
        reference = object.reference
        decodedByteCount = decoded.byteCount
        isTooLong = decoded.bytes.count > byteCount
        entries = try Self.entries(decoded.bytes, widths: widths, runs: runs, at: place)
        var trailer = stream.dictionary
        for key in Self.streamKeys { trailer[key] = nil }
        self.trailer = trailer
        isPlain =
            !isTooLong && !decoded.hasLineEnd
            && Self.isPlainlyEncoded(stream.dictionary, columns: widths.reduce(0, +))
            && entries[reference.number] == .inUse(byteOffset: place, generation: 0)
            && isOurs(
                decoded.predicted, isPredicted: stream.dictionary["Filter"] != nil, widths: widths,
                runs: runs.flatMap { [$0.first, $0.count] })
    }

    /// Whether the data are as they are or compressed in the one way of ours; how hard, is not asked.
    private static func isPlainlyEncoded(_ dictionary: PDFDictionary, columns: Int) -> Bool {
        switch dictionary["Filter"] {
        case nil: dictionary["DecodeParms"] == nil
        case .name("FlateDecode")?:
            dictionary["DecodeParms"] == .dictionary(CrossReferenceRows.predictor(columns: columns))
        default: false
        }
    }

    /// Whether the same entries would be written in the same way: each in the order of numbers and the least of bytes, and none
    /// in an object stream. A first section has the head of the free list, nothing else that is free, and every number up to the
    /// stream's own.
    ///
    /// - Parameters:
    ///   - data: With the prediction as it is: the same rows can be predicted in many ways.
    ///   - runs: As they stand in `/Index`.
    private func isOurs(_ data: [UInt8], isPredicted: Bool, widths: [Int], runs: [Int]) -> Bool {
        let isFirst = trailer["Prev"] == nil
        guard !isFirst || runs == [0, reference.number + 1] else { return false }
        var rows = CrossReferenceRows(hasFreeListHead: isFirst, reservingCapacity: entries.count + 1)
        for (number, entry) in entries {
            switch entry {
            case .inUse: break
            case .free: if isFirst { return false }
            case .compressed: return false
            }
            rows.append(entry, for: number)
        }
        guard widths == rows.widths, runs == rows.runs else { return false }
        return data == (isPredicted ? Predictor.up(rows.data, columns: rows.byteCount) : rows.data)
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
                let kind = widths[0] == 0 ? 1 : try field(data, at: &position, width: widths[0], stream: place)
                let second = try field(data, at: &position, width: widths[1], stream: place)
                let third = try field(data, at: &position, width: widths[2], stream: place)
                let entry = try entry(kind, second, third, at: place)
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

    /// The next number of so many bytes; 0 when it has none.
    private static func field(
        _ data: [UInt8], at position: inout Int, width: Int, stream place: Int
    ) throws(PDFReadError) -> Int {
        var value: UInt64 = 0
        for index in position..<position + width { value = value << 8 | UInt64(data[index]) }
        position += width
        guard let result = Int(exactly: value) else {
            throw PDFReadError(.badSyntax, at: place, found: "a field too large", expected: "an offset in the file")
        }
        return result
    }

    /// Source: ISO 32000-1 §7.5.8.3, table 18.
    private static func entry(
        _ kind: Int, _ second: Int, _ third: Int, at place: Int
    ) throws(PDFReadError) -> Revision.Entry {
        switch kind {
        case 0: return .free(generation: third)
        case 1: return .inUse(byteOffset: second, generation: third)
        case 2: return .compressed(objectStream: second, index: third)
        default:
            throw PDFReadError(.badSyntax, at: place, found: "an entry of type \(kind)", expected: "0, 1 or 2")
        }
    }
}
