import XMLBridge

extension TemplateReader {
    func path(_ text: String, line: Int) -> ValuePath {
        ValuePath(steps: text.split(separator: ".", omittingEmptySubsequences: false).map(String.init), line: line)
    }

    /// What a path leads to; reports a path that leads nowhere.
    mutating func kind(of path: ValuePath, _ scope: ValueScope) -> ValueKind? {
        if let kind = scope.kind(of: path) { return kind }
        let remedy =
            scope.suggestion(for: path).map { "did you mean \($0)?" }
            ?? "known here: \(scope.paths.joined(separator: ", "))"
        report(path.line, "the value \"\(path.text)\" is not known", remedy)
        return nil
    }

    mutating func items(of path: ValuePath, _ scope: ValueScope) -> RecordShape? {
        guard let kind = kind(of: path, scope) else { return nil }
        if case .list(let shape) = kind { return shape }
        report(path.line, "the value \(path.text) is not a list", "repeat a list such as timetable or placement.places")
        return nil
    }

    /// `<value of="…" format="…"/>`
    mutating func value(_ element: XMLElement, _ scope: ValueScope) -> InlineLeaf {
        allow(["of", "format"], on: element)
        let path = path(attribute("of", of: element), line: element.line)
        let format = word("format", of: element, default: ValueFormat.standard)
        guard !path.text.isEmpty, let kind = kind(of: path, scope) else { return .text("") }
        switch kind {
        case .record:
            report(path.line, "the value \(path.text) has parts", "print one of them, such as \(path.text).name")
        case .list: report(path.line, "the value \(path.text) is a list", "repeat it with for-each")
        default: break
        }
        if !format.fits(kind) {
            report(
                path.line, "the format \(format.rawValue) does not fit \(path.text)", "leave the attribute format out")
        }
        return .value(path, format: format)
    }

    /// The condition in the attributes of `if` and `when`: `value` with `is`, `is-not` or `exists`.
    mutating func condition(of element: XMLElement, _ scope: ValueScope) -> TemplateCondition? {
        allow(["value", "is", "is-not", "exists"], on: element)
        let path = path(attribute("value", of: element), line: element.line)
        let tests = ["is", "is-not", "exists"].filter { element.attributes[$0] != nil }
        guard tests.count == 1, let test = tests.first, let text = element.attributes[test] else {
            report(
                element.line, "the condition says \(tests.count) things of its value", "write one of is, is-not, exists"
            )
            return nil
        }
        guard let kind = kind(of: path, scope) else { return nil }
        if test == "exists" { return existence(path, text) }
        return comparison(path, kind, words: text.split(separator: " ").map(String.init), isNegated: test == "is-not")
    }

    private mutating func existence(_ path: ValuePath, _ text: String) -> TemplateCondition? {
        if text != "yes" && text != "no" {
            report(path.line, "the attribute exists is \"\(text)\"", "write yes or no")
        }
        return TemplateCondition(value: path, test: .exists, isNegated: text == "no")
    }

    private mutating func comparison(
        _ path: ValuePath, _ kind: ValueKind, words: [String], isNegated: Bool
    ) -> TemplateCondition? {
        switch kind {
        case .choice(let known):
            for word in words where !known.contains(word) {
                report(path.line, "\(path.text) is never \"\(word)\"", "it is one of \(known.joined(separator: ", "))")
            }
        case .count:
            for word in words where Int(word) == nil {
                report(path.line, "\(path.text) is a number, never \"\(word)\"", "compare it with a number")
            }
        default:
            report(path.line, "\(path.text) is neither a choice nor a number", "ask exists=\"yes\" or exists=\"no\"")
        }
        if words.isEmpty { report(path.line, "the condition compares \(path.text) with nothing", "name a word") }
        return TemplateCondition(value: path, test: .isOne(of: words), isNegated: isNegated)
    }
}
