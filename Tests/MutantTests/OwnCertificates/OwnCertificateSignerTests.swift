import CMS
import CertificateAuthority
import ConventionDomain
import ConventionVerification
import Foundation
import Logging
import OpenSSLBridge
import PAdESValidation
import Parties
import TestSupport
import Testing
import ToolSupport
import TrustServices
import Workflow

@testable import Bootstrap

/// What the service makes of certificates and values that an employer brings.
@Suite("Signing with an employer's own certificate")
struct OwnCertificateSignerTests {
    private let workshop: Workshop
    private let company: CompanyAuthority
    private let folder: TemporaryDirectory
    private let signer: OwnCertificateSigner
    private let employer: Signatory
    private let document: [UInt8]
    private static let now = Workshop.moment(3)
    private static let ecdsa = ObjectIdentifiers.ecdsaWithSHA256

    init() throws {
        workshop = try Workshop.shared.get()
        company = try CompanyAuthority(madeAt: Workshop.issuedAt)
        folder = try TemporaryDirectory()
        employer = workshop.signatories[3]
        document = try workshop.after(3)
        for file in try workshop.authority.trustFiles() + company.trustFiles() {
            try folder.write(file.name, file.content)
        }
        let clock = WallClock { Self.now }
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        // Nobody on loopback may be asked.
        let revocation = RevocationSource(
            http: OutboundHTTP(policy: AddressPolicy()), first: .responder, directory: folder.path, now: clock.now)
        signer = .builtIn(
            EmployerTrust(directory: folder.path, revocation: revocation, logger: logger),
            timeStamps: .builtIn(
                workshop.authority.infrastructure.timeStampUnit, clock: clock, quality: .assured),
            dates: FrenchDate(timeZone: .paris), clock: clock, logger: logger)
    }

    private func signature(
        _ certificates: [[UInt8]], _ algorithm: String = ecdsa, hash: String? = nil, claimedTime: Date = now
    ) -> OwnSignature {
        OwnSignature(
            document: document, signatory: employer, organisation: "Atelier Marcheboeuf",
            choice: OwnCertificateChoice(
                certificates: certificates, signatureAlgorithm: algorithm, hashAlgorithm: hash),
            claimedTime: claimedTime)
    }

    private func person(
        _ key: SigningKey, _ wishes: CompanyAuthority.Wishes = .init(), name: PersonName? = nil
    ) throws -> Certificate {
        try company.certify(CompanyAuthority.person(name ?? employer.name), key: key, wishes)
    }

    private func refusal(_ signature: OwnSignature) async -> OwnCertificateRefusal? {
        do throws(OwnCertificateFault) { _ = try await signer.prepare(signature) } catch {
            if case .refused(let refusal) = error { return refusal }
        }
        return nil
    }

    private func refusal(_ change: (inout CompanyAuthority.Wishes) -> Void) async throws -> OwnCertificateRefusal? {
        var wishes = CompanyAuthority.Wishes()
        change(&wishes)
        return await refusal(signature([try person(try .generate(.p256), wishes).der]))
    }

    private func verdict(_ document: [UInt8]) throws -> ConventionReport {
        try workshop.verify(Specimen(document, trust: try TrustMaterial(files: TrustDirectory.files(folder.path))))
    }

    struct Way: CustomTestStringConvertible, Sendable {
        let key: KeyAlgorithm
        let algorithm: String
        let hash: DigestAlgorithm
        var padding = SignaturePadding.pkcs1
        var testDescription: String { "\(key) \(hash.rawValue) \(padding)" }
    }

    private static let ways = [
        Way(key: .p256, algorithm: ecdsa, hash: .sha256),
        Way(key: .p256, algorithm: "1.2.840.10045.2.1", hash: .sha512),
        Way(key: .p384, algorithm: ObjectIdentifiers.ecdsaWithSHA384, hash: .sha384),
        Way(key: .rsa(bits: 3072), algorithm: ObjectIdentifiers.sha256WithRSA, hash: .sha256),
        Way(key: .rsa(bits: 3072), algorithm: ObjectIdentifiers.rsaEncryption, hash: .sha512),
        Way(
            key: .rsa(bits: 3072), algorithm: ObjectIdentifiers.rsaPSS, hash: .sha384, padding: .pss(saltByteCount: 48)),
        Way(
            key: .rsaPSS(bits: 3072), algorithm: ObjectIdentifiers.rsaPSS, hash: .sha256,
            padding: .pss(saltByteCount: 32)),
    ]

    @Test(arguments: ways)
    func `each accepted way of signing gives a complete convention`(way: Way) async throws {
        let key = try SigningKey.generate(way.key)
        let prepared = try await signer.prepare(
            signature([try person(key).der], way.algorithm, hash: way.hash.oid))
        #expect(prepared.kind == .signature && prepared.hash == way.hash.digest(prepared.signedAttributes))
        let value = try key.sign(message: prepared.signedAttributes, digest: way.hash, padding: way.padding)
        let choice = prepared.choice
        let signed = try await signer.complete(
            signature(choice.certificates, choice.signatureAlgorithm, hash: choice.hashAlgorithm), value)
        #expect(signed.certificate.ownCertificate == .signature)
        let report = try verdict(signed.document)
        #expect(report.verdict == .passed, "\(report.findings) \(report.validation.findings)")
        #expect(signed.document.starts(with: document))
    }

