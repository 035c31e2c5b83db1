import CertificateAuthority
import Foundation
import PAdESValidation
import PDFModel
import TestSupport
import Testing

/// Everything that has to pass once it is archived: each algorithm, each number of signatories, one layer and several.
@Suite("The positive set, archived")
struct ArchivedPositiveSetTests {
    private static let eightFields = SampleDocument.fields + (2...5).map { "representative-\($0)" }

    private let signer: TestSigner
    private let validator: DocumentValidator

    init() throws {
        let authority = try TestAuthority.shared.get()
        signer = TestSigner(authority)
        validator = DocumentValidator(
            trust: try TrustMaterial(files: authority.trustFiles()), policyArc: authority.trust.policies.arc)
    }

    private func after(_ seconds: Double) -> Date { signer.authority.madeAt.addingTimeInterval(seconds) }

    private func expectSound(_ bytes: [UInt8], signatures: Int, layers: Int, _ comment: Comment) throws {
        let now = Int64(after(600).timeIntervalSince1970)
        let report = try validator.validate(PDFDocument(bytes: bytes), at: now)
        #expect(report.findings == [], comment)
        #expect(report.integrity == .intact && report.identity == .trusted && report.profile == .conforming, comment)
        #expect(report.signatures.count == signatures, comment)
        #expect(report.signatures.allSatisfy { $0.level == .baselineLTA && $0.indication == .totalPassed }, comment)
        #expect(report.documentTimeStamps.map(\.indication) == Array(repeating: .totalPassed, count: layers), comment)
    }

    @Test(arguments: TestAlgorithm.allCases)
    func `one to eight signatories by the same algorithm`(_ algorithm: TestAlgorithm) throws {
        var bytes = SampleDocument.bytes(fields: Self.eightFields)
        for (index, field) in Self.eightFields.enumerated() {
            bytes = try signer.sign(bytes, field: field, by: algorithm)
            try expectSound(
                signer.archive(bytes, at: after(120)), signatures: index + 1, layers: 1, "\(algorithm), \(index + 1)")
        }
    }

    @Test(arguments: 1...8)
    func `one to eight signatories, each by another algorithm, archived three times`(count: Int) throws {
        let fields = Self.eightFields.prefix(count)
        let algorithms = TestAlgorithm.allCases
        var bytes = SampleDocument.bytes(fields: Array(fields))
        for (index, field) in fields.enumerated() {
            bytes = try signer.sign(bytes, field: field, by: algorithms[(index + count) % algorithms.count])
        }
        for layer in 1...3 { bytes = try signer.archive(bytes, at: after(100 * Double(layer))) }
        try expectSound(bytes, signatures: count, layers: 3, "\(count)")
    }
}
