import PDFModel

/// Finds the one file that a document may carry, `convention.xml`, and everything that is not it.
///
/// Source: ISO 19005-3 §6.8; ISO 32000-1 §7.11.4.
struct AssociatedFileInspector {
    private static let name = PDFObject.string(Array("convention.xml".utf8))
    /// The data of a convention take some ten thousand bytes.
    private static let byteCountLimit = 1 << 20

    private let document: PDFDocument
    private let catalog: PDFDictionary
    private let embeddedFileCount: Int
    /// Values of the catalog's `/AF`.
    private let associated: [PDFObject]

    init(document: PDFDocument, embeddedFileCount: Int) throws(PDFReadError) {
        self.document = document
        self.embeddedFileCount = embeddedFileCount
        catalog = try document.catalog(asOf: 0)
        associated = try document.array(catalog["AF"], asOf: 0) ?? []
    }

    func oddities() throws(PDFReadError) -> Set<BaseDocumentFacts.Oddity> {
        var oddities: Set<BaseDocumentFacts.Oddity> = []
        if catalog["Perms"] != nil { oddities.insert(.certification) }
        let names = try document.dictionary(catalog["Names"], asOf: 0) ?? [:]
        if names.keys.contains(where: { $0 != "EmbeddedFiles" && $0 != "Dests" }) { oddities.insert(.action) }
        if try !hasOnlyConvention(names) { oddities.insert(.otherEmbeddedFile) }
        return oddities
    }

    /// Nothing is embedded, or one file that both lists name, whose names agree and whose data are one stream.
    private func hasOnlyConvention(_ names: PDFDictionary) throws(PDFReadError) -> Bool {
        let tree = try document.dictionary(names["EmbeddedFiles"], asOf: 0)
        let listed = try document.array(tree?["Names"], asOf: 0) ?? []
        if listed.isEmpty, associated.isEmpty, tree?["Kids"] == nil { return embeddedFileCount == 0 }
        guard embeddedFileCount == 1, tree?["Kids"] == nil, listed.count == 2, listed[0] == Self.name,
            associated == [listed[1]], let file = try document.dictionary(listed[1], asOf: 0),
            let embedded = file["EF"]?.dictionaryValue
        else { return false }
        return file["F"] == Self.name && file["UF"] == Self.name && file["RF"] == nil
            && Set(embedded.keys) == ["F", "UF"] && embedded["F"] == embedded["UF"]
    }

    /// - Returns: The data with filters undone; `nil` when there are none.
    /// - Throws: `PDFReadError` when they cannot be read or are too large.
    func conventionXML() throws(PDFReadError) -> [UInt8]? {
        for object in associated {
            guard let file = try document.dictionary(object, asOf: 0), file["F"] == Self.name else { continue }
            let embedded = try document.dictionary(file["EF"], asOf: 0)
            guard let stream = try document.resolve(embedded?["F"], asOf: 0).streamValue else { return nil }
            return try document.decode(stream, limit: Self.byteCountLimit)
        }
        return nil
    }
}
