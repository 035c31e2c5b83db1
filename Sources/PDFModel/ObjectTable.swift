/// Where the objects of one revision are, by their numbers in ascending order.
///
/// Files list them in that order: then they are taken over as they come, and each is found by halving.
public struct ObjectTable: Hashable, Sendable {
    /// A number that stands twice.
    struct Repetition: Error, Hashable {
        let number: Int
    }

    fileprivate struct Row: Hashable, Sendable {
        let number: Int
        let entry: Revision.Entry
    }

    private var rows: [Row] = []
    private var isAscending = true

    public var isEmpty: Bool { rows.isEmpty }
    public var count: Int { rows.count }
    /// The numbers, ascending.
    public var keys: [Int] { rows.map(\.number) }
    public var largestNumber: Int? { rows.last?.number }

    /// The largest number that is another one.
    func largestNumber(besides number: Int) -> Int? { rows.last { $0.number != number }?.number }

    init(reservingCapacity capacity: Int = 0) { rows.reserveCapacity(capacity) }

    mutating func reserveCapacity(_ capacity: Int) { rows.reserveCapacity(capacity) }

    /// Adds an entry; nothing may be asked before ``finish()``.
    mutating func append(_ entry: Revision.Entry, for number: Int) {
        if let last = rows.last, last.number >= number { isAscending = false }
        rows.append(Row(number: number, entry: entry))
    }

    /// Brings what was added into order.
    mutating func finish() throws(Repetition) {
        guard !isAscending else { return }
        rows.sort { $0.number < $1.number }
        isAscending = true
        for (row, next) in zip(rows, rows.dropFirst()) where row.number == next.number {
            throw Repetition(number: row.number)
        }
    }

    public subscript(number: Int) -> Revision.Entry? {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].number < number { low = middle + 1 } else { high = middle }
        }
        return low < rows.count && rows[low].number == number ? rows[low].entry : nil
    }

    /// Both together; where they name the same object, what `other` says.
    func overridden(by other: ObjectTable) -> ObjectTable {
        guard !other.isEmpty else { return self }
        var result = ObjectTable(reservingCapacity: count + other.count)
        var place = 0
        for row in other.rows {
            while place < rows.count, rows[place].number < row.number {
                result.rows.append(rows[place])
                place += 1
            }
            if place < rows.count, rows[place].number == row.number { place += 1 }
            result.rows.append(row)
        }
        result.rows += rows[place...]
        return result
    }
}

extension ObjectTable: Sequence {
    public struct Iterator: IteratorProtocol {
        fileprivate var rows: IndexingIterator<[Row]>

        public mutating func next() -> (key: Int, value: Revision.Entry)? { rows.next().map { ($0.number, $0.entry) } }
    }

    /// In ascending order of numbers.
    public func makeIterator() -> Iterator { Iterator(rows: rows.makeIterator()) }
}
