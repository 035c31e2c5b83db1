/// Every definition of every object, found by its number.
struct ObjectIndex: Sendable {
    private struct Definition {
        let revision: Int32
        /// The definition that this one replaces.
        let older: Int32
        let entry: Revision.Entry
    }

    private var definitions: [Definition] = []
    /// Place of the newest definition of each object; -1 for numbers that no object has. Numbers usually lie close
    /// together: then this is quicker to ask than a dictionary.
    private var dense: [Int32] = []
    private var sparse: [Int: Int32] = [:]

    init(_ revisions: [Revision]) {
        let count = revisions.reduce(0) { $0 + $1.entries.count }
        definitions.reserveCapacity(count)
        let largest = revisions.reduce(0) { max($0, $1.entries.largestNumber ?? 0) }
        if largest < 2 * count + 1024 { dense = Array(repeating: -1, count: largest + 1) }
        for revision in revisions {
            for (number, entry) in revision.entries {
                definitions.append(
                    Definition(revision: Int32(revision.index), older: newest(number), entry: entry))
                setNewest(number, Int32(definitions.count - 1))
            }
        }
    }

    private func newest(_ number: Int) -> Int32 {
        if dense.indices.contains(number) { return dense[number] }
        return dense.isEmpty ? sparse[number] ?? -1 : -1
    }

    private mutating func setNewest(_ number: Int, _ place: Int32) {
        if dense.isEmpty { sparse[number] = place } else { dense[number] = place }
    }

    /// How many definitions there are.
    var count: Int { definitions.count }

    /// The newest definition up to a revision, the index of the revision that made it, and its own place among all.
    func entry(of number: Int, asOf index: Int) -> (entry: Revision.Entry, revision: Int, place: Int)? {
        var place = newest(number)
        while place >= 0 {
            let definition = definitions[Int(place)]
            if Int(definition.revision) <= index { return (definition.entry, Int(definition.revision), Int(place)) }
            place = definition.older
        }
        return nil
    }
}
