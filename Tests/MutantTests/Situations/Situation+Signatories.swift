import CMS
import Foundation
import OpenSSLBridge
import PAdESValidation
import TestSupport

extension Situation {
    private static let day = SituationBench.day

    /// The signatory's certificate and its issuer: expired, revoked, unknown.
    static let signatories: [Situation] = expiry + revokedLeaf + revokedAuthority + middleAuthority + issuers

    private static let expiry: [Situation] = [
        Situation("a certificate that is good, and a proven time", nil, .trusted) { bench in
            try checked(bench, at: day(0.5))
        },
        Situation("an expired certificate, and a proven time", nil, .trusted) { bench in
            let bytes = try bench.sign(stampedBy: bench.unit)
            let lists = [
                try bench.list(by: bench.root, from: day(29)), try bench.list(by: bench.issuing, from: day(0.9)),
            ]
            return SituationCase(bytes: bytes, trust: try bench.trust(lists: lists), now: day(30))
        },
        Situation("an expired short-term certificate, and a proven time", nil, .trusted) { bench in
            let bytes = try bench.sign(bench.shortTermLeaf(), stampedBy: bench.unit)
            let trust = try bench.trust(lists: [bench.list(by: bench.root, from: day(29))])
            return SituationCase(bytes: bytes, trust: trust, now: day(30))
        },
        Situation(
            "an expired certificate, and no proven time", .outOfBoundsNoProof, .expired, level: .baselineB,
            profile: .deviating
        ) { bench in
            let bytes = try bench.sign(bench.shortTermLeaf(), stampedBy: nil)
            return SituationCase(
                bytes: bytes, trust: try bench.trust(lists: bench.currentLists(at: day(30))), now: day(30))
        },
        Situation(
            "a certificate that is still good, and no proven time", nil, .undetermined, level: .baselineB,
            profile: .deviating
        ) { bench in
            let bytes = try bench.sign(stampedBy: nil)
            return SituationCase(
                bytes: bytes, trust: try bench.trust(lists: bench.currentLists(at: day(0.5))), now: day(0.5))
        },
        Situation("a time that is proven to be after the end of the certificate", .expired, .expired) { bench in
            let bytes = try bench.sign(bench.shortTermLeaf(), stampedBy: bench.unit, at: day(2))
            return SituationCase(
                bytes: bytes, trust: try bench.trust(lists: bench.currentLists(at: day(3))), now: day(3))
        },
        Situation("a time that is proven to be before the certificate", .notYetValid, .untrusted) { bench in
            let bytes = try bench.sign(bench.shortTermLeaf(), stampedBy: bench.unit, at: day(-2))
            return SituationCase(
                bytes: bytes, trust: try bench.trust(lists: bench.currentLists(at: day(0.5))), now: day(0.5))
        },
        Situation("a list about an expired certificate that was made after its end", .tryLater, .undetermined) {
            bench in
            // Source: RFC 5280 §3.3: after its end a certificate may be left out.
            try checked(bench, at: day(30))
        },
        Situation("the same, when the list keeps who has expired", nil, .trusted) { bench in
            let keeps = ASN1.certificateExtension("2.5.29.60", isCritical: false, ASN1.generalizedTime(day(-1_000)))
            let list = try CraftedList(
                issuer: bench.issuing, thisUpdate: day(29), nextUpdate: day(60), extensions: [keeps]
            ).der()
            let trust = try bench.trust(lists: [bench.list(by: bench.root, from: day(29)), list])
            return SituationCase(bytes: try bench.sign(stampedBy: bench.unit), trust: trust, now: day(30))
        },
    ]

