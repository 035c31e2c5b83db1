import PDFModel

/// Writes the elements of the structure tree as text, which is why each needless space is left out by hand.
///
/// A document has some hundred of them, all small (``PDFFileBuilder/set(at:writing:)``).
struct StructureWriter {
    let structure: StructureTree
    let pages: [PaintedPage]
    /// The page of each signature field.
    let fieldPages: [Int]
    let root: PDFReference
    let pageReferences: [PDFReference]
    let fieldReferences: [PDFReference]
    let elementReferences: [PDFReference]

    private func reference(_ element: StructureTree.ElementID) -> PDFReference { elementReferences[element.index] }

    func write(element index: Int, attribute: PDFReference?, to output: inout PDFSerializer) {
        let element = structure.elements[index]
        output.append("<</S")
        output.append(name: PDFName(element.role.rawValue))
        output.append("/P ")
        output.append(.reference(element.parent.map(reference) ?? root))
        if let alternativeText = element.alternativeText {
            output.append("/Alt")
            output.append(textString(alternativeText))
        }
        var pageOfElement: Int?
        if case .content(let page, _) = element.kids.first {
            pageOfElement = page
            output.append("/Pg ")
            output.append(.reference(pageReferences[page]))
        }
        write(kids: element.kids, pageOfElement: pageOfElement, to: &output)
        if let attribute {
            output.append("/A ")
            output.append(.reference(attribute))
        }
        output.append(">>")
    }

    private func write(kids: [StructureTree.Kid], pageOfElement: Int?, to output: inout PDFSerializer) {
        guard !kids.isEmpty else { return }
        output.append("/K")
        if kids.count > 1 { output.append("[") }
        // Behind the key a space; behind a bracket or a dictionary none.
        var needsSpace = kids.count == 1
        for kid in kids { needsSpace = write(kid, afterSpace: needsSpace, pageOfElement: pageOfElement, to: &output) }
        if kids.count > 1 { output.append("]") }
    }

    /// - Parameter needsSpace: Whether only a space keeps a number apart from what was written before.
    /// - Returns: Whether it does so for the next one.
    private func write(
        _ kid: StructureTree.Kid, afterSpace needsSpace: Bool, pageOfElement: Int?, to output: inout PDFSerializer
    ) -> Bool {
        switch kid {
        case .element(let element):
            if needsSpace { output.append(" ") }
            output.append(.reference(reference(element)))
            return true
        case .content(let page, let number) where page == pageOfElement:
            if needsSpace { output.append(" ") }
            output.append(number)
            return true
        case .content(let page, let number):
            output.append("<</Type/MCR/Pg ")
            output.append(.reference(pageReferences[page]))
            output.append("/MCID ")
            output.append(number)
        case .field(let index):
            output.append("<</Type/OBJR/Pg ")
            output.append(.reference(pageReferences[fieldPages[index]]))
            output.append("/Obj ")
            output.append(.reference(fieldReferences[index]))
        }
        output.append(">>")
        return false
    }

    func writeRoot(to output: inout PDFSerializer) {
        output.append("<</Type/StructTreeRoot/K ")
        output.append(.reference(reference(structure.root)))
        output.append("/ParentTree<</Nums[")
        writeParentTree(to: &output)
        output.append("]>>/ParentTreeNextKey ")
        output.append(pages.count + fieldPages.count)
        output.append(">>")
    }

    /// From each page's marked content, then from each field, back to its element.
    private func writeParentTree(to output: inout PDFSerializer) {
        for (index, page) in pages.enumerated() {
            output.append(index)
            output.append("[")
            for (place, element) in page.elements.enumerated() {
                if place > 0 { output.append(" ") }
                output.append(.reference(reference(element)))
            }
            output.append("]")
        }
        var needsSpace = false
        for index in fieldPages.indices {
            guard let form = elementOfField(index) else { continue }
            if needsSpace { output.append(" ") }
            output.append(pages.count + index)
            output.append(" ")
            output.append(.reference(elementReferences[form]))
            needsSpace = true
        }
    }

    private func elementOfField(_ index: Int) -> Int? {
        structure.elements.firstIndex { element in
            if case .field(index) = element.kids.first { true } else { false }
        }
    }
}
