private import CMS
internal import OpenSSLBridge
import PAdES
import PDFModel

/// Collects the facts of one signed field.
struct SignatureInspector {
    let document: PDFDocument
    let field: SignatureField
    let revision: Revision
    let dictionary: SignatureDictionary
    let policy: ValidationPolicy.Name
    let digests: PrefixDigester

    func inspect() -> SignatureFacts {
        let covered = CoverageInspector(dictionary, in: document, revision: revision, policy: policy)
        return SignatureFacts(
            fieldName: field.name, revisionIndex: revision.index, dictionary: dictionary, byteRange: covered.range,
            holeIsContents: covered.holeIsContents, digitsAreLowerCase: covered.digitsAreLowerCase,
            coverage: covered.coverage, contents: contentsFacts(covered.contentDigest(digests)))
    }

    private func contentsFacts(_ content: ContentDigest) -> ContentsFacts {
        guard let contents = dictionary.contents, let length = dictionary.contentsLength else {
            return .malformed(.notDER)
        }
        guard contents[length...].allSatisfy({ $0 == 0 }) else { return .malformed(.bytesBehind) }
        let der = Array(contents[..<length])
        do throws(CMSError) {
            let signedData = try SignedData(der: der)
            if let fault = fault(in: signedData) { return .malformed(fault) }
            return .signedData(SignedDataInspector(signedData: signedData, der: der).inspect(content: content))
        } catch {
            return .malformed(.notSignedData)
        }
    }

    /// A signatory's certificate, its issuers', and room for those that do not belong.
    private static let certificateCountLimit = 16
    private static let timeStampCountLimit = 4

    private func fault(in signedData: SignedData) -> ContentsFault? {
        guard signedData.signerInfos.count == 1 else { return .notOneSigner }
        if signedData.content != nil { return .contentInside }
        if signedData.contentType != ObjectIdentifiers.data { return .otherContentType }
        let attributes = signedData.signerInfos[0].unsignedAttributes
        let isSmall =
            signedData.certificates.count <= Self.certificateCountLimit
            && attributes.flatMap(\.values).count <= Self.timeStampCountLimit
        return isSmall ? nil : .tooManyParts
    }
}
