/// A document with every line in its place.
struct DocumentLayout {
    let pages: [[PlacedStrip]]
    let structure: StructureTree
    let fields: [SignatureBox]
    let images: [DocumentImage]
    let headings: [(level: Int, title: String)]

    /// - Throws: ``TypesettingError`` when there is nothing to set or a line or box is taller than the page.
    init(_ content: DocumentContent, fonts: FontSet) throws(TypesettingError) {
        var composer = BlockComposer(fonts: fonts, design: content.design)
        if let letterhead = content.letterhead { composer.composeLetterhead(letterhead) }
        composer.compose(content.blocks)
        guard !composer.strips.isEmpty else { throw .emptyDocument }
        pages = try Paginator.pages(
            of: composer.strips, repeatedHeaders: composer.repeatedHeaders, on: content.design.geometry)
        structure = composer.structure
        fields = composer.fields
        images = composer.images
        headings = composer.headings
    }
}
