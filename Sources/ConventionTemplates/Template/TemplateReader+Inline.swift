import Parties
import Typesetting
import XMLBridge

extension TemplateReader {
    /// Text, values and emphasis inside a paragraph, a cell, a heading.
    mutating func inline(_ element: XMLElement, _ scope: ValueScope, skipping skipped: Set<String> = [])
        -> InlineContent
    {
        nodes(in: element, Self.inlineContext, scope, skipping: skipped)
    }

    private static var inlineContext: LeafContext<InlineLeaf> {
        LeafContext(
            place: "inside text", names: ["value", "strong", "emphasis"], text: { InlineLeaf.text($0) },
            read: { reader, element, scope in
                switch element.name {
                case "value": return [.leaf(reader.value(element, scope))]
                case "strong": return [.leaf(.styled(.bold, reader.styled(element, scope)))]
                default: return [.leaf(.styled(.italic, reader.styled(element, scope)))]
                }
            })
    }

    private mutating func styled(_ element: XMLElement, _ scope: ValueScope) -> InlineContent {
        allow([], on: element)
        return inline(element, scope)
    }

    /// The inline content of a child element that must be there once and has no attributes.
    mutating func inlineChild(_ name: String, of element: XMLElement, _ scope: ValueScope) -> InlineContent {
        guard let child = child(name, of: element) else { return [] }
        allow([], on: child)
        if Self.neverEmpty.contains(name), !child.hasOwnText, child.elements.isEmpty {
            reportLater(
                child.line, .init("l’élément \(name) est vide", "the element \(name) is empty"),
                .init("écrivez-y un texte", "write a text into it"))
        }
        return inline(child, scope)
    }

    /// Documents cannot be set without these: they are headings, or are read aloud.
    private static let neverEmpty: Set = ["title", "heading", "expected", "placeholder", "alternative"]
}
