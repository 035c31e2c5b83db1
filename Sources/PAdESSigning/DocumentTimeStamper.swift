private import OpenSSLBridge
public import PAdES
public import PDFModel

/// Archives a signed document: one revision with what later verifiers need, and a time-stamp over all of it.
///
/// The first layer makes the signatures B-LTA; each further one renews the proof before the last time-stamp's
/// certificate or algorithm has aged.
///
/// Source: EN 319 142-1 §5.4.2, §5.4.3, §6.3; §5.5 for the order of layers.
public struct DocumentTimeStamper: Sendable {
    private let timeStampAuthority: TimeStampAuthority

    public init(timeStampAuthority: TimeStampAuthority) { self.timeStampAuthority = timeStampAuthority }

    /// Appends one layer.
    ///
    /// - Parameters:
    ///   - document: The newest revision; each of its signatures is in place.
    ///   - material: Certificates and revocation answers that a later verifier needs. What the document holds already
    ///     is kept and not written again.
    /// - Returns: The whole file with one revision more.
    /// - Throws: ``SigningError``, or what the time-stamping authority throws. Nothing is kept then.
    public func archive(_ document: PDFDocument, with material: DocumentSecurityStore.Material) throws -> [UInt8] {
        let byteCount = timeStampAuthority.maximumTokenByteCount
        // Revision k + 1 begins with the bytes of revision k: they are digested once for both purposes.
        let digester = try Digester(.sha256)
        try digester.update(document.bytes)
        let identifier = Array(try digester.digestSoFar().prefix(16))
        let revision = try ArchivalRevision(document).unsigned(
            material, tokenByteCount: byteCount, identifier: identifier)
        for piece in revision.signedPieces { try digester.update(piece) }
        let token = try timeStampAuthority.token(try digester.finalize())
        guard let bytes = revision.filling(contents: token) else {
            throw SigningError.contentsTooLarge(byteCount: token.count, reserved: byteCount)
        }
        return bytes
    }
}

/// The objects of one archival revision.
private struct ArchivalRevision {
    /// Names of the fields of document time-stamps, numbered from 1.
    private static let fieldName = "Horodatage"

    private let document: PDFDocument
    private let newest: Int

    init(_ document: PDFDocument) {
        self.document = document
        newest = document.lastRevision.index
    }

    func unsigned(
        _ material: DocumentSecurityStore.Material, tokenByteCount: Int, identifier: [UInt8]
    ) throws(SigningError) -> UnsignedRevision {
        do throws(PDFReadError) {
            let root = document.trailer(asOf: newest)["Root"]?.referenceValue
            guard let root, let form = try InteractiveForm(of: document, asOf: newest) else {
                throw PDFReadError(.missingObject, found: "no form", expected: "a document with signature fields")
            }
            var catalog = try document.catalog(asOf: newest)
            var update = try IncrementalUpdate(of: document)
            let store = try DocumentSecurityStore(of: document, asOf: newest)
            let hasNews = DocumentSecurityStore.add(material, to: store, catalog: &catalog, update: &update)
            let field = try addField(beside: form, tokenByteCount: tokenByteCount, update: &update)
            let hasForm = try append(field, to: form, catalog: &catalog, update: &update)
            if hasNews || hasForm { update.set(.dictionary(catalog), at: root) }
            return update.serialize(identifier: identifier)
        } catch {
            throw .unreadableDocument(error)
        }
    }

    /// The field of the time-stamp, which nobody sees, on the last page.
    private func addField(
        beside form: InteractiveForm, tokenByteCount: Int, update: inout IncrementalUpdate
    ) throws(PDFReadError) -> PDFReference {
        let names = Set(form.signatureFields.map(\.name) + form.otherFieldNames)
        let number = (1...).first { !names.contains("\(Self.fieldName)-\($0)") } ?? 1
        let value = update.addSignature(Self.timeStampDictionary, contentsByteCount: tokenByteCount)
        let page = try lastPage()
        let field = update.add(
            .dictionary([
                "Type": .name("Annot"), "Subtype": .name("Widget"), "FT": .name("Sig"),
                "T": .text("\(Self.fieldName)-\(number)"), "TU": .text("Horodatage du document"),
                // Print and Locked (ISO 32000-1 table 165); without area there is nothing to print.
                "F": .integer(4 | 128), "Rect": .array(Array(repeating: .integer(0), count: 4)),
                "P": .reference(page.reference), "V": .reference(value),
            ]))
        var dictionary = page.dictionary
        let annotations = try document.array(dictionary["Annots"], asOf: newest) ?? []
        let list = PDFObject.array(annotations + [.reference(field)])
        if let reference = dictionary["Annots"]?.referenceValue {
            update.set(list, at: reference)
        } else {
            dictionary["Annots"] = list
            update.set(.dictionary(dictionary), at: page.reference)
        }
        return field
    }

    /// Source: EN 319 142-1 §5.4.3: no `/Cert`, `/M`, `/Name`, `/Reason`, `/Location`, `/ContactInfo`.
    private static let timeStampDictionary: PDFDictionary = [
        "Type": .name("DocTimeStamp"), "Filter": .name("Adobe.PPKLite"), "SubFilter": .name("ETSI.RFC3161"),
    ]

    private func lastPage() throws(PDFReadError) -> (reference: PDFReference, dictionary: PDFDictionary) {
        var node = try document.catalog(asOf: newest)["Pages"]
        for _ in 0..<document.limits.nestingDepth {
            guard let reference = node?.referenceValue, let dictionary = try document.dictionary(node, asOf: newest)
            else { break }
            guard dictionary["Type"] == .name("Pages") else { return (reference, dictionary) }
            node = try document.array(dictionary["Kids"], asOf: newest)?.last
        }
        throw PDFReadError(.missingObject, found: "no last page", expected: "a tree of pages")
    }

    /// - Returns: Whether the catalog holds the form itself, so that it changes.
    private func append(
        _ field: PDFReference, to form: InteractiveForm, catalog: inout PDFDictionary,
        update: inout IncrementalUpdate
    ) throws(PDFReadError) -> Bool {
        let fields = try document.array(form.dictionary["Fields"], asOf: newest) ?? []
        let list = PDFObject.array(fields + [.reference(field)])
        if let reference = form.dictionary["Fields"]?.referenceValue {
            update.set(list, at: reference)
            return false
        }
        var dictionary = form.dictionary
        dictionary["Fields"] = list
        if let reference = catalog["AcroForm"]?.referenceValue {
            update.set(.dictionary(dictionary), at: reference)
            return false
        }
        catalog["AcroForm"] = .dictionary(dictionary)
        return true
    }
}
