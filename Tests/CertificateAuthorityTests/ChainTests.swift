import CertificateAuthority
import Foundation
import OpenSSLBridge
import Parties
import TestSupport
import Testing

@Suite("Chains of the infrastructure")
struct ChainTests {
    let authority: TestAuthority
    let now = Int64(TestAuthority.now.timeIntervalSince1970)

    init() throws { authority = try TestAuthority.shared.get() }

    private func validate(
        _ leaf: Certificate, at time: Int64? = nil, for purpose: ChainValidator.Purpose = .signatory,
        policies: [String] = [], validator: ChainValidator? = nil
    ) -> ChainOutcome {
        (validator ?? authority.trust.validator())
            .validate(
                leaf, intermediates: [authority.trust.issuingAuthority], at: time ?? now, for: purpose,
                policies: policies)
    }

    private func fault(_ outcome: ChainOutcome) -> ChainOutcome.Fault? {
        if case .untrusted(let code, _, _) = outcome { code } else { nil }
    }

    @Test func `a leaf of another root with the same name is not trusted`() throws {
        let foreign = try TestAuthority()
        #expect(foreign.trust.anchors[0].subject == authority.trust.anchors[0].subject)
        let leaf = try foreign.signatory(.student).certificate
        let outcome = authority.trust.validator()
            .validate(leaf, intermediates: [foreign.trust.issuingAuthority], at: now, for: .signatory)
        #expect([.noAnchor, .badSignature].contains(fault(outcome)))
        // Nor is the foreign root trusted by being handed in.
        let withRoot = authority.trust.validator()
            .validate(
                leaf, intermediates: [foreign.trust.issuingAuthority] + foreign.trust.anchors, at: now, for: .signatory)
        #expect(!withRoot.isTrusted)
    }

    @Test func `without anchors or without the issuing CA nobody is trusted`() throws {
        let leaf = try authority.signatory(.student).certificate
        let none = ChainValidator(anchors: [], revocationLists: [], revocationRule: .none)
        #expect(fault(validate(leaf, validator: none)) == .noAnchor)
        let alone = authority.trust.validator().validate(leaf, intermediates: [], at: now, for: .signatory)
        #expect(fault(alone) == .noAnchor)
    }

    @Test func `a leaf is valid in its minutes only`() throws {
        let leaf = try authority.signatory(.student).certificate
        #expect(fault(validate(leaf, at: now - 61)) == .notYetValid)
        #expect(validate(leaf, at: now - 60).isTrusted)
        #expect(validate(leaf, at: now + 599).isTrusted)
        #expect(fault(validate(leaf, at: now + 600)) == .expired)
    }

    @Test func `a leaf of which one byte was changed is not trusted`() throws {
        var der = try authority.signatory(.student).certificate.der
        let index = try #require(der.firstRange(of: Array("Diallo".utf8))?.lowerBound)
        der[index] = UInt8(ascii: "G")
        #expect(fault(validate(try Certificate(der: der))) == .badSignature)
    }

    @Test(arguments: Signatory.Role.allCases, Signatory.Role.allCases)
    func `a leaf is valid for the policy of its own role only`(role: Signatory.Role, asked: Signatory.Role) throws {
        let leaf = try authority.signatory(role, identification: .smsCode).certificate
        let arc = PolicyArc.demo
        let outcome = validate(leaf, policies: [arc.oid(of: asked), arc.oid(of: .smsCode)])
        #expect(outcome.isTrusted == (role == asked))
        if role != asked { #expect(fault(outcome) == .policyNotAccepted) }
    }

    @Test func `every policy asked for is needed, not one of them`() throws {
        let leaf = try authority.signatory(.student, identification: .emailCode).certificate
        let arc = PolicyArc.demo
        #expect(validate(leaf, policies: [arc.oid(of: .student), arc.oid(of: .emailCode)]).isTrusted)
        #expect(
            fault(validate(leaf, policies: [arc.oid(of: .student), arc.oid(of: .smsCode)])) == .policyNotAccepted)
    }

    @Test func `a certificate serves its own purpose only`() throws {
        let (trust, leaf) = (authority.trust, try authority.signatory(.student).certificate)
        #expect(fault(validate(trust.timeStampingUnit, for: .signatory)) == .wrongUsage)
        #expect(fault(validate(leaf, for: .timeStamping)) == .wrongUsage)
        #expect(fault(validate(trust.issuingAuthority, for: .signatory)) == .wrongUsage)
        #expect(fault(validate(trust.anchors[0], for: .seal)) == .wrongUsage)
        #expect(validate(trust.timeStampingUnit, for: .timeStamping).isTrusted)
        #expect(validate(trust.seal, for: .seal).isTrusted)
    }

    @Test func `the chain goes from leaf to anchor`() throws {
        let leaf = try authority.signatory(.student).certificate
        #expect(
            validate(leaf) == .trusted(chain: [leaf, authority.trust.issuingAuthority, authority.trust.anchors[0]]))
    }

    @Test func `openssl agrees on role, time and anchor`() throws {
        let leaf = try authority.signatory(.employer).certificate
        let directory = try TemporaryDirectory()
        let path = try directory.write("leaf.pem", leaf.pem)
        let foreign = try TestAuthority()
        func judge(_ policy: String, at time: Int64, root: String = authority.trustPath) throws -> Command.Result {
            try Command.run(
                "openssl", "verify", "-x509_strict", "-policy", policy, "-explicit_policy", "-attime", "\(time)",
                "-CAfile", "\(root)/root.pem", "-untrusted", "\(authority.trustPath)/issuing-ca.pem", path)
        }
        let arc = PolicyArc.demo
        let accepted = try judge(arc.oid(of: .employer), at: now)
        #expect(accepted.succeeded, "\(accepted.output)")
        for role in Signatory.Role.allCases where role != .employer {
            #expect(try !judge(arc.oid(of: role), at: now).succeeded)
        }
        #expect(try !judge(arc.oid(of: .employer), at: now + 601).succeeded)
        #expect(try !judge(arc.oid(of: .employer), at: now, root: foreign.trustPath).succeeded)
    }

    @Test(arguments: ["issuing-ca.pem", "tsu.pem", "seal.pem"])
    func `openssl accepts what the root certified, beside its list`(file: String) throws {
        let result = try Command.run(
            "openssl", "verify", "-x509_strict", "-crl_check_all", "-attime", "\(now)", "-CAfile",
            "\(authority.trustPath)/root.pem", "-CRLfile", "\(authority.trustPath)/root.crl",
            "\(authority.trustPath)/\(file)")
        #expect(result.succeeded, "\(result.output)")
    }
}
