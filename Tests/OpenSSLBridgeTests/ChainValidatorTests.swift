import OpenSSLBridge
import TestSupport
import Testing

@Suite("ChainValidator")
struct ChainValidatorTests {
    /// A key pair with its certificate.
    struct Holder {
        let key: SigningKey
        let certificate: Certificate

        /// Certifies a new key.
        func issue(
            _ name: String, _ extensions: [CertificateExtension], algorithm: KeyAlgorithm = .p256
        ) throws -> Holder {
            let key = try SigningKey.generate(algorithm)
            let contents = CertificateContents(
                serialNumber: try SecureRandom.bytes(15) + [1], subject: CertificateTests.name(name), notBefore: 0,
                notAfter: 4_000_000_000,
                extensions: extensions + [.subjectKeyIdentifier, .authorityKeyIdentifier])
            let certificate = try Certificate.issue(
                contents, for: key.publicKey, by: IssuingKey(certificate: certificate, key: self.key, digest: .sha256))
            return Holder(key: key, certificate: certificate)
        }
    }

    static let authority: [CertificateExtension] = [
        .authority(pathLength: nil), .keyUsage([.keyCertSign, .cRLSign]),
        .certificatePolicies([ExtensionOID.anyPolicy]),
    ]
    static let leaf: [CertificateExtension] = [.endEntity, .keyUsage([.nonRepudiation])]

    let root: Holder

    init() throws {
        let key = try SigningKey.generate(.p256)
        root = Holder(key: key, certificate: try CertificateTests.root(key: key))
    }

    private func fault(
        _ leaf: Holder, through intermediates: [Holder] = [], policies: [String] = [],
        for purpose: ChainValidator.Purpose = .signatory, lists: [CertificateRevocationList]? = nil
    ) -> ChainOutcome.Fault? {
        let validator = ChainValidator(
            anchors: [root.certificate], revocationLists: lists ?? [],
            revocationRule: lists == nil ? .none : .requiredForCAs)
        let outcome = validator.validate(
            leaf.certificate, intermediates: intermediates.map(\.certificate), at: 1_772_442_000, for: purpose,
            policies: policies)
        if case .untrusted(let code, _, _) = outcome { return code }
        return nil
    }

