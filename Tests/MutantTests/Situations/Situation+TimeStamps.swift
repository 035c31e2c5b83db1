import CMS
import Foundation
import OpenSSLBridge
import PAdESValidation
import TestSupport

extension Situation {
    private static let day = SituationBench.day

    /// Time-stamping units that expire or are revoked, and what later time-stamps save.
    static let timeStamps: [Situation] = units + layers + levels

    private static let units: [Situation] = [
        Situation(
            "a unit that has expired since, and nothing later", .outOfBoundsNoProof, .undetermined,
            stamp: .outOfBoundsNoProof
        ) { bench in
            try late(bench, bench.sign(bench.shortTermLeaf(), stampedBy: bench.unit))
        },
        Situation("a unit that has expired since, and a later document time-stamp", nil, .trusted, level: .baselineLTA)
        {
            bench in
            let list = try bench.list(by: bench.root, from: day(699))
            let bytes = try bench.archive(
                bench.sign(bench.shortTermLeaf(), stampedBy: bench.unit), at: day(700), lists: [list])
            return try late(bench, bytes)
        },
        Situation(
            "a unit that had expired before the document time-stamp", .expired, .expired,
            stamp: .outOfBoundsNoProof
        ) { bench in
            let list = try bench.list(by: bench.root, from: day(739))
            let bytes = try bench.archive(
                bench.sign(bench.shortTermLeaf(), stampedBy: bench.unit), at: day(740), lists: [list])
            return try late(bench, bytes)
        },
        Situation("a unit revoked before, for no harm", nil, .untrusted, stamp: .revokedNoProof) { bench in
            try revoked(bench, bench.unit, on: day(-1), .superseded)
        },
        Situation("a unit replaced after", nil, .trusted) { bench in
            try revoked(bench, bench.unit, on: day(5), .superseded)
        },
        Situation("a unit whose key was stolen after, and nothing later", nil, .untrusted, stamp: .revokedNoProof) {
            bench in
            try revoked(bench, bench.unit, on: day(5), .keyCompromise)
        },
        Situation(
            "a unit whose key was stolen after a document time-stamp of another", nil, .trusted, level: .baselineLTA
        ) { bench in
            let list = try bench.list(by: bench.root, from: day(0.9))
            let bytes = try bench.archive(
                bench.sign(bench.shortTermLeaf(), stampedBy: bench.unit), at: day(1), lists: [list])
            return try revoked(bench, bench.unit, on: day(5), .keyCompromise, bytes: bytes)
        },
        Situation(
            "a unit whose key was stolen after a document time-stamp of its own", nil, .untrusted,
            level: .baselineLTA, stamp: .revokedNoProof
        ) { bench in
            let list = try bench.list(by: bench.root, from: day(0.9))
            let bytes = try bench.archive(
                bench.sign(longLeaf(bench), stampedBy: bench.unit), by: bench.unit, at: day(1), lists: [list])
            return try revoked(bench, bench.unit, on: day(5), .keyCompromise, bytes: bytes)
        },
        Situation("a time-stamp of the future", nil, .untrusted, stamp: .formatFailure) { bench in
            let bytes = try bench.sign(bench.shortTermLeaf(), stampedBy: bench.unit, at: day(0.7))
            return SituationCase(
                bytes: bytes, trust: try bench.trust(lists: bench.currentLists(at: day(0.5))), now: day(0.5))
        },
    ]

