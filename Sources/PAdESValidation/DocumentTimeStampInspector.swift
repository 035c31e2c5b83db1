internal import OpenSSLBridge
import PAdES
import PDFModel

/// Collects the facts of one document time-stamp.
struct DocumentTimeStampInspector {
    let document: PDFDocument
    let field: SignatureField
    let revision: Revision
    let dictionary: SignatureDictionary
    let policy: ValidationPolicy.Name
    let digests: PrefixDigester

    func inspect() -> DocumentTimeStampFacts {
        let covered = CoverageInspector(dictionary, in: document, revision: revision, policy: policy)
        return DocumentTimeStampFacts(
            fieldName: field.name, revisionIndex: revision.index, dictionary: dictionary, byteRange: covered.range,
            holeIsContents: covered.holeIsContents, digitsAreLowerCase: covered.digitsAreLowerCase,
            coverage: covered.coverage,
            timeStamp: token.map { TimeStampInspector(token: $0).inspect(stamped: covered.contentDigest(digests)) }
                ?? .malformed)
    }

    /// The one DER element in `/Contents`, behind which there are only zeros.
    private var token: [UInt8]? {
        guard let contents = dictionary.contents, let length = dictionary.contentsLength,
            contents[length...].allSatisfy({ $0 == 0 })
        else { return nil }
        return Array(contents[..<length])
    }
}
