import Parties
import XMLBridge

/// Makes the tree of a convention from one row, and remembers from which column each element came.
struct RowTree {
    private let cells: [TableColumn: String]
    private let row: Int
    /// By the path in the tree, which differs from the column's where a group before it is empty.
    private(set) var columns: [String: TableColumn] = [:]
    /// Cells that are empty and must not be.
    private(set) var missing: [String] = []
    private(set) var faults: [ConventionFault] = []

    /// - Parameters:
    ///   - cells: Those that are not empty.
    ///   - row: Its number, which the elements have as their line.
    init(_ cells: [TableColumn: String], row: Int) {
        self.cells = cells
        self.row = row
        byPath = Dictionary(cells.map { ($0.key.path, $0) }) { first, _ in first }
    }

    private let byPath: [String: (key: TableColumn, value: String)]
    private static let known = Dictionary(TableColumn.all.map { ($0.path, $0) }) { first, _ in first }

    mutating func convention() -> XMLElement {
        let format = ConventionForm.draft
        var root = element(format.root, from: "", to: "", isRequired: true) ?? XMLElement(format.root.name)
        root.namespace = format.namespace
        return root.inNamespace(format.namespace)
    }

    private mutating func element(
        _ form: DataForm, from source: String, to target: String, isRequired: Bool
    ) -> XMLElement? {
        switch form.content {
        case .value: value(form, from: source, to: target, isRequired: isRequired)
        case .record(let members):
            isRequired || isFilled(source) ? record(form.name, members, from: source, to: target) : nil
        case .list(let item, let count):
            isRequired || isFilled(source) ? list(form.name, of: item, count, from: source, to: target) : nil
        }
    }

    private mutating func value(
        _ form: DataForm, from source: String, to target: String, isRequired: Bool
    ) -> XMLElement? {
        columns[target] = Self.known[source]
        guard let (column, text) = byPath[source] else {
            if isRequired { missing.append(target) }
            return nil
        }
        let usual =
            switch column.kind {
            case .date: DateText.iso8601(text)
            case .truth: TruthText.word(text)
            case .value, .hours, .signatures: text
            }
        return leaf(form.name, usual)
    }

    private mutating func record(
        _ name: String, _ members: [DataForm], from source: String, to target: String
    ) -> XMLElement {
        var children: [XMLNode] = []
        for member in members {
            let (from, to) = (Self.join(source, member.name), Self.join(target, member.name))
            if let child = element(member, from: from, to: to, isRequired: !member.isOptional) {
                children.append(.element(child))
            }
        }
        return XMLElement(name, children: children, line: row)
    }

    private mutating func list(
        _ name: String, of item: DataForm, _ count: ClosedRange<Int>, from source: String, to target: String
    ) -> XMLElement {
        columns[target] =
            Self.known[source]
            ?? Self.known.values.filter { $0.path.hasPrefix(source + "/") }
            .min()
        switch item.name {
        case "signature": return signatures(name, at: target)
        case "slot": return hours(name, from: source, to: target)
        default: break
        }
        var items: [XMLNode] = []
        for number in 1...count.upperBound where isFilled("\(source)/\(item.name)[\(number)]") {
            let place = "\(target)/\(item.name)[\(items.count + 1)]"
            // What is wrong with a day is nearly always wrong with its hours, which stand last.
            let own = Self.known.values.filter { $0.path.hasPrefix("\(source)/\(item.name)[\(number)]/") }
            columns[place] = item.name == "day" ? own.max() : own.min()
            if let child = element(item, from: "\(source)/\(item.name)[\(number)]", to: place, isRequired: true) {
                items.append(.element(child))
            }
        }
        if items.isEmpty, count.lowerBound > 0 { missing.append(target) }
        return XMLElement(name, children: items, line: row)
    }

    private mutating func hours(_ name: String, from source: String, to target: String) -> XMLElement {
        guard let (_, text) = byPath[source] else {
            missing.append(target)
            return XMLElement(name, line: row)
        }
        guard let slots = HoursText.slots(text) else {
            faults.append(ConventionFault(.init(.notATimetable, typed: text), at: target, line: row))
            return XMLElement(name, line: row)
        }
        let children = slots.map { slot in
            XMLNode.element(
                XMLElement(
                    "slot", children: [.element(leaf("from", slot.from)), .element(leaf("to", slot.to))], line: row))
        }
        return XMLElement(name, children: children, line: row)
    }

    /// Without a word of them: pupil, first representative when there is one, school and host. That nobody is asked who need not sign
    /// is a word of its own: an empty cell says nothing.
    private func signatures(_ name: String, at target: String) -> XMLElement {
        if let word = byPath[target]?.value, Self.nobody.contains(word.lowercased()) {
            return XMLElement(name, line: row)
        }
        let usual = isFilled("representatives") ? ["representative-1"] : []
        let words =
            byPath[target]?.value.split { " ,;/\n".contains($0) }.map(String.init)
            ?? ["student"] + usual + ["school", "employer"]
        return XMLElement(name, children: words.map { .element(leaf("signature", $0)) }, line: row)
    }

    private static let nobody: Set<String> = ["none", "aucune"]

    private func leaf(_ name: String, _ text: String) -> XMLElement {
        XMLElement(name, children: [.text(text)], line: row)
    }

    private func isFilled(_ path: String) -> Bool {
        cells.keys.contains { $0.path == path || $0.path.hasPrefix(path + "/") }
    }

    private static func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path)/\(name)" }
}

extension XMLElement {
    fileprivate func inNamespace(_ namespace: String) -> XMLElement {
        var result = self
        result.namespace = namespace
        result.children = children.map { child in
            guard case .element(let element) = child else { return child }
            return .element(element.inNamespace(namespace))
        }
        return result
    }
}
