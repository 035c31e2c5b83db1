import PAdES
import PDFModel

/// One field that takes a value, with what it inherits.
struct FormField {
    /// The field; also its widget when it has no others.
    let reference: PDFReference
    /// Fully qualified.
    let name: String
    let type: PDFName?
    let dictionary: PDFDictionary
    /// Its own or an inherited one.
    let value: PDFObject?
    /// Where it stands on pages.
    let widgets: [PDFReference]

    var isSignature: Bool { type == "Sig" }
    var isSigned: Bool { isSignature && dictionary["V"] != nil && dictionary["V"] != .null }
}

/// The fields of any form, however they are nested.
///
/// Source: ISO 32000-1 §12.7.3.
struct FieldTree {
    private static let fieldCountLimit = 10_000

    /// Empty when the document has no form.
    let form: PDFDictionary
    private(set) var fields: [FormField] = []
    /// Fields that only hold others.
    private(set) var groups: Set<Int> = []
    /// Which field an object is, or is a widget of.
    private(set) var indexOfObject: [Int: Int] = [:]

    private let document: PDFDocument
    private let index: Int

    /// - Throws: `PDFReadError` when a field cannot be read, stands in the form twice, or is written in place.
    init(_ document: PDFDocument, asOf index: Int) throws(PDFReadError) {
        (self.document, self.index) = (document, index)
        form = try document.dictionary(try document.catalog(asOf: index)["AcroForm"], asOf: index) ?? [:]
        for field in try document.array(form["Fields"], asOf: index) ?? [] {
            try read(field, inherited: Inherited(), depth: 0)
        }
    }

    private struct Inherited {
        var name: String?
        var type: PDFObject?
        var value: PDFObject?
    }

    func field(ofObject number: Int) -> FormField? { indexOfObject[number].map { fields[$0] } }

    private mutating func read(_ object: PDFObject, inherited: Inherited, depth: Int) throws(PDFReadError) {
        let (reference, dictionary) = try resolve(object, depth: depth)
        let partial = dictionary["T"]?.stringValue.map(fieldText)
        let names = [inherited.name, partial].compactMap(\.self)
        let own = Inherited(
            name: names.isEmpty ? nil : names.joined(separator: "."), type: dictionary["FT"] ?? inherited.type,
            value: dictionary["V"] ?? inherited.value)
        let kids = try document.array(dictionary["Kids"], asOf: index) ?? []
        if try hasNamedKid(kids) {
            groups.insert(reference.number)
            for kid in kids { try read(kid, inherited: own, depth: depth + 1) }
            return
        }
        var widgets: [PDFReference] = []
        for kid in kids { widgets.append(try resolve(kid, depth: depth + 1).0) }
        let field = FormField(
            reference: reference, name: own.name ?? "", type: own.type?.nameValue, dictionary: dictionary,
            value: own.value, widgets: kids.isEmpty ? [reference] : widgets)
        for number in [reference.number] + widgets.map(\.number) { indexOfObject[number] = fields.count }
        fields.append(field)
    }

    /// Kids without a name are places of the same field.
    private func hasNamedKid(_ kids: [PDFObject]) throws(PDFReadError) -> Bool {
        for kid in kids where try document.dictionary(kid, asOf: index)?["T"] != nil { return true }
        return false
    }

    private func resolve(_ object: PDFObject, depth: Int) throws(PDFReadError) -> (PDFReference, PDFDictionary) {
        guard depth < document.limits.nestingDepth, fields.count < Self.fieldCountLimit else {
            throw PDFReadError(.limitExceeded, found: "too many or too deep form fields", expected: "a smaller form")
        }
        guard let reference = object.referenceValue, indexOfObject[reference.number] == nil,
            !groups.contains(reference.number), let dictionary = try document.dictionary(object, asOf: index)
        else {
            throw PDFReadError(
                .badSyntax, found: "a field that is written twice or in place", expected: "a reference to each field")
        }
        return (reference, dictionary)
    }
}

extension InteractiveForm {
    /// The form as the strict reader gives it, of a form of any shape.
    init(_ tree: FieldTree) {
        self.init(
            dictionary: tree.form,
            signatureFields: tree.fields.filter(\.isSignature).map {
                SignatureField(reference: $0.reference, name: $0.name, dictionary: $0.dictionary)
            }, otherFieldNames: tree.fields.filter { !$0.isSignature }.map(\.name), hasHierarchy: !tree.groups.isEmpty)
    }
}

/// A text string as far as names need it.
///
/// Source: ISO 32000-1 §7.9.2.2.
func fieldText(_ bytes: [UInt8]) -> String {
    guard bytes.starts(with: [0xFE, 0xFF]) else { return String(decoding: bytes, as: UTF8.self) }
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
    return String(decoding: units, as: UTF16.self)
}
