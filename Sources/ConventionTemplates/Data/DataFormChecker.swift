import Parties
import XMLBridge

/// Compares a tree with the form it should have, and says everything that is wrong, with line and path.
struct DataFormChecker {
    let format: DataFormat

    func faults(in root: XMLElement) -> [ConventionFault] {
        guard root.name == format.root.name, root.namespace == format.namespace else {
            return [
                ConventionFault(
                    .init(.wrongNamespace, expected: ["\(format.root.name) xmlns=\"\(format.namespace)\""]),
                    at: format.root.name, line: root.line)
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
        guard !element.attributes.isEmpty else { return [] }
        return element.attributes.keys.sorted().map {
            fault(.init(.unknownAttribute, found: Self.shortened($0)), path, element)
        }
    }

    private func strayTextFaults(in element: XMLElement, _ path: String) -> [ConventionFault] {
        guard element.hasOwnText else { return [] }
        return [fault(.init(.strayText), path, element)]
    }

    private func valueFaults(in element: XMLElement, _ value: ValueForm, path: String) -> [ConventionFault] {
        if let inner = element.elements.first {
            return [fault(.init(.strayElement, found: Self.shortened(inner.name)), path, inner)]
        }
        guard let problem = value.problem(in: value.normalised(element.text)) else { return [] }
        return [fault(problem, path, element)]
    }

    private func listFaults(
        in element: XMLElement, _ item: DataForm, _ count: ClosedRange<Int>, _ path: String
    ) -> [ConventionFault] {
        let items = element.elements
        // More than there may be are counted and not looked at.
        var found = items.prefix(count.upperBound).enumerated().flatMap { index, child -> [ConventionFault] in
            let place = join(path, "\(Self.shortened(child.name))[\(index + 1)]")
            guard child.name == item.name, child.namespace == format.namespace else {
                return [fault(Self.unknown(child, among: [item.name]), place, child)]
            }
            return faults(in: child, form: item, path: place)
        }
        if !count.contains(items.count) {
            let expected = "\(count.lowerBound)–\(count.upperBound)"
            found.append(
                fault(.init(.wrongCount, found: String(items.count), expected: [expected]), path, element))
        }
        return found
    }

    private func recordFaults(in element: XMLElement, _ members: [DataForm], _ path: String) -> [ConventionFault] {
        let names = members.map(\.name)
        var found: [ConventionFault] = []
        var furthest = -1
        var seen: Set<String> = []
        for child in element.elements.prefix(names.count + Self.maximumSurplus) {
            let place = join(path, Self.shortened(child.name))
            guard child.namespace == format.namespace, let index = names.firstIndex(of: child.name) else {
                found.append(fault(Self.unknown(child, among: names), place, child))
                continue
            }
            found += orderFaults(
                child, names, isEarly: index < furthest, isRepeated: !seen.insert(child.name).inserted, place)
            furthest = max(furthest, index)
            found += faults(in: child, form: members[index], path: place)
        }
        // A misspelled element says it already.
        let meant = Set(found.filter { $0.code == .misspelledElement }.map(\.cause.found))
        return found
            + members.filter { !$0.isOptional && !seen.contains($0.name) && !meant.contains($0.name) }.map {
                fault(.init(.missingElement, found: $0.name), join(path, $0.name), element)
            }
    }

    private func orderFaults(
        _ child: XMLElement, _ names: [String], isEarly: Bool, isRepeated: Bool, _ path: String
    ) -> [ConventionFault] {
        if isRepeated {
            return [fault(.init(.repeatedElement, found: child.name), path, child)]
        }
        guard isEarly else { return [] }
        return [fault(.init(.wrongOrder, found: child.name, expected: names), path, child)]
    }

    /// How many elements too many are told of in one place.
    private static let maximumSurplus = 10

    private static func unknown(_ element: XMLElement, among names: [String]) -> ConventionFault.Cause {
        if element.name == "issue" { return .init(.unexpectedIssue) }
        let near = names.map { ($0, editDistance(element.name.lowercased(), $0.lowercased())) }.min { $0.1 < $1.1 }
        if let near, near.1 <= 2, near.0.count > 3 { return .init(.misspelledElement, found: near.0) }
        return .init(.unknownElement, expected: names)
    }

    /// Names come from the file, which may be anybody's.
    private static func shortened(_ name: String) -> String { String(name.prefix(40)) }

    private func fault(_ cause: ConventionFault.Cause, _ path: String, _ element: XMLElement) -> ConventionFault {
        ConventionFault(
            cause, at: path.isEmpty ? format.root.name : path, line: element.line > 0 ? element.line : nil)
    }

    private func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path)/\(name)" }
}

extension ValueForm {
    /// The text as it is kept: composed, white space collapsed, numbers and codes in their one form.
    func normalised(_ text: String) -> String {
        if case .text(let rule) = self, rule.allowsLineFeeds { return TextNormalisation.paragraphs(text) }
        let line = TextNormalisation.singleLine(text)
        return switch self {
        case .telephone: PhoneNumber(line)?.e164 ?? line
        case .naf: NAFCode.withPoint(line) ?? line
        default: line
        }
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
