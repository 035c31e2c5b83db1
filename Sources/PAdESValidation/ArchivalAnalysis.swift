import PAdES
import PDFModel

/// Explains a revision that adds validation data, a document time-stamp, or both, and does nothing else.
///
/// Source: EN 319 142-1 §5.4.2, §5.4.3, §5.5.
struct ArchivalAnalysis {
    private let document: PDFDocument
    private let revision: Revision
    private let store: SecurityStoreAnalysis
    private let before: InteractiveForm?
    private let after: InteractiveForm?
    /// Fields that were not there before this revision.
    private let newFields: [SignatureField]
    /// Objects that archiving accounts for, by number.
    private(set) var explained: Set<Int> = []
    private(set) var modifications: [Modification] = []

    private var previous: Int { revision.index - 1 }

    /// - Returns: `nil` when the revision has nothing to do with archiving.
    /// - Throws: `PDFReadError` when a part of it cannot be read.
    init?(of document: PDFDocument, revision: Revision, forms: FormHistory) throws(PDFReadError) {
        self.document = document
        self.revision = revision
        store = try SecurityStoreAnalysis(of: document, revision: revision)
        before = try forms.form(asOf: revision.index - 1)
        after = try forms.form(asOf: revision.index)
        let known = Set(before?.signatureFields.map(\.reference) ?? [])
        newFields = after?.signatureFields.filter { !known.contains($0.reference) } ?? []
        let hasTimeStamp = newFields.contains { field in
            (try? SignatureDictionary(ofField: field, in: document, asOf: revision.index))?.isDocumentTimeStamp ?? false
        }
        guard store.hasChange || hasTimeStamp else { return nil }
        explained = store.explained
        modifications = store.modifications
        try explainCatalog()
        try explainForm()
    }

    private static let catalogKeys: Set<PDFName> = ["DSS", "Extensions", "AcroForm"]

    /// The catalog may name the store, say so among the extensions, and name a form that is written in place.
    private mutating func explainCatalog() throws(PDFReadError) {
        guard let reference = revision.trailer["Root"]?.referenceValue, revision.entries[reference.number] != nil else {
            return
        }
        var old = try document.catalog(asOf: previous)
        var new = try document.catalog(asOf: revision.index)
        explained.insert(reference.number)
        let isFormElsewhere = old["AcroForm"]?.referenceValue != nil || new["AcroForm"]?.referenceValue != nil
        let isFormKept = !isFormElsewhere || old["AcroForm"] == new["AcroForm"]
        let areExtensionsSound = try areExtensionsSound(old["Extensions"], new["Extensions"])
        for key in Self.catalogKeys { (old[key], new[key]) = (nil, nil) }
        if old != new || !isFormKept || !areExtensionsSound {
            modifications.append(Modification(.changedObject, object: reference.number))
        }
    }

    /// What was declared stays; the one thing that may be added is that the document carries a security store.
    ///
    /// Source: EN 319 142-1 §5.6; ISO 32000-1 §7.12.
    private func areExtensionsSound(_ before: PDFObject?, _ after: PDFObject?) throws(PDFReadError) -> Bool {
        if before == after { return true }
        guard var new = after?.dictionaryValue else { return false }
        let old = try document.dictionary(before, asOf: previous) ?? [:]
        var declared = new["ESIC"]?.dictionaryValue ?? [:]
        if declared["Type"] == .name("DeveloperExtensions") { declared["Type"] = nil }
        guard old["ESIC"] == new["ESIC"] || declared == DocumentSecurityStore.extensionLevel else { return false }
        new["ESIC"] = old["ESIC"]
        if old["Type"] == nil, new["Type"] == .name("Extensions") { new["Type"] = nil }
        return old == new
    }