    private static let revokedLeaf: [Situation] = [
        revoking("a certificate revoked before the proven time", .revoked, .revoked) { bench in
            [bench.entry(bench.leaf, on: day(-0.1), .keyCompromise)]
        },
        revoking("a certificate revoked after the proven time", nil, .trusted) { bench in
            [bench.entry(bench.leaf, on: day(0.1), .keyCompromise)]
        },
        revoking("a certificate revoked at the proven time", .revoked, .revoked) { bench in
            [bench.entry(bench.leaf, on: day(0))]
        },
        revoking("a certificate revoked later, whose key had been stolen before", .revoked, .revoked) { bench in
            [bench.entry(bench.leaf, on: day(0.1), .keyCompromise, invalidSince: day(-0.1))]
        },
        revoking("a certificate on hold", .revoked, .revoked) { bench in
            [bench.entry(bench.leaf, on: day(-0.1), .certificateHold)]
        },
        Situation("a certificate that was on hold and is free again", nil, .trusted) { bench in
            let hold = try bench.list(
                by: bench.issuing, revoking: [bench.entry(bench.leaf, on: day(-0.5), .certificateHold)], from: day(-0.4)
            )
            let trust = try bench.trust(lists: [hold] + bench.currentLists(at: day(0.5)))
            return SituationCase(bytes: try bench.sign(stampedBy: bench.unit), trust: trust, now: day(0.5))
        },
        Situation(
            "a revoked certificate, and no proven time", .revokedNoProof, .revoked, level: .baselineB,
            profile: .deviating
        ) { bench in
            let list = try bench.list(
                by: bench.issuing, revoking: [bench.entry(bench.leaf, on: day(0.1))], from: day(0.2))
            let trust = try bench.trust(lists: [bench.list(by: bench.root, from: day(0.2)), list])
            return SituationCase(bytes: try bench.sign(stampedBy: nil), trust: trust, now: day(0.5))
        },
        Situation("a revocation that an old list knows and a newer one has forgotten", .revoked, .revoked) { bench in
            let old = try bench.list(
                by: bench.issuing, revoking: [bench.entry(bench.leaf, on: day(-0.5))], from: day(-0.4))
            let trust = try bench.trust(lists: [old] + bench.currentLists(at: day(0.5)))
            return SituationCase(bytes: try bench.sign(stampedBy: bench.unit), trust: trust, now: day(0.5))
        },
        Situation("a revocation that was published after the moment of validation", nil, .trusted) { bench in
            let later = try bench.list(
                by: bench.issuing, revoking: [bench.entry(bench.leaf, on: day(-0.1))], from: day(0.6))
            let trust = try bench.trust(lists: [later] + bench.currentLists(at: day(0.5)))
            return SituationCase(bytes: try bench.sign(stampedBy: bench.unit), trust: trust, now: day(0.5))
        },
    ]

    private static let revokedAuthority: [Situation] = [
        authorityRevoked(
            "an issuing authority revoked before the proven time", .revokedAuthorityNoProof, .revoked, on: -1),
        authorityRevoked("an issuing authority revoked after the proven time", nil, .trusted, on: 5),
        authorityRevoked(
            "an issuing authority revoked later, whose key had been stolen before", .revokedAuthorityNoProof, .revoked,
            on: 5, invalidSince: -1),
        Situation("an issuing authority revoked later, and its list seen only afterwards", .noProof, .undetermined) {
            bench in
            // Whoever stole the key could have written that list, with any date.
            let lists = [try revokedIssuing(bench, on: day(5)), try bench.list(by: bench.issuing, from: day(0.9))]
            return SituationCase(
                bytes: try bench.sign(stampedBy: bench.unit), trust: try bench.trust(lists: lists), now: day(30))
        },
        Situation(
            "an issuing authority revoked later, and its list archived before", nil, .trusted, level: .baselineLTA
        ) { bench in
            let lists = [
                try bench.list(by: bench.root, from: day(0.9)), try bench.list(by: bench.issuing, from: day(0.9)),
            ]
            let bytes = try bench.archive(bench.sign(stampedBy: bench.unit), at: day(1), lists: lists)
            let trust = try bench.trust(lists: [revokedIssuing(bench, on: day(5))])
            return SituationCase(bytes: bytes, trust: trust, now: day(30))
        },
    ]

    /// Whoever stole the upper authority's key could have made the middle one afterwards, with any date.
    private static let middleAuthority: [Situation] = [
        Situation(
            "an upper authority revoked later, and nothing proves that the middle one is older", .noProof, .undetermined
        ) { bench in
            let chain = try MiddleAuthority(bench)
            let lists = [try chain.rootList(), try bench.list(by: chain.upper, from: day(0.9))]
            return SituationCase(bytes: try chain.signed(), trust: try bench.trust(lists: lists), now: day(30))
        },
        Situation(
            "an upper authority revoked later, and the middle one archived before", nil, .trusted, level: .baselineLTA
        ) { bench in
            let chain = try MiddleAuthority(bench)
            let lists = [
                try bench.list(by: bench.root, from: day(0.9)), try bench.list(by: chain.upper, from: day(0.9)),
            ]
            let bytes = try bench.archive(chain.signed(), at: day(1), lists: lists)
            return SituationCase(bytes: bytes, trust: try bench.trust(lists: [chain.rootList()]), now: day(30))
        },
    ]

    private struct MiddleAuthority {
        let bench: SituationBench
        let upper: SituationBench.Holder
        let middle: SituationBench.Holder

