/// Every definition of every object, found by its number.
struct ObjectIndex: Sendable {
    private struct Definition {
        let revision: Int32
        /// The definition that this one replaces.
        let older: Int32
        let entry: Revision.Entry
    }

    private var definitions: [Definition] = []
    private var newest: [Int: Int32] = [:]

    init(_ revisions: [Revision]) {
        let count = revisions.reduce(0) { $0 + $1.entries.count }
        definitions.reserveCapacity(count)
        newest.reserveCapacity(count)
        for revision in revisions {
            for (number, entry) in revision.entries {
                let older = newest.updateValue(Int32(definitions.count), forKey: number) ?? -1
                definitions.append(Definition(revision: Int32(revision.index), older: older, entry: entry))
            }
        }
    }

    /// The newest definition up to a revision, and the index of the revision that made it.
    func entry(of number: Int, asOf index: Int) -> (entry: Revision.Entry, revision: Int)? {
        var place = newest[number] ?? -1
        while place >= 0 {
            let definition = definitions[Int(place)]
            if Int(definition.revision) <= index { return (definition.entry, Int(definition.revision)) }
            place = definition.older
        }
        return nil
    }
}
