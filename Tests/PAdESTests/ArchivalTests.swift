import CMS
import CertificateAuthority
import Foundation
import OpenSSLBridge
import PAdES
import PAdESSigning
import PAdESValidation
import PDFModel
import Parties
import TestSupport
import Testing

@Suite("DocumentTimeStamper")
struct DocumentTimeStamperTests {
    private let signer: TestSigner
    private let signed: [UInt8]

    init() throws {
        signer = TestSigner(try TestAuthority.shared.get())
        signed = try signer.signAll(SampleDocument.bytes())
    }

    private static let later = TestAuthority.now.addingTimeInterval(120)

    @Test func `refuses a token that is larger than its place`() throws {
        let greedy = TimeStampAuthority(maximumTokenByteCount: 100) { _ in [UInt8](repeating: 0x30, count: 101) }
        #expect(throws: SigningError.contentsTooLarge(byteCount: 101, reserved: 100)) {
            try DocumentTimeStamper(timeStampAuthority: greedy).archive(PDFDocument(bytes: signed), with: .init())
        }
    }

    @Test func `refuses a document without a form`() throws {
        var file = PDFFileBuilder()
        let pages = file.add(.dictionary(["Type": .name("Pages"), "Kids": .array([]), "Count": .integer(0)]))
        let catalog = file.add(.dictionary(["Type": .name("Catalog"), "Pages": .reference(pages)]))
        let bytes = file.serialize(root: catalog, info: nil, identifier: Array(repeating: 1, count: 16))
        #expect(throws: SigningError.self) { try signer.archive(bytes, at: Self.later) }
    }

    @Test func `leaves every earlier byte as it was and adds one archival revision`() throws {
        let archived = try archived()
        let facts = try DocumentInspector(PDFDocument(bytes: archived)).inspect()
        #expect(archived.starts(with: signed))
        #expect(facts.revisions.map(\.kind).suffix(2) == [.signature(field: "employer"), .archival])
        #expect(facts.revisions.flatMap(\.modifications) == [])
        #expect(facts.signatures.map(\.fieldName) == SampleDocument.fields)
        #expect(facts.fieldNames == SampleDocument.fields, "a time-stamp is no signatory's field")
    }

    @Test func `stamps the validation data with the document`() throws {
        let facts = try DocumentInspector(PDFDocument(bytes: archived())).inspect()
        let stamp = try #require(facts.documentTimeStamps.first)
        let store = try #require(facts.securityStore)
        #expect(facts.documentTimeStamps.count == 1)
        #expect(stamp.coverage == .wholeDocument && stamp.holeIsContents && stamp.timeStamp.imprintMatches)
        #expect(stamp.timeStamp.info?.generationTime == Int64(Self.later.timeIntervalSince1970))
        #expect(stamp.revisionIndex == 5)
        let entries = store.certificates + store.revocationLists
        #expect(entries.map(\.revisionIndex) == [5, 5, 5, 5, 5])
        #expect(store.ocspResponses.isEmpty)
    }

    @Test func `keeps the root, the issuing authority, the unit and a list made after the last signature`() throws {
        let store = try #require(try DocumentInspector(PDFDocument(bytes: archived())).inspect().securityStore)
        let trust = signer.authority.trust
        let expected = trust.anchors + [trust.issuingAuthority, trust.timeStampingUnit]
        #expect(Set(store.certificates.map(\.der)) == Set(expected.map(\.der)))
        let lists = try store.revocationLists.map { try CertificateRevocationList(der: $0.der) }
        let newest = try #require(lists.first { $0.issuer == trust.issuingAuthority.subject })
        #expect(newest.thisUpdate > Int64(TestAuthority.now.timeIntervalSince1970))
    }

    @Test func `writes the dictionary of a document time-stamp and says that there is a security store`() throws {
        let document = try PDFDocument(bytes: archived())
        let catalog = try document.catalog(asOf: 5)
        #expect(
            catalog["Extensions"]
                == .dictionary([
                    "ESIC": .dictionary(["BaseVersion": .name("1.7"), "ExtensionLevel": .integer(1)])
                ]))
        let form = try #require(try InteractiveForm(of: document, asOf: 5))
        let field = try #require(form.signatureFields.last)
        let dictionary = try #require(try document.dictionary(field.dictionary["V"], asOf: 5))
        #expect(Set(dictionary.keys) == ["Type", "Filter", "SubFilter", "ByteRange", "Contents"])
        #expect(dictionary["Type"] == .name("DocTimeStamp") && dictionary["SubFilter"] == .name("ETSI.RFC3161"))
        #expect(field.dictionary["Rect"] == .array([0, 0, 0, 0].map(PDFObject.integer)))
        #expect(field.dictionary["F"] == .integer(132) && field.dictionary["AP"] == nil)
    }

    @Test func `pads the place for the token by less than a fifth`() throws {
        let stamp = try #require(
            try DocumentInspector(PDFDocument(bytes: archived())).inspect().documentTimeStamps.first)
        let place = try #require(stamp.byteRange).hole.count / 2 - 1
        let contents = try #require(stamp.dictionary.contents)
        let used = try #require(contents.lastIndex { $0 != 0 }) + 1
        #expect(place - used < place / 5)
    }

    @Test func `renews with what is new and keeps what is there`() throws {
        let first = try archived()
        let second = try signer.archive(first, at: Self.later.addingTimeInterval(86_400))
        let facts = try DocumentInspector(PDFDocument(bytes: second)).inspect()
        #expect(second.starts(with: first))
        #expect(facts.revisions.flatMap(\.modifications) == [])
        #expect(facts.documentTimeStamps.map(\.fieldName) == ["Horodatage-1", "Horodatage-2"])
        #expect(facts.documentTimeStamps.map(\.coverage) == [.wholeRevision, .wholeDocument])
        let store = try #require(facts.securityStore)
        #expect(store.certificates.map(\.revisionIndex) == [5, 5, 5], "no certificate is written twice")
        #expect(store.revocationLists.map(\.revisionIndex) == [5, 5, 6], "the newer list of the issuing authority")
    }

    @Test func `renews without data when there are none that the document lacks`() throws {
        let unit = signer.authority.infrastructure.timeStampUnit
        let stamper = TimeStampAuthority(maximumTokenByteCount: 2048) {
            try unit.token(for: $0, algorithm: .sha256, now: Self.later)
        }
        let bytes = try DocumentTimeStamper(timeStampAuthority: stamper)
            .archive(PDFDocument(bytes: archived()), with: .init())
        let facts = try DocumentInspector(PDFDocument(bytes: bytes)).inspect()
        #expect(facts.revisions.flatMap(\.modifications) == [])
        #expect(facts.documentTimeStamps.count == 2)
    }

    private func archived() throws -> [UInt8] { try signer.archive(signed, at: Self.later) }
}

