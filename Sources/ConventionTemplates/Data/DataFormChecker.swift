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
        var faults: [ConventionFault] = []
        check(root, form: format.root, at: { "" }, &faults)
        return faults
    }

    /// Where an element stands; a path is put together only for somebody to read it.
    private typealias Path = () -> String

    private func check(_ element: XMLElement, form: DataForm, at path: Path, _ faults: inout [ConventionFault]) {
        noteAttributes(of: element, path, &faults)
        switch form.content {
        case .value(let value): checkValue(element, value, path, &faults)
        case .record(let members):
            noteStrayText(in: element, path, &faults)
            checkRecord(element, members, path, &faults)
        case .list(let item, let count):
            noteStrayText(in: element, path, &faults)
            checkList(element, item, count, path, &faults)
        }
    }

    private func noteAttributes(of element: XMLElement, _ path: Path, _ faults: inout [ConventionFault]) {
        guard !element.attributes.isEmpty else { return }
        faults += element.attributes.keys.sorted().map {
            fault(.init(.unknownAttribute, found: Self.shortened($0)), path(), element)
        }
    }

    private func noteStrayText(in element: XMLElement, _ path: Path, _ faults: inout [ConventionFault]) {
        if element.hasOwnText { faults.append(fault(.init(.strayText), path(), element)) }
    }

    private func checkValue(
        _ element: XMLElement, _ value: ValueForm, _ path: Path, _ faults: inout [ConventionFault]
    ) {
        if let inner = element.firstElement {
            faults.append(fault(.init(.strayElement, found: Self.shortened(inner.name)), path(), inner))
        } else if let problem = value.problem(in: value.normalised(element.text)) {
            faults.append(fault(problem, path(), element))
        }
    }

    private func checkList(
        _ element: XMLElement, _ item: DataForm, _ count: ClosedRange<Int>, _ path: Path,
        _ faults: inout [ConventionFault]
    ) {
        var itemCount = 0
        for case .element(let child) in element.children {
            itemCount += 1
            // More than there may be are counted and not looked at.
            guard itemCount <= count.upperBound else { continue }
            func place() -> String { join(path(), "\(Self.shortened(child.name))[\(itemCount)]") }
            if child.name == item.name, child.namespace == format.namespace {
                check(child, form: item, at: place, &faults)
            } else {
                faults.append(fault(Self.unknown(child, among: [item.name]), place(), child))
            }
        }
        if !count.contains(itemCount) {
            let expected = "\(count.lowerBound)–\(count.upperBound)"
            faults.append(
                fault(.init(.wrongCount, found: String(itemCount), expected: [expected]), path(), element))
        }
    }

    private func checkRecord(
        _ element: XMLElement, _ members: [DataForm], _ path: Path, _ faults: inout [ConventionFault]
    ) {
        var found: [ConventionFault] = []
        var (furthest, childCount) = (-1, 0)
        var seen = [Bool](repeating: false, count: members.count)
        for case .element(let child) in element.children {
            childCount += 1
            guard childCount <= members.count + Self.maximumSurplus else { break }
            func place() -> String { join(path(), Self.shortened(child.name)) }
            guard child.namespace == format.namespace,
                let index = members.place(of: child.name, from: furthest + 1)
            else {
                found.append(fault(Self.unknown(child, among: members.map(\.name)), place(), child))
                continue
            }
            if seen[index] {
                found.append(fault(.init(.repeatedElement, found: child.name), place(), child))
            } else if index < furthest {
                found.append(
                    fault(.init(.wrongOrder, found: child.name, expected: members.map(\.name)), place(), child))
            }
            seen[index] = true
            furthest = max(furthest, index)
            check(child, form: members[index], at: place, &found)
        }
        for (index, isThere) in seen.enumerated() where !isThere && !members[index].isOptional {
            let name = members[index].name
            // A misspelled element says it already.
            guard !found.contains(where: { $0.code == .misspelledElement && $0.cause.found == name }) else { continue }
            found.append(fault(.init(.missingElement, found: name), join(path(), name), element))
        }
        if !found.isEmpty { faults += found }
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
