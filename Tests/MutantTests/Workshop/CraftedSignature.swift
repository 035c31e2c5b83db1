import CMS
import CertificateAuthority
import Foundation
import OpenSSLBridge
import PAdES
import PDFModel
import Parties
import TestSupport

/// A revision that signs one field, of which every part can be made wrong before it is signed.
struct CraftedSignature {
    let workshop: Workshop
    let signatory: Signatory
    /// When it is signed and, unless ``stampedAt`` says otherwise, stamped.
    var time: Date
    var stampedAt: Date?
    var holder: TestAuthority.SignatoryKey
    var field: SignatureField
    /// The revision around it: further objects, freed ones, stray bytes.
    var revision: CraftedRevision
    var fieldEntries: PDFDictionary
    /// Without `/ByteRange` and `/Contents`.
    var signatureEntries: PDFDictionary
    var appearance: PDFStream
    var signatureNumber: Int
    let appearanceNumber: Int
    /// Whether field, signature and appearance are written in this order.
    var byteRangeText: (ByteRange) -> String = { "[\($0.numbers.map(String.init).joined(separator: " "))]" }
    /// What is digested; the two spans unless set.
    var covered: ((_ file: [UInt8], ByteRange) -> [UInt8])?
    /// Changes the CMS before it is signed.
    var alterCMS: (inout CraftedCMS) throws -> Void = { _ in }
    /// Changes the DER after it is signed.
    var alterDER: ([UInt8]) throws -> [UInt8] = { $0 }
    /// The value of `/Contents`, given the hexadecimal digits that fill the place.
    var contentsText: (String) -> String = { "<\($0)>" }
    /// Makes the token for a digest.
    var token: ((_ digest: [UInt8]) throws -> [UInt8])?
    var reservedByteCount = 8192
    private static let byteRangeWidth = 60

    init(_ workshop: Workshop, on bytes: [UInt8], index: Int) throws {
        self.workshop = workshop
        signatory = workshop.signatories[index]
        time = Workshop.moment(index)
        holder = try workshop.authority.signatory(signatory.role, name: signatory.name, at: time)
        revision = try CraftedRevision(on: bytes)
        let document = revision.document
        let newest = document.lastRevision.index
        let form = try InteractiveForm(of: document, asOf: newest).orThrow("no form")
        let name = signatory.fieldName
        field = try form.signatureFields.first { $0.name == name }.orThrow("no field \(name)")
        signatureNumber = try revision.newNumber()
        appearanceNumber = signatureNumber + 1
        fieldEntries = field.dictionary
        fieldEntries["V"] = .reference(PDFReference(number: signatureNumber))
        fieldEntries["AP"] = .dictionary(["N": .reference(PDFReference(number: appearanceNumber))])
        signatureEntries = [
            "Type": .name("Sig"), "Filter": .name("Adobe.PPKLite"), "SubFilter": .name("ETSI.CAdES.detached"),
            "M": .string(ascii: PDFDate(secondsSince1970: Int64(time.timeIntervalSince1970)).description),
            "Name": .text(signatory.name.full),
        ]
        appearance = try SignatureAppearance(
            signatory: signatory.name.full, capacity: signatory.capacity, statement: "Signé électroniquement"
        ).formXObject(
            size: field.size.orThrow("no rectangle"),
            regular: AppearanceFont(named: "Text", in: form, of: document, asOf: newest),
            bold: AppearanceFont(named: "TextBold", in: form, of: document, asOf: newest))
    }

    /// The whole file with the signed revision.
    func bytes() throws -> [UInt8] {
        var (file, hole) = try unsignedFile()
        let range = ByteRange(holeAt: hole, end: file.count)
        let numbers = Array(byteRangeText(range).utf8)
        let place = hole.lowerBound - "/Contents ".utf8.count - Self.byteRangeWidth
        file.replaceSubrange(place..<place + numbers.count, with: numbers)
        let content = covered?(file, range) ?? Array(file[range.first] + file[range.second])
        let contents = try contents(of: content)
        let digits = contents.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
        guard contents.count <= reservedByteCount else { throw CannotMutate("\(contents.count) bytes of CMS") }
        let padding = String(repeating: "0", count: 2 * (reservedByteCount - contents.count))
        let text = Array(contentsText(digits + padding).utf8)
        guard text.count == hole.count else { throw CannotMutate("contents of another length") }
        file.replaceSubrange(hole, with: text)
        return file
    }