    @Test func `what was found for one moment and one certificate is not taken for another`() throws {
        let intermediate = try root.issue("Authority", Self.authority)
        let leaf = try intermediate.issue("Leaf", Self.leaf)
        for _ in 0..<2 { #expect(fault(leaf, through: [intermediate]) == nil) }
        let validator = ChainValidator(anchors: [root.certificate], revocationLists: [], revocationRule: .none)
        for (time, expected) in [(-1, ChainOutcome.Fault.notYetValid), (4_000_000_000, .expired)]
            as [(Int64, ChainOutcome.Fault)]
        {
            let outcome = validator.validate(
                leaf.certificate, intermediates: [intermediate.certificate], at: time, for: .signatory)
            guard case .untrusted(let code, _, _) = outcome else {
                Issue.record("trusted at \(time)")
                continue
            }
            #expect(code == expected)
        }
        var der = leaf.certificate.der
        der[der.count - 1] ^= 1
        let altered = Holder(key: leaf.key, certificate: try Certificate(der: der))
        for _ in 0..<2 { #expect(fault(altered, through: [intermediate]) == .badSignature) }
        #expect(fault(try intermediate.issue("Other", Self.leaf), through: [intermediate]) == nil)
        #expect(fault(leaf, through: [intermediate], policies: ["2.999.1"]) == .policyNotAccepted)
    }

    @Test func `an end entity cannot certify`() throws {
        let intermediate = try root.issue("No authority", Self.leaf)
        #expect(fault(try intermediate.issue("Leaf", Self.leaf), through: [intermediate]) == .wrongUsage)
    }

    @Test func `an authority that may not sign certificates cannot certify`() throws {
        let intermediate = try root.issue("CRL only", [.authority(pathLength: nil), .keyUsage([.cRLSign])])
        #expect(fault(try intermediate.issue("Leaf", Self.leaf), through: [intermediate]) != nil)
    }

    @Test func `a path longer than an authority allows is refused`() throws {
        let first = try root.issue("First", [.authority(pathLength: 0), .keyUsage([.keyCertSign])])
        let second = try first.issue("Second", Self.authority)
        #expect(fault(try first.issue("Leaf", Self.leaf), through: [first]) == nil)
        #expect(fault(try second.issue("Leaf", Self.leaf), through: [first, second]) == .wrongUsage)
    }

    @Test func `an RSA key of 1024 bits is too weak, in leaf and authority`() throws {
        let weakLeaf = try root.issue("Leaf", Self.leaf, algorithm: .rsa(bits: 1024))
        #expect(fault(weakLeaf) == .weakCryptography)
        let weakAuthority = try root.issue("Authority", Self.authority, algorithm: .rsa(bits: 1024))
        #expect(fault(try weakAuthority.issue("Leaf", Self.leaf), through: [weakAuthority]) == .weakCryptography)
    }

    @Test func `an authority without anyPolicy does not pass on what it lacks`() throws {
        let intermediate = try root.issue(
            "Authority", [.authority(pathLength: 0), .keyUsage([.keyCertSign]), .certificatePolicies(["2.999.1"])])
        let leaf = try intermediate.issue("Leaf", Self.leaf + [.certificatePolicies(["2.999.1", "2.999.2"])])
        #expect(fault(leaf, through: [intermediate], policies: ["2.999.1"]) == nil)
        #expect(fault(leaf, through: [intermediate], policies: ["2.999.2"]) == .policyNotAccepted)
        #expect(fault(leaf, through: [intermediate], policies: ["not an identifier"]) == .other)
    }

    @Test(
        arguments: [
            [.endEntity], [.endEntity, .keyUsage([.keyEncipherment])],
            [.endEntity, .keyUsage([.digitalSignature]), .extendedKeyUsage(["1.3.6.1.5.5.7.3.1"], isCritical: false)],
        ] as [[CertificateExtension]])
    func `a leaf whose key is for something else did not sign`(extensions: [CertificateExtension]) throws {
        #expect(fault(try root.issue("Leaf", extensions)) == .wrongUsage)
    }

    @Test(
        arguments: [
            [.extendedKeyUsage([ExtensionOID.timeStamping], isCritical: false)],
            [.extendedKeyUsage([ExtensionOID.timeStamping, ExtensionOID.emailProtection], isCritical: true)],
            [],
        ] as [[CertificateExtension]])
    func `a time-stamping unit is nothing else`(extensions: [CertificateExtension]) throws {
        let unit = try root.issue("Unit", [.endEntity, .keyUsage([.digitalSignature])] + extensions)
        #expect(fault(unit, for: .timeStamping) == .wrongUsage)
        #expect(throws: OpenSSLError.self) {
            try TimeStampResponder(certificate: unit.certificate, key: unit.key, chain: [], policyOID: "2.999.1")
        }
    }

    @Test func `a time-stamping unit answers with its own key only`() throws {
        let unit = try root.issue(
            "Unit",
            [
                .endEntity, .keyUsage([.digitalSignature]),
                .extendedKeyUsage([ExtensionOID.timeStamping], isCritical: true),
            ])
        #expect(throws: OpenSSLError.self) {
            try TimeStampResponder(certificate: unit.certificate, key: root.key, chain: [], policyOID: "2.999.1")
        }
        #expect(throws: OpenSSLError.self) {
            try TimeStampResponder(
                certificate: unit.certificate, key: unit.key, chain: [], policyOID: "not an identifier")
        }
    }

    @Test func `a short-term mark frees a leaf from revocation, and never an authority`() throws {
        let marks: [CertificateExtension] = [.noRevocationAvailable, .validityAssuredShortTerm]
        #expect(fault(try root.issue("Leaf", Self.leaf), lists: []) == .revocationUnknown)
        for mark in marks { #expect(fault(try root.issue("Leaf", Self.leaf + [mark]), lists: []) == nil) }
        let marked = try root.issue("Authority", Self.authority + marks)
        #expect(
            fault(try marked.issue("Leaf", Self.leaf + marks), through: [marked], lists: []) == .revocationUnknown)
    }
}
