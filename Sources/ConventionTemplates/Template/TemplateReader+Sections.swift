import Parties
import XMLBridge

extension TemplateReader {
    /// The blocks of the body: the title, then everything else; sections are headings followed by their blocks.
    mutating func body(_ element: XMLElement, _ scope: ValueScope) -> BlockContent {
        allow([], on: element)
        let title = inlineChild("title", of: element, scope)
        if let first = element.elements.first, first.name != "title" {
            report(
                first.line, .init("le corps commence par \(first.name)", "the body begins with \(first.name)"),
                .init("commencez-le par <title>", "begin it with <title>"))
        }
        return [.leaf(.heading(level: 1, title))] + sections(element, scope, level: 2, skipping: ["title"])
    }

    private mutating func sections(
        _ element: XMLElement, _ scope: ValueScope, level: Int, skipping skipped: Set<String>
    ) -> BlockContent {
        blocks(element, scope, level: level, skipping: skipped)
    }

    /// A heading and the blocks under it.
    mutating func section(_ element: XMLElement, _ scope: ValueScope, level: Int) -> BlockContent {
        allow([], on: element)
        return headed(element, scope, level: level, prefix: [])
    }

    /// A numbered section: « Article 4 – Statut de l’élève ».
    mutating func article(_ element: XMLElement, _ scope: ValueScope, level: Int) -> BlockContent {
        allow(["number"], on: element)
        let text = attribute("number", of: element)
        lastArticle += 1
        if text != String(lastArticle) {
            report(
                element.line,
                .init("l’article porte le numéro \"\(text)\"", "the article has the number \"\(text)\""),
                .init(
                    "donnez-lui le numéro \(lastArticle), ou changez l’ordre des articles",
                    "number it \(lastArticle), or reorder the articles"))
            lastArticle = Int(text) ?? lastArticle
        }
        return headed(element, scope, level: level, prefix: [.leaf(.text("Article \(text) – "))])
    }

    private mutating func headed(
        _ element: XMLElement, _ scope: ValueScope, level: Int, prefix: InlineContent
    ) -> BlockContent {
        if level > 4 {
            report(
                element.line,
                .init(
                    "plus de trois sections sont imbriquées", "sections stand more than three deep in each other"),
                .init("réduisez les niveaux", "flatten them"))
        }
        if isInNote {
            reportLater(
                element.line,
                .init("l’élément \(element.name) est dans une note", "the element \(element.name) stands in a note"),
                .init(
                    "sortez-le : une note ne contient pas de titre", "take it out: a note holds no heading"))
        }
        let heading = inlineChild("heading", of: element, scope)
        return [.leaf(.heading(level: level, prefix + heading))]
            + sections(element, scope, level: level + 1, skipping: ["heading"])
    }
}
