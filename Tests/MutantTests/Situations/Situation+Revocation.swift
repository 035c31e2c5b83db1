import CMS
import Foundation
import OpenSSLBridge
import PAdESValidation
import TestSupport

extension Situation {
    private static let day = SituationBench.day
    private static let now = SituationBench.day(0.5)

    /// Where the word about revocation comes from, and whether it counts.
    static let revocation: [Situation] = lists + responses + responders + embedded

    private static let lists: [Situation] = [
        leafList("no list of the issuing authority", .tryLater, .undetermined) { _ in [] },
        leafList("a list of the issuing authority by another key", .tryLater, .undetermined) { bench in
            let plan = SituationBench.authority("Situations issuing", from: -1_000, to: 2_000)
            return [try bench.list(by: SituationBench.make(plan, by: nil), from: now - 60)]
        },
        leafList("a list with a byte changed", .tryLater, .undetermined) { bench in
            var list = try bench.list(by: bench.issuing, from: now - 60)
            list[list.count - 1] ^= 1
            return [list]
        },
        leafList("a list of the root about somebody else's certificates", .tryLater, .undetermined) { bench in
            [try bench.list(by: bench.root, from: now - 30)]
        },
        leafList("a list that had run out before the signature", .tryLater, .undetermined) { bench in
            [try bench.list(by: bench.issuing, from: day(-2), to: day(-1))]
        },
        leafList("a list from before the signature that has run out since", .tryLater, .undetermined) { bench in
            [try bench.list(by: bench.issuing, from: day(-1), to: day(0.1))]
        },
        leafList("a list from after the signature that has run out since", nil, .trusted) { bench in
            [try bench.list(by: bench.issuing, from: day(0.1), to: day(0.2))]
        },
        leafList("a list from before the signature that still holds", nil, .trusted) { bench in
            [try bench.list(by: bench.issuing, from: day(-1), to: day(5))]
        },
        leafList("a list of the future", .tryLater, .undetermined) { bench in
            [try bench.list(by: bench.issuing, from: now + 3_600)]
        },
        listWith("a list of changes only", "2.5.29.27", .tryLater, .undetermined, value: ASN1.integer([1])),
        listWith(
            "a list with an extension that must be understood", "1.2.3.4", .tryLater, .undetermined, value: ASN1.null),
        listWith(
            "a list that names others' certificates too", "2.5.29.28", .tryLater, .undetermined,
            value: ASN1.sequence(ASN1.element(0x84, [0xFF]))),
        listWith(
            "a list of some reasons only", "2.5.29.28", .tryLater, .undetermined,
            value: ASN1.sequence(ASN1.element(0x83, [1, 0x40]))),
        listWith(
            "a list of authorities only", "2.5.29.28", .tryLater, .undetermined,
            value: ASN1.sequence(ASN1.element(0x82, [0xFF]))),
        listWith(
            "a list of end entities only", "2.5.29.28", nil, .trusted, value: ASN1.sequence(ASN1.element(0x81, [0xFF]))),
        listWith(
            "a list for a place that the certificate does not name", "2.5.29.28", .tryLater, .undetermined,
            value: ASN1.sequence(
                ASN1.context(0, ASN1.context(0, ASN1.element(0x86, Array("http://a.example/1.crl".utf8)))))),
        Situation("a list with an entry that must be understood", .tryLater, .undetermined) { bench in
            let critical = ASN1.certificateExtension("1.2.3.4", isCritical: true, ASN1.null)
            let entry = ASN1.sequence(ASN1.integer([9]), ASN1.utcTime(day(-1)), ASN1.element(0x30, critical))
            let list = try CraftedList(
                issuer: bench.issuing, thisUpdate: now - 60, nextUpdate: day(9), entries: [entry]
            ).der()
            return try with(bench, lists: [list])
        },
        Situation("no list of the root", .tryLater, .undetermined, stamp: .tryLater) { bench in
            let trust = try bench.trust(lists: [bench.list(by: bench.issuing, from: now - 60)])
            return SituationCase(bytes: try bench.sign(stampedBy: bench.unit), trust: trust, now: now)
        },
    ]

