import Parties
import XMLBridge

extension TemplateReader {
    func path(_ text: String, line: Int) -> ValuePath {
        ValuePath(steps: text.split(separator: ".", omittingEmptySubsequences: false).map(String.init), line: line)
    }

    /// What a path leads to; reports a path that leads nowhere.
    mutating func kind(of path: ValuePath, _ scope: ValueScope) -> ValueKind? {
        if let kind = scope.kind(of: path) {
            usedPaths.insert(path.text)
            return kind
        }
        let remedy =
            scope.suggestion(for: path).map { BilingualText("vouliez-vous dire \($0) ?", "did you mean \($0)?") }
            ?? known(scope)
        report(
            path.line, .init("la valeur \"\(path.text)\" n’est pas connue", "the value \"\(path.text)\" is not known"),
            remedy)
        return nil
    }

    private func known(_ scope: ValueScope) -> BilingualText {
        let paths = scope.paths.joined(separator: ", ")
        return BilingualText("connues ici : \(paths)", "known here: \(paths)")
    }

    mutating func items(of path: ValuePath, _ scope: ValueScope) -> RecordShape? {
        guard let kind = kind(of: path, scope) else { return nil }
        if case .list(let shape, _) = kind { return shape }
        report(
            path.line, .init("la valeur \(path.text) n’est pas une liste", "the value \(path.text) is not a list"),
            .init(
                "répétez une liste, comme timetable ou placement.places",
                "repeat a list such as timetable or placement.places"))
        return nil
    }

    /// `<value of="…" format="…"/>`
    mutating func value(_ element: XMLElement, _ scope: ValueScope) -> InlineLeaf {
        allow(["of", "format"], on: element)
        let path = path(attribute("of", of: element), line: element.line)
        let format = word("format", of: element, default: ValueFormat.standard)
        guard !path.text.isEmpty, let kind = kind(of: path, scope) else { return .text("") }
        noteUnguarded(path, scope)
        switch kind {
        case .record:
            report(
                path.line, .init("la valeur \(path.text) a des parties", "the value \(path.text) has parts"),
                .init(
                    "imprimez l’une d’elles, comme \(path.text).name",
                    "print one of them, such as \(path.text).name"))
        case .list:
            report(
                path.line, .init("la valeur \(path.text) est une liste", "the value \(path.text) is a list"),
                .init("répétez-la avec for-each", "repeat it with for-each"))
        default: break
        }
        if !format.fits(kind) {
            report(
                path.line,
                .init(
                    "le format \(format.rawValue) ne convient pas à \(path.text)",
                    "the format \(format.rawValue) does not fit \(path.text)"),
                .init("retirez l’attribut format", "leave the attribute format out"))
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
                element.line,
                .init(
                    "la condition dit \(tests.count) choses de sa valeur",
                    "the condition says \(tests.count) things of its value"),
                .init("écrivez l’un de is, is-not, exists", "write one of is, is-not, exists"))
            return nil
        }
        guard let kind = kind(of: path, scope) else { return nil }
        if test == "exists" { return existence(path, text) }
        return comparison(path, kind, words: text.split(separator: " ").map(String.init), isNegated: test == "is-not")
    }

    private mutating func existence(_ path: ValuePath, _ text: String) -> TemplateCondition? {
        if text != "yes" && text != "no" {
            report(
                path.line, .init("l’attribut exists vaut \"\(text)\"", "the attribute exists is \"\(text)\""),
                .init("écrivez yes ou no", "write yes or no"))
        }
        return TemplateCondition(value: path, test: .exists, isNegated: text == "no")
    }

    private mutating func comparison(
        _ path: ValuePath, _ kind: ValueKind, words: [String], isNegated: Bool
    ) -> TemplateCondition? {
        switch kind {
        case .choice(let known):
            for word in words where !known.contains(word) {
                let all = known.joined(separator: ", ")
                report(
                    path.line, .init("\(path.text) ne vaut jamais \"\(word)\"", "\(path.text) is never \"\(word)\""),
                    .init("c’est l’un de \(all)", "it is one of \(all)"))
            }
        case .count:
            for word in words where Int(word) == nil {
                report(
                    path.line,
                    .init(
                        "\(path.text) est un nombre, jamais \"\(word)\"", "\(path.text) is a number, never \"\(word)\""),
                    .init("comparez-le à un nombre", "compare it with a number"))
            }
        default:
            report(
                path.line,
                .init(
                    "\(path.text) n’est ni un choix ni un nombre", "\(path.text) is neither a choice nor a number"),
                .init("demandez exists=\"yes\" ou exists=\"no\"", "ask exists=\"yes\" or exists=\"no\""))
        }
        if words.isEmpty {
            report(
                path.line,
                .init(
                    "la condition ne compare \(path.text) à rien", "the condition compares \(path.text) with nothing"),
                .init("donnez un mot", "name a word"))
        }
        return TemplateCondition(value: path, test: .isOne(of: words), isNegated: isNegated)
    }
}
