/// A document's pages as operators, with what they leave behind for the rest of the file.
struct Painting {
    private(set) var pages: [PaintedPage] = []
    private(set) var structure: StructureTree
    private(set) var usage: FontUsage

    init(_ layout: DocumentLayout, footer: String, fonts: FontSet) {
        structure = layout.structure
        usage = FontUsage(fonts: fonts)
        let painter = PagePainter(fonts: fonts, footer: footer, pageCount: layout.pages.count)
        for (number, strips) in layout.pages.enumerated() {
            pages.append(painter.paint(strips, number: number, structure: &structure, usage: &usage))
        }
    }
}
