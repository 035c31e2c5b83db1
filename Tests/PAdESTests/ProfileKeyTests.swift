import CertificateAuthority
import Foundation
import OpenSSLBridge
import PAdESValidation
import PDFModel
import TestSupport
import Testing

/// Each kind of key that a profile may ask for, in every profile at once.
@Suite("Keys that profiles ask for")
struct ProfileKeyTests {
    @Test(arguments: [("P-384", KeyAlgorithm.p384), ("P-521", .p521), ("RSA 3072", .rsa(bits: 3072))])
    func `certify, sign and stamp`(_ name: String, _ algorithm: KeyAlgorithm) throws {
        let folder = try TemporaryDirectory()
        for file in try FileManager.default.contentsOfDirectory(atPath: TestAuthority.profilesPath) {
            let text = try String(contentsOfFile: "\(TestAuthority.profilesPath)/\(file)", encoding: .utf8)
            let changed = text.replacing(/(?m)^key = .*$/, with: "key = \(name)")
            #expect(changed != text || text.contains("key = \(name)"))
            _ = try folder.write(file, Array(changed.utf8))
        }
        let authority = try TestAuthority(profiles: CertificateProfiles(directory: folder.path))
        #expect(authority.infrastructure.signatoryAuthority.signatoryKeyAlgorithm == algorithm)
        let bytes = try TestSigner(authority).signAll(SampleDocument.bytes())
        let files = try FileManager.default.contentsOfDirectory(atPath: authority.trustPath).map { name in
            (name: name, content: try Array(Data(contentsOf: URL(filePath: "\(authority.trustPath)/\(name)"))))
        }
        let validator = DocumentValidator(
            trust: try TrustMaterial(files: files), policyArc: authority.trust.policies.arc)
        let report = try validator.validate(
            PDFDocument(bytes: bytes), at: Int64(authority.madeAt.timeIntervalSince1970))
        #expect(report.findings == [] && report.signatures.count == 4)
    }
}
