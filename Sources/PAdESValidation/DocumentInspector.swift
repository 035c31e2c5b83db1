private import OpenSSLBridge
import PAdES
public import PDFModel

/// Collects every fact that a verdict about a document needs, and judges none of them.
public struct DocumentInspector {
    private let document: PDFDocument

    public init(_ document: PDFDocument) { self.document = document }

    /// - Throws: `PDFReadError` when the form or a signature's object cannot be read at all.
    public func inspect() throws(PDFReadError) -> DiagnosticData {
        let forms = FormHistory(document)
        let newestForm = try forms.newestReadable()
        let revisions = document.revisions.dropFirst().map {
            ModificationAnalysis(document: document, revision: $0, forms: forms).analyse()
        }
        try document.checkTime()
        let newest = document.lastRevision
        let facts = DiagnosticData(
            fileByteCount: document.bytes.count, fileDigest: DigestAlgorithm.sha256.digest(document.bytes),
            baseDigest: DigestAlgorithm.sha256.digest(document.bytes[document.revisions[0].range]),
            revisions: [baseRevision] + revisions,
            signatures: try signatures(in: newestForm.form, asOf: newestForm.index),
            hasBytesAfterEnd: newest.range.upperBound < document.bytes.count,
            fieldNames: newestForm.form?.signatureFields.map(\.name) ?? [],
            baseDocument: BaseDocumentInspector(document: document, form: try? forms.form(asOf: 0)).inspect())
        try document.checkTime()
        return facts
    }

    private var baseRevision: RevisionFacts {
        RevisionFacts(index: 0, range: document.revisions[0].range, signedField: nil, modifications: [])
    }

    /// More than any convention has; each one means a digest over most of the file.
    private static let signatureCountLimit = 32

    /// Each field's signature, looked at as of the revision that defines the value it has now.
    ///
    /// A value that cannot be read is no signature; that it is there nevertheless is a modification.
    private func signatures(in form: InteractiveForm?, asOf index: Int) throws(PDFReadError) -> [SignatureFacts] {
        let signed = form?.signatureFields.filter(\.isSigned) ?? []
        guard signed.count <= Self.signatureCountLimit else {
            throw PDFReadError(
                .limitExceeded, found: "\(signed.count) signatures", expected: "at most \(Self.signatureCountLimit)")
        }
        var facts: [SignatureFacts] = []
        for field in signed {
            try document.checkTime()
            guard let value = field.value, let revision = document.entry(of: value.number, asOf: index)?.revision,
                let signature = try? SignatureInspector(document: document, field: field, revision: revision).inspect()
            else { continue }
            facts.append(signature)
        }
        return facts.sorted { $0.revisionIndex < $1.revisionIndex }
    }
}