    private static let responses: [Situation] = [
        answered("an OCSP answer that the certificate is good", nil, .trusted) { _, _ in },
        answered("an OCSP answer named by SHA-256", nil, .trusted) { _, response in response.digest = .sha256 },
        answered("an OCSP answer of a revocation before", .revoked, .revoked) { _, response in
            response.status = .revoked(day(-0.1), reason: 1)
        },
        answered("an OCSP answer of a revocation after", nil, .trusted) { _, response in
            response.status = .revoked(day(0.1), reason: 1)
        },
        answered("an OCSP answer that the certificate is unknown", .tryLater, .undetermined) { _, response in
            response.status = .unknown
        },
        answered("an OCSP answer about another certificate", .tryLater, .undetermined) { bench, response in
            let other = try bench.leaf { _ in }
            response = CraftedOCSP(
                subject: other.certificate, issuer: bench.issuing.certificate, responder: bench.issuing,
                thisUpdate: now - 60, nextUpdate: day(9))
        },
        answered("an OCSP answer signed by another key", .tryLater, .undetermined) { _, response in
            response.sign = { _, message in try SigningKey.generate(.p256).sign(message: message, digest: .sha256) }
        },
        answered("an OCSP answer from before the signature that has run out", .tryLater, .undetermined) { _, response in
            (response.thisUpdate, response.nextUpdate) = (day(-1), day(-0.5))
        },
        answered("an OCSP answer from before the signature that says no end", .tryLater, .undetermined) { _, response in
            (response.thisUpdate, response.nextUpdate) = (day(-1), nil)
        },
        answered("an OCSP answer from after the signature that has run out", nil, .trusted) { _, response in
            (response.thisUpdate, response.nextUpdate) = (day(0.1), nil)
        },
        answered("an OCSP answer about a time after it was made", .tryLater, .undetermined) { _, response in
            response.producedAt = day(0.1)
        },
        answered("an OCSP answer with an extension that must be understood", .tryLater, .undetermined) { _, response in
            response.extensions = [ASN1.certificateExtension("1.2.3.4", isCritical: true, ASN1.null)]
        },
    ]

    private static let responders: [Situation] = [
        delegated("an OCSP answer of a responder that the issuer appointed", nil, .trusted) { _ in },
        delegated("an OCSP answer of somebody who is no responder", .tryLater, .undetermined) {
            $0.replaceExtendedKeyUsage([ExtensionOID.emailProtection])
        },
        delegated("an OCSP answer of a responder that was not valid yet", .tryLater, .undetermined) {
            $0 = SituationBench.dated($0, 0.6, 9)
        },
        Situation("an OCSP answer of a responder that the root appointed", .tryLater, .undetermined) { bench in
            let responder = try SituationBench.make(responderPlan(), by: bench.root)
            return try with(bench, responses: [delegatedAnswer(bench, by: responder)])
        },
        Situation("an OCSP answer of a responder by itself", .tryLater, .undetermined) { bench in
            let responder = try SituationBench.make(responderPlan(), by: nil)
            return try with(bench, responses: [delegatedAnswer(bench, by: responder)])
        },
        Situation("an OCSP answer of another signatory", .tryLater, .undetermined) { bench in
            try with(bench, responses: [delegatedAnswer(bench, by: bench.leaf)])
        },
    ]

