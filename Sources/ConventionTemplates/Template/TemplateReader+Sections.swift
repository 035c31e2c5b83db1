import XMLBridge

extension TemplateReader {
    /// The blocks of the body: the title, then everything else; sections are headings followed by their blocks.
    mutating func body(_ element: XMLElement, _ scope: ValueScope) -> BlockContent {
        allow([], on: element)
        let title = inlineChild("title", of: element, scope)
        if let first = element.elements.first, first.name != "title" {
            report(first.line, "the body begins with \(first.name)", "begin it with <title>")
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
                element.line, "the article has the number \"\(text)\"",
                "number it \(lastArticle), or reorder the articles")
            lastArticle = Int(text) ?? lastArticle
        }
        return headed(element, scope, level: level, prefix: [.leaf(.text("Article \(text) – "))])
    }

    private mutating func headed(
        _ element: XMLElement, _ scope: ValueScope, level: Int, prefix: InlineContent
    ) -> BlockContent {
        if level > 4 { report(element.line, "sections stand more than three deep in each other", "flatten them") }
        let heading = inlineChild("heading", of: element, scope)
        return [.leaf(.heading(level: level, prefix + heading))]
            + sections(element, scope, level: level + 1, skipping: ["heading"])
    }
}
