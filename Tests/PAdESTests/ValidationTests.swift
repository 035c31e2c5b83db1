import CertificateAuthority
import Foundation
import OpenSSLBridge
import PAdESValidation
import PDFModel
import Parties
import TestSupport
import Testing

@Suite("DocumentValidator")
struct DocumentValidatorTests {
    private let authority: TestAuthority
    private let signer: TestSigner

    init() throws {
        authority = try TestAuthority.shared.get()
        signer = TestSigner(authority)
    }

    @Test func `finds a document that four have signed in order`() throws {
        let report = try validate(signer.signAll(SampleDocument.bytes()))
        #expect(report.findings == [])
        #expect(report.integrity == .intact)
        #expect(report.identity == .trusted)
        #expect(report.profile == .conforming)
        #expect(report.signatures.map(\.fieldName) == SampleDocument.fields)
        #expect(report.signatures.map(\.role) == [.student, .representative, .school, .employer])
        #expect(report.signatures.allSatisfy { $0.identification == .emailCode })
        #expect(report.signatures.allSatisfy { $0.provenTime == Int64(TestAuthority.now.timeIntervalSince1970) })
    }

    @Test func `says that nobody has signed`() throws {
        let report = try validate(SampleDocument.bytes())
        #expect(report.integrity == .none)
        #expect(report.findings.map(\.code) == [.noSignature])
    }

    @Test func `keeps integrity apart from identity when no anchor is given`() throws {
        let report = try validate(signer.signAll(SampleDocument.bytes()), trust: TrustMaterial.none)
        #expect(report.integrity == .intact)
        #expect(report.identity == .undetermined)
        #expect(report.profile == .conforming)
    }

    @Test func `proves the time long after the signatories' certificates have expired`() throws {
        let later = Int64(TestAuthority.now.timeIntervalSince1970) + 100 * 86_400
        let report = try validate(signer.signAll(SampleDocument.bytes()), at: later)
        #expect(report.identity == .trusted)
    }

    private func validate(
        _ bytes: [UInt8], trust: TrustMaterial? = nil, at now: Int64 = Int64(TestAuthority.now.timeIntervalSince1970)
    ) throws -> ValidationReport {
        let trust = try trust ?? TrustMaterial(files: trustFiles(authority.trustPath))
        return try DocumentValidator(trust: trust, policyArc: authority.trust.policies.arc)
            .validate(PDFDocument(bytes: bytes), at: now)
    }
}

/// Every file of a trust folder, as the command reads it.
func trustFiles(_ path: String) throws -> [(name: String, content: [UInt8])] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted().map { name in
        (name, Array(try Data(contentsOf: URL(filePath: "\(path)/\(name)"))))
    }
}
