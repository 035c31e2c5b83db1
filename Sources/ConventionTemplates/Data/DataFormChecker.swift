import Parties
import XMLBridge

/// Compares a tree with the form it should have, and says everything that is wrong, with line and path.
struct DataFormChecker {
    let format: DataFormat

    func faults(in root: XMLElement) -> [ConventionFault] {
        guard root.name == format.root.name, root.namespace == format.namespace else {
            return [
                ConventionFault(
                    .wrongNamespace, at: root.name, line: root.line,
                    "expected the element \(format.root.name) in the namespace \(format.namespace)")
            ]
        }
        return faults(in: root, form: format.root, path: "")
    }

    private func faults(in element: XMLElement, form: DataForm, path: String) -> [ConventionFault] {
        let own = attributeFaults(in: element, path: path)
        switch form.content {
        case .value(let value): return own + valueFaults(in: element, value, path: path)
        case .record(let members):
            return own + strayTextFaults(in: element, path) + recordFaults(in: element, members, path)
        case .list(let item, let count):
            return own + strayTextFaults(in: element, path) + listFaults(in: element, item, count, path)
        }
    }

    private func attributeFaults(in element: XMLElement, path: String) -> [ConventionFault] {
        element.attributes.keys.sorted().map {
            fault(.unknownElement, path, element, "found the attribute \($0), expected none")
        }
    }

    private func strayTextFaults(in element: XMLElement, _ path: String) -> [ConventionFault] {
        guard element.hasOwnText else { return [] }
        return [fault(.wrongKind, path, element, "found text, expected elements only")]
    }

    private func valueFaults(in element: XMLElement, _ value: ValueForm, path: String) -> [ConventionFault] {
        if let inner = element.elements.first {
            return [fault(.wrongKind, path, inner, "found the element \(inner.name), expected text only")]
        }
        guard let problem = value.problem(in: value.normalised(element.text)) else { return [] }
        return [fault(problem.code, path, element, problem.message)]
    }

    private func listFaults(
        in element: XMLElement, _ item: DataForm, _ count: ClosedRange<Int>, _ path: String
    ) -> [ConventionFault] {
        let items = element.elements
        var found = items.enumerated().flatMap { index, child -> [ConventionFault] in
            let place = join(path, "\(child.name)[\(index + 1)]")
            guard child.name == item.name, child.namespace == format.namespace else {
                return [fault(.unknownElement, place, child, "found an unknown element, expected \(item.name)")]
            }
            return faults(in: child, form: item, path: place)
        }
        if !count.contains(items.count) {
            let expected =
                count.lowerBound == 0 ? "at most \(count.upperBound)" : "\(count.lowerBound) to \(count.upperBound)"
            found.append(
                fault(.wrongCount, path, element, "found \(items.count) of \(item.name), expected \(expected)"))
        }
        return found
    }

    private func recordFaults(in element: XMLElement, _ members: [DataForm], _ path: String) -> [ConventionFault] {
        let names = members.map(\.name)
        var found: [ConventionFault] = []
        var furthest = -1
        var seen: Set<String> = []
        for child in element.elements {
            let place = join(path, child.name)
            guard child.namespace == format.namespace, let index = names.firstIndex(of: child.name) else {
                found.append(fault(.unknownElement, place, child, "found an unknown element, expected \(list(names))"))
                continue
            }
            found += orderFaults(
                child, index: index, furthest: furthest, isRepeated: !seen.insert(child.name).inserted, place)
            furthest = max(furthest, index)
            found += faults(in: child, form: members[index], path: place)
        }
        return found
            + members.filter { !$0.isOptional && !seen.contains($0.name) }.map {
                fault(.missingElement, join(path, $0.name), element, "found no \($0.name), expected one")
            }
    }

    private func orderFaults(
        _ child: XMLElement, index: Int, furthest: Int, isRepeated: Bool, _ path: String
    ) -> [ConventionFault] {
        if isRepeated {
            return [fault(.repeatedElement, path, child, "found \(child.name) a second time, expected it once")]
        }
        guard index < furthest else { return [] }
        return [fault(.wrongOrder, path, child, "found \(child.name) after an element that it should precede")]
    }

    private func fault(
        _ code: ConventionFault.Code, _ path: String, _ element: XMLElement, _ message: String
    ) -> ConventionFault {
        ConventionFault(
            code, at: path.isEmpty ? format.root.name : path, line: element.line > 0 ? element.line : nil, message)
    }

    private func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path)/\(name)" }

    private func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}

extension ValueForm {
    /// The text as it is kept: composed, white space collapsed.
    func normalised(_ text: String) -> String {
        if case .text(let rule) = self, rule.allowsLineFeeds { return TextNormalisation.paragraphs(text) }
        return TextNormalisation.singleLine(text)
    }
}

extension XMLElement {
    /// Line of the element at a path such as `places/place[2]/address`, or of the nearest element around it.
    func line(at path: String) -> Int? {
        var element = self
        for step in path.split(separator: "/") {
            let parts = step.split(separator: "[")
            let index = parts.count > 1 ? (Int(parts[1].dropLast()) ?? 1) - 1 : 0
            let candidates = element.elements.filter { $0.name == parts[0] }
            guard candidates.indices.contains(index) else { break }
            element = candidates[index]
        }
        return element.line > 0 ? element.line : nil
    }
}
