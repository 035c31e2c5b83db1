/// What the conditions around a place say of values there, to find what can never be printed.
///
/// For each question, a value's word or number or whether it exists, the answers that are still possible. It knows nothing
/// of how values depend on each other.
struct Assumptions {
    private var possible: [String: Set<String>] = [:]

    /// The answers that a question may have here.
    func answers(to question: ConditionQuestion) -> Set<String> {
        possible[question.name].map { $0.intersection(question.answers) } ?? question.answers
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
        var changed = self
        changed.possible[question.name] = answers
        return changed
    }
}

/// What a condition asks.
struct ConditionQuestion {
    let name: String
    /// Every answer that data may give.
    let answers: Set<String>
    /// Those for which the condition holds.
    let accepted: Set<String>

    /// - Returns: `nil` for a question with too many answers to list.
    init?(_ condition: TemplateCondition, _ scope: ValueScope) {
        let path = condition.value
        let all: Set<String>
        let named: Set<String>
        switch condition.test {
        case .exists:
            name = path.text + "?"
            all = scope.isOptional(path) ? ["yes", "no"] : ["yes"]
            named = ["yes"]
        case .isOne(let words):
            name = path.text
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
            return scope.countOfItems(at: list).map { Set($0.map { String($0) }) }
        default: return nil
        }
    }
}
