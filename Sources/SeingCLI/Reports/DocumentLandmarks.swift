import PAdES
import PDFModel

/// Where the parts of a document stand as of one revision, so that a changed object can be called by what it is.
///
/// Reads what it can: a part that cannot be read has no name, and nothing here judges.
struct DocumentLandmarks {
    private let document: PDFDocument
    private let index: Int
    private var kinds: [Int: ObjectKind] = [:]

    /// Nobody reads through more pages than that to see what changed.
    private static let pageLimit = 10_000

    init(_ document: PDFDocument, asOf index: Int) {
        (self.document, self.index) = (document, index)
        markTrailer()
        markForm()
        var visited: Set<PDFReference> = []
        var pageCount = 0
        markPages(catalog?["Pages"], &visited, &pageCount, depth: 0)
        markValidationData()
    }

    /// - Returns: `nil` when the object cannot be read.
    func kind(of number: Int, generation: Int) -> ObjectKind {
        if let known = kinds[number] { return known }
        let reference = PDFReference(number: number, generation: generation)
        guard let object = try? document.indirectObject(reference, asOf: index).object else { return .other }
        let dictionary = object.dictionaryValue ?? object.streamValue?.dictionary ?? [:]
        return Self.kind(of: dictionary)
    }

    private static func kind(of dictionary: PDFDictionary) -> ObjectKind {
        switch dictionary["Type"]?.nameValue {
        case "Page"?: .other
        case "Pages"?: .pageTree
        case "Catalog"?: .catalog
        case "Annot"?: .annotation
        case "Metadata"?: .metadata
        case "Font"?, "FontDescriptor"?: .font
        case "EmbeddedFile"?, "Filespec"?, "F"?: .embeddedFile
        case "StructTreeRoot"?, "StructElem"?: .structure
        case "XRef"?, "ObjStm"?: .fileStructure
        case "DocTimeStamp"?: .documentTimeStamp
        case "DSS"?, "VRI"?: .validationData
        default: kind(bySubtypeOf: dictionary)
        }
    }

    private static func kind(bySubtypeOf dictionary: PDFDictionary) -> ObjectKind {
        switch dictionary["Subtype"]?.nameValue {
        case "Form"?: .appearance
        case "Image"?: .image
        case "Widget"?, "Link"?, "Text"?, "FreeText"?, "Stamp"?, "Ink"?, "Highlight"?: .annotation
        case "XML"?: .metadata
        default: .other
        }
    }

    private var catalog: PDFDictionary? { try? document.catalog(asOf: index) }

    private mutating func mark(_ object: PDFObject?, _ kind: ObjectKind) {
        if let number = object?.referenceValue?.number { kinds[number] = kinds[number] ?? kind }
    }

    private mutating func markTrailer() {
        let trailer = document.trailer(asOf: index)
        mark(trailer["Root"], .catalog)
        mark(trailer["Info"], .information)
        mark(catalog?["Metadata"], .metadata)
        mark(catalog?["AcroForm"], .form)
    }

    private mutating func markForm() {
        guard let form = try? InteractiveForm(of: document, asOf: index) else { return }
        for field in form.signatureFields {
            let value = field.dictionary["V"]
            let content = (try? document.dictionary(value, asOf: index)) ?? nil
            let isTimeStamp = content?["Type"] == .name("DocTimeStamp")
            kinds[field.reference.number] = isTimeStamp ? .documentTimeStamp : .field(name: field.name)
            mark(value, isTimeStamp ? .documentTimeStamp : .signatureValue(field: field.name))
        }
    }

    private mutating func markPages(
        _ node: PDFObject?, _ visited: inout Set<PDFReference>, _ pageCount: inout Int, depth: Int
    ) {
        guard depth < document.limits.nestingDepth, pageCount < Self.pageLimit, let reference = node?.referenceValue,
            visited.insert(reference).inserted, let dictionary = try? document.dictionary(node, asOf: index)
        else { return }
        guard dictionary["Kids"] == nil else {
            mark(node, .pageTree)
            let kids = (try? document.array(dictionary["Kids"], asOf: index)) ?? nil
            for kid in kids ?? [] { markPages(kid, &visited, &pageCount, depth: depth + 1) }
            return
        }
        pageCount += 1
        mark(node, .page(number: pageCount))
        let contents = dictionary["Contents"]
        mark(contents, .pageContent(number: pageCount))
        for part in ((try? document.array(contents, asOf: index)) ?? nil) ?? [] {
            mark(part, .pageContent(number: pageCount))
        }
    }

    private mutating func markValidationData() {
        mark(catalog?["DSS"], .validationData)
        guard let store = try? document.dictionary(catalog?["DSS"], asOf: index) else { return }
        for key in ["Certs", "OCSPs", "CRLs", "VRI"] as [PDFName] {
            mark(store[key], .validationData)
            for part in ((try? document.array(store[key], asOf: index)) ?? nil) ?? [] { mark(part, .validationData) }
        }
    }
}
