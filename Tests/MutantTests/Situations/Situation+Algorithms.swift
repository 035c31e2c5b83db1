import CMS
import Foundation
import OpenSSLBridge
import PAdESValidation
import TestSupport

extension Situation {
    private static let day = SituationBench.day

    /// Keys and digests, by policy and by date.
    static let algorithms: [Situation] = keys + forms + dates

    private static let keys: [Situation] = [
        key("RSA of 1,024 bits", .rsa(bits: 1_024), .cryptographicConstraintsFailure, .untrusted),
        key("RSA of 2,048 bits", .rsa(bits: 2_048), .cryptographicConstraintsFailure, .untrusted),
        key("RSA of 3,072 bits", .rsa(bits: 3_072), nil, .trusted),
        key("P-384", .p384, nil, .trusted),
        key("P-521", .p521, nil, .trusted),
        key(
            "RSA of 1,024 bits, by the general policy", .rsa(bits: 1_024), .cryptographicConstraintsFailure, .untrusted,
            .general),
        key("RSA of 2,048 bits, by the general policy", .rsa(bits: 2_048), nil, .trusted, .general),
    ]

    private static let forms: [Situation] = [
        form("RSA-PSS", nil, .trusted, key: .rsa(bits: 3_072)) { cms in
            cms.signatureAlgorithm = pss(salt: 32)
            cms.sign = { try $0.sign(message: $1, digest: .sha256, padding: .pss(saltByteCount: 32)) }
        },
        form(
            "RSA-PSS with a salt of another length than stated", .signatureCryptographicFailure, .undetermined,
            integrity: .broken, key: .rsa(bits: 3_072)
        ) {
            cms in
            cms.signatureAlgorithm = pss(salt: 20)
            cms.sign = { try $0.sign(message: $1, digest: .sha256, padding: .pss(saltByteCount: 32)) }
        },
        form(
            "RSA-PSS without parameters", .cryptographicConstraintsFailure, .undetermined, integrity: .undetermined,
            key: .rsa(bits: 3_072)
        ) { cms in
            cms.signatureAlgorithm = ASN1.algorithm(ObjectIdentifiers.rsaPSS)
            cms.sign = { try $0.sign(message: $1, digest: .sha256, padding: .pss(saltByteCount: 32)) }
        },
        form(
            "RSA said to be ECDSA", .cryptographicConstraintsFailure, .undetermined, integrity: .undetermined,
            key: .rsa(bits: 3_072)
        ) { _ in },
        form("ECDSA as two bare numbers", .signatureCryptographicFailure, .undetermined, integrity: .broken) { cms in
            cms.sign = { key, message in
                let numbers = Elements(of: try Elements(of: key.sign(message: message, digest: .sha256)).only().content)
                return numbers.elements.flatMap { element in
                    let digits = element.content.drop { $0 == 0 }
                    return [UInt8](repeating: 0, count: 32 - digits.count) + digits
                }
            }
        },
        form("Ed25519", nil, .trusted, key: .ed25519) { cms in
            cms.signatureAlgorithm = ASN1.algorithm("1.3.101.112")
        },
        form("ECDSA said to be Ed25519", .cryptographicConstraintsFailure, .undetermined, integrity: .undetermined) {
            $0.signatureAlgorithm = ASN1.algorithm("1.3.101.112")
        },
        form(
            "an algorithm that nobody here knows", .cryptographicConstraintsFailure, .undetermined,
            integrity: .undetermined
        ) {
            $0.signatureAlgorithm = ASN1.algorithm("1.2.3.4")
        },
    ]

    /// 2008-06-01 and 2010-06-01: SHA-1 was relied on until the end of 2008.
    private static let (goodYear, badYear) = (-6_749.0, -6_019.0)

    private static let dates: [Situation] = [
        sha1("SHA-1 when it was relied on", nil, .trusted, on: goodYear, stampedOn: goodYear + 1),
        sha1(
            "SHA-1 when it was not relied on any more", .cryptographicConstraintsFailure, .undetermined, on: badYear,
            stampedOn: badYear + 1),
        sha1(
            "SHA-1 of whatever time", .cryptographicConstraintsFailureNoProof, .undetermined, on: goodYear,
            stampedOn: nil),
        sha1(
            "SHA-1 when it was relied on, by the strict policy", .noSigningCertificateFound, .untrusted,
            integrity: .undetermined, on: goodYear, stampedOn: goodYear + 1, .strict),
    ]