    private static let embedded: [Situation] = [
        Situation("a list in the signature", nil, .trusted, level: .baselineT, profile: .deviating) { bench in
            let list = try bench.list(by: bench.issuing, from: day(-0.1))
            return try with(bench, bytes: bench.sign(stampedBy: bench.unit) { $0.revocationLists = [list] })
        },
        Situation(
            "an OCSP answer under the signature, in Adobe's attribute", nil, .trusted, level: .baselineT,
            profile: .deviating
        ) { bench in
            let response = try bench.ocsp(from: day(-0.1))
            let archival = ASN1.sequence(ASN1.context(1, ASN1.sequence(response)))
            let bytes = try bench.sign(stampedBy: bench.unit) {
                $0.attributes.append(("1.2.840.113583.1.1.8", archival))
            }
            return try with(bench, bytes: bytes)
        },
        Situation("a forged list in the validation data", .tryLater, .undetermined, level: .baselineT) { bench in
            let plan = SituationBench.authority("Situations issuing", from: -1_000, to: 2_000)
            let forged = try bench.list(by: SituationBench.make(plan, by: nil), from: day(0.1))
            let bytes = try bench.archive(bench.sign(stampedBy: bench.unit), at: day(0.2), lists: [forged])
            return try with(bench, bytes: bytes)
        },
        Situation("lists in the validation data and nowhere else", nil, .trusted, level: .baselineLTA) { bench in
            let lists = [
                try bench.list(by: bench.root, from: day(0.1)), try bench.list(by: bench.issuing, from: day(0.1)),
            ]
            let bytes = try bench.archive(bench.sign(stampedBy: bench.unit), at: day(0.2), lists: lists)
            return SituationCase(bytes: bytes, trust: try bench.trust(), now: now)
        },
        Situation("lists that were current when they were archived, long ago", nil, .trusted, level: .baselineLTA) {
            bench in
            // Made before the signature and run out by now: what counts is the day on which both were stamped.
            let lists = [
                try bench.list(by: bench.root, from: day(-5)), try bench.list(by: bench.issuing, from: day(-5)),
            ]
            let bytes = try bench.archive(bench.sign(stampedBy: bench.unit), at: day(0.2), lists: lists)
            let trust = try bench.trust(lists: [bench.list(by: bench.root, from: day(600))])
            return SituationCase(bytes: bytes, trust: trust, now: day(601))
        },
    ]

    /// The signature with current lists of the root, and other things besides.
    static func with(
        _ bench: SituationBench, bytes: [UInt8]? = nil, lists: [[UInt8]] = [], responses: [[UInt8]] = []
    ) throws -> SituationCase {
        let trust = try bench.trust(lists: [bench.list(by: bench.root, from: now - 60)] + lists, responses: responses)
        return SituationCase(bytes: try bytes ?? bench.sign(stampedBy: bench.unit), trust: trust, now: now)
    }

    private static func leafList(
        _ name: String, _ subIndication: SubIndication?, _ identity: ValidationReport.Identity,
        _ lists: @escaping @Sendable (SituationBench) throws -> [[UInt8]]
    ) -> Situation {
        Situation(name, subIndication, identity) { try with($0, lists: lists($0)) }
    }

    private static func listWith(
        _ name: String, _ oid: String, _ subIndication: SubIndication?, _ identity: ValidationReport.Identity,
        value: [UInt8]
    ) -> Situation {
        leafList(name, subIndication, identity) { bench in
            let one = ASN1.certificateExtension(oid, isCritical: true, value)
            return [
                try CraftedList(issuer: bench.issuing, thisUpdate: now - 60, nextUpdate: day(9), extensions: [one])
                    .der()
            ]
        }
    }

    private static func answered(
        _ name: String, _ subIndication: SubIndication?, _ identity: ValidationReport.Identity,
        _ alter: @escaping @Sendable (SituationBench, inout CraftedOCSP) throws -> Void
    ) -> Situation {
        Situation(name, subIndication, identity) { bench in
            var response = CraftedOCSP(
                subject: bench.leaf.certificate, issuer: bench.issuing.certificate, responder: bench.issuing,
                thisUpdate: now - 60, nextUpdate: day(9))
            try alter(bench, &response)
            return try with(bench, responses: [response.der()])
        }
    }

    private static func responderPlan() -> CertificatePlan {
        var plan = SituationBench.unit("Responder", from: -30, to: 30)
        plan.replaceExtendedKeyUsage([ExtensionOID.ocspSigning])
        plan.extensions.append(.noRevocationAvailable)
        return plan
    }

    private static func delegatedAnswer(_ bench: SituationBench, by responder: SituationBench.Holder) throws -> [UInt8]
    {
        try bench.ocsp(by: responder, from: now - 60) { $0.certificates = [responder.certificate.der] }
    }

    private static func delegated(
        _ name: String, _ subIndication: SubIndication?, _ identity: ValidationReport.Identity,
        _ alter: @escaping @Sendable (inout CertificatePlan) -> Void
    ) -> Situation {
        Situation(name, subIndication, identity) { bench in
            var plan = responderPlan()
            alter(&plan)
            let responder = try SituationBench.make(plan, by: bench.issuing)
            return try with(bench, responses: [delegatedAnswer(bench, by: responder)])
        }
    }
}
