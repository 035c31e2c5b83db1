private import CMS
import PAdES
import PDFModel

/// Collects the facts of one signed field.
struct SignatureInspector {
    let document: PDFDocument
    let field: SignatureField
    let revision: Revision

    /// - Returns: `nil` when the field's value is no dictionary.
    func inspect() throws(PDFReadError) -> SignatureFacts? {
        guard let reference = field.value else { return nil }
        let object = try document.indirectObject(reference, asOf: revision.index)
        guard let dictionary = SignatureDictionary(object) else { return nil }
        let range = ByteRange(dictionary.byteRangeObject, fileByteCount: document.bytes.count)
        let holeIsContents = holeIsContents(range, dictionary)
        return SignatureFacts(
            fieldName: field.name, revisionIndex: revision.index, dictionary: dictionary, byteRange: range,
            holeIsContents: holeIsContents, digitsAreLowerCase: !holeIsContents || digitsAreLowerCase(range),
            coverage: coverage(range), contents: contentsFacts(dictionary, range))
    }

    /// The hole must be the bytes of the value that was parsed, and nothing but `<`, digits and `>`.
    private func holeIsContents(_ range: ByteRange?, _ dictionary: SignatureDictionary) -> Bool {
        guard let hole = range?.hole, hole == dictionary.contentsRange, hole.count >= 2 else { return false }
        let bytes = document.bytes[hole]
        return bytes.first == UInt8(ascii: "<") && bytes.last == UInt8(ascii: ">")
            && bytes.dropFirst().dropLast().allSatisfy(isHexadecimalDigit) && hole.count % 2 == 0
    }

    /// The digits of the last signature are covered by nothing: written in one way only, none can be changed unseen.
    private func digitsAreLowerCase(_ range: ByteRange?) -> Bool {
        guard let hole = range?.hole else { return true }
        return !document.bytes[hole].contains { (0x41...0x46).contains($0) }
    }

    private func coverage(_ range: ByteRange?) -> SignatureCoverage {
        guard let range, range.second.upperBound == revision.range.upperBound else { return .partial }
        return range.second.upperBound == document.bytes.count ? .wholeDocument : .wholeRevision
    }

    private func contentsFacts(_ dictionary: SignatureDictionary, _ range: ByteRange?) -> ContentsFacts {
        guard let contents = dictionary.contents, let length = derLength(contents) else {
            return .malformed(.notDER)
        }
        guard contents[length...].allSatisfy({ $0 == 0 }) else { return .malformed(.bytesBehind) }
        let der = Array(contents[..<length])
        do throws(CMSError) {
            let signedData = try SignedData(der: der)
            if let fault = fault(in: signedData) { return .malformed(fault) }
            let covered = range.map { [document.bytes[$0.first], document.bytes[$0.second]] } ?? []
            return .signedData(SignedDataInspector(signedData: signedData, der: der).inspect(content: covered))
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

private func isHexadecimalDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
}

/// Length of the first DER element, header included; `nil` when the bytes do not hold a whole one.
///
/// Source: ITU-T X.690 §8.1.3.
func derLength(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 2, bytes[0] == 0x30 else { return nil }
    if bytes[1] < 0x80 { return 2 + Int(bytes[1]) <= bytes.count ? 2 + Int(bytes[1]) : nil }
    let count = Int(bytes[1] & 0x7F)
    guard (1...4).contains(count), bytes.count >= 2 + count else { return nil }
    let length = bytes[2..<2 + count].reduce(0) { $0 << 8 | Int($1) }
    return length <= bytes.count - 2 - count ? 2 + count + length : nil
}
