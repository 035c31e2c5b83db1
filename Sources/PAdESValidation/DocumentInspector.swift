internal import OpenSSLBridge
import PAdES
public import PDFModel

/// Collects every fact that a verdict about a document needs, and judges none of them.
public struct DocumentInspector {
    private let document: PDFDocument
    private let policy: ValidationPolicy.Name

    /// - Parameter policy: By whose rules later revisions are explained.
    public init(_ document: PDFDocument, policy: ValidationPolicy.Name = .strict) {
        (self.document, self.policy) = (document, policy)
    }

    /// - Throws: `PDFReadError` when the form or a signature's object cannot be read at all.
    public func inspect() throws(PDFReadError) -> DiagnosticData {
        let forms = FormHistory(document, policy: policy)
        let newestForm = try forms.newestReadable()
        let revisions = try revisions(forms)
        try document.checkTime()
        let newest = document.lastRevision
        let digests = PrefixDigester(document.bytes)
        let baseDigest = digests.digest(.sha256, first: document.revisions[0].range.upperBound) ?? []
        let values = try values(in: newestForm.form, asOf: newestForm.index, digests)
        let facts = DiagnosticData(
            fileByteCount: document.bytes.count, fileDigest: digests.digest(.sha256, first: document.bytes.count) ?? [],
            baseDigest: baseDigest,
            revisions: [baseRevision] + revisions,
            signatures: values.signatures, documentTimeStamps: values.timeStamps,
            securityStore: SecurityStoreFacts(of: document),
            unreadableSignatures: unreadable(in: newestForm.form, besides: values),
            hasBytesAfterEnd: newest.range.upperBound < document.bytes.count,
            fieldNames: fieldNames(newestForm.form, values.timeStamps),
            baseDocument: BaseDocumentInspector(document: document, form: try? forms.form(asOf: 0)).inspect())
        try document.checkTime()
        return facts
    }

    private func revisions(_ forms: FormHistory) throws(PDFReadError) -> [RevisionFacts] {
        if policy == .general { return try GeneralAnalysis(document: document).analyse() }
        return Self.noteSignaturesAfterArchiving(
            document.revisions.dropFirst().map {
                ModificationAnalysis(document: document, revision: $0, forms: forms).analyse()
            })
    }

    private var baseRevision: RevisionFacts {
        let views =
            policy == .general ? GeneralAnalysis(document: document).differingViews(of: document.revisions[0]) : []
        return RevisionFacts(index: 0, range: document.revisions[0].range, kind: .base, modifications: views)
    }

    private func unreadable(in form: InteractiveForm?, besides values: Values) -> [String] {
        let read = Set(values.signatures.map(\.fieldName) + values.timeStamps.map(\.fieldName))
        return form?.signatureFields.filter { $0.isSigned && $0.dictionary["V"] != .null && !read.contains($0.name) }
            .map(\.name) ?? []
    }

    private func fieldNames(_ form: InteractiveForm?, _ timeStamps: [DocumentTimeStampFacts]) -> [String] {
        let stamps = Set(timeStamps.map(\.fieldName))
        return form?.signatureFields.map(\.name).filter { !stamps.contains($0) } ?? []
    }

    /// Who signs after the archival revision signs without what was archived being about him.
    private static func noteSignaturesAfterArchiving(_ revisions: [RevisionFacts]) -> [RevisionFacts] {
        let first = revisions.first { $0.kind == .archival }?.index ?? .max
        return revisions.map { revision in
            guard revision.signedField != nil, revision.index > first else { return revision }
            return RevisionFacts(
                index: revision.index, range: revision.range, kind: revision.kind,
                modifications: revision.modifications + [Modification(.signedAfterArchiving)])
        }
    }

    /// More than any convention has; each one means a digest over most of the file.
    private static let signatureCountLimit = 32

    private struct Values {
        var signatures: [SignatureFacts] = []
        var timeStamps: [DocumentTimeStampFacts] = []
    }

    /// Each field's value, looked at as of the revision that defines it.
    ///
    /// A value that cannot be read is no signature; that it is there nevertheless is a modification.
    private func values(
        in form: InteractiveForm?, asOf index: Int, _ digests: PrefixDigester
    ) throws(PDFReadError) -> Values {
        let fields = form?.signatureFields.filter(\.isSigned) ?? []
        // The digests go forward through the file with the revisions.
        let signed = fields.map { ($0, order: document.revisionIndex(of: $0.value, asOf: index)) }
            .sorted { $0.order < $1.order }.map(\.0)
        guard signed.count <= Self.signatureCountLimit else {
            throw PDFReadError(
                .limitExceeded, found: "\(signed.count) signatures", expected: "at most \(Self.signatureCountLimit)")
        }
        var values = Values()
        for field in signed {
            try document.checkTime()
            guard let value = field.value, let revision = document.entry(of: value.number, asOf: index)?.revision,
                let dictionary = try? SignatureDictionary(ofField: field, in: document, asOf: revision.index)
            else { continue }
            if dictionary.isDocumentTimeStamp {
                values.timeStamps.append(
                    DocumentTimeStampInspector(
                        document: document, field: field, revision: revision, dictionary: dictionary, policy: policy,
                        digests: digests
                    ).inspect())
            } else {
                values.signatures.append(
                    SignatureInspector(
                        document: document, field: field, revision: revision, dictionary: dictionary, policy: policy,
                        digests: digests
                    ).inspect())
            }
        }
        values.signatures.sort { $0.revisionIndex < $1.revisionIndex }
        values.timeStamps.sort { $0.revisionIndex < $1.revisionIndex }
        return values
    }
}

extension PDFDocument {
    /// Which revision defines a field's value; the last of all when it has none that can be found.
    fileprivate func revisionIndex(of value: PDFReference?, asOf index: Int) -> Int {
        value.flatMap { entry(of: $0.number, asOf: index)?.revision.index } ?? .max
    }
}

extension SecurityStoreFacts {
    /// - Returns: `nil` when the document has no store, or none that can be read in its newest revision.
    init?(of document: PDFDocument) {
        let newest = document.lastRevision.index
        guard let store = try? DocumentSecurityStore(of: document, asOf: newest) else { return nil }
        func facts(_ list: DocumentSecurityStore.List) -> [Entry] {
            (store.entries[list] ?? []).map { entry in
                let revision = document.entry(of: entry.reference.number, asOf: newest)?.revision.index
                return Entry(der: entry.der, revisionIndex: revision ?? newest)
            }
        }
        (certificates, ocspResponses, revocationLists) = (
            facts(.certificates), facts(.ocspResponses), facts(.revocationLists)
        )
    }
}
