import Parties
import Typesetting
import XMLBridge

extension TemplateReader {
    private static let blockNames = [
        "section", "article", "paragraph", "recital", "paragraphs", "list", "fields", "table", "note",
        "signature-boxes", "keep-together", "page-break", "space", "logo",
    ]

    /// The blocks of an element; headings inside it are of `level`.
    mutating func blocks(
        _ element: XMLElement, _ scope: ValueScope, level: Int, skipping skipped: Set<String> = []
    ) -> BlockContent {
        let context = LeafContext<BlockLeaf>(
            place: "here", names: Self.blockNames,
            read: { reader, element, scope in reader.block(element, scope, level: level) })
        return nodes(in: element, context, scope, skipping: skipped)
    }

    private mutating func block(_ element: XMLElement, _ scope: ValueScope, level: Int) -> BlockContent {
        switch element.name {
        case "section": section(element, scope, level: level)
        case "logo": logo(element, .block).map { [.leaf(.logo($0))] } ?? []
        case "article": article(element, scope, level: level)
        default: [.leaf(leaf(element, scope, level: level))]
        }
    }

    private mutating func leaf(_ element: XMLElement, _ scope: ValueScope, level: Int) -> BlockLeaf {
        switch element.name {
        case "paragraph": paragraph(element, scope)
        case "recital": .paragraph(plain(element, scope), .recital)
        case "paragraphs": paragraphs(element, scope)
        case "list": list(element, scope)
        case "fields": fields(element, scope)
        case "table": table(element, scope)
        case "note": note(element, scope, level: level)
        case "keep-together": .keepTogether(together(element, scope, level: level))
        case "signature-boxes": signatureBoxes(element, scope)
        case "space": space(element)
        default: pageBreak(element)
        }
    }

    private mutating func plain(_ element: XMLElement, _ scope: ValueScope) -> InlineContent {
        allow([], on: element)
        return inline(element, scope)
    }

    private mutating func note(_ element: XMLElement, _ scope: ValueScope, level: Int) -> BlockLeaf {
        let outside = isInNote
        isInNote = true
        defer { isInNote = outside }
        return .note(together(element, scope, level: level))
    }

    /// Blocks that stay on one page.
    private mutating func together(_ element: XMLElement, _ scope: ValueScope, level: Int) -> BlockContent {
        let outside = together
        together = outside ?? element
        defer { together = outside }
        return container(element, scope, level: level)
    }

    private mutating func pageBreak(_ element: XMLElement) -> BlockLeaf {
        if let around = together {
            reportLater(
                element.line,
                .init(
                    "une nouvelle page (page-break) est demandée dans l’élément \(around.name) de la ligne \(around.line), qui tient "
                        + "sur une seule",
                    "a page-break stands in the element \(around.name) of line \(around.line), which stays on one page"),
                .init(
                    "placez-la avant ou après, ou retirez l’un des deux",
                    "put it before or behind, or take one of them out"))
        }
        return empty(element, allowing: [], .pageBreak)
    }

    private mutating func container(_ element: XMLElement, _ scope: ValueScope, level: Int) -> BlockContent {
        allow([], on: element)
        return blocks(element, scope, level: level)
    }

    private mutating func paragraph(_ element: XMLElement, _ scope: ValueScope) -> BlockLeaf {
        allow(["style"], on: element)
        let style = word("style", of: element, default: ParagraphStyleName.body)
        return .paragraph(inline(element, scope), style.style)
    }

    private mutating func paragraphs(_ element: XMLElement, _ scope: ValueScope) -> BlockLeaf {
        let path = path(attribute("of", of: element), line: element.line)
        switch kind(of: path, scope) {
        case .text?, .paragraphs?, nil: break
        default:
            report(
                element.line, .init("la valeur \(path.text) n’est pas un texte", "the value \(path.text) is no text"),
                .init(
                    "imprimez-la avec value dans un paragraph", "print it with value inside a paragraph"))
        }
        noteUnguarded(path, scope)
        return empty(element, allowing: ["of"], .paragraphs(of: path))
    }

    private mutating func space(_ element: XMLElement) -> BlockLeaf {
        let points = Double(attribute("points", of: element)) ?? -1
        if !(0...400).contains(points) {
            report(
                element.line,
                .init("l’espace n’est pas un nombre de 0 à 400", "the space is no number from 0 to 400"),
                .init("donnez-le en points, 72 par pouce", "give it in points, 72 to an inch"))
        }
        return empty(element, allowing: ["points"], .space(points))
    }

    private mutating func empty(_ element: XMLElement, allowing names: Set<String>, _ leaf: BlockLeaf) -> BlockLeaf {
        allow(names, on: element)
        if element.hasOwnText || !element.elements.isEmpty {
            report(
                element.line,
                .init(
                    "l’élément \(element.name) contient quelque chose", "the element \(element.name) holds something"),
                .init("écrivez <\(element.name)/>", "write <\(element.name)/>"))
        }
        return leaf
    }
}

/// The words of the attribute `style`.
enum ParagraphStyleName: String, CaseIterable {
    case body, lead, small, centered

    var style: ParagraphStyle {
        switch self {
        case .body: .body
        case .lead: .lead
        case .small: .small
        case .centered: .centered
        }
    }
}

/// The words of the attribute `style` of lists.
enum ListStyleName: String, CaseIterable {
    case dashes, bullets, numbers

    var style: ListStyle {
        switch self {
        case .dashes: .dashes
        case .bullets: .bullets
        case .numbers: .numbers
        }
    }
}
