import CMS
import CertificateAuthority
import ConventionVerification
import Foundation
import OpenSSLBridge
import PAdES
import PAdESValidation
import PDFModel
import Parties
import TestSupport

extension Mutant {
    /// Time-stamps that are missing, of something else, by somebody else, or of another time.
    static let times: [Mutant] = tokens + units + orders

    private static let tokens: [Mutant] = [
        cms(
            "no time-stamp", rule: 18,
            .identity(.undetermined, .timeNotProven, .attributesOutsideProfile, profile: .deviating)
        ) {
            $0.unsignedAttributes = { _ in [] }
        },
        last("a time-stamp of another signature", rule: 18, .identity(.untrusted, .timeStampInvalid)) { signature in
            let (workshop, time) = (signature.workshop, signature.time)
            signature.token = { _ in try workshop.token([UInt8](repeating: 7, count: 32), at: time) }
        },
        Mutant(
            "a time-stamp of another signature, judged without an anchor", rule: 18,
            .identity(.untrusted, .timeStampInvalid, .noTrustAnchor)
        ) {
            workshop in
            let bytes = try workshop.sign(3) { signature in
                let time = signature.time
                signature.token = { _ in try workshop.token([UInt8](repeating: 7, count: 32), at: time) }
            }
            return Specimen(bytes, trust: TrustMaterial.none)
        },
        last("a time-stamp that is no token", rule: 18, .identity(.untrusted, .timeStampInvalid)) {
            $0.token = { _ in ASN1.sequence(ASN1.null) }
        },
        token("a time-stamp whose content was altered", .identity(.untrusted, .timeStampInvalid)) {
            $0.content = Forge.timeStampInfo([UInt8](repeating: 7, count: 32), at: Workshop.moment(3))
        },
        token("a time-stamp by another key than its certificate's", .identity(.untrusted, .timeStampInvalid)) {
            $0.key = try SigningKey.generate(.p256)
        },
        token("a time-stamp that does not name its certificate", .identity(.untrusted, .timeStampInvalid)) {
            $0.attributes.removeLast()
        },
        token("a time-stamp whose attributes say it is something else", .identity(.untrusted, .timeStampInvalid)) {
            $0.attributes[0].value = ASN1.oid(ObjectIdentifiers.data)
        },
        token("a time-stamp without the unit's certificate", .identity(.untrusted, .timeStampInvalid)) {
            $0.embeddedCertificates = []
        },
        token("a time-stamp with two signers", .identity(.untrusted, .timeStampInvalid)) { $0.signerInfoCount = 2 },
        token("a time-stamp with an attribute hidden in it", .deviating(.timeStampOutsideProfile)) {
            $0.unsignedAttributes = { _ in [("1.2.3.4", [ASN1.octets(Array("paid".utf8))])] }
        },
        token("a time-stamp with an extension that must be understood", .identity(.untrusted, .timeStampInvalid)) {
            cms in
            let workshop = try Workshop.shared.get()
            let critical = ASN1.sequence(ASN1.oid("1.2.3.4"), ASN1.element(0x01, [0xFF]), ASN1.octets([5, 0]))
            let real = try cms.content.orThrow()
            let fields = Elements(of: try Elements(of: real).only().content).elements
            let info = ASN1.element(0x30, fields.flatMap(\.bytes) + ASN1.context(1, critical))
            cms.content = info
            cms.attributes[1].value = ASN1.octets(DigestAlgorithm.sha256.digest(info))
            _ = workshop
        },
        token("a time-stamp on a day that is none", .identity(.untrusted, .timeStampInvalid)) { cms in
            var info = try cms.content.orThrow()
            let place = try info.firstRange(of: Array("20261123".utf8)).orThrow()
            info.replaceSubrange(place, with: Array("20260231".utf8))
            cms.content = info
            cms.attributes[1].value = ASN1.octets(DigestAlgorithm.sha256.digest(info))
        },
    ]

