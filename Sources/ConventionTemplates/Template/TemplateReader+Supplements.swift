import Parties
import XMLBridge

extension TemplateReader {
    /// `<data><supplement name="…" type="…" label="…" sample="…"/></data>`
    mutating func supplements(of root: XMLElement) -> [SupplementDeclaration] {
        guard root.elements.contains(where: { $0.name == "data" }), let data = child("data", of: root) else {
            return []
        }
        allow([], on: data)
        refuseText(in: data)
        var found: [SupplementDeclaration] = []
        for element in data.elements {
            guard element.name == "supplement" else {
                refuse(element, in: "inside data", expected: ["supplement"])
                continue
            }
            let declaration = supplement(element)
            if found.contains(where: { $0.name == declaration.name }) {
                report(
                    element.line,
                    .init(
                        "le complément \(declaration.name) est déclaré deux fois",
                        "the supplement \(declaration.name) is declared twice"),
                    .init("n’en gardez qu’un, ou donnez-leur deux noms", "keep one, or give them two names"))
            }
            found.append(declaration)
        }
        return found
    }

    private mutating func supplement(_ element: XMLElement) -> SupplementDeclaration {
        allow(["name", "type", "label", "optional", "max-length", "sample"], on: element)
        refuseText(in: element)
        if element.attributes["type"] == nil { _ = attribute("type", of: element) }
        let declaration = SupplementDeclaration(
            name: attribute("name", of: element), label: attribute("label", of: element),
            kind: word("type", of: element, default: SupplementDeclaration.Kind.text),
            isOptional: word("optional", of: element, default: YesOrNo.no) == .yes,
            maximumLength: maximumLength(element), options: options(of: element),
            sample: attribute("sample", of: element), line: element.line)
        check(declaration)
        return declaration
    }

    private mutating func check(_ declaration: SupplementDeclaration) {
        if !declaration.name.allSatisfy({ $0.isASCII && $0.isLetter }) {
            report(
                declaration.line,
                .init(
                    "le nom \"\(declaration.name)\" n’est pas fait de lettres sans accent",
                    "the name \"\(declaration.name)\" is not made of plain letters"),
                .init("écrivez par exemple workPlace", "write such as workPlace"))
        }
        if (declaration.kind == .choice) != !declaration.options.isEmpty {
            report(
                declaration.line,
                .init(
                    "le complément \(declaration.name) a \(declaration.options.count) options",
                    "the supplement \(declaration.name) has \(declaration.options.count) options"),
                .init(
                    "donnez des <option value=\"…\" label=\"…\"/> à type=\"choice\", et à lui seul",
                    "give <option value=\"…\" label=\"…\"/> to type=\"choice\", and to it only"))
        }
        if let problem = declaration.problem(in: declaration.sample) {
            let fault = ConventionFault(problem, at: declaration.name)
            report(
                declaration.line,
                .init(
                    "l’exemple (sample) ne convient pas : \(fault.text(in: .french, quotingValues: true))",
                    "the sample does not fit: \(fault.text(in: .english, quotingValues: true))"),
                .init(
                    "donnez-en un que des données pourraient contenir",
                    "give one that data could hold"))
        }
    }

    private mutating func maximumLength(_ element: XMLElement) -> Int {
        let standard = TextRule.remark.maximumLength
        guard let text = element.attributes["max-length"] else { return standard }
        if let length = Int(text), (1...TextRule.supplement.maximumLength).contains(length) { return length }
        report(
            element.line,
            .init(
                "max-length n’est pas un nombre de 1 à \(TextRule.supplement.maximumLength)",
                "max-length is no number from 1 to \(TextRule.supplement.maximumLength)"),
            .init("écrivez par exemple \(standard)", "write such as \(standard)"))
        return standard
    }

    private mutating func options(of element: XMLElement) -> [SupplementDeclaration.Option] {
        var options: [SupplementDeclaration.Option] = []
        for option in element.elements {
            guard option.name == "option" else {
                refuse(option, in: "inside supplement", expected: ["option"])
                continue
            }
            allow(["value", "label"], on: option)
            options.append(.init(value: attribute("value", of: option), label: attribute("label", of: option)))
        }
        return options
    }

    /// A value that people fill in and nobody prints is a mistake of the template.
    mutating func reportUnusedSupplements(_ supplements: [SupplementDeclaration], of root: XMLElement) {
        for declaration in supplements
        where !usedPaths.contains("\(SupplementDeclaration.scopeName).\(declaration.name)") {
            report(
                declaration.line,
                .init(
                    "le complément \(declaration.name) est demandé et n’est imprimé nulle part",
                    "the supplement \(declaration.name) is asked for and printed nowhere"),
                .init(
                    "imprimez-le avec <value of=\"\(SupplementDeclaration.scopeName).\(declaration.name)\"/>, ou "
                        + "retirez-le",
                    "print it with <value of=\"\(SupplementDeclaration.scopeName).\(declaration.name)\"/>, or take it out"
                ))
        }
    }
}
