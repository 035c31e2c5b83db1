import PAdES
import PDFModel

/// Changes that an attacker makes to a document, by what they do.
extension CraftedRevision {
    typealias Located = (reference: PDFReference, dictionary: PDFDictionary)

    private var newest: Int { document.lastRevision.index }

    private func located(_ object: PDFObject?) throws -> Located {
        let reference = try (object?.referenceValue).orThrow("no reference")
        return (reference, try document.dictionary(object, asOf: newest).orThrow("no dictionary"))
    }

    func catalog() throws -> Located { try located(trailer["Root"]) }

    func pageTree() throws -> (root: Located, pages: [PDFObject]) {
        let root = try located(catalog().dictionary["Pages"])
        return (root, try document.array(root.dictionary["Kids"], asOf: newest).orThrow("no pages"))
    }

    func pages() throws -> [Located] { try pageTree().pages.map { try located($0) } }

    /// The field of the first, second… signatory.
    func signedField(_ index: Int) throws -> SignatureField {
        let form = try InteractiveForm(of: document, asOf: newest).orThrow("no form")
        let name = EditedBase.fieldNames[index]
        return try form.signatureFields.first { $0.name == name }.orThrow("no field \(name)")
    }

    /// The stream of `convention.xml`.
    func embeddedData() throws -> PDFReference {
        let files = try document.array(catalog().dictionary["AF"], asOf: newest).orThrow("no associated file")
        let embedded = try located(files.first).dictionary["EF"]?.dictionaryValue
        return try (embedded?["F"]?.referenceValue).orThrow("no embedded file")
    }

    mutating func changeCatalog(_ change: (inout PDFDictionary) -> Void) throws {
        var (reference, dictionary) = try catalog()
        change(&dictionary)
        objects.append(Object(reference.number, .dictionary(dictionary)))
    }

    /// The form, which is an object of its own.
    func form() throws -> Located { try located(catalog().dictionary["AcroForm"]) }

    mutating func changeForm(_ change: (inout PDFDictionary) -> Void) throws {
        var (reference, dictionary) = try form()
        change(&dictionary)
        objects.append(Object(reference.number, .dictionary(dictionary)))
    }

    /// A note that covers the page's text.
    ///
    /// - Parameter next: Which of the unused object numbers to take.
    mutating func addNote(toPage index: Int, next: Int = 0) throws {
        let number = try newNumber(next)
        var page = try pages()[index]
        let others = page.dictionary["Annots"]?.arrayValue ?? []
        page.dictionary["Annots"] = .array(others + [.reference(PDFReference(number: number))])
        objects += [
            Object(number, .dictionary(Self.note)), Object(page.reference.number, .dictionary(page.dictionary)),
        ]
    }

    static let note: PDFDictionary = [
        "Type": .name("Annot"), "Subtype": .name("FreeText"),
        "Rect": .array([50, 50, 550, 800].map(PDFObject.integer)),
        "Contents": .text("The trainee may work at night."), "DA": .string(ascii: "/Helv 12 Tf"),
    ]

    mutating func addPage() throws {
        let number = try newNumber()
        let (tree, pages) = try pageTree()
        let page: PDFDictionary = [
            "Type": .name("Page"), "Parent": .reference(tree.reference),
            "MediaBox": .array([0, 0, 595, 842].map(PDFObject.integer)),
        ]
        var more = tree.dictionary
        more["Kids"] = .array(pages + [.reference(PDFReference(number: number))])
        more["Count"] = .integer(pages.count + 1)
        objects += [Object(number, .dictionary(page)), Object(tree.reference.number, .dictionary(more))]
    }
}