@Suite("DocumentValidator, of archived documents")
struct ArchivedDocumentTests {
    private let authority: TestAuthority
    private let signer: TestSigner
    private static let archivedAt = TestAuthority.now.addingTimeInterval(120)

    init() throws {
        authority = try TestAuthority.shared.get()
        signer = TestSigner(authority)
    }

    @Test func `counts the document time-stamp as nobody's signature`() throws {
        let report = try validate(try archived())
        #expect(report.findings == [])
        #expect(report.identity == .trusted && report.integrity == .intact && report.profile == .conforming)
        #expect(report.signatures.map(\.fieldName) == SampleDocument.fields)
        #expect(report.documentTimeStamps.map(\.fieldName) == ["Horodatage-1"])
        #expect(report.documentTimeStamps.map(\.indication) == [.totalPassed])
        #expect(
            report.documentTimeStamps.map(\.generationTime) == [Int64(Self.archivedAt.timeIntervalSince1970)])
    }

    @Test func `finds a byte of the validation data altered`() throws {
        var bytes = try archived()
        let list = try #require(
            try DocumentInspector(PDFDocument(bytes: bytes)).inspect().securityStore?.certificates.first?.der)
        let place = try #require(bytes.lastRange(of: list))
        bytes[place.upperBound - 1] ^= 1
        let report = try validate(bytes)
        #expect(report.integrity == .broken)
        #expect(report.findings.map(\.code) == [.documentTimeStampDiffers])
        #expect(report.signatures.allSatisfy { $0.integrity == .intact })
    }

    @Test func `trusts no document time-stamp without an anchor and says so of none`() throws {
        let report = try DocumentValidator(trust: .none, policyArc: .demo)
            .validate(PDFDocument(bytes: archived()), at: Int64(Self.archivedAt.timeIntervalSince1970))
        #expect(report.integrity == .intact && report.identity == .undetermined)
    }

    private func archived() throws -> [UInt8] {
        try signer.archive(signer.signAll(SampleDocument.bytes()), at: Self.archivedAt)
    }

    private func validate(_ bytes: [UInt8]) throws -> ValidationReport {
        let trust = try TrustMaterial(files: trustFiles(authority.trustPath))
        return try DocumentValidator(trust: trust, policyArc: authority.trust.policies.arc)
            .validate(PDFDocument(bytes: bytes), at: Int64(Self.archivedAt.timeIntervalSince1970) + 60)
    }
}

extension [UInt8] {
    fileprivate func lastRange(of part: [UInt8]) -> Range<Int>? {
        guard let first = part.first, count >= part.count else { return nil }
        for start in stride(from: count - part.count, through: 0, by: -1)
        where self[start] == first && self[start..<start + part.count].elementsEqual(part) {
            return start..<start + part.count
        }
        return nil
    }
}
