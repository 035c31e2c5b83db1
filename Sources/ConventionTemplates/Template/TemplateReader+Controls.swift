import Parties
import XMLBridge

/// What may stand at one place of a template besides conditions and repeats.
struct LeafContext<Leaf: Hashable & Sendable> {
    /// Completes « is not known … ».
    let place: String
    let names: [String]
    let allowsText: Bool
    let text: (String) -> Leaf?
    let read: (inout TemplateReader, XMLElement, ValueScope) -> [TemplateNode<Leaf>]

    init(
        place: String, names: [String], text: ((String) -> Leaf)? = nil,
        read: @escaping (inout TemplateReader, XMLElement, ValueScope) -> [TemplateNode<Leaf>]
    ) {
        self.place = place
        self.names = names
        self.allowsText = text != nil
        self.text = { text?($0) }
        self.read = read
    }
}

extension TemplateReader {
    /// The content of an element at a place: leaves, conditions, repeats.
    mutating func nodes<Leaf>(
        in element: XMLElement, _ context: LeafContext<Leaf>, _ scope: ValueScope, skipping skipped: Set<String> = []
    ) -> [TemplateNode<Leaf>] {
        if !context.allowsText { refuseText(in: element) }
        return element.children.flatMap { child -> [TemplateNode<Leaf>] in
            switch child {
            case .text(let text): return context.text(text).map { [.leaf($0)] } ?? []
            case .element(let inner): return skipped.contains(inner.name) ? [] : node(inner, context, scope)
            }
        }
    }

    private mutating func node<Leaf>(
        _ element: XMLElement, _ context: LeafContext<Leaf>, _ scope: ValueScope
    ) -> [TemplateNode<Leaf>] {
        guard element.namespace == Self.namespace else {
            refuse(element, in: context.place, expected: context.names)
            return []
        }
        switch element.name {
        case "if":
            let (outside, wasExhausted) = (assumptions, isExhausted)
            defer { (assumptions, isExhausted) = (outside, wasExhausted) }
            return [.choice([branch(element, context, scope)])]
        case "choose": return [.choice(branches(of: element, context, scope))]
        case "for-each": return each(element, context, scope)
        default:
            guard context.names.contains(element.name) else {
                refuse(element, in: context.place, expected: context.names + ["if", "choose", "for-each"])
                return []
            }
            return context.read(&self, element, scope)
        }
    }

    private mutating func branch<Leaf>(
        _ element: XMLElement, _ context: LeafContext<Leaf>, _ scope: ValueScope
    ) -> TemplateBranch<Leaf> {
        let condition = condition(of: element, scope)
        let outside = assumptions
        guard let condition, let question = ConditionQuestion(condition, scope) else {
            return TemplateBranch(condition: condition, body: nodes(in: element, context, scope))
        }
        let answers = outside.answers(to: question)
        let met = answers.intersection(question.accepted)
        if met.isEmpty { reportUnreachable(element) }
        assumptions = outside.assuming(met.isEmpty ? question.answers : met, of: question)
        let body = nodes(in: element, context, scope)
        // What comes after it in a choice is read knowing that this did not hold.
        assumptions = outside.assuming(answers.subtracting(question.accepted), of: question)
        if answers.isSubset(of: question.accepted) { isExhausted = true }
        return TemplateBranch(condition: condition, body: body)
    }

    private mutating func reportUnreachable(_ element: XMLElement) {
        reportLater(
            element.line,
            .init(
                "cette condition n’est jamais vraie ici : \(element.name) ne sera jamais imprimé",
                "this condition never holds here: \(element.name) is never printed"),
            .init(
                "corrigez la condition, celles qui l’entourent ou la précèdent, ou retirez ce passage",
                "mend the condition, those around or before it, or take the passage out"))
    }

    private mutating func branches<Leaf>(
        of element: XMLElement, _ context: LeafContext<Leaf>, _ scope: ValueScope
    ) -> [TemplateBranch<Leaf>] {
        allow([], on: element)
        refuseText(in: element)
        let (outside, wasExhausted) = (assumptions, isExhausted)
        isExhausted = false
        defer { (assumptions, isExhausted) = (outside, wasExhausted) }
        var branches: [TemplateBranch<Leaf>] = []
        for (index, child) in element.elements.enumerated() {
            switch child.name {
            case "when": branches.append(branch(child, context, scope))
            case "otherwise" where index > 0 && index == element.elements.count - 1:
                allow([], on: child)
                if isExhausted { reportUnreachable(child) }
                branches.append(TemplateBranch(condition: nil, body: nodes(in: child, context, scope)))
            default: refuse(child, in: "here inside choose", expected: ["when", "and otherwise as the last element"])
            }
        }
        if branches.isEmpty {
            report(
                element.line, .init("l’élément choose n’a aucun when", "the element choose has no when"),
                .init("ajoutez <when value=\"…\" is=\"…\">", "add <when value=\"…\" is=\"…\">"))
        }
        return branches
    }

    private mutating func each<Leaf>(
        _ element: XMLElement, _ context: LeafContext<Leaf>, _ scope: ValueScope
    ) -> [TemplateNode<Leaf>] {
        allow(context.allowsText ? ["in", "as", "separator"] : ["in", "as"], on: element)
        let list = path(attribute("in", of: element), line: element.line)
        let variable = attribute("as", of: element)
        guard let shape = items(of: list, scope), isFree(variable, scope, line: element.line) else { return [] }
        let separator = element.attributes["separator"].flatMap(context.text).map { [TemplateNode.leaf($0)] } ?? []
        if assumptions.isEmpty(list) { reportUnreachable(element) }
        let body = nodes(in: element, context, scope.adding(variable, shape))
        return [.each(TemplateRepeat(list: list, variable: variable, separator: separator, body: body))]
    }

    private mutating func isFree(_ variable: String, _ scope: ValueScope, line: Int) -> Bool {
        guard variable.isEmpty || scope.isKnown(variable) || !variable.allSatisfy(\.isLetter) else { return true }
        report(
            line,
            .init(
                "le nom \"\(variable)\" ne peut pas être donné aux éléments d’une répétition",
                "the name \"\(variable)\" cannot be given to the items of a repeat"),
            .init("choisissez-en un autre, fait de lettres", "choose another one, of letters"))
        return false
    }
}
