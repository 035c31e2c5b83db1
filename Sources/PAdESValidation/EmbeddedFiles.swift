public import PDFModel

/// The files that a document names in its catalog's `/AF`, by their names, as they were in revision 0.
///
/// Source: ISO 19005-3 §6.8; ISO 32000-1 §7.11.4.
public struct EmbeddedFiles {
    /// More than any document of Seing has.
    private static let countLimit = 8

    private let document: PDFDocument
    private let associated: [PDFObject]

    /// - Throws: `PDFReadError` when the catalog cannot be read.
    public init(of document: PDFDocument) throws(PDFReadError) {
        self.document = document
        associated = try document.array(document.catalog(asOf: 0)["AF"], asOf: 0) ?? []
    }

    /// - Parameter byteLimit: Longest content that is unpacked.
    /// - Returns: The content with filters undone; `nil` when not exactly one file has the name.
    /// - Throws: `PDFReadError` when it cannot be read or is too large.
    public func content(named name: String, byteLimit: Int) throws(PDFReadError) -> [UInt8]? {
        let text = PDFObject.string(Array(name.utf8))
        var found: [PDFDictionary] = []
        for object in associated.prefix(Self.countLimit) {
            if let file = try document.dictionary(object, asOf: 0), file["F"] == text { found.append(file) }
        }
        guard found.count == 1, let embedded = try document.dictionary(found[0]["EF"], asOf: 0),
            let stream = try document.resolve(embedded["F"], asOf: 0).streamValue
        else { return nil }
        return try document.decode(stream, limit: byteLimit)
    }
}
