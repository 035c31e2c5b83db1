import CertificateAuthority
import ConventionVerification
import Foundation
import OpenSSLBridge
import PAdESSigning
import PAdESValidation
import Parties
import TestSupport
import Testing

/// A convention whose employer signed with a certificate of another authority, and what the verifier makes of it.
@Suite("The verdict on an employer's own certificate")
struct OwnCertificateVerdictTests {
    private let workshop: Workshop
    private let company: CompanyAuthority
    private let key: SigningKey
    private let employer: PersonName

    init() throws {
        workshop = try Workshop.shared.get()
        company = try CompanyAuthority(madeAt: Workshop.issuedAt)
        key = try SigningKey.generate(.p256)
        employer = workshop.signatories[3].name
    }

    /// The finished document with one signature made with another certificate, in a field of the given place.
    private func document(_ certificate: Certificate, place: Int = 3) throws -> [UInt8] {
        let credential = try SigningCredential(certificate: certificate, chain: [], key: key)
        let signed = try TestSigner(workshop.authority).sign(
            try workshop.after(place), field: workshop.signatories[place].fieldName, credential: credential,
            at: Workshop.moment(place), stampedAt: Workshop.moment(place))
        return try workshop.signRest(signed, from: place + 1)
    }

    private func verify(
        _ certificate: Certificate, place: Int = 3, anchorFile: String = "employer-company.pem",
        revoking: [UInt8] = [], company: CompanyAuthority? = nil
    ) throws -> ConventionReport {
        let files =
            try workshop.authority.trustFiles()
            + (company ?? self.company).trustFiles(anchorFile: anchorFile, revoking: revoking)
        return try workshop.verify(
            Specimen(try document(certificate, place: place), trust: try TrustMaterial(files: files)))
    }

    private func person(_ name: PersonName? = nil) throws -> Certificate {
        try company.certify(CompanyAuthority.person(name ?? employer), key: key)
    }

    @Test func `is complete, and says that the certificate is the person's own`() throws {
        let report = try verify(person())
        #expect(report.isComplete && report.verdict == .passed, "\(report.findings) \(report.validation.findings)")
        #expect(report.validation.signatures.map(\.ownCertificate) == [nil, nil, nil, .signature])
        #expect(report.notices.isEmpty)
    }

    @Test(arguments: ["NTRFR-99900001100018", "NTRFR-999000011"])
    func `a seal of the host is complete, and the reader is told that it is one`(identifier: String) throws {
        let report = try verify(try company.certify(CompanyAuthority.seal(identifier), key: key))
        #expect(report.isComplete && report.verdict == .passed, "\(report.findings) \(report.validation.findings)")
        #expect(report.validation.signatures.last?.ownCertificate == .seal)
        #expect(report.notices == [ConventionNotice(.sealInsteadOfSignature, field: "employer")])
    }

    @Test(arguments: ["NTRFR-99900001100026", "NTRFR-123456789", "VATFR-99900001100018", "NTRDE-999000011", "NTRFR-"])
    func `a seal of somebody else is not the host's`(identifier: String) throws {
        let report = try verify(try company.certify(CompanyAuthority.seal(identifier), key: key))
        #expect(report.verdict == .failed)
        #expect(report.findings == [ConventionFinding(.nameDiffers, field: "employer")])
    }

    @Test func `another person of the same company is not the signatory`() throws {
        let report = try verify(person(PersonName(given: "Karim", family: "Santos")))
        #expect(report.verdict == .failed)
        #expect(report.findings == [ConventionFinding(.nameDiffers, field: "employer")])
    }

