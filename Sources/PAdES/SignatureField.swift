public import PDFModel

/// A form field made for a signature, and its place on a page.
///
/// Source: ISO 32000-1 §12.7.4.5.
public struct SignatureField: Hashable, Sendable {
    public let reference: PDFReference
    /// The fully qualified name.
    public let name: String
    public let dictionary: PDFDictionary

    package init(reference: PDFReference, name: String, dictionary: PDFDictionary) {
        self.reference = reference
        self.name = name
        self.dictionary = dictionary
    }

    /// The signature dictionary that fills the field; `nil` while it is empty.
    public var value: PDFReference? { dictionary["V"]?.referenceValue }
    public var isSigned: Bool { dictionary["V"] != nil }

    /// Width and height of the field's rectangle in points.
    public var size: (width: Double, height: Double)? {
        guard let corners = dictionary["Rect"]?.arrayValue?.compactMap(\.numberValue), corners.count == 4 else {
            return nil
        }
        return (abs(corners[2] - corners[0]), abs(corners[3] - corners[1]))
    }
}

/// The form of a document as of one revision.
///
/// Source: ISO 32000-1 §12.7.
public struct InteractiveForm: Sendable {
    public let dictionary: PDFDictionary
    /// Signature fields in the order of the form.
    public let signatureFields: [SignatureField]
    /// Names of the fields that are no signature fields.
    public let otherFieldNames: [String]
    /// Whether fields stand below others, from which they inherit.
    public let hasHierarchy: Bool

    package init(
        dictionary: PDFDictionary, signatureFields: [SignatureField], otherFieldNames: [String], hasHierarchy: Bool
    ) {
        self.dictionary = dictionary
        self.signatureFields = signatureFields
        self.otherFieldNames = otherFieldNames
        self.hasHierarchy = hasHierarchy
    }

    /// - Returns: `nil` when the document has no form.
    /// - Throws: `PDFReadError` when the form cannot be read.
    public init?(of document: PDFDocument, asOf index: Int) throws(PDFReadError) {
        let catalog = try document.catalog(asOf: index)
        guard let form = try document.dictionary(catalog["AcroForm"], asOf: index) else { return nil }
        var reader = FieldReader(document: document, index: index)
        for field in try document.array(form["Fields"], asOf: index) ?? [] {
            try reader.read(field, parent: nil, depth: 0)
        }
        dictionary = form
        signatureFields = reader.signatureFields
        otherFieldNames = reader.otherFieldNames
        hasHierarchy = reader.hasHierarchy
    }
}

/// Walks the tree of fields.
private struct FieldReader {
    /// A convention has at most five signatories; a form is read once for each revision.
    private static let fieldCountLimit = 100
    private static let byteCountLimit = 1 << 20

    let document: PDFDocument
    let index: Int
    var signatureFields: [SignatureField] = []
    var otherFieldNames: [String] = []
    var hasHierarchy = false
    private var visited: Set<Int> = []
    private var byteCount = 0

    init(document: PDFDocument, index: Int) {
        self.document = document
        self.index = index
    }

    mutating func read(_ object: PDFObject, parent: (name: String, type: PDFObject?)?, depth: Int) throws(PDFReadError)
    {
        let (reference, field) = try dictionary(of: object)
        guard depth < document.limits.nestingDepth, visited.count <= Self.fieldCountLimit,
            byteCount <= Self.byteCountLimit
        else { throw PDFReadError(.limitExceeded, found: "too many or too deep form fields", expected: "a small form") }
        let partial = field["T"]?.stringValue.map { String(decoding: $0, as: UTF8.self) }
        let name = [parent?.name, partial].compactMap(\.self).joined(separator: ".")
        let type = field["FT"] ?? parent?.type
        if let kids = try document.array(field["Kids"], asOf: index) {
            hasHierarchy = true
            for kid in kids { try read(kid, parent: (name, type), depth: depth + 1) }
        } else if type == .name("Sig") {
            signatureFields.append(SignatureField(reference: reference, name: name, dictionary: field))
        } else {
            otherFieldNames.append(name)
        }
    }

    private mutating func dictionary(of object: PDFObject) throws(PDFReadError) -> (PDFReference, PDFDictionary) {
        guard let reference = object.referenceValue, visited.insert(reference.number).inserted else {
            throw PDFReadError(
                .badSyntax, found: "a field that is written twice or in place", expected: "a reference to each field")
        }
        let field = try document.indirectObject(reference, asOf: index)
        byteCount += field.byteCount
        guard let dictionary = field.object.dictionaryValue else {
            throw PDFReadError(.badSyntax, found: "a field that is no dictionary", expected: "a reference to one")
        }
        return (reference, dictionary)
    }
}
