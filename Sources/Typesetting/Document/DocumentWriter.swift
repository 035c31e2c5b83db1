import PDFModel

/// Gathers the objects of revision 0.
///
/// Every object that is written can be reached from the catalog: nothing is prepared for a later swap, and there
/// is no action of any kind.
struct DocumentWriter {
    let content: DocumentContent
    let fields: [SignatureBox]
    let images: [DocumentImage]
    let headings: [(level: Int, title: String)]
    let pages: [PaintedPage]
    let code: PaintedCode?
    /// After painting, with the content of each element.
    let structure: StructureTree
    let fonts: FontSet
    let form: FileForm
    var usage: FontUsage

    var file: PDFFileBuilder
    let catalog: PDFReference
    let pageReferences: [PDFReference]
    let fieldReferences: [PDFReference]
    let elementReferences: [PDFReference]
    var attributeReferences: [StructureTree.Attribute: PDFReference] = [:]
    var fontReferences: [Inline.Style: PDFReference] = [:]
    /// The map from codes to glyphs.
    var encodingReference: PDFReference?

    init(
        _ content: DocumentContent, layout: DocumentLayout, painting: Painting, fonts: FontSet,
        form: FileForm
    ) {
        self.form = form
        file = PDFFileBuilder(crossReference: form.crossReference)
        self.content = content
        self.fonts = fonts
        fields = layout.fields
        images = layout.images
        headings = layout.headings
        pages = painting.pages
        code = painting.code
        structure = painting.structure
        usage = painting.usage
        catalog = file.reserve()
        pageReferences = reserve(pages.count, in: &file)
        fieldReferences = reserve(fields.count, in: &file)
        elementReferences = reserve(structure.elements.count, in: &file)
    }

    /// Writes the file; its identifier is a fingerprint of everything else in it.
    mutating func write() throws(TypesettingError) -> [UInt8] {
        var appearances: [[UInt8]] = []
        for index in fields.indices { appearances.append(placeholderContent(ofField: index)) }
        try addFonts()
        let information = addInformation()
        var entries: PDFDictionary = ["Type": .name("Catalog"), "Pages": .reference(addPages())]
        addForm(appearances: appearances, to: &entries)
        addStructure(to: &entries)
        addOutline(to: &entries)
        addAssociatedFiles(to: &entries)
        addPresentation(to: &entries)
        file.set(.dictionary(entries), at: catalog)
        return file.serialize(root: catalog, info: information) { bytes in
            var fingerprint = Fingerprint()
            fingerprint.combine(bytes)
            return fingerprint.bytes
        }
    }

    mutating func addStream(_ data: [UInt8], _ dictionary: PDFDictionary = [:]) -> PDFReference {
        // So little becomes no smaller: naming the filter takes what it gains.
        guard data.count > 200 else { return file.add(.stream(PDFStream(dictionary: dictionary, data: data))) }
        return addCompressed(Flate.deflate(data, form.effort), dictionary)
    }

    mutating func addCompressed(_ data: [UInt8], _ dictionary: PDFDictionary = [:]) -> PDFReference {
        var dictionary = dictionary
        dictionary["Filter"] = .name("FlateDecode")
        return file.add(.stream(PDFStream(dictionary: dictionary, data: data)))
    }
}

private func reserve(_ count: Int, in file: inout PDFFileBuilder) -> [PDFReference] {
    var references: [PDFReference] = []
    for _ in 0..<count { references.append(file.reserve()) }
    return references
}