    private static let layers: [Situation] = [
        Situation(
            "a newest document time-stamp whose unit has expired", .outOfBoundsNoProof, .undetermined,
            level: .baselineLTA, stamp: .outOfBoundsNoProof
        ) { bench in
            let list = try bench.list(by: bench.root, from: day(0.9))
            let bytes = try bench.archive(
                bench.sign(bench.shortTermLeaf(), stampedBy: bench.unit), by: bench.unit, at: day(1), lists: [list])
            return try late(bench, bytes)
        },
        Situation("two layers, the first of an expired unit", nil, .trusted, level: .baselineLTA) { bench in
            let first = try bench.archive(
                bench.sign(bench.shortTermLeaf(), stampedBy: bench.unit), by: bench.unit, at: day(1),
                lists: [bench.list(by: bench.root, from: day(0.9))])
            let second = try bench.archive(
                first, by: bench.laterUnit, at: day(700), lists: [bench.list(by: bench.root, from: day(699))])
            return try late(bench, second)
        },
        Situation(
            "an older layer of a unit that had expired before the next, and a signature that needs neither", nil,
            .trusted, level: .baselineLTA
        ) { bench in
            let first = try bench.archive(
                bench.sign(bench.shortTermLeaf(), stampedBy: bench.laterUnit), by: bench.unit, at: day(1),
                lists: [bench.list(by: bench.root, from: day(0.9))])
            let second = try bench.archive(
                first, by: bench.laterUnit, at: day(740), lists: [bench.list(by: bench.root, from: day(739))])
            return try late(bench, second)
        },
        Situation("an older layer of a unit that nobody knows", nil, .trusted, level: .baselineLTA) { bench in
            let first = try bench.archive(
                bench.sign(bench.shortTermLeaf(), stampedBy: bench.laterUnit), by: strangeUnit(), at: day(1),
                lists: [bench.list(by: bench.root, from: day(0.9))])
            let second = try bench.archive(
                first, by: bench.laterUnit, at: day(2), lists: [bench.list(by: bench.root, from: day(1.9))])
            return try late(bench, second)
        },
        Situation("a newest layer of a unit that nobody knows", nil, .untrusted, level: .baselineLTA) { bench in
            let first = try bench.archive(
                bench.sign(bench.shortTermLeaf(), stampedBy: bench.laterUnit), by: bench.laterUnit, at: day(1),
                lists: [bench.list(by: bench.root, from: day(0.9))])
            return try late(bench, bench.archive(first, by: strangeUnit(), at: day(2)))
        },
        Situation(
            "no time-stamp of its own, and a document time-stamp", nil, .trusted, level: .baselineLTA,
            profile: .deviating
        ) { bench in
            let list = try bench.list(by: bench.root, from: day(0.1))
            let bytes = try bench.archive(
                bench.sign(bench.shortTermLeaf(), stampedBy: nil), at: day(0.2), lists: [list])
            return try late(bench, bytes)
        },
        Situation(
            "no time-stamp of its own, and a document time-stamp after the certificate's end", .expired, .expired,
            profile: .deviating
        ) { bench in
            let list = try bench.list(by: bench.root, from: day(4))
            let bytes = try bench.archive(bench.sign(bench.shortTermLeaf(), stampedBy: nil), at: day(5), lists: [list])
            return try late(bench, bytes)
        },
    ]

    private static let levels: [Situation] = [
        Situation("validation data, and no list of the leaf's issuer in them", nil, .trusted, level: .baselineT) {
            bench in
            let bytes = try bench.archive(
                bench.sign(stampedBy: bench.unit), at: day(0.2), lists: [bench.list(by: bench.root, from: day(0.1))])
            return SituationCase(
                bytes: bytes, trust: try bench.trust(lists: bench.currentLists(at: day(0.5))), now: day(0.5))
        },
        Situation(
            "no signing-certificate attribute", .signatureConstraintsFailure, .untrusted, level: nil,
            profile: .deviating
        ) { bench in
            let bytes = try bench.sign(stampedBy: bench.unit) { $0.attributes.removeLast() }
            return SituationCase(
                bytes: bytes, trust: try bench.trust(lists: bench.currentLists(at: day(0.5))), now: day(0.5))
        },
    ]

    /// Of a root that is in nobody's trust folder.
    private static func strangeUnit() throws -> SituationBench.Holder {
        let root = try SituationBench.make(SituationBench.authority("Elsewhere", from: -3_650, to: 7_300), by: nil)
        return try SituationBench.make(SituationBench.unit("Strange unit", from: -365, to: 3_650), by: root)
    }

    /// After the first unit has expired, with a current list of the root.
    private static func late(_ bench: SituationBench, _ bytes: [UInt8]) throws -> SituationCase {
        let trust = try bench.trust(lists: [bench.list(by: bench.root, from: day(749))])
        return SituationCase(bytes: bytes, trust: trust, now: day(750))
    }

    private static func revoked(
        _ bench: SituationBench, _ holder: SituationBench.Holder, on date: Date, _ reason: RevocationReason,
        bytes: [UInt8]? = nil
    ) throws -> SituationCase {
        let list = try bench.list(
            by: bench.root, revoking: [bench.entry(holder, on: date, reason)], from: day(9))
        return SituationCase(
            bytes: try bytes ?? bench.sign(longLeaf(bench), stampedBy: bench.unit),
            trust: try bench.trust(lists: [list]),
            now: day(10))
    }

    /// Lives beyond the moment of validation, so that nothing but the unit is in question.
    private static func longLeaf(_ bench: SituationBench) throws -> SituationBench.Holder {
        try bench.leaf {
            $0 = SituationBench.dated($0, -1, 20)
            $0.extensions.append(.noRevocationAvailable)
        }
    }
}
