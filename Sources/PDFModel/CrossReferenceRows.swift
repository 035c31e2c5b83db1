/// The entries of a cross-reference stream as Seing writes them: in ascending order, each in as few bytes as hold all of them.
///
/// Source: ISO 32000-1 §7.5.8.2, §7.5.8.3.
struct CrossReferenceRows {
    /// The three fields of table 18.
    private typealias Row = (kind: UInt8, place: Int, generation: Int)

    private var rows: [Row] = []
    /// `/Index`: the first number and the count of each run of consecutive numbers.
    private(set) var runs: [Int] = []
    private var largest = (place: 0, generation: 0)

    init(hasFreeListHead: Bool, reservingCapacity capacity: Int) {
        rows.reserveCapacity(capacity)
        if hasFreeListHead { append(.free(generation: 65_535), for: 0) }
    }

    /// - Parameter number: Larger than those before.
    mutating func append(_ entry: Revision.Entry, for number: Int) {
        let row: Row =
            switch entry {
            // The list of free objects is not kept: each stands for itself.
            case .free(let generation): (0, 0, generation)
            case .inUse(let offset, let generation): (1, offset, generation)
            case .compressed(let container, let index): (2, container, index)
            }
        rows.append(row)
        largest = (max(largest.place, row.place), max(largest.generation, row.generation))
        if runs.isEmpty || runs[runs.count - 2] + runs[runs.count - 1] != number { runs += [number, 0] }
        runs[runs.count - 1] += 1
    }

    /// `/W`. No width is 0, although it may be: few writers leave a field out, so few readers have been tried with that.
    var widths: [Int] { [1, Self.width(largest.place), Self.width(largest.generation)] }

    /// Of one row.
    var byteCount: Int { widths.reduce(0, +) }

    /// What `/DecodeParms` says when the rows are compressed.
    var predictor: PDFDictionary { Self.predictor(columns: byteCount) }

    static func predictor(columns: Int) -> PDFDictionary {
        ["Predictor": .integer(12), "Columns": .integer(columns)]
    }

    var data: [UInt8] {
        let widths = widths
        let byteCount = widths.reduce(0, +)
        var data = [UInt8](repeating: 0, count: rows.count * byteCount)
        var end = 0
        for row in rows {
            data[end] = row.kind
            Self.write(row.place, before: end + 1 + widths[1], in: &data)
            end += byteCount
            Self.write(row.generation, before: end, in: &data)
        }
        return data
    }

    private static func width(_ number: Int) -> Int { max(1, (Int.bitWidth - number.leadingZeroBitCount + 7) / 8) }

    /// Into zeros.
    private static func write(_ number: Int, before end: Int, in data: inout [UInt8]) {
        var (rest, place) = (number, end)
        while rest > 0 {
            place -= 1
            data[place] = UInt8(truncatingIfNeeded: rest)
            rest >>= 8
        }
    }
}
