import CMS
import CertificateAuthority
import Foundation
import OpenSSLBridge
import PAdES
import PAdESSigning
import PAdESValidation
import PDFModel
import Parties
import TestSupport
import Testing

/// A public-key infrastructure of which every date can be chosen, and documents signed with it.
///
/// Its signatory's certificate lives for two days and says nothing about revocation, as those of other authorities do.
struct SituationBench: Sendable {
    typealias Holder = TestAuthority.SignatoryKey

    static let shared = Result { try SituationBench() }

    /// The moment of signing.
    static let signedAt = Workshop.issuedAt
    /// So many days after the signature.
    static func day(_ count: Double) -> Date { signedAt.addingTimeInterval(86_400 * count) }

    let workshop: Workshop
    let root: Holder
    let issuing: Holder
    /// Lives from a year before the signature to two years after it.
    let unit: Holder
    /// Lives until ten years after the signature.
    let laterUnit: Holder
    let leaf: Holder

    init() throws {
        workshop = try Workshop.shared.get()
        root = try Self.make(Self.authority("Situations root", from: -3_650, to: 7_300), by: nil)
        var plan = Self.authority("Situations issuing", from: -1_000, to: 2_000)
        plan.extensions.append(.authorityKeyIdentifier)
        issuing = try Self.make(plan, by: root)
        unit = try Self.make(Self.unit("Unit", from: -365, to: 730), by: root)
        laterUnit = try Self.make(Self.unit("Later unit", from: -365, to: 3_650), by: root)
        leaf = try Self.make(Self.leafPlan(workshop), by: issuing)
    }

    static func authority(_ name: String, from: Double, to: Double) -> CertificatePlan {
        let subject = DistinguishedName([.init(oid: DistinguishedName.OID.commonName, value: name)])
        return dated(CertificatePlan(authority: subject, at: signedAt), from, to)
    }

    static func unit(_ name: String, from: Double, to: Double) -> CertificatePlan {
        dated(CertificatePlan(timeStampingUnit: name, at: signedAt), from, to)
    }

    static func leafPlan(_ workshop: Workshop, from: Double = -1, to: Double = 1) -> CertificatePlan {
        var plan = dated(CertificatePlan(workshop.signatories[0], at: signedAt), from, to)
        plan.extensions.removeAll { $0 == .noRevocationAvailable || $0 == .validityAssuredShortTerm }
        return plan
    }

    static func dated(_ plan: CertificatePlan, _ from: Double, _ to: Double) -> CertificatePlan {
        var plan = plan
        (plan.notBefore, plan.notAfter) = (seconds(day(from)), seconds(day(to)))
        return plan
    }

    static func seconds(_ date: Date) -> Int64 { Int64(date.timeIntervalSince1970) }

    static func make(_ plan: CertificatePlan, by issuer: Holder?) throws -> Holder {
        let key = try SigningKey.generate(plan.key)
        var extensions = plan.extensions
        if issuer == nil { extensions.removeAll { $0 == .authorityKeyIdentifier } }
        let contents = CertificateContents(
            serialNumber: [0x40] + (try SecureRandom.bytes(15)), subject: plan.subject, notBefore: plan.notBefore,
            notAfter: plan.notAfter, extensions: extensions)
        let certificate = try Certificate.issue(
            contents, for: key.publicKey,
            by: issuer.map(Forge.issuer) ?? IssuingKey(certificate: nil, key: key, digest: .sha256))
        return Holder(key: key, certificate: certificate)
    }

    /// A leaf of the issuing authority that differs.
    func leaf(_ alter: (inout CertificatePlan) -> Void) throws -> Holder {
        var plan = Self.leafPlan(workshop)
        alter(&plan)
        return try Self.make(plan, by: issuing)
    }

    /// A leaf that needs no revocation.
    func shortTermLeaf() throws -> Holder { try leaf { $0.extensions.append(.noRevocationAvailable) } }
}

extension SituationBench {
    /// The base document with one signature.
    ///
    /// - Parameters:
    ///   - stampedBy: `nil` for a signature without a time-stamp.
    ///   - alter: Changes the CMS before it is signed.
    func sign(
        _ holder: Holder? = nil, stampedBy unit: Holder?, at time: Date = signedAt, claimed: Date? = nil,
        chain: [[UInt8]]? = nil, _ alter: @escaping (inout CraftedCMS) throws -> Void = { _ in }
    ) throws -> [UInt8] {
        try workshop.sign(0, on: workshop.base) { signature in
            signature.holder = holder ?? leaf
            signature.time = claimed ?? time
            signature.token = { try token($0, by: unit.orThrow(), at: time) }
            signature.alterCMS = { cms in
                cms.chain = chain ?? [issuing.certificate.der]
                if unit == nil { cms.unsignedAttributes = { _ in [] } }
                try alter(&cms)
            }
        }
    }

