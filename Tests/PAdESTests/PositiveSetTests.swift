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

/// Everything that has to pass: each algorithm, each number of signatories, each order, and all of it mixed.
@Suite("The positive set")
struct PositiveSetTests {
    private static let eightFields = SampleDocument.fields + (2...5).map { "representative-\($0)" }

    private let signer: TestSigner
    private let validator: DocumentValidator

    init() throws {
        let authority = try TestAuthority.shared.get()
        signer = TestSigner(authority)
        validator = DocumentValidator(
            trust: try TrustMaterial(files: authority.trustFiles()), policyArc: authority.trust.policies.arc)
    }

    private func expectSound(_ bytes: [UInt8], signatures: Int, _ comment: Comment) throws {
        let now = Int64(signer.authority.madeAt.timeIntervalSince1970)
        let report = try validator.validate(PDFDocument(bytes: bytes), at: now)
        #expect(report.findings == [], comment)
        #expect(report.signatures.count == signatures, comment)
        #expect(report.integrity == .intact && report.identity == .trusted && report.profile == .conforming, comment)
        #expect(report.signatures.allSatisfy { $0.provenTime == now }, comment)
    }

    private static let algorithms = TestAlgorithm.allCases

    @Test(arguments: algorithms)
    func `one to eight signatories by the same algorithm`(_ algorithm: TestAlgorithm) throws {
        var bytes = SampleDocument.bytes(fields: Self.eightFields)
        for (index, field) in Self.eightFields.enumerated() {
            bytes = try signer.sign(bytes, field: field, by: algorithm)
            try expectSound(bytes, signatures: index + 1, "\(algorithm), \(index + 1)")
        }
    }

    @Test func `every order of four, each signatory by another algorithm`() throws {
        for (index, order) in Self.orders(of: SampleDocument.fields).enumerated() {
            let algorithms = order.indices.map { Self.algorithms[($0 + index) % Self.algorithms.count] }
            let bytes = try zip(order, algorithms).reduce(SampleDocument.bytes()) { bytes, next in
                try signer.sign(bytes, field: next.0, by: next.1)
            }
            try expectSound(bytes, signatures: 4, "\(order) by \(algorithms)")
        }
    }

    @Test func `there are 24 orders of four`() { #expect(Set(Self.orders(of: SampleDocument.fields)).count == 24) }

    private static func orders(of fields: [String]) -> [[String]] {
        guard !fields.isEmpty else { return [[]] }
        return fields.indices.flatMap { index in
            var rest = fields
            let first = rest.remove(at: index)
            return orders(of: rest).map { [first] + $0 }
        }
    }
}

/// What a signature says about how it was made.
@Suite("Algorithms of a signature")
struct SignatureAlgorithmTests {
    private let signer: TestSigner

    init() throws { signer = TestSigner(try TestAuthority.shared.get()) }

    /// Identifiers of digest and signature from RFC 5754, RFC 4056 and RFC 8419.
    private static let expected: [(TestAlgorithm, digest: String, signature: String)] = [
        (.ecdsaP256, "2.16.840.1.101.3.4.2.1", "1.2.840.10045.4.3.2"),
        (.ecdsaP384, "2.16.840.1.101.3.4.2.2", "1.2.840.10045.4.3.3"),
        (.ecdsaP521, "2.16.840.1.101.3.4.2.3", "1.2.840.10045.4.3.4"),
        (.rsa3072, "2.16.840.1.101.3.4.2.1", "1.2.840.113549.1.1.11"),
        (.pss3072, "2.16.840.1.101.3.4.2.1", "1.2.840.113549.1.1.10"),
        (.pssOnly3072, "2.16.840.1.101.3.4.2.1", "1.2.840.113549.1.1.10"),
        (.ed25519, "2.16.840.1.101.3.4.2.3", "1.3.101.112"),
    ]

    @Test(arguments: expected) func `digest, attribute and algorithm go with the key`(
        _ algorithm: TestAlgorithm, digest: String, signature: String
    ) throws {
        let bytes = try signer.sign(SampleDocument.bytes(), field: "school", by: algorithm)
        let facts = try #require(try DocumentInspector(PDFDocument(bytes: bytes)).inspect().signatures.first)
        guard case .signedData(let signed) = facts.contents else {
            Issue.record("no SignedData")
            return
        }
        let data = signed.signedData
        let info = data.signerInfos[0]
        #expect(data.digestAlgorithms == [AlgorithmIdentifier(oid: digest)])
        #expect(info.digestAlgorithm == AlgorithmIdentifier(oid: digest))
        #expect(info.signatureAlgorithm.oid == signature)
        let attribute = info.signedAttributes.first { $0.type == ObjectIdentifiers.signingCertificateV2 }
        #expect(try SigningCertificateV2(der: #require(attribute?.values.first)).digestAlgorithm == digest)
        #expect(signed.messageDigestMatches && signed.certificateBinding == .matches)
    }

    @Test(arguments: [KeyAlgorithm.rsa(bits: 2048), .rsa(bits: 3071), .rsaPSS(bits: 2048)])
    func `an RSA key below 3072 bits signs nothing, and the error says what to ask for`(_ weak: KeyAlgorithm) throws {
        let holder = try signer.authority.signatory(.school, key: .generate(weak))
        let error = #expect(throws: OpenSSLError.self) { try signer.credential(holder) }
        #expect(
            error?.description.contains("expected EC P-256, P-384 or P-521, Ed25519, or RSA of at least 3072") == true)
    }

    @Test func `a key that is not the certificate's signs nothing`() throws {
        let holder = try signer.authority.signatory(.school)
        let other = TestAuthority.SignatoryKey(key: try .generate(.p256), certificate: holder.certificate)
        let error = #expect(throws: OpenSSLError.self) { try signer.credential(other) }
        #expect(error?.description.contains("not the one of the certificate") == true)
    }
}
