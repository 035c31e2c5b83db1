import PAdES
import PDFModel

/// Looks at the fields that revision 0 declares, and at every annotation of its pages.
struct BaseFormInspector {
    /// What a declared field has; no lock, no seed values, no action, no second appearance.
    ///
    /// A value is reported as such.
    private static let widgetKeys: [PDFName] = [
        "Type", "Subtype", "FT", "T", "TU", "F", "P", "Rect", "AP", "StructParent", "V",
    ]
    /// Print and Locked, so never hidden and always printed.
    ///
    /// Source: ISO 32000-1 §12.5.3, table 165.
    private static let widgetFlags = PDFObject.integer(4 | 128)

    let document: PDFDocument
    let form: InteractiveForm?

    func oddities() throws(PDFReadError) -> Set<BaseDocumentFacts.Oddity> {
        guard let form else { return [.noSignatureFlags] }
        var oddities: Set<BaseDocumentFacts.Oddity> = []
        if !form.otherFieldNames.isEmpty { oddities.insert(.otherFormField) }
        if form.dictionary["SigFlags"] != .integer(3) { oddities.insert(.noSignatureFlags) }
        if form.signatureFields.contains(where: \.isSigned) { oddities.insert(.filledField) }
        let names = Set(form.signatureFields.map(\.name))
        if form.dictionary["NeedAppearances"] != nil || form.hasHierarchy || names.count < form.signatureFields.count {
            oddities.insert(.unusualWidget)
        }
        for field in form.signatureFields where try !isUsual(field) { oddities.insert(.unusualWidget) }
        return oddities.union(try annotationOddities(form))
    }

    private func isUsual(_ field: SignatureField) throws(PDFReadError) -> Bool {
        let dictionary = field.dictionary
        let appearance = dictionary["AP"]?.dictionaryValue
        guard dictionary.keys.allSatisfy(Self.widgetKeys.contains), dictionary["Subtype"] == .name("Widget"),
            dictionary["F"] == Self.widgetFlags, dictionary["T"]?.stringValue != nil, let size = field.size,
            size.width > 0, size.height > 0, appearance?.keys == ["N"], let normal = appearance?["N"]?.referenceValue
        else { return false }
        return try document.indirectObject(normal, asOf: 0).object.streamValue != nil
    }

    /// Each field is on its page, once; nothing else is on any page but its content.
    private func annotationOddities(_ form: InteractiveForm) throws(PDFReadError) -> Set<BaseDocumentFacts.Oddity> {
        var places: [PDFReference: [PDFReference]] = [:]
        var oddities: Set<BaseDocumentFacts.Oddity> = []
        let fields = Set(form.signatureFields.map(\.reference))
        let tree = try PageTree(of: document, asOf: 0)
        if tree.hasUnusualEntries { oddities.insert(.unusualStructure) }
        for page in tree.pages {
            for annotation in try document.array(page.dictionary["Annots"], asOf: 0) ?? [] {
                if let reference = annotation.referenceValue, fields.contains(reference) {
                    places[reference, default: []].append(page.reference)
                } else {
                    oddities.insert(.otherAnnotation)
                }
            }
        }
        let isPlaced = form.signatureFields.allSatisfy { field in
            places[field.reference].map { $0.map(PDFObject.reference) == [field.dictionary["P"]] } ?? false
        }
        if hasMisplacedField(form, on: tree.pages) { oddities.insert(.misplacedField) }
        return isPlaced ? oddities : oddities.union([.unusualWidget])
    }

    /// A field that leaves its page is seen by nobody; one that lies over another hides whose signature it shows.
    private func hasMisplacedField(_ form: InteractiveForm, on pages: [PageTree.Page]) -> Bool {
        pages.contains { page in
            let fields = form.signatureFields.filter { $0.dictionary["P"] == .reference(page.reference) }
            let rectangles = fields.compactMap { Rectangle($0.dictionary["Rect"]) }
            guard let box = Rectangle(page.dictionary["MediaBox"]) else { return !fields.isEmpty }
            return rectangles.count < fields.count || !rectangles.allSatisfy(box.contains)
                || rectangles.indices.contains { index in
                    rectangles[..<index].contains { $0.overlaps(rectangles[index]) }
                }
        }
    }
}