    /// The form may gain one field, behind those it has.
    private mutating func explainForm() throws(PDFReadError) {
        guard let before, let after else {
            if self.before != nil || self.after != nil { modifications.append(Modification(.changedObject)) }
            return
        }
        let places = try [
            document.catalog(asOf: previous)["AcroForm"], document.catalog(asOf: revision.index)["AcroForm"],
        ].map { $0?.referenceValue?.number }
        let lists = [before.dictionary["Fields"], after.dictionary["Fields"]]
        let old = try document.array(lists[0], asOf: previous) ?? []
        let new = try document.array(lists[1], asOf: revision.index) ?? []
        var (oldForm, newForm) = (before.dictionary, after.dictionary)
        (oldForm["Fields"], newForm["Fields"]) = (nil, nil)
        let isSound =
            oldForm == newForm && places[0] == places[1] && new.starts(with: old) && new.count <= old.count + 1
            && lists[0]?.referenceValue == lists[1]?.referenceValue && newFields.count == new.count - old.count
        explained.formUnion((places + lists.map { $0?.referenceValue?.number }).compactMap(\.self))
        if !isSound { modifications.append(Modification(.changedObject, object: places[0] ?? nil)) }
        for field in newFields { try explain(field, before) }
    }

    private static let fieldKeys: Set<PDFName> = ["Type", "Subtype", "FT", "T", "TU", "F", "P", "Rect", "V"]

    /// The field of a document time-stamp is seen by nobody and named as no other.
    ///
    /// Source: EN 319 142-1 §5.4.3; ISO 32000-1 §12.7.4.5 for the empty rectangle.
    private mutating func explain(_ field: SignatureField, _ form: InteractiveForm) throws(PDFReadError) {
        explained.insert(field.reference.number)
        let dictionary = field.dictionary
        let names = Set(form.signatureFields.map(\.name) + form.otherFieldNames)
        let value = try? SignatureDictionary(ofField: field, in: document, asOf: revision.index)
        let isUsual =
            isNew(field.reference) && Self.fieldKeys.isSuperset(of: dictionary.keys)
            && dictionary["Subtype"] == .name("Widget") && dictionary["F"] == .integer(4 | 128)
            && !field.name.isEmpty && !field.name.contains(".")
            && dictionary["T"]?.stringValue == Array(field.name.utf8)
            && !names.contains(field.name)
            && field.size.map { $0.width * $0.height == 0 } ?? false
            && value?.isDocumentTimeStamp ?? false && field.value.map(isNew) ?? false
        if let number = field.value?.number, field.value.map(isNew) ?? false { explained.insert(number) }
        let isPlaced = try explainPage(of: field)
        if !isUsual || !isPlaced {
            modifications.append(Modification(.unusualTimeStampField, object: field.reference.number))
        }
    }

    /// The page gains the widget behind the annotations that it has.
    private mutating func explainPage(of field: SignatureField) throws(PDFReadError) -> Bool {
        guard let page = field.dictionary["P"]?.referenceValue,
            try PageTree(of: document, asOf: previous).pages.contains(where: { $0.reference == page }),
            var old = try document.dictionary(.reference(page), asOf: previous),
            var new = try document.dictionary(.reference(page), asOf: revision.index)
        else { return false }
        let annotations = [old["Annots"], new["Annots"]]
        let oldList = try document.array(annotations[0], asOf: previous) ?? []
        let newList = try document.array(annotations[1], asOf: revision.index) ?? []
        (old["Annots"], new["Annots"]) = (nil, nil)
        explained.insert(page.number)
        if let list = annotations[1]?.referenceValue, annotations[0] == annotations[1] || isNew(list) {
            explained.insert(list.number)
        }
        if old != new { modifications.append(Modification(.changedObject, object: page.number)) }
        return newList == oldList + [.reference(field.reference)]
    }

    private func isNew(_ reference: PDFReference) -> Bool {
        reference.generation == 0 && revision.entries[reference.number] != nil
            && document.entry(of: reference.number, asOf: previous) == nil
    }
}
