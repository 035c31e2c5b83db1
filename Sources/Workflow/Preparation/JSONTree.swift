/// A JSON value that is built up from texts.
package indirect enum JSONTree: Hashable, Sendable, Encodable {
    case text(String)
    case object([String: JSONTree])
    case array([JSONTree])

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .text(let text): try text.encode(to: encoder)
        case .object(let members): try members.encode(to: encoder)
        case .array(let values): try values.encode(to: encoder)
        }
    }

    mutating func set(_ text: String, at path: [String]) { set(.text(text), at: path) }

    /// - Parameter path: Names of members; one that ends with `[1]` is the first of a list.
    mutating func set(_ value: JSONTree, at path: [String]) {
        guard let first = path.first else {
            self = value
            return
        }
        guard first.hasSuffix("[1]") else {
            var members: [String: JSONTree] = [:]
            if case .object(let found) = self { members = found }
            members[first, default: .object([:])].set(value, at: Array(path.dropFirst()))
            self = .object(members)
            return
        }
        var item = JSONTree.object([:])
        if case .array(let found) = self, let first = found.first { item = first }
        item.set(value, at: Array(path.dropFirst()))
        self = .array([item])
    }
}