    @Test func `a seal names the host, and in the document nobody else`() async throws {
        let key = try SigningKey.generate(.p256)
        let seal = try company.certify(CompanyAuthority.seal("NTRFR-99900001100018"), key: key)
        let asked = signature([seal.der])
        let prepared = try await signer.prepare(asked)
        #expect(prepared.kind == .seal)
        let signed = try await signer.complete(asked, try key.sign(message: prepared.signedAttributes, digest: .sha256))
        let report = try verdict(signed.document)
        #expect(report.verdict == .passed && report.notices.map(\.code) == [.sealInsteadOfSignature])
        let added = String(decoding: signed.document.dropFirst(document.count), as: UTF8.self)
        #expect(added.contains("/Name (Atelier Marcheboeuf)"))
        #expect(!added.contains("Odile Marcheboeuf"))
    }

    @Test func `takes a value over nothing but these bytes, by this key, in this way`() async throws {
        let key = try SigningKey.generate(.p256)
        let asked = signature([try person(key).der])
        let prepared = try await signer.prepare(asked)
        let good = try key.sign(message: prepared.signedAttributes, digest: .sha256)
        let another = try await signer.prepare(
            signature(asked.choice.certificates, claimedTime: Self.now.addingTimeInterval(-1)))
        let wrong: [[UInt8]] = [
            try key.sign(message: document, digest: .sha256), try key.sign(message: prepared.hash, digest: .sha256),
            // Of another session on the same revision, which claims another second.
            try key.sign(message: another.signedAttributes, digest: .sha256),
            try key.sign(message: prepared.signedAttributes, digest: .sha384),
            try SigningKey.generate(.p256).sign(message: prepared.signedAttributes, digest: .sha256),
            Array(good.dropLast()), good + [0], Array(repeating: 1, count: 64), [], Array(repeating: 0, count: 40_000),
        ]
        for value in wrong {
            await #expect(throws: OwnCertificateFault.refused(.signatureInvalid)) {
                try await signer.complete(asked, value)
            }
        }
        #expect(try verdict(try await signer.complete(asked, good).document).verdict == .passed)
    }

    @Test func `refuses what is not valid now, for another purpose, or an authority's`() async throws {
        #expect(try await refusal { $0.validity = 0...200 } == .expired)
        #expect(try await refusal { $0.validity = 3_600...7_200 } == .notYetValid)
        #expect(try await refusal { $0.usages = [.keyEncipherment] } == .unsuitable)
        #expect(try await refusal { $0.purposes = ["1.3.6.1.5.5.7.3.1"] } == .unsuitable)
        #expect(try await refusal { $0.purposes = ["1.3.6.1.5.5.7.3.8"] } == .unsuitable)
        #expect(
            try await refusal {
                $0.isAuthority = true
                $0.usages = [.keyCertSign, .nonRepudiation]
            } == .unsuitable)
        #expect(try await refusal { $0.purposes = [] } == nil)
        #expect(try await refusal { $0.usages = [.digitalSignature] } == nil)
    }

    @Test func `refuses what is revoked, also between the two steps, and what nobody knows about`() async throws {
        let key = try SigningKey.generate(.p256)
        let asked = signature([try person(key).der])
        let prepared = try await signer.prepare(asked)
        let value = try key.sign(message: prepared.signedAttributes, digest: .sha256)
        try folder.write("company.crl", try company.list(revoking: [7], at: Self.now).der)
        await #expect(throws: OwnCertificateFault.refused(.revoked)) { try await signer.complete(asked, value) }
        #expect(await refusal(asked) == .revoked)
        // A list that ended yesterday says nothing of today.
        try folder.write("company.crl", try company.list(at: Self.now.addingTimeInterval(-2 * 86_400)).der)
        #expect(await refusal(asked) == .statusUnknown)
        try FileManager.default.removeItem(atPath: folder.file("company.crl"))
        #expect(await refusal(asked) == .statusUnknown)
    }

    @Test(arguments: [KeyAlgorithm.p521, .ed25519])
    func `refuses other kinds of keys`(algorithm: KeyAlgorithm) async throws {
        #expect(await refusal(signature([try person(try .generate(algorithm)).der])) == .weakKey)
    }

    @Test func `refuses RSA with 2048 bits`() async throws {
        let key = try TestToken.shared.get().key(.rsa2048)
        let certificate = try person(key)
        #expect(await refusal(signature([certificate.der], ObjectIdentifiers.sha256WithRSA)) == .weakKey)
    }

    @Test(arguments: [
        (ObjectIdentifiers.sha256WithRSA, nil), (ObjectIdentifiers.rsaPSS, ObjectIdentifiers.sha256),
        ("1.2.840.10045.4.1", nil), ("1.2.840.10045.2.1", nil), ("1.2.840.10045.2.1", "1.3.14.3.2.26"),
        (ecdsa, ObjectIdentifiers.sha512), ("", nil), ("x", "y"), ("1.2.840.113549.1.1.5", nil),
    ])
    func `refuses algorithms that are unknown, weak, not the key's, or contradict each other`(
        algorithm: String, hash: String?
    ) async throws {
        let certificate = try person(try .generate(.p256))
        #expect(await refusal(signature([certificate.der], algorithm, hash: hash)) == .algorithmUnsupported)
    }

    @Test func `refuses what is no certificate, and more of them than a chain has`() async throws {
        let good = try person(try .generate(.p256)).der
        for certificates in [
            [], [[]], [[1, 2, 3]], [good + [0]], [Array(good.dropLast())], Array(repeating: good, count: 6),
        ] {
            #expect(await refusal(signature(certificates)) == .malformed)
        }
        #expect(await refusal(signature([good, [0x30, 0x00]])) == .malformed)
    }

    @Test func `refuses strangers: another holder, another authority, the service's own authority`() async throws {
        let key = try SigningKey.generate(.p256)
        let stranger = try person(key, name: PersonName(given: "Karim", family: "Santos"))
        #expect(await refusal(signature([stranger.der])) == .holderDiffers)
        let seal = try company.certify(CompanyAuthority.seal("NTRFR-12345678200010"), key: key)
        #expect(await refusal(signature([seal.der])) == .holderDiffers)
        // One that calls itself the same, and brings its root along.
        let impostor = try CompanyAuthority(madeAt: Workshop.issuedAt)
        let forged = try impostor.certify(CompanyAuthority.person(employer.name), key: key)
        #expect(await refusal(signature([forged.der, impostor.root.der])) == .issuerUnknown)
        let own = try workshop.authority.signatory(.employer, name: employer.name, at: Self.now)
        #expect(
            await refusal(signature([own.certificate.der, workshop.authority.trust.issuingAuthority.der]))
                == .issuerUnknown)
    }

    @Test func `embeds the authorities between certificate and root, and wants to be given them`() async throws {
        let between = try company.subordinate()
        let key = try SigningKey.generate(.p256)
        let leaf = try between.certify(CompanyAuthority.person(employer.name), key: key)
        #expect(await refusal(signature([leaf.der])) == .issuerUnknown)
        // Of the authority in between nobody knows yet whether it revoked anything.
        #expect(await refusal(signature([leaf.der, between.root.der])) == .statusUnknown)
        try folder.write("between.crl", try between.list().der)
        let prepared = try await signer.prepare(
            signature([leaf.der, company.root.der, between.root.der, workshop.authority.trust.issuingAuthority.der]))
        #expect(prepared.choice.certificates == [leaf.der, between.root.der])
        let signed = try await signer.complete(
            signature(prepared.choice.certificates), try key.sign(message: prepared.signedAttributes, digest: .sha256))
        #expect(try verdict(signed.document).verdict == .passed)
    }

    /// What whoever signs for the school would ask, with the convention as it was before the school signed.
    private func schoolSignature(
        _ subject: DistinguishedName, key: SigningKey, printed: String? = nil
    ) throws -> OwnSignature {
        OwnSignature(
            document: try workshop.after(2), signatory: workshop.signatories[2], printedCapacity: printed,
            organisation: "Lycée",
            choice: OwnCertificateChoice(
                certificates: [try company.certify(subject, key: key).der], signatureAlgorithm: Self.ecdsa,
                hashAlgorithm: nil), claimedTime: Self.now)
    }

    @Test func `an authority of employers signs for no school, one of schools does, and a delegate is printed as one`()
        async throws
    {
        let key = try SigningKey.generate(.p256)
        let head = CompanyAuthority.person(workshop.signatories[2].name)
        let asked = try schoolSignature(head, key: key, printed: "Pour le chef, par délégation")
        #expect(await refusal(asked) == .notAccepted)
        try folder.write("school-company.pem", try company.root.pem)
        let prepared = try await signer.prepare(asked)
        let value = try key.sign(message: prepared.signedAttributes, digest: .sha256)
        let signed = try await signer.complete(asked, value)
        #expect(signed.certificate.ownCertificate == .signature)
        // What is printed is signed, too.
        let other = try schoolSignature(head, key: key)
        await #expect(throws: OwnCertificateFault.refused(.signatureInvalid)) {
            try await signer.complete(other, value)
        }
        #expect(
            await refusal(try schoolSignature(CompanyAuthority.seal("NTRFR-99900001100018"), key: key))
                == .sealNotAccepted)
        let stranger = CompanyAuthority.person(PersonName(given: "Karim", family: "Santos"))
        #expect(await refusal(try schoolSignature(stranger, key: key)) == .holderDiffers)
    }

    @Test func `takes nothing when no authority of employers is named`() async throws {
        try FileManager.default.removeItem(atPath: folder.file("employer-company.pem"))
        #expect(await refusal(signature([try person(try .generate(.p256)).der])) == .notAccepted)
    }
}