    /// Signed by openssl, with certificates of that time.
    private static func sha1(
        _ name: String, _ subIndication: SubIndication?, _ identity: ValidationReport.Identity,
        integrity: ValidationReport.Integrity = .intact, on signedOn: Double, stampedOn: Double?,
        _ policy: ValidationPolicy = .general
    ) -> Situation {
        // Openssl signs a signing-time, and writes what it signs in its own way.
        Situation(
            name, subIndication, identity, integrity: integrity, level: nil,
            profile: policy == .general ? .general : .deviating
        ) { bench in
            let root = try SituationBench.make(SituationBench.authority("Old root", from: -8_000, to: 7_300), by: nil)
            var plan = SituationBench.authority("Old issuing", from: -7_990, to: 7_000)
            plan.extensions.append(.authorityKeyIdentifier)
            let issuing = try SituationBench.make(plan, by: root)
            let unit = try SituationBench.make(SituationBench.unit("Old unit", from: -7_990, to: 7_000), by: root)
            var leafPlan = SituationBench.leafPlan(bench.workshop, from: signedOn - 1, to: 10)
            leafPlan.extensions.append(.noRevocationAvailable)
            let leaf = try SituationBench.make(leafPlan, by: issuing)
            var bytes = try bench.signByOpenSSL(leaf, issuer: issuing.certificate, digest: "sha1")
            if let stampedOn {
                let list = try bench.list(by: root, from: day(stampedOn - 0.5))
                bytes = try bench.archive(bytes, by: unit, at: day(stampedOn), lists: [list])
            }
            let trust = try bench.trust(root: root, lists: [bench.list(by: root, from: day(0.4))])
            return SituationCase(bytes: bytes, trust: trust, now: day(0.5), policy: policy)
        }
    }

    private static func pss(salt: UInt8) -> [UInt8] {
        let digest = ASN1.algorithm(ObjectIdentifiers.sha256, ASN1.null)
        return ASN1.algorithm(
            ObjectIdentifiers.rsaPSS,
            ASN1.sequence(
                ASN1.context(0, digest), ASN1.context(1, ASN1.algorithm("1.2.840.113549.1.1.8", digest)),
                ASN1.context(2, ASN1.integer([salt]))))
    }

    private static func key(
        _ name: String, _ algorithm: KeyAlgorithm, _ subIndication: SubIndication?,
        _ identity: ValidationReport.Identity, _ policy: ValidationPolicy = .strict
    ) -> Situation {
        Situation(name, subIndication, identity, profile: policy == .general ? .general : .conforming) { bench in
            let isRSA = algorithm.matchingDigest == .sha256 && algorithm != .p256
            let bytes = try bench.sign(bench.leaf { $0.key = algorithm }, stampedBy: bench.unit) {
                guard isRSA else { return }
                $0.signatureAlgorithm = ASN1.algorithm(ObjectIdentifiers.sha256WithRSA, ASN1.null)
            }
            return SituationCase(
                bytes: bytes, trust: try bench.trust(lists: bench.currentLists(at: day(0.5))), now: day(0.5),
                policy: policy)
        }
    }

    private static func form(
        _ name: String, _ subIndication: SubIndication?, _ identity: ValidationReport.Identity,
        integrity: ValidationReport.Integrity = .intact, key: KeyAlgorithm = .p256,
        _ alter: @escaping @Sendable (inout CraftedCMS) throws -> Void
    ) -> Situation {
        Situation(name, subIndication, identity, integrity: integrity) { bench in
            let bytes = try bench.sign(bench.leaf { $0.key = key }, stampedBy: bench.unit, alter)
            return SituationCase(
                bytes: bytes, trust: try bench.trust(lists: bench.currentLists(at: day(0.5))), now: day(0.5))
        }
    }
}
