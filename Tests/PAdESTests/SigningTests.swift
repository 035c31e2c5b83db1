import CMS
import Foundation
import OpenSSLBridge
import PAdES
import PAdESSigning
import PAdESValidation
import PDFModel
import Parties
import TestSupport
import Testing

@Suite("DocumentSigner")
struct DocumentSignerTests {
    private let signer: TestSigner

    init() throws { signer = TestSigner(try TestAuthority.shared.get()) }

    @Test func `refuses a field the document does not declare`() throws {
        #expect(throws: SigningError.unknownField("mayor")) {
            try signer.sign(SampleDocument.bytes(), field: "mayor")
        }
    }

    @Test func `refuses a field that is signed already`() throws {
        let once = try signer.sign(SampleDocument.bytes(), field: "student")
        #expect(throws: SigningError.fieldAlreadySigned("student")) { try signer.sign(once, field: "student") }
    }

    @Test func `refuses an appearance with a character the font lacks`() throws {
        let document = try PDFDocument(bytes: SampleDocument.bytes())
        let request = SignatureRequest(
            fieldName: "student",
            appearance: SignatureAppearance(signatory: "李雷", capacity: "Élève", statement: "Signé"),
            claimedTime: PDFDate(secondsSince1970: 0))
        #expect(throws: SigningError.appearance(AppearanceError(line: 0))) {
            try SigningSession(document: document, request: request, contentsByteCount: 100)
        }
    }

    @Test func `leaves every earlier byte as it was`() throws {
        let base = SampleDocument.bytes()
        let once = try signer.sign(base, field: "student")
        let twice = try signer.sign(once, field: "school")
        #expect(once.starts(with: base))
        #expect(twice.starts(with: once))
    }

    @Test func `makes exactly the dictionary of EN 319 142-1 §6_3`() throws {
        let document = try PDFDocument(bytes: signer.sign(SampleDocument.bytes(), field: "student"))
        let form = try #require(try InteractiveForm(of: document, asOf: 1))
        let value = try #require(form.signatureFields.first?.value)
        let dictionary = try #require(try document.indirectObject(value, asOf: 1).object.dictionaryValue)
        #expect(Set(dictionary.keys) == ["Type", "Filter", "SubFilter", "M", "Name", "ByteRange", "Contents"])
        #expect(dictionary["SubFilter"] == .name("ETSI.CAdES.detached"))
        #expect(dictionary["M"] == .string(ascii: "D:20260302090000Z"))
    }

    @Test func `signs the three attributes of the profile and stamps the signature value`() throws {
        let data = try signedData(try signer.sign(SampleDocument.bytes(), field: "student"))
        let info = data.signerInfos[0]
        #expect(
            Set(info.signedAttributes.map(\.type)) == [
                ObjectIdentifiers.contentType, ObjectIdentifiers.messageDigest, ObjectIdentifiers.signingCertificateV2,
            ])
        #expect(info.unsignedAttributes.map(\.type) == [ObjectIdentifiers.timeStampToken])
        #expect(data.content == nil)
        #expect(data.certificates.count == 2, "the leaf and the issuing authority, never the root")
    }

    @Test func `pads the place for the signature by less than a fifth`() throws {
        let bytes = try signer.sign(SampleDocument.bytes(), field: "student")
        let facts = try #require(try DocumentInspector(PDFDocument(bytes: bytes)).inspect().signatures.first)
        let place = try #require(facts.byteRange).hole.count / 2
        let used = try #require(try signedData(bytes).der).count
        #expect(place - used < place / 5)
    }

    private func signedData(_ bytes: [UInt8]) throws -> SignedData {
        let facts = try #require(try DocumentInspector(PDFDocument(bytes: bytes)).inspect().signatures.first)
        guard case .signedData(let data) = facts.contents else { throw Malformed() }
        return data.signedData
    }

    private struct Malformed: Error {}
}
