private import OpenSSLBridge
import PAdES
public import PDFModel

/// Collects every fact that a verdict about a document needs, and judges none of them.
public struct DocumentInspector {
    private let document: PDFDocument

    public init(_ document: PDFDocument) { self.document = document }

    /// - Throws: `PDFReadError` when the form or a signature's object cannot be read at all.
    public func inspect() throws(PDFReadError) -> DiagnosticData {
        let revisions = document.revisions.dropFirst().map {
            ModificationAnalysis(document: document, revision: $0).analyse()
        }
        let newest = document.lastRevision
        return DiagnosticData(
            fileByteCount: document.bytes.count, fileDigest: DigestAlgorithm.sha256.digest(document.bytes),
            baseDigest: DigestAlgorithm.sha256.digest(Array(document.bytes[document.revisions[0].range])),
            revisions: [baseRevision] + revisions, signatures: try signatures(),
            hasBytesAfterEnd: document.bytes[newest.range.upperBound...].contains { ![0x0A, 0x0D, 0x20].contains($0) },
            fieldNames: try InteractiveForm(of: document, asOf: newest.index)?.signatureFields.map(\.name) ?? [],
            baseDocument: BaseDocumentInspector(document: document).inspect())
    }

    private var baseRevision: RevisionFacts {
        RevisionFacts(index: 0, range: document.revisions[0].range, signedField: nil, modifications: [])
    }

    /// Each field's signature, looked at as of the revision that defines the value it has now.
    private func signatures() throws(PDFReadError) -> [SignatureFacts] {
        let newest = document.lastRevision.index
        guard let form = try InteractiveForm(of: document, asOf: newest) else { return [] }
        var signatures: [SignatureFacts] = []
        for field in form.signatureFields {
            guard let value = field.value, let revision = document.entry(of: value.number, asOf: newest)?.revision,
                let facts = try SignatureInspector(document: document, field: field, revision: revision).inspect()
            else { continue }
            signatures.append(facts)
        }
        return signatures.sorted { $0.revisionIndex < $1.revisionIndex }
    }
}
