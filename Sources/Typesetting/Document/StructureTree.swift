/// The logical structure of a document: what is a heading, a list, a cell, in reading order.
///
/// Only elements without children hold content, so that the order of an element's kids never depends on where
/// the page breaks fall.
///
/// Source: ISO 32000-1 §14.7, §14.8.
struct StructureTree {
    /// Standard structure types (ISO 32000-1 §14.8.4).
    enum Role: String {
        case document = "Document", section = "Sect", division = "Div"
        case heading1 = "H1", heading2 = "H2", heading3 = "H3", heading4 = "H4", heading5 = "H5", heading6 = "H6"
        case paragraph = "P"
        case list = "L", listItem = "LI", label = "Lbl", listBody = "LBody"
        case table = "Table", tableRow = "TR", tableHeader = "TH", tableCell = "TD", caption = "Caption"
        case form = "Form", figure = "Figure"
    }

    enum Attribute: Hashable {
        case scopeRow, scopeColumn
        case listNumbering(ListStyle)
        /// Where a picture stands on its page, measured from the top.
        case boundingBox(Rectangle)
    }

    struct ElementID: Hashable { let index: Int }

    enum Kid {
        case element(ElementID)
        /// A run of content on a page, by its number in the page.
        case content(page: Int, number: Int)
        /// A signature field, by its index among the document's fields.
        case field(Int)
    }

    struct Element {
        let role: Role
        let parent: ElementID?
        var attribute: Attribute?
        var alternativeText: String?
        var kids: [Kid] = []
    }

    private(set) var elements: [Element] = [Element(role: .document, parent: nil)]
    let root = ElementID(index: 0)

    subscript(id: ElementID) -> Element { elements[id.index] }

    mutating func add(
        _ role: Role, to parent: ElementID, attribute: Attribute? = nil, alternativeText: String? = nil
    ) -> ElementID {
        let id = ElementID(index: elements.count)
        elements.append(
            Element(role: role, parent: parent, attribute: attribute, alternativeText: alternativeText))
        elements[parent.index].kids.append(.element(id))
        return id
    }

    mutating func set(_ attribute: Attribute, of id: ElementID) { elements[id.index].attribute = attribute }

    mutating func append(_ kid: Kid, to id: ElementID) { elements[id.index].kids.append(kid) }
}

extension StructureTree.Role {
    /// The heading of a level from 1 to 6.
    init(headingLevel: Int) {
        self = [.heading1, .heading2, .heading3, .heading4, .heading5, .heading6][max(1, min(6, headingLevel)) - 1]
    }
}
