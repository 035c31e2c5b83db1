/// What the conditions around a place say of values there, to find what can never be printed.
///
/// For each question, a value's word or number or whether it exists, the answers that are still possible. A value that has
/// a word exists, and so does what it is in; of other ties between values it knows nothing.
struct Assumptions {
    private var possible: [String: Set<String>] = [:]

    /// The answers that a question may have here.
    func answers(to question: ConditionQuestion) -> Set<String> {
        let own = possible[question.name].map { $0.intersection(question.answers) } ?? question.answers
        if question.isExistence {
            if ensure(question.path) { return own.intersection(["yes"]) }
            return lacks(question.path) ? own.intersection(["no"]) : own
        }
        if ensure(question.path) { return own.subtracting([""]) }
        return lacks(question.path) ? own.intersection([""]) : own
    }

    /// Whether there is nothing at a path for sure, because it or something around it was said to be absent.
    private func lacks(_ path: String) -> Bool {
        possible.contains { name, answers in
            let isExistence = name.hasSuffix("?")
            let asked = isExistence ? String(name.dropLast()) : name
            guard asked == path || path.hasPrefix(asked + ".") else { return false }
            return answers == [isExistence ? "no" : ""]
        }
    }

    /// Whether the value at a path is there for sure, because it or something inside it was asked for.
    func ensure(_ path: String) -> Bool {
        possible.contains { name, answers in
            let asked = name.hasSuffix("?") ? String(name.dropLast()) : name
            guard asked == path || asked.hasPrefix(path + ".") else { return false }
            return name.hasSuffix("?") ? answers == ["yes"] : !answers.contains("")
        }
    }

    func assuming(_ answers: Set<String>, of question: ConditionQuestion) -> Assumptions {
        assuming(answers, of: question.name)
    }

    /// The same of a word or a number, by its path.
    func assuming(_ answers: Set<String>, of path: String) -> Assumptions {
        var changed = self
        changed.possible[path] = answers
        return changed
    }

    /// Whether a list has no item here.
    func isEmpty(_ list: ValuePath) -> Bool { possible[list.text + ".count"] == ["0"] }
}

/// What a condition asks.
struct ConditionQuestion {
    let path: String
    /// Whether it asks if the value exists, and not which one it is.
    let isExistence: Bool
    var name: String { isExistence ? path + "?" : path }
    /// Every answer that data may give.
    let answers: Set<String>
    /// Those for which the condition holds.
    let accepted: Set<String>

    /// - Returns: `nil` for a question with too many answers to list.
    init?(_ condition: TemplateCondition, _ scope: ValueScope) {
        let path = condition.value
        self.path = path.text
        let all: Set<String>
        let named: Set<String>
        switch condition.test {
        case .exists:
            isExistence = true
            all = scope.isOptional(path) ? ["yes", "no"] : ["yes"]
            named = ["yes"]
        case .isOne(let words):
            isExistence = false
            guard let listed = Self.answers(at: path, scope) else { return nil }
            // A value that is absent is none of the words.
            all = scope.isOptional(path) ? listed.union([""]) : listed
            named = Set(words)
        }
        answers = all
        accepted = condition.isNegated ? all.subtracting(named) : all.intersection(named)
    }

    private static func answers(at path: ValuePath, _ scope: ValueScope) -> Set<String>? {
        switch scope.kind(of: path) {
        case .choice(let words)?: return Set(words)
        case .count?:
            let list = ValuePath(steps: Array(path.steps.dropLast()), line: path.line)
            // What is no list is a number of a template's own.
            return scope.countOfItems(at: list).map { Set($0.map { String($0) }) } ?? SupplementDeclaration.numbers
        default: return nil
        }
    }
}