    private static let units: [Mutant] = [
        unit("a unit of another hierarchy", .identity(.untrusted, .timeStampIssuerUnknown)) { forge, plan in
            try forge.make(plan, by: Forge.issuer(forge.impostor(at: Workshop.issuedAt).root))
        },
        unit("a unit that certifies itself", .identity(.untrusted, .timeStampIssuerUnknown)) {
            try $0.make($1, by: nil)
        },
        unit("a unit whose certificate is not one for time-stamps", .identity(.untrusted, .timeStampIssuerUnknown)) {
            forge, plan in
            var plan = plan
            plan.replaceExtendedKeyUsage([])
            return try forge.make(plan, by: forge.root)
        },
        unit("a unit whose certificate is one for time-stamps and more", .identity(.untrusted, .timeStampIssuerUnknown))
        { forge, plan in
            var plan = plan
            plan.replaceExtendedKeyUsage([ExtensionOID.timeStamping, ExtensionOID.documentSigning], isCritical: true)
            return try forge.make(plan, by: forge.root)
        },
        unit("a unit whose purpose is not critical", .identity(.untrusted, .timeStampIssuerUnknown)) { forge, plan in
            var plan = plan
            plan.replaceExtendedKeyUsage([ExtensionOID.timeStamping], isCritical: false)
            return try forge.make(plan, by: forge.root)
        },
        unit(
            "a unit certified by a stolen key of the issuing authority, dated back",
            .identity(.revoked, .timeStampIssuerUnknown, .certificateRevoked),
            trust: { forge in
                let stolen = try forge.list(
                    revoking: forge.authority.trust.issuingAuthority, on: Workshop.moment(6), reason: .keyCompromise)
                return try forge.trust(rootList: [stolen])
            }
        ) { forge, plan in try forge.make(plan, by: forge.issuing) },
        unit("a signatory's key for a unit", .identity(.untrusted, .timeStampIssuerUnknown)) { forge, _ in
            try forge.authority.signatory(.employer, at: Workshop.moment(3))
        },
    ]

    private static let orders: [Mutant] = [
        last("a time-stamp of before the certificate", rule: 19, .identity(.untrusted, .certificateNotYetValid)) {
            $0.time = Workshop.moment(7)
            $0.holder = try $0.workshop.authority.signatory(.employer, name: $0.signatory.name, at: $0.time)
            $0.stampedAt = Workshop.moment(4)
        },
        Mutant("a time-stamp of after the certificate", rule: 19, .identity(.expired, .certificateExpired)) {
            workshop in
            let bytes = try workshop.sign(3) { $0.stampedAt = Workshop.moment(20) }
            return Specimen(bytes, now: Int64(Workshop.moment(21).timeIntervalSince1970))
        },
        last("a time-stamp of before the signature before it", rule: 19, .identity(.untrusted, .timeStampOrder)) {
            $0.time = Workshop.moment(0)
            $0.holder = try $0.workshop.authority.signatory(.employer, name: $0.signatory.name, at: $0.time)
        },
        last("a time-stamp of the future", rule: 19, .identity(.untrusted, .timeStampInvalid)) {
            $0.stampedAt = Workshop.moment(12)
        },
        Mutant(
            "times that run backwards around a signature without a time", rule: 19,
            .identity(.untrusted, .timeStampOrder, .timeNotProven, .attributesOutsideProfile, profile: .deviating)
        ) {
            workshop in
            let third = try workshop.sign(2) { $0.alterCMS = { $0.unsignedAttributes = { _ in [] } } }
            return Specimen(
                try workshop.sign(3, on: third) {
                    $0.time = Workshop.issuedAt.addingTimeInterval(30)
                    $0.holder = try workshop.authority.signatory(.employer, name: $0.signatory.name, at: $0.time)
                })
        },
    ]

    /// The last signature with a token by the real unit's own hand, altered.
    private static func token(
        _ name: String, _ expected: Expectation, _ alter: @escaping @Sendable (inout CraftedCMS) throws -> Void
    ) -> Mutant {
        last(name, rule: 18, expected) { signature in
            let forge = try Forge(signature.workshop.authority)
            let unit = try forge.realUnit()
            let time = signature.time
            signature.token = { try forge.token($0, at: time, by: unit, alter) }
        }
    }

    /// The last signature with a token of another unit.
    private static func unit(
        _ name: String, _ expected: Expectation, trust: (@Sendable (Forge) throws -> TrustMaterial)? = nil,
        _ make: @escaping @Sendable (Forge, CertificatePlan) throws -> Forge.Holder
    ) -> Mutant {
        Mutant(name, rule: 18, expected) { workshop in
            let forge = try Forge(workshop.authority)
            let unit = try make(forge, CertificatePlan(timeStampingUnit: "Unit", at: Workshop.issuedAt))
            let bytes = try workshop.sign(3) { signature in
                let time = signature.time
                signature.token = { try forge.token($0, at: time, by: unit) }
            }
            return Specimen(bytes, trust: try trust?(forge))
        }
    }
}

extension Forge {
    /// The key and certificate of the authority's own time-stamping unit.
    func realUnit() throws -> Holder {
        Holder(key: try Self.key("tsu", authority), certificate: authority.trust.timeStampingUnit)
    }
}