    @Test func `counts in no field but the employer's, whoever it names`() throws {
        for place in 0..<3 {
            let report = try verify(person(workshop.signatories[place].name), place: place)
            #expect(report.verdict == .failed)
            #expect(
                report.findings == [ConventionFinding(.roleDiffers, field: workshop.signatories[place].fieldName)])
        }
    }

    /// The school signs third; the employer's certificate is the service's.
    private func schoolReport(_ subject: DistinguishedName, anchorFile: String) throws -> ConventionReport {
        try verify(try company.certify(subject, key: key), place: 2, anchorFile: anchorFile)
    }

    @Test func `a school's is complete under an authority that is named for schools`() throws {
        let report = try schoolReport(
            CompanyAuthority.person(workshop.signatories[2].name), anchorFile: "school-company.pem")
        #expect(report.isComplete && report.verdict == .passed, "\(report.findings) \(report.validation.findings)")
        #expect(report.validation.signatures[2].ownCertificate == .signature)
        #expect(report.validation.signatures[2].ownCertificateRoles == [.school])
    }

    @Test func `an authority named for schools counts in no other field, whoever it names`() throws {
        for place in [0, 1, 3] {
            let report = try verify(
                person(workshop.signatories[place].name), place: place, anchorFile: "school-company.pem")
            #expect(report.verdict == .failed)
            #expect(
                report.findings == [ConventionFinding(.roleDiffers, field: workshop.signatories[place].fieldName)])
        }
    }

    @Test func `a seal is no head of school, even with the host's number`() throws {
        let report = try schoolReport(CompanyAuthority.seal("NTRFR-99900001100018"), anchorFile: "school-company.pem")
        #expect(report.verdict == .failed)
        #expect(report.findings == [ConventionFinding(.nameDiffers, field: "school")])
    }

    @Test func `cannot give itself a role, even if its root may certify under any policy`() throws {
        let arc = workshop.authority.trust.policies.arc
        let company = try CompanyAuthority(madeAt: Workshop.issuedAt, policies: [ExtensionOID.anyPolicy])
        var wishes = CompanyAuthority.Wishes()
        wishes.policies = [arc.oid(of: Signatory.Role.school), arc.oid(of: IdentificationMethod.emailCode)]
        let certificate = try company.certify(
            CompanyAuthority.person(workshop.signatories[2].name), key: key, wishes)
        let report = try verify(certificate, place: 2, company: company)
        #expect(report.verdict == .failed)
        #expect(report.findings.contains(ConventionFinding(.roleDiffers, field: "school")), "\(report.findings)")
        #expect(report.validation.signatures[2].role == nil)
    }

    @Test(arguments: ["tsa-company.pem", "company.pem", "employer-company.txt"])
    func `is worth nothing unless the trust folder names the authority for employers`(file: String) throws {
        let report = try verify(person(), anchorFile: file)
        #expect(report.verdict != .passed)
        #expect(!report.isComplete || report.validation.identity != .trusted)
    }

    @Test func `revoked before it signed, it is refused`() throws {
        let report = try verify(person(), revoking: [7])
        #expect(report.validation.identity == .revoked && report.verdict == .failed)
    }

    @Test func `nothing known about its revocation, it is undetermined`() throws {
        let files = try workshop.authority.trustFiles() + company.trustFiles().prefix(1)
        let report = try workshop.verify(
            Specimen(try document(person()), trust: try TrustMaterial(files: files)))
        #expect(report.verdict == .undetermined)
        #expect(report.validation.findings.map(\.code) == [.revocationUnknown])
    }

    @Test func `without the authority between it and the root it is not as documents of ours are`() throws {
        let between = try company.subordinate()
        let certificate = try between.certify(CompanyAuthority.person(employer), key: key)
        let files =
            try workshop.authority.trustFiles() + company.trustFiles()
            + [("employer-between.pem", between.root.pem), ("between.crl", between.list().der)]
        let report = try workshop.verify(
            Specimen(try document(certificate), trust: try TrustMaterial(files: files)))
        #expect(report.validation.identity == .trusted && report.verdict == .failed)
        #expect(report.validation.findings.map(\.code) == [.certificatesOutsideProfile])
    }

    @Test func `its authority vouches for no time-stamp`() throws {
        var files = try workshop.authority.trustFiles().filter { $0.name != "root.pem" }
        files.append(("employer-root.pem", try workshop.authority.trust.anchors[0].pem))
        // Without any anchor for everything, nothing would be judged at all.
        files.append(("other-root.pem", try company.root.pem))
        let report = try workshop.verify(Specimen(workshop.finished, trust: try TrustMaterial(files: files)))
        #expect(report.verdict != .passed)
        #expect(report.validation.signatures.allSatisfy { $0.provenTime == nil })
    }
}

@Suite("Whom an own certificate names")
struct OwnCertificateHolderTests {
    private static let host = SIRET("12345678200010")

    private func isSignatory(
        _ person: PersonName, _ attributes: [(CompanyAuthority.Attribute, String)], host: SIRET? = Self.host
    ) throws -> Bool {
        let company = try CompanyAuthority(madeAt: Workshop.issuedAt)
        let certificate = try company.certify(
            CompanyAuthority.name(attributes), key: try SigningKey.generate(.p256))
        return OwnCertificateHolder(CertificateFacts(certificate)).isSignatory(person, of: host)
    }

    @Test(arguments: [
        ("Claire", "Lefèvre", "CLAIRE", "LEFEVRE"), ("Hélène", "Œuvrard", "Helene", "OEUVRARD"),
        ("Jean-Pierre", "d’Arc", "Jean Pierre", "D'ARC"), ("Anne", "Martin", "Anne, Marie", "Martin"),
        ("Anne", "Martin-Petit", "Anne Marie", "MARTIN PETIT"),
    ])
    func `capitals, accents and further given names make no other person`(
        given: String, family: String, certifiedGiven: String, certifiedFamily: String
    ) throws {
        let person = PersonName(given: given, family: family)
        #expect(try isSignatory(person, [(.givenName, certifiedGiven), (.surname, certifiedFamily)]))
        #expect(try isSignatory(person, [(.commonName, "\(family.uppercased()) \(given)")]))
    }

    @Test(arguments: [
        ("Anne", "Martin", "Anne-Marie", "Martin"), ("Anne", "Martin", "Marie Anne", "Martin"),
        ("Anne", "Martin", "Anne", "Martins"), ("Anne", "Martin", "Martin", "Anne"), ("", "Martin", "Paul", "Martin"),
    ])
    func `another name is another person`(
        given: String, family: String, certifiedGiven: String, certifiedFamily: String
    ) throws {
        let person = PersonName(given: given, family: family)
        // A common name that fits does not make up for names that do not.
        #expect(
            try !isSignatory(
                person,
                [(.givenName, certifiedGiven), (.surname, certifiedFamily), (.commonName, "\(given) \(family)")]))
    }

    @Test func `an organisation by its name alone is nobody, and so is a seal for a host abroad`() throws {
        let person = PersonName(given: "Claire", family: "Martin")
        #expect(try !isSignatory(person, [(.organisation, "Menuiserie Martin"), (.commonName, "Menuiserie Martin")]))
        #expect(try isSignatory(person, [(.identifier, "NTRFR-123456782")]))
        #expect(try !isSignatory(person, [(.identifier, "NTRFR-123456782")], host: nil))
        // With a person's name it is that person's signature, whatever organisation it names besides.
        #expect(
            try !isSignatory(
                person, [(.identifier, "NTRFR-123456782"), (.givenName, "Paul"), (.surname, "Durand")]))
    }
}
