import PDFModel

extension DocumentWriter {
    /// Adds the structure tree, its parent tree and the mark that says the document is tagged.
    ///
    /// Source: ISO 32000-1 §14.7.2 to §14.7.4.
    mutating func addStructure(to catalog: inout PDFDictionary) {
        let root = file.reserve()
        for index in structure.elements.indices {
            var dictionary = dictionary(ofElement: index, root: root)
            if let attribute = structure.elements[index].attribute {
                dictionary["A"] = .reference(reference(attribute))
            }
            file.set(.dictionary(dictionary), at: elementReferences[index])
        }
        file.set(
            .dictionary([
                "Type": .name("StructTreeRoot"), "K": .reference(reference(structure.root)),
                "ParentTree": .dictionary(["Nums": .array(parentTree())]),
                "ParentTreeNextKey": .integer(pages.count + fields.count),
            ]), at: root)
        catalog["MarkInfo"] = .dictionary(["Marked": .boolean(true)])
        catalog["StructTreeRoot"] = .reference(root)
    }

    /// Elements with the same attribute share one object.
    private mutating func reference(_ attribute: StructureTree.Attribute) -> PDFReference {
        if let reference = attributeReferences[attribute] { return reference }
        let reference = file.add(object(for: attribute))
        attributeReferences[attribute] = reference
        return reference
    }

    private func reference(_ element: StructureTree.ElementID) -> PDFReference { elementReferences[element.index] }

    private func dictionary(ofElement index: Int, root: PDFReference) -> PDFDictionary {
        let element = structure.elements[index]
        var dictionary: PDFDictionary = [
            "S": .name(PDFName(element.role.rawValue)), "P": .reference(element.parent.map(reference) ?? root),
        ]
        if let alternativeText = element.alternativeText { dictionary["Alt"] = textString(alternativeText) }
        if case .content(let page, _) = element.kids.first { dictionary["Pg"] = .reference(pageReferences[page]) }
        let kids = element.kids.map { object(for: $0, pageOfElement: dictionary["Pg"]) }
        switch kids.count {
        case 0: break
        case 1: dictionary["K"] = kids[0]
        default: dictionary["K"] = .array(kids)
        }
        return dictionary
    }

    private func object(for kid: StructureTree.Kid, pageOfElement: PDFObject?) -> PDFObject {
        switch kid {
        case .element(let element): return .reference(reference(element))
        case .content(let page, let number):
            let page = PDFObject.reference(pageReferences[page])
            if page == pageOfElement { return .integer(number) }
            return .dictionary(["Type": .name("MCR"), "Pg": page, "MCID": .integer(number)])
        case .field(let index):
            return .dictionary([
                "Type": .name("OBJR"), "Pg": .reference(pageReferences[page(ofField: index)]),
                "Obj": .reference(fieldReferences[index]),
            ])
        }
    }

    /// Source: ISO 32000-1 §14.8.5.
    private func object(for attribute: StructureTree.Attribute) -> PDFObject {
        switch attribute {
        case .scopeRow: .dictionary(["O": .name("Table"), "Scope": .name("Row")])
        case .scopeColumn: .dictionary(["O": .name("Table"), "Scope": .name("Column")])
        case .listNumbering(.numbers): .dictionary(["O": .name("List"), "ListNumbering": .name("Decimal")])
        case .listNumbering: .dictionary(["O": .name("List"), "ListNumbering": .name("Disc")])
        // ISO 32000-1 §14.8.5.4.3 wants it of a picture, which stands on one page.
        case .boundingBox(let place): .dictionary(["O": .name("Layout"), "BBox": corners(of: place)])
        }
    }

    func page(ofField index: Int) -> Int {
        pages.firstIndex { page in page.fields.contains { $0.index == index } } ?? 0
    }

    /// From each page's marked content, then from each field, back to its element.
    private func parentTree() -> [PDFObject] {
        var numbers: [PDFObject] = []
        for (index, page) in pages.enumerated() {
            numbers += [.integer(index), .array(page.elements.map { .reference(reference($0)) })]
        }
        for index in fields.indices {
            guard let form = elementOfField(index) else { continue }
            numbers += [.integer(pages.count + index), .reference(elementReferences[form])]
        }
        return numbers
    }

    private func elementOfField(_ index: Int) -> Int? {
        structure.elements.firstIndex { element in
            if case .field(index) = element.kids.first { true } else { false }
        }
    }
}