    /// The base document with one signature that openssl makes, which signs a signing-time and, with SHA-1, the old attribute.
    func signByOpenSSL(_ holder: Holder, issuer: Certificate, digest: String) throws -> [UInt8] {
        var signature = try CraftedSignature(workshop, on: workshop.base, index: 0)
        let directory = try TemporaryDirectory()
        let passphrase = "of this test"
        let key = try directory.write("key.pem", holder.key.encryptedPEM(passphrase: Array(passphrase.utf8)))
        let certificate = try directory.write("certificate.pem", holder.certificate.pem)
        let chain = try directory.write("chain.pem", issuer.pem)
        let file = try directory.write("content", signature.coveredBytes())
        let output = directory.file("signature.der")
        let result = try Command.run(
            "openssl", "cms", "-sign", "-cades", "-binary", "-nosmimecap", "-md", digest, "-in", file, "-signer",
            certificate, "-certfile", chain, "-inkey", key, "-passin", "pass:\(passphrase)", "-outform", "DER", "-out",
            output)
        guard result.succeeded else { throw CannotMutate(result.output) }
        let der = try directory.read("signature.der")
        signature.alterDER = { _ in der }
        return try signature.bytes()
    }

    func token(_ digest: [UInt8], by unit: Holder, at time: Date) throws -> [UInt8] {
        try TimeStampResponder(
            certificate: unit.certificate, key: unit.key, chain: [], policyOID: "1.3.6.1.4.1.32473.1.3"
        )
        .token(for: digest, algorithm: .sha256, at: Self.seconds(time))
    }

    /// One archival layer.
    func archive(
        _ bytes: [UInt8], by unit: Holder? = nil, at time: Date, lists: [[UInt8]] = [], responses: [[UInt8]] = [],
        certificates: [[UInt8]] = []
    ) throws -> [UInt8] {
        let unit = unit ?? laterUnit
        let stamper = TimeStampAuthority(maximumTokenByteCount: 2_048) { try token($0, by: unit, at: time) }
        return try DocumentTimeStamper(timeStampAuthority: stamper).archive(
            PDFDocument(bytes: bytes),
            with: .init(certificates: certificates, ocspResponses: responses, revocationLists: lists))
    }

    /// A list, current for sixty days unless told.
    func list(
        by issuer: Holder, revoking entries: [CertificateRevocationList.Entry] = [], from: Date, to: Date? = nil
    ) throws -> [UInt8] {
        let contents = CertificateRevocationList.Contents(
            number: [2], thisUpdate: Self.seconds(from), nextUpdate: Self.seconds(to ?? from + 86_400 * 60),
            entries: entries)
        return try CertificateRevocationList.issue(contents, by: Forge.issuer(issuer)).der
    }

    func entry(
        _ holder: Holder, on date: Date, _ reason: RevocationReason? = nil, invalidSince: Date? = nil
    ) -> CertificateRevocationList.Entry {
        .init(
            serialNumber: holder.certificate.serialNumber, date: Self.seconds(date), reason: reason,
            invalidityDate: invalidSince.map(Self.seconds))
    }

    /// An answer of the issuing authority itself about the leaf, current for sixty days.
    func ocsp(
        about subject: Holder? = nil, by responder: Holder? = nil, from: Date,
        _ alter: (inout CraftedOCSP) -> Void = { _ in }
    ) throws -> [UInt8] {
        var response = CraftedOCSP(
            subject: (subject ?? leaf).certificate, issuer: issuing.certificate, responder: responder ?? issuing,
            thisUpdate: from, nextUpdate: from + 86_400 * 60)
        alter(&response)
        return try response.der()
    }

    /// A trust folder.
    func trust(root: Holder? = nil, lists: [[UInt8]] = [], responses: [[UInt8]] = []) throws -> TrustMaterial {
        let files =
            [("root.pem", try (root ?? self.root).certificate.pem)]
            + lists.enumerated().map { ("\($0.offset).crl", $0.element) }
            + responses.enumerated().map { ("\($0.offset).ocsp", $0.element) }
        return try TrustMaterial(files: files.map { (name: $0.0, content: $0.1) })
    }

    /// Current lists of root and issuing authority, in which nobody is revoked.
    func currentLists(at now: Date) throws -> [[UInt8]] {
        [try list(by: root, from: now - 60), try list(by: issuing, from: now - 60)]
    }
}

/// A document, and what the verifier is given besides.
struct SituationCase {
    var bytes: [UInt8]
    var trust: TrustMaterial
    var now: Date
    var policy = ValidationPolicy.strict
}

/// A situation of time and trust, and what has to come out.
struct Situation: Sendable, CustomTestStringConvertible {
    let name: String
    let subIndication: SubIndication?
    let identity: ValidationReport.Identity
    let integrity: ValidationReport.Integrity
    let level: SignatureLevel?
    /// Of the time-stamp over the signature, if there is one.
    let stamp: SubIndication?
    /// By the rules of `docs/mutants.md` 6 and 18: everything else but trust and time.
    let profile: ValidationReport.Profile
    let make: @Sendable (SituationBench) throws -> SituationCase

    init(
        _ name: String, _ subIndication: SubIndication?, _ identity: ValidationReport.Identity,
        integrity: ValidationReport.Integrity = .intact, level: SignatureLevel? = .baselineT,
        stamp: SubIndication? = nil, profile: ValidationReport.Profile = .conforming,
        _ make: @escaping @Sendable (SituationBench) throws -> SituationCase
    ) {
        self.name = name
        self.subIndication = subIndication
        self.identity = identity
        self.integrity = integrity
        self.level = level
        self.stamp = stamp
        self.profile = profile
        self.make = make
    }

    var testDescription: String { name }
}