        init(_ bench: SituationBench) throws {
            self.bench = bench
            upper = try SituationBench.make(Self.plan("Upper"), by: bench.root)
            middle = try SituationBench.make(Self.plan("Middle"), by: upper)
        }

        private static func plan(_ name: String) -> CertificatePlan {
            var plan = SituationBench.authority(name, from: -1_000, to: 2_000)
            plan.extensions.append(.authorityKeyIdentifier)
            return plan
        }

        /// By a short-term certificate of the middle authority.
        func signed() throws -> [UInt8] {
            var plan = SituationBench.leafPlan(bench.workshop)
            plan.extensions.append(.noRevocationAvailable)
            return try bench.sign(
                SituationBench.make(plan, by: middle), stampedBy: bench.unit,
                chain: [middle.certificate.der, upper.certificate.der])
        }

        /// Revokes the upper authority on the fifth day.
        func rootList() throws -> [UInt8] {
            try bench.list(by: bench.root, revoking: [bench.entry(upper, on: day(5), .keyCompromise)], from: day(20))
        }
    }

    private static let issuers: [Situation] = [
        Situation(
            "a foreign root with the same names", .noCertificateChainFound, .untrusted, stamp: .noCertificateChainFound
        ) { bench in
            let plan = SituationBench.authority("Situations root", from: -3_650, to: 7_300)
            let foreign = try SituationBench.make(plan, by: nil)
            return SituationCase(
                bytes: try bench.sign(stampedBy: bench.unit),
                trust: try bench.trust(root: foreign, lists: bench.currentLists(at: day(0.5))), now: day(0.5))
        },
        Situation(
            "a root that only the document names", .noCertificateChainFound, .undetermined,
            stamp: .noCertificateChainFound
        ) { bench in
            let lists = try bench.currentLists(at: day(0.4))
            let bytes = try bench.archive(
                bench.sign(stampedBy: bench.unit), at: day(0.4), lists: lists,
                certificates: [bench.root.certificate.der, bench.issuing.certificate.der])
            return SituationCase(bytes: bytes, trust: .none, now: day(0.5))
        },
        Situation(
            "an issuing authority that only the validation data hold", nil, .trusted, level: .baselineLTA,
            profile: .deviating
        ) { bench in
            let bytes = try bench.archive(
                bench.sign(stampedBy: bench.unit, chain: []), at: day(0.4), lists: bench.currentLists(at: day(0.4)),
                certificates: [bench.issuing.certificate.der])
            return SituationCase(
                bytes: bytes, trust: try bench.trust(lists: bench.currentLists(at: day(0.5))), now: day(0.5))
        },
    ]

    /// Signed and stamped, with current lists and nobody revoked.
    static func checked(_ bench: SituationBench, at now: Date) throws -> SituationCase {
        SituationCase(
            bytes: try bench.sign(stampedBy: bench.unit), trust: try bench.trust(lists: bench.currentLists(at: now)),
            now: now)
    }

    private static func revoking(
        _ name: String, _ subIndication: SubIndication?, _ identity: ValidationReport.Identity,
        _ entries: @escaping @Sendable (SituationBench) -> [CertificateRevocationList.Entry]
    ) -> Situation {
        Situation(name, subIndication, identity) { bench in
            let list = try bench.list(by: bench.issuing, revoking: entries(bench), from: day(0.2))
            let trust = try bench.trust(lists: [bench.list(by: bench.root, from: day(0.2)), list])
            return SituationCase(bytes: try bench.sign(stampedBy: bench.unit), trust: trust, now: day(0.5))
        }
    }

    private static func revokedIssuing(
        _ bench: SituationBench, on date: Date, invalidSince: Date? = nil
    ) throws -> [UInt8] {
        let entry = bench.entry(bench.issuing, on: date, .keyCompromise, invalidSince: invalidSince)
        return try bench.list(by: bench.root, revoking: [entry], from: day(20))
    }

    /// A short-term certificate, so that only the authority's own revocation counts.
    private static func authorityRevoked(
        _ name: String, _ subIndication: SubIndication?, _ identity: ValidationReport.Identity, on count: Double,
        invalidSince: Double? = nil
    ) -> Situation {
        Situation(name, subIndication, identity) { bench in
            let list = try revokedIssuing(bench, on: day(count), invalidSince: invalidSince.map(day))
            return SituationCase(
                bytes: try bench.sign(bench.shortTermLeaf(), stampedBy: bench.unit),
                trust: try bench.trust(lists: [list]), now: day(30))
        }
    }
}
