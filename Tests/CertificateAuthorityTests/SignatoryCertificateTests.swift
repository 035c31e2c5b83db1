import CertificateAuthority
import Foundation
import OpenSSLBridge
import Parties
import TestSupport
import Testing

@Suite("Certificates of signatories")
struct SignatoryCertificateTests {
    let authority: TestAuthority

    init() throws { authority = try TestAuthority.shared.get() }

    private func request(commonName: String = "Awa Diallo", serialNumber: String = "S-1") -> SignatoryCertificateRequest
    {
        SignatoryCertificateRequest(
            commonName: commonName, givenName: "Awa", surname: "Diallo", title: "Élève", serialNumber: serialNumber,
            role: .student, identification: .emailCode)
    }

    @Test(arguments: ["", "  ", "Awa\nDiallo", "Awa\u{0}", "awa@example.fr"])
    func `a name that is empty, holds control characters or an address is refused, and not repeated`(
        name: String
    ) throws {
        let error = #expect(throws: CertificateAuthorityError.self) {
            try authority.infrastructure.signatoryAuthority.issue(
                request(commonName: name), for: SigningKey.generate(.p256).publicKey, now: TestAuthority.now)
        }
        #expect(error?.code == .request)
        #expect(error?.message.contains("Awa") == false && error?.message.contains("awa") == false)
    }

    @Test func `nothing is issued when the authority's own certificate is not valid`() throws {
        for now in [Date(timeIntervalSince1970: 0), TestAuthority.now.addingTimeInterval(6 * 365 * 86_400)] {
            let error = #expect(throws: CertificateAuthorityError.self) {
                try authority.signatory(.student, at: now)
            }
            #expect(error?.code == .outOfValidity)
        }
    }

    @Test func `the subject names the person and says DEMO, and holds no e-mail address`() throws {
        let certificate = try authority.signatory(.school, organizationName: "Lycée Voltaire").certificate
        let subject = certificate.subject
        #expect(subject.countryName == "FR")
        #expect(subject.commonName == "Awa Diallo")
        #expect(subject.givenName == "Awa")
        #expect(subject.surname == "Diallo")
        #expect(subject.title == "Chef d'établissement")
        #expect(subject.serialNumber == "SEING-8F3A2C91D4")
        #expect(subject.organizationName == "Lycée Voltaire")
        #expect(subject.organizationalUnitName?.contains("DEMO, no legal value") == true)
        #expect(subject.attributes.allSatisfy { !$0.value.contains("@") })
    }

    @Test func `a family has no organisation in its name`() throws {
        #expect(try authority.signatory(.representative).certificate.subject.organizationName == nil)
    }

    @Test func `a name longer than a certificate takes is shortened, and stays whole in its parts`() throws {
        let given = "Anne-Sophie Marie-Antoinette Jeanne Élisabeth Wilhelmine Philippine"
        let name = PersonName(given: given, family: "de Montmorency")
        let subject = try authority.signatory(.student, name: name).certificate.subject
        let commonName = try #require(subject.commonName)
        #expect(commonName.unicodeScalars.count <= 64 && commonName.hasSuffix("…"))
        #expect(name.full.hasPrefix(commonName.dropLast()))
        #expect(subject.surname == "de Montmorency")
    }

    @Test(arguments: ["Łukasz Żółć", "Ναυσικά Παπαδοπούλου", "Nguyễn Thị Ánh", "O'Brien, \"Zoë\" + <x>=\\"])
    func `a name of any script comes back as it was written`(name: String) throws {
        let given = PersonName(given: "", family: name)
        #expect(try authority.signatory(.student, name: given).certificate.subject.commonName == name)
    }

    @Test(arguments: Signatory.Role.allCases, IdentificationMethod.allCases)
    func `policies bind role and identification`(role: Signatory.Role, method: IdentificationMethod) throws {
        let policies = try authority.signatory(role, identification: method).certificate.policyOIDs
        let arc = PolicyArc.demo
        #expect(policies == [arc.signatoryCertificatePolicy, arc.oid(of: role), arc.oid(of: method)])
        #expect(policies.compactMap { arc.role(for: $0) } == [role])
        #expect(policies.compactMap { arc.method(for: $0) } == [method])
    }

    @Test func `it lives for minutes and is marked as never revoked, without being critical`() throws {
        let certificate = try authority.signatory(.student).certificate
        let now = Int64(TestAuthority.now.timeIntervalSince1970)
        #expect(certificate.notBefore == now - 60 && certificate.notAfter == now + 600)
        for oid in [ExtensionOID.noRevocationAvailable, ExtensionOID.validityAssuredShortTerm] {
            #expect(certificate.hasExtension(oid) && !certificate.isExtensionCritical(oid))
            #expect(certificate.extensionValue(oid) == [5, 0])
        }
        // CRL distribution points and authority information access.
        #expect(!certificate.hasExtension("2.5.29.31") && !certificate.hasExtension("1.3.6.1.5.5.7.1.1"))
    }

    @Test func `its key may sign documents, and nothing else`() throws {
        let certificate = try authority.signatory(.student).certificate
        #expect(certificate.keyUsage?.values == [.nonRepudiation])
        #expect(certificate.keyUsage?.isCritical == true)
        #expect(certificate.extendedKeyUsageOIDs == [ExtensionOID.documentSigning, ExtensionOID.emailProtection])
        #expect(certificate.extendedKeyUsage?.isCritical == false)
        #expect(!certificate.isCA && certificate.isExtensionCritical(ExtensionOID.basicConstraints))
        #expect(certificate.publicKeyDescription == "EC P-256")
        #expect(certificate.authorityKeyIdentifier == authority.trust.issuingAuthority.subjectKeyIdentifier)
        #expect(certificate.subjectKeyIdentifier?.count == 20)
    }

    @Test func `serial numbers are long, positive and never the same`() throws {
        let serials = try (0..<50).map { _ in try authority.signatory(.student).certificate.serialNumber }
        #expect(Set(serials).count == 50)
        #expect(serials.allSatisfy { $0.count == 16 && $0[0] < 0x80 })
    }

    @Test func `openssl shows what was meant`() throws {
        let certificate = try authority.signatory(.representative).certificate
        let text = try Command.run("openssl", "x509", "-noout", "-text", input: certificate.pem).output
        for line in [
            "title = Repr\\C3\\A9sentant l\\C3\\A9gal", "CA:FALSE",
            "X509v3 Key Usage: critical\n                Non Repudiation\n",
            "1.3.6.1.5.5.7.3.36, E-mail Protection", "Policy: 1.3.6.1.4.1.32473.2.2", "Policy: 1.3.6.1.4.1.32473.3.1",
            "Signature Algorithm: ecdsa-with-SHA256", "Version: 3 (0x2)",
        ] {
            #expect(text.contains(line), "\(line) in \(text)")
        }
    }

    @Test func `openssl cms accepts what the key has signed, in its minutes`() throws {
        let signatory = try authority.signatory(.student)
        let directory = try TemporaryDirectory()
        try directory.write("leaf.pem", signatory.certificate.pem)
        try directory.write("key.pem", signatory.key.encryptedPEM(passphrase: Array("secret".utf8), rounds: 1_000))
        try directory.write("data", [1, 2, 3])
        let signed = try Command.run(
            "openssl", "cms", "-sign", "-cades", "-binary", "-in", directory.file("data"), "-signer",
            directory.file("leaf.pem"), "-inkey", directory.file("key.pem"), "-passin", "pass:secret", "-certfile",
            "\(authority.trustPath)/issuing-ca.pem", "-outform", "DER", "-out", directory.file("cms"))
        #expect(signed.succeeded, "\(signed.output)")
        func verify(at time: Int64) throws -> Command.Result {
            try Command.run(
                "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", directory.file("cms"),
                "-content", directory.file("data"), "-CAfile", "\(authority.trustPath)/root.pem", "-attime", "\(time)")
        }
        let now = Int64(TestAuthority.now.timeIntervalSince1970)
        let accepted = try verify(at: now)
        #expect(accepted.succeeded, "\(accepted.output)")
        #expect(try !verify(at: now + 3600).succeeded)
    }
}
