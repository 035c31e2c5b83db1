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
    /// Signatures that are sound, by somebody else than they seem.
    static let identities: [Mutant] = issuers + certificates + revocation + parties

    private static let issuers: [Mutant] = [
        signedBy("a hierarchy with the same names and other keys", .identity(.untrusted, .issuerUnknown)) {
            forge, plan, signature in
            let impostor = try forge.impostor(at: Workshop.issuedAt)
            signature.alterCMS = { $0.chain = [impostor.issuing.certificate.der] }
            return try forge.make(plan, by: Forge.issuer(impostor.issuing))
        },
        signedBy(
            "a hierarchy with the same names that brings its root along",
            .identity(.untrusted, .issuerUnknown, .certificatesOutsideProfile, profile: .deviating)
        ) {
            forge, plan, signature in
            let impostor = try forge.impostor(at: Workshop.issuedAt)
            signature.alterCMS = { $0.chain = [impostor.issuing.certificate.der, impostor.root.certificate.der] }
            return try forge.make(plan, by: Forge.issuer(impostor.issuing))
        },
        signedBy(
            "an issuing authority with the same name and another key",
            .identity(.untrusted, .issuerUnknown, .certificatesOutsideProfile, profile: .deviating)
        ) { forge, plan, _ in
            let impostor = try forge.impostor(at: Workshop.issuedAt)
            return try forge.make(plan, by: Forge.issuer(impostor.issuing))
        },
        signedBy(
            "a certificate that certifies itself",
            .identity(.untrusted, .issuerUnknown, .certificatesOutsideProfile, profile: .deviating)
        ) {
            forge, plan, _ in
            try forge.make(plan, by: nil)
        },
        signedBy("a certificate issued by a signatory", .identity(.untrusted, .certificateUnsuitable)) {
            forge, plan, signature in
            let middle = signature.holder
            signature.alterCMS = { $0.chain = [middle.certificate.der] }
            return try forge.make(plan, by: Forge.issuer(middle))
        },
        signedBy(
            "a certificate of a sub-authority that the issuing authority may not have",
            .identity(.untrusted, .certificateUnsuitable)
        ) {
            forge, plan, signature in
            let name = DistinguishedName([.init(oid: DistinguishedName.OID.commonName, value: "Below")])
            var middle = CertificatePlan(authority: name, at: Workshop.issuedAt)
            middle.extensions.append(.authorityKeyIdentifier)
            let below = try forge.make(middle, by: forge.issuing)
            signature.alterCMS = { $0.chain.append(below.certificate.der) }
            return try forge.make(plan, by: Forge.issuer(below))
        },
        signedBy("an authority of the root that may not certify roles", .identity(.untrusted, .issuerUnknown)) {
            forge, plan, signature in
            let name = DistinguishedName([.init(oid: DistinguishedName.OID.commonName, value: "Other purposes")])
            var other = CertificatePlan(authority: name, at: Workshop.issuedAt)
            other.extensions.append(.authorityKeyIdentifier)
            other.replacePolicies(["1.3.6.1.4.1.32473.9"])
            let authority = try forge.make(other, by: forge.root)
            signature.alterCMS = { $0.chain = [authority.certificate.der] }
            return try forge.make(plan, by: Forge.issuer(authority))
        },
    ]

    private static let certificates: [Mutant] = [
        planned("a certificate for web servers", .identity(.untrusted, .certificateUnsuitable)) {
            $0.replaceExtendedKeyUsage(["1.3.6.1.5.5.7.3.1"])
        },
        planned("a certificate that may not sign", .identity(.untrusted, .certificateUnsuitable)) {
            $0.replaceKeyUsage([.keyEncipherment])
        },
        planned("a certificate of an authority", .identity(.untrusted, .certificateUnsuitable)) {
            $0.extensions[0] = .authority(pathLength: 0)
            $0.replaceKeyUsage([.nonRepudiation, .keyCertSign])
        },
        signedBy("a key of RSA with 1,024 bits", .identity(.untrusted, .certificateUnsuitable)) {
            forge, plan, signature in
            var plan = plan
            plan.key = .rsa(bits: 1_024)
            signature.alterCMS = { $0.signatureAlgorithm = ASN1.algorithm(ObjectIdentifiers.sha256WithRSA, ASN1.null) }
            return try forge.make(plan, by: forge.issuing)
        },
        planned("a certificate that was not valid yet", .identity(.untrusted, .certificateNotYetValid)) {
            $0.notBefore = Int64(Workshop.moment(5).timeIntervalSince1970)
        },
        planned("a certificate that had expired", .identity(.expired, .certificateExpired)) {
            $0.notAfter = Int64(Workshop.moment(2).timeIntervalSince1970)
        },
        cms(
            "another certificate with the same issuer and serial number", rule: 6,
            .broken(
                .signatureInvalid, .certificateNotBound, .certificateUnsuitable, .signatoryNotProven,
                .certificatesOutsideProfile, identity: .untrusted, profile: .deviating,
                convention: [.identificationMissing, .roleDiffers])
        ) { cms in
            let forge = try Forge(Workshop.shared.get().authority)
            let impostor = try forge.impostor(at: Workshop.issuedAt)
            let key = try SigningKey.generate(.p256)
            let contents = CertificateContents(
                serialNumber: cms.certificate.serialNumber, subject: cms.certificate.subject,
                notBefore: cms.certificate.notBefore, notAfter: cms.certificate.notAfter, extensions: [.endEntity])
            let other = try Certificate.issue(contents, for: key.publicKey, by: Forge.issuer(impostor.issuing))
            cms.embeddedCertificates = [other.der] + cms.chain
        },
        Mutant(
            "an expired certificate and no proof of the time", rule: 19,
            .identity(.expired, .certificateExpired, .timeNotProven, .attributesOutsideProfile, profile: .deviating)
        ) {
            workshop in
            let bytes = try workshop.sign(3) { $0.alterCMS = { $0.unsignedAttributes = { _ in [] } } }
            return Specimen(bytes, now: Int64(Workshop.moment(10_000).timeIntervalSince1970))
        },
        Mutant("expired certificates and proven times", rule: 19, .sound(missing: 0)) {
            Specimen($0.finished, now: Int64(Workshop.moment(10_000).timeIntervalSince1970))
        },
        Mutant("a trust folder that does not name the roles", rule: 20, .identity(.undetermined, .rolesUnknown)) {
            var specimen = Specimen($0.finished)
            specimen.areRolesKnown = false
            return specimen
        },
        Mutant("no trust anchor", rule: 20, .identity(.undetermined, .noTrustAnchor)) {
            Specimen($0.finished, trust: TrustMaterial.none)
        },
        Mutant(
            "another service's trust anchor", rule: 20, .identity(.untrusted, .issuerUnknown, .timeStampIssuerUnknown)
        ) {
            let other = try TestAuthority.shared.get()
            return Specimen($0.finished, trust: try TrustMaterial(files: Workshop.files(in: other.trustPath)))
        },
    ]

    private static let revocation: [Mutant] = [
        trusting("the issuing authority revoked before the signatures", .identity(.revoked, .certificateRevoked)) {
            forge in
            [try forge.list(revoking: forge.issuing.certificate, on: Workshop.issuedAt)]
        },
        trusting("the issuing authority revoked after the signatures", .sound(missing: 0)) { forge in
            [try forge.list(revoking: forge.issuing.certificate, on: Workshop.moment(6), reason: .keyCompromise)]
        },
        trusting(
            "no revocation list of the root", .identity(.undetermined, .revocationUnknown, .timeStampRevocationUnknown)
        ) { _ in [] },
        trusting(
            "a revocation list of the root by another key",
            .identity(.undetermined, .revocationUnknown, .timeStampRevocationUnknown)
        ) {
            forge in
            let impostor = try forge.impostor(at: Workshop.issuedAt)
            return [try forge.list(by: Forge.issuer(impostor.root))]
        },
        trusting(
            "a revocation list by the issuing authority about itself",
            .identity(.undetermined, .revocationUnknown, .timeStampRevocationUnknown)
        ) { forge in
            [try forge.list(by: forge.issuing)]
        },
        trusting(
            "a revocation list that had run out before the signatures",
            .identity(.undetermined, .revocationUnknown, .timeStampRevocationUnknown)
        ) { forge in
            [
                try forge.list(
                    from: Workshop.issuedAt.addingTimeInterval(-86_400),
                    to: Workshop.issuedAt.addingTimeInterval(-3_600))
            ]
        },
        Mutant(
            "a revocation list that has run out since, made before the signatures", rule: 20,
            .identity(.undetermined, .revocationUnknown, .timeStampRevocationUnknown)
        ) {
            workshop in
            let forge = try Forge(workshop.authority)
            let list = try forge.list(from: Workshop.issuedAt, to: Workshop.moment(5))
            return Specimen(workshop.finished, trust: try forge.trust(rootList: [list]))
        },
        trusting("the time-stamping unit revoked before the signatures", .identity(.untrusted, .timeStampIssuerUnknown))
        { forge in
            [
                try forge.list(
                    revoking: forge.authority.trust.timeStampingUnit, on: Workshop.issuedAt, reason: .superseded)
            ]
        },
        trusting("the time-stamping unit replaced after the signatures", .sound(missing: 0)) { forge in
            [
                try forge.list(
                    revoking: forge.authority.trust.timeStampingUnit, on: Workshop.moment(6), reason: .superseded)
            ]
        },
        trusting(
            "the time-stamping unit's key stolen after the signatures", .identity(.untrusted, .timeStampIssuerUnknown)
        ) { forge in
            [
                try forge.list(
                    revoking: forge.authority.trust.timeStampingUnit, on: Workshop.moment(6), reason: .keyCompromise)
            ]
        },
        trusting(
            "the time-stamping unit revoked after the signatures for no reason given",
            .identity(.untrusted, .timeStampIssuerUnknown)
        ) { forge in
            [try forge.list(revoking: forge.authority.trust.timeStampingUnit, on: Workshop.moment(6))]
        },
    ]

    private static let parties: [Mutant] = [
        planned("a certificate of another role", rule: 10, .convention(.roleDiffers), as: .school) { _ in },
        planned("a certificate of two roles", rule: 10, .convention(.roleDiffers)) {
            $0.replacePolicies(["2.4", "2.3", "3.1"].map { "1.3.6.1.4.1.32473.\($0)" })
        },
        planned("a certificate without a role", rule: 10, .convention(.roleDiffers)) {
            $0.replacePolicies(["1.3.6.1.4.1.32473.3.1"])
        },
        planned(
            "a certificate that does not say how the person was identified", rule: 10,
            .convention(.identificationMissing)
        ) {
            $0.replacePolicies(["1.3.6.1.4.1.32473.1.1", "1.3.6.1.4.1.32473.2.4"])
        },
        planned("a certificate of somebody else's name", rule: 10, .convention(.nameDiffers)) {
            $0.subject = DistinguishedName([.init(oid: DistinguishedName.OID.commonName, value: "Quelqu’un d’Autre")])
        },
        planned("a certificate with the right common name and another surname", rule: 10, .convention(.nameDiffers)) {
            let attributes = $0.subject.attributes.filter { $0.oid != DistinguishedName.OID.surname }
            $0.subject = DistinguishedName(attributes + [.init(oid: DistinguishedName.OID.surname, value: "Autre")])
        },
        Mutant(
            "the school's own signature in the representative's field", rule: 10,
            .convention(.roleDiffers, .nameDiffers, .samePersonTwice)
        ) {
            workshop in
            let school = try workshop.authority.signatory(
                .school, name: workshop.signatories[2].name, at: Workshop.moment(1))
            return Specimen(try workshop.signRest(try workshop.sign(1) { $0.holder = school }, from: 2))
        },
        Mutant(
            "the representative for the school too, with a certificate of that role", rule: 10,
            .convention(.nameDiffers, .samePersonTwice)
        ) { workshop in
            let person = try workshop.authority.signatory(
                .school, name: workshop.signatories[1].name, at: Workshop.moment(2))
            return Specimen(try workshop.signRest(try workshop.sign(2) { $0.holder = person }, from: 3))
        },
        Mutant("one person listed in two roles, who signs in both", rule: 10, .sound(missing: 0)) { workshop in
            Specimen(try workshop.signedByOneInTwoRoles())
        },
        signedBy(
            "the platform's seal in place of a person",
            .deviating(.certificatesOutsideProfile, convention: [.roleDiffers, .identificationMissing, .nameDiffers])
        ) {
            forge, _, signature in
            signature.alterCMS = { $0.chain = [] }
            return Forge.Holder(key: try Forge.key("seal", forge.authority), certificate: forge.authority.trust.seal)
        },
        Mutant(
            "one certificate in two fields", rule: 10,
            .identity(.untrusted, .sameKeyTwice, convention: [.roleDiffers, .nameDiffers, .samePersonTwice])
        ) { workshop in
            var holder: Forge.Holder?
            let third = try workshop.sign(2) { holder = $0.holder }
            return Specimen(try workshop.sign(3, on: third) { $0.holder = try holder.orThrow() })
        },
        Mutant("one key in two certificates", rule: 10, .identity(.untrusted, .sameKeyTwice)) { workshop in
            let forge = try Forge(workshop.authority)
            var key: SigningKey?
            let third = try workshop.sign(2) { key = $0.holder.key }
            return Specimen(
                try workshop.sign(3, on: third) {
                    let shared = try key.orThrow()
                    let certificate = try forge.certify(
                        shared, CertificatePlan($0.signatory, at: $0.time), by: forge.issuing)
                    $0.holder = Forge.Holder(key: shared, certificate: certificate)
                })
        },
        Mutant("the employer before the school", rule: 5, .convention(.orderDiffers)) { workshop in
            let employer = try workshop.sign(3, on: workshop.after(2)) { $0.time = Workshop.moment(2) }
            return Specimen(try workshop.sign(2, on: employer) { $0.time = Workshop.moment(3) })
        },
        Mutant("the school before the family", rule: 5, .convention(.orderDiffers)) { workshop in
            Specimen(try workshop.sign(2, on: workshop.base))
        },
    ]

    /// The last signature by another holder than the one it should have.
    private static func signedBy(
        _ name: String, rule: Int = 20, _ expected: Expectation,
        _ holder: @escaping @Sendable (Forge, CertificatePlan, inout CraftedSignature) throws -> Forge.Holder
    ) -> Mutant {
        last(name, rule: rule, expected) { signature in
            let forge = try Forge(signature.workshop.authority)
            let plan = CertificatePlan(signature.signatory, at: signature.time)
            signature.holder = try holder(forge, plan, &signature)
        }
    }

    /// The last signature with a certificate of the real issuing authority that says something else.
    private static func planned(
        _ name: String, rule: Int = 20, _ expected: Expectation, as role: Signatory.Role? = nil,
        _ alter: @escaping @Sendable (inout CertificatePlan) -> Void
    ) -> Mutant {
        last(name, rule: rule, expected) { signature in
            let forge = try Forge(signature.workshop.authority)
            let other = signature.signatory
            let signatory = Signatory(
                fieldName: other.fieldName, role: role ?? other.role, name: other.name, capacity: other.capacity)
            var plan = CertificatePlan(signatory, at: signature.time)
            alter(&plan)
            signature.holder = try forge.make(plan, by: forge.issuing)
        }
    }

    /// The finished document, verified with other revocation lists of the root.
    private static func trusting(
        _ name: String, _ expected: Expectation,
        _ lists: @escaping @Sendable (Forge) throws -> [CertificateRevocationList]
    ) -> Mutant {
        Mutant(name, rule: 20, expected) { workshop in
            let forge = try Forge(workshop.authority)
            return Specimen(workshop.finished, trust: try forge.trust(rootList: lists(forge)))
        }
    }
}
