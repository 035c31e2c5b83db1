import Testing

@testable import OpenSSLBridge

/// Authorities that were looked at before the first chain are trusted for what is true of them, and for nothing else.
@Suite("Authorities checked beforehand")
struct CheckedAuthoritiesTests {
    private typealias Holder = ChainValidatorTests.Holder

    private static let time: Int64 = 1_772_442_000

    private let root: Holder
    private let authority: Holder

    init() throws {
        let key = try SigningKey.generate(.p256)
        root = Holder(key: key, certificate: try CertificateTests.root(key: key))
        authority = try root.issue("Authority", ChainValidatorTests.authority)
    }

    private func outcome(_ leaf: Certificate, through authority: Certificate) -> ChainOutcome {
        let validator = ChainValidator(
            anchors: [root.certificate], revocationLists: [], revocationRule: .none)
        validator.checkAuthorities(among: [authority], at: Self.time)
        return validator.validate(leaf, intermediates: [authority], at: Self.time, for: .signatory)
    }

    @Test func `lead from a leaf to the anchor as before`() throws {
        let leaf = try authority.issue("Leaf", ChainValidatorTests.leaf).certificate
        let expected = ChainOutcome.trusted(chain: [leaf, authority.certificate, root.certificate])
        #expect(outcome(leaf, through: authority.certificate) == expected)
    }

    @Test func `lead nowhere when an authority's signature is not the anchor's`() throws {
        var der = authority.certificate.der
        der[der.count - 1] ^= 1
        let altered = Holder(key: authority.key, certificate: try Certificate(der: der))
        let leaf = try altered.issue("Leaf", ChainValidatorTests.leaf).certificate
        #expect(!outcome(leaf, through: altered.certificate).isTrusted)
    }

    @Test func `lead nowhere from a leaf that they did not sign`() throws {
        var der = try authority.issue("Leaf", ChainValidatorTests.leaf).certificate.der
        der[der.count - 1] ^= 1
        guard case .untrusted(.badSignature, _, _) = try outcome(Certificate(der: der), through: authority.certificate)
        else {
            Issue.record("an altered leaf is trusted")
            return
        }
    }

    @Test func `lead nowhere from what an end entity signed`() throws {
        let person = try authority.issue("Person", ChainValidatorTests.leaf)
        let leaf = try person.issue("Leaf", ChainValidatorTests.leaf).certificate
        let validator = ChainValidator(
            anchors: [root.certificate], revocationLists: [], revocationRule: .none)
        validator.checkAuthorities(among: [authority.certificate, person.certificate], at: Self.time)
        let chain = validator.validate(
            leaf, intermediates: [person.certificate, authority.certificate], at: Self.time, for: .signatory)
        #expect(!chain.isTrusted)
    }
}
