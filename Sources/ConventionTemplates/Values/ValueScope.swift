/// The names that are known at one place of a template, before there is any data.
struct ValueScope: Sendable {
    private let root: RecordShape
    private var variables: [String: RecordShape] = [:]

    init(root: RecordShape) { self.root = root }

    func adding(_ variable: String, _ shape: RecordShape) -> ValueScope {
        var scope = self
        scope.variables[variable] = shape
        return scope
    }

    func isKnown(_ name: String) -> Bool { variables[name] != nil || root.entries[name] != nil }

    /// What a path leads to; `nil` when it leads nowhere.
    func kind(of path: ValuePath) -> ValueKind? {
        guard let first = path.steps.first else { return nil }
        if let shape = variables[first] { return Self.kind(.record(shape), path.steps.dropFirst()) }
        return Self.kind(.record(root), path.steps[...])
    }

    private static func kind(_ kind: ValueKind, _ steps: ArraySlice<String>) -> ValueKind? {
        guard let step = steps.first else { return kind }
        switch kind {
        case .record(let shape): return shape.entries[step].flatMap { Self.kind($0.kind, steps.dropFirst()) }
        case .list where step == "count" && steps.count == 1: return .count
        default: return nil
        }
    }

    /// Whether data may lack what a path leads to.
    func isOptional(_ path: ValuePath) -> Bool { !optionalParts(of: path).isEmpty }

    /// The paths on the way to a value that data may lack: `school.referentTeacher`, `school.referentTeacher.subject`.
    func optionalParts(of path: ValuePath) -> [String] {
        let variable = path.steps.first.flatMap { variables[$0] }
        var shape = variable ?? root
        var parts: [String] = []
        for (index, step) in path.steps.enumerated().dropFirst(variable == nil ? 0 : 1) {
            guard let entry = shape.entries[step] else { break }
            if entry.isOptional { parts.append(path.steps[...index].joined(separator: ".")) }
            guard case .record(let inner) = entry.kind else { break }
            shape = inner
        }
        return parts
    }

    /// How many items the list at a path may have; `nil` when there is no list.
    func countOfItems(at path: ValuePath) -> ClosedRange<Int>? {
        guard case .list(_, let count)? = kind(of: path) else { return nil }
        return count
    }

    /// Every path that a template may write at this place, in alphabetical order; items of lists are not entered.
    var paths: [String] {
        let own = Self.paths(root, prefix: "")
        return (own + variables.flatMap { Self.paths($0.value, prefix: $0.key + ".") }).sorted()
    }

    private static func paths(_ shape: RecordShape, prefix: String) -> [String] {
        shape.entries.flatMap { name, entry -> [String] in
            switch entry.kind {
            case .record(let inner): paths(inner, prefix: "\(prefix)\(name).")
            case .list: ["\(prefix)\(name)", "\(prefix)\(name).count"]
            default: ["\(prefix)\(name)"]
            }
        }
    }

    /// The known path that looks most like a wrong one, when one does.
    func suggestion(for path: ValuePath) -> String? {
        let text = path.text
        let best = paths.map { ($0, editDistance(text, $0)) }.min { $0.1 < $1.1 }
        guard let best, best.1 <= max(2, text.count / 3) else { return nil }
        return best.0
    }
}

/// Levenshtein's distance: how many letters are put in, taken away or replaced.
func editDistance(_ left: String, _ right: String) -> Int {
    let columns = Array(right)
    var row = Array(0...columns.count)
    for (i, character) in left.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for j in columns.indices {
            let replaced = diagonal + (character == columns[j] ? 0 : 1)
            diagonal = row[j + 1]
            row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
        }
    }
    return row[columns.count]
}