    /// What the signature covers.
    func coveredBytes() throws -> [UInt8] {
        var copy = self
        let capture = Capture()
        copy.covered = { file, range in
            capture.bytes = Array(file[range.first] + file[range.second])
            return capture.bytes
        }
        _ = try copy.bytes()
        return capture.bytes
    }

    private final class Capture { var bytes: [UInt8] = [] }

    private func unsignedFile() throws -> (file: [UInt8], hole: Range<Int>) {
        var revision = revision
        var body = serialized(.dictionary(signatureEntries)).dropLast(2)
        let marker = String(repeating: "@", count: 2 * reservedByteCount + 2)
        body += Array("/ByteRange \(String(repeating: " ", count: Self.byteRangeWidth))/Contents \(marker)>>".utf8)
        revision.objects += [
            CraftedRevision.Object(field.reference.number, .dictionary(fieldEntries)),
            CraftedRevision.Object(signatureNumber, body: Array(body)),
            CraftedRevision.Object(appearanceNumber, .stream(appearance)),
        ]
        let file = try revision.bytes()
        let start =
            try file.lastRange(of: Array("/Contents @".utf8)).orThrow("no place for the contents").upperBound - 1
        return (file, start..<start + marker.utf8.count)
    }

    /// The CMS over some content, time-stamped.
    func contents(of content: [UInt8]) throws -> [UInt8] {
        var cms = CraftedCMS(
            certificate: holder.certificate, key: holder.key,
            chain: [workshop.authority.trust.issuingAuthority.der],
            messageDigest: DigestAlgorithm.sha256.digest(content), contentType: ObjectIdentifiers.data)
        let stamp = token ?? { [workshop, stampedAt, time] in try workshop.token($0, at: stampedAt ?? time) }
        cms.unsignedAttributes = { signature in
            [(ObjectIdentifiers.timeStampToken, [try stamp(DigestAlgorithm.sha256.digest(signature))])]
        }
        try alterCMS(&cms)
        return try alterDER(cms.der())
    }
}

extension Workshop {
    /// A token of the authority's own time-stamping unit.
    func token(_ digest: [UInt8], at time: Date) throws -> [UInt8] {
        try authority.infrastructure.timeStampUnit.token(for: digest, algorithm: .sha256, now: time)
    }

    /// The document with one signature that is made as told, after those of the finished document before it.
    ///
    /// - Parameters:
    ///   - index: Whose signature, counted from 0.
    ///   - bytes: What is signed; the finished document as it was before that signature unless given.
    func sign(
        _ index: Int, on bytes: [UInt8]? = nil, _ alter: (inout CraftedSignature) throws -> Void = { _ in }
    ) throws -> [UInt8] {
        var signature = try CraftedSignature(self, on: bytes ?? after(index), index: index)
        try alter(&signature)
        return try signature.bytes()
    }
}

extension [UInt8] {
    /// Where the bytes occur for the last time.
    func lastRange(of pattern: [UInt8]) -> Range<Int>? {
        var start = count - pattern.count
        while start >= 0 {
            if self[start] == pattern[0], self[start..<start + pattern.count].elementsEqual(pattern) {
                return start..<start + pattern.count
            }
            start -= 1
        }
        return nil
    }

    /// Where the bytes occur for the first time, from an offset on.
    func firstRange(of pattern: [UInt8], from: Int = 0) -> Range<Int>? {
        var start = from
        while start + pattern.count <= count {
            if self[start] == pattern[0], self[start..<start + pattern.count].elementsEqual(pattern) {
                return start..<start + pattern.count
            }
            start += 1
        }
        return nil
    }
}
