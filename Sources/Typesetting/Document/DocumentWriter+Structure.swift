import PDFModel

extension DocumentWriter {
    /// Adds the structure tree, its parent tree and the mark that says the document is tagged.
    ///
    /// Source: ISO 32000-1 §14.7.2 to §14.7.4.
    mutating func addStructure(to catalog: inout PDFDictionary) {
        let root = file.reserve()
        // Apart, because a copy of this writer would make each element copy all that is written.
        let writer = StructureWriter(
            structure: structure, pages: pages, fieldPages: fields.indices.map { page(ofField: $0) }, root: root,
            pageReferences: pageReferences, fieldReferences: fieldReferences, elementReferences: elementReferences)
        for index in structure.elements.indices {
            let attribute = structure.elements[index].attribute.map { reference($0) }
            file.set(at: elementReferences[index]) { output in
                writer.write(element: index, attribute: attribute, to: &output)
            }
        }
        file.set(at: root) { output in writer.writeRoot(to: &output) }
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
}
