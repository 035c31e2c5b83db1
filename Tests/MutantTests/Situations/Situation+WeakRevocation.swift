import CMS
import Foundation
import OpenSSLBridge
import PAdESValidation
import TestSupport

extension Situation {
    private static let day = SituationBench.day
    private static let now = SituationBench.day(0.5)

    /// Lists and answers that anybody might have made up, because a digest or a key under them is weak: they prove no
    /// innocence, but what they say against somebody counts.
    static let weakRevocation: [Situation] = [
        list("a list of today signed with SHA-1", .cryptographicConstraintsFailure, .undetermined),
        list(
            "a list of today signed with SHA-1, by the general policy", .cryptographicConstraintsFailureNoProof,
            .undetermined, .general),
        list("a revocation in a list signed with SHA-1", .revoked, .revoked) { bench in
            let serial = try CertificateParts(bench.leaf.certificate).serialNumber
            return [ASN1.sequence(serial, ASN1.utcTime(day(-0.1)))]
        },
        Situation("a list of today signed with SHA-1 beside a good one", nil, .trusted) { bench in
            try with(
                bench, lists: [weakList(bench).der(), bench.list(by: bench.issuing, from: now - 60)])
        },
        Situation(
            "an OCSP answer of today signed with SHA-1", .cryptographicConstraintsFailure, .undetermined
        ) { bench in
            let response = try bench.ocsp(from: now - 60) {
                $0.algorithm = WeakSignature.ecdsaWithSHA1
                $0.sign = WeakSignature.sha1
            }
            return try with(bench, responses: [response])
        },
        Situation(
            "an OCSP answer of a responder with a key of RSA with 1,024 bits", .cryptographicConstraintsFailure,
            .undetermined
        ) { bench in try with(bench, responses: [answer(bench, byRSAOf: 1_024)]) },
        Situation("an OCSP answer of a responder with a key of RSA with 3,072 bits", nil, .trusted) { bench in
            try with(bench, responses: [answer(bench, byRSAOf: 3_072)])
        },
        // Without parameters for the digest RSASSA-PSS means SHA-1. Source: RFC 4055 §3.1.
        Situation(
            "a list of today signed with RSA-PSS and SHA-1", .cryptographicConstraintsFailure, .undetermined
        ) { bench in
            try byRSA(
                bench, ASN1.algorithm(ObjectIdentifiers.rsaPSS, ASN1.sequence([])), sign: WeakSignature.pssWithSHA1)
        },
        Situation(
            "a list of today signed with a digest that is not known", .cryptographicConstraintsFailure, .undetermined
        ) { bench in
            try byRSA(bench, ASN1.algorithm("1.3.36.3.3.1.2", ASN1.null), sign: WeakSignature.ripemd160)
        },
        Situation("a list of today signed with RSA-PSS and SHA-256", nil, .trusted) { bench in
            let digest = ASN1.algorithm(ObjectIdentifiers.sha256, ASN1.null)
            let parameters = ASN1.sequence(
                ASN1.context(0, digest), ASN1.context(1, ASN1.algorithm("1.2.840.113549.1.1.8", digest)),
                ASN1.context(2, ASN1.integer([32])))
            return try byRSA(bench, ASN1.algorithm(ObjectIdentifiers.rsaPSS, parameters)) {
                try $0.sign(message: $1, digest: .sha256, padding: .pss(saltByteCount: 32))
            }
        },
    ]

    /// Signed under an issuing authority with an RSA key, whose list is signed as told.
    private static func byRSA(
        _ bench: SituationBench, _ algorithm: [UInt8], sign: @escaping @Sendable (SigningKey, [UInt8]) throws -> [UInt8]
    ) throws -> SituationCase {
        var plan = SituationBench.authority("Issuing by RSA", from: -1_000, to: 2_000)
        plan.extensions.append(.authorityKeyIdentifier)
        plan.key = .rsa(bits: 3_072)
        let issuing = try SituationBench.make(plan, by: bench.root)
        let leaf = try SituationBench.make(SituationBench.leafPlan(bench.workshop), by: issuing)
        let list = CraftedList(
            issuer: issuing, thisUpdate: now - 60, nextUpdate: day(9),
            algorithm: algorithm, sign: sign)
        let bytes = try bench.sign(leaf, stampedBy: bench.unit, chain: [issuing.certificate.der])
        return try with(bench, bytes: bytes, lists: [list.der()])
    }

    private static func list(
        _ name: String, _ subIndication: SubIndication?, _ identity: ValidationReport.Identity,
        _ policy: ValidationPolicy = .strict,
        entries: @escaping @Sendable (SituationBench) throws -> [[UInt8]] = { _ in [] }
    ) -> Situation {
        Situation(name, subIndication, identity, profile: policy == .general ? .general : .conforming) { bench in
            var list = weakList(bench)
            list.entries = try entries(bench)
            var made = try with(bench, lists: [list.der()])
            made.policy = policy
            return made
        }
    }

    private static func weakList(_ bench: SituationBench) -> CraftedList {
        CraftedList(
            issuer: bench.issuing, thisUpdate: now - 60, nextUpdate: day(9), algorithm: WeakSignature.ecdsaWithSHA1,
            sign: WeakSignature.sha1)
    }

    private static func answer(_ bench: SituationBench, byRSAOf bits: Int) throws -> [UInt8] {
        var plan = SituationBench.unit("Responder", from: -30, to: 30)
        plan.replaceExtendedKeyUsage([ExtensionOID.ocspSigning])
        plan.extensions.append(.noRevocationAvailable)
        plan.key = .rsa(bits: bits)
        let responder = try SituationBench.make(plan, by: bench.issuing)
        return try bench.ocsp(by: responder, from: now - 60) {
            $0.certificates = [responder.certificate.der]
            $0.algorithm = ASN1.algorithm(ObjectIdentifiers.sha256WithRSA, ASN1.null)
        }
    }
}
