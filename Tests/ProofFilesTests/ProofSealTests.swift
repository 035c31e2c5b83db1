import CertificateAuthority
import Foundation
import OpenSSLBridge
import PAdESValidation
import Parties
import TestSupport
import Testing
import ToolSupport
import XMLBridge

@testable import ProofFiles

@Suite("The seal of a proof file", .timeLimit(.minutes(10)))
struct ProofSealTests {
    private let sample: ProofSample
    private let text: String

    init() async throws {
        sample = try await ProofSample.shared.value
        text = String(decoding: sample.whole, as: UTF8.self)
    }

    private func report(_ text: String) throws -> ProofReport { try sample.check(Array(text.utf8)) }

    /// Everything that a general verifier would follow or run is fixed.
    @Test(arguments: [
        ("URI=\"\"", "URI=\"#seal\""), ("URI=\"#signed-properties\"", "URI=\"\""),
        ("http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/TR/1999/REC-xslt-19991116"),
        ("http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/TR/1999/REC-xpath-19991116"),
        ("http://www.w3.org/2001/10/xml-exc-c14n#", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"),
        ("http://www.w3.org/2001/10/xml-exc-c14n#", "http://www.w3.org/2001/10/xml-exc-c14n#WithComments"),
        ("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1"),
        ("#ecdsa-sha256", "#ecdsa-sha1"), ("#ecdsa-sha256", "#hmac-sha256"),
        ("Id=\"seal\"", "Id=\"signed-properties\""),
        ("Target=\"#seal\"", "Target=\"#other\""), ("ObjectReference=\"#document\"", "ObjectReference=\"#seal\""),
        ("<scope>", "<scope Id=\"signed-properties\">"), ("<Transforms>", "<Transforms><Transform></Transform>"),
        ("<KeyInfo>", "<KeyInfo><KeyName>a</KeyName>"),
        ("</Object>", "</Object><Object></Object>"),
    ])
    func `has one form, and no other is even looked at`(found: String, put: String) throws {
        let altered = text.replacingOccurrences(of: found, with: put, range: text.range(of: found))
        #expect(altered != text)
        #expect(try report(altered).faults == [.schema])
    }

    /// The original is signed and valid wherever it stands: only the place where it is read counts.
    @Test func `cannot be wrapped around other contents`() throws {
        let seal = try #require(text.range(of: "<Signature "))
        let end = try #require(text.range(of: "</Signature>"))
        let signature = String(text[seal.lowerBound..<end.upperBound])
        let contents = String(text[..<seal.lowerBound])
        let evil = contents.replacingOccurrences(of: "<state>completed</state>", with: "<state>refused</state>")
        let inObject = signature.replacingOccurrences(of: "</Object>", with: "</Object><Object>\(text)</Object>")
        let forgeries = [
            // The original inside the seal, other contents in its place.
            evil + inObject + "</proof>",
            // The original beside other contents, before and behind the seal.
            evil + text + signature + "</proof>", evil + signature + text + "</proof>",
            // Two seals; the seal before the contents; the whole inside another root of the same name.
            contents + signature + signature + "</proof>",
            "<proof xmlns=\"urn:seing:proof:1\">\(text)\(signature)</proof>",
            "<proof xmlns=\"urn:seing:proof:1\">" + signature + String(evil.dropFirst(33)) + "</proof>",
            // A second element with the identifier of the signed properties.
            contents
                + signature.replacingOccurrences(
                    of: "<UnsignedProperties>",
                    with: "<SignedProperties Id=\"signed-properties\"></SignedProperties><UnsignedProperties>")
                + "</proof>",
        ]
        for (index, forgery) in forgeries.enumerated() {
            #expect(try report(forgery).faults == [.schema], "\(index)")
        }
        #expect(try report(evil + signature + "</proof>").faults == [.seal])
    }

    @Test func `is worth nothing without its time-stamp, and no time is proven by another's`() async throws {
        let start = try #require(text.range(of: "<UnsignedProperties>"))
        let end = try #require(text.range(of: "</UnsignedProperties>"))
        #expect(try report(String(text[..<start.lowerBound] + text[end.upperBound...])).faults == [.schema])
        let again = try sample.resealed(sample.whole) { _ in }
        let pattern = /<EncapsulatedTimeStamp>([^<]*)</
        let token = try #require(String(decoding: again, as: UTF8.self).firstMatch(of: pattern)).output.1
        let own = try #require(text.firstMatch(of: pattern)).output.1
        let swapped = try report(text.replacingOccurrences(of: own, with: token))
        #expect(swapped.seal.isIntact && swapped.seal.provenTime == nil && !swapped.isGood)
    }

    @Test func `of another platform, and by a signatory's certificate, is not trusted`() async throws {
        let other = try await ProofSample.other.value
        let foreign = try sample.check(other.resealed(sample.whole) { _ in })
        #expect(foreign.seal.isIntact && foreign.seal.identity == .untrusted)
        let key = try SigningKey.generate(.p256)
        let request = SignatoryCertificateRequest(
            commonName: "Awa Diallo", givenName: "Awa", surname: "Diallo", title: "Élève", serialNumber: "1",
            role: .student,
            identification: .emailCode)
        let certificate = try sample.infrastructure.signatoryAuthority.issue(request, for: key.publicKey, now: Date())
        let personal = try ProofSample.reseal(sample.whole, certificate, key, sample.infrastructure)
        let report = try sample.check(personal)
        #expect(report.seal.isIntact && report.seal.identity == .untrusted)
    }

    /// Outside the signed parts, so that nothing but the digest in the signed properties names it.
    @Test func `names its certificate, and no other one of the same key takes its place`() throws {
        let key = try sample.infrastructure.seal.key.publicKey
        let request = SignatoryCertificateRequest(
            commonName: "Awa Diallo", givenName: "Awa", surname: "Diallo", title: "Élève", serialNumber: "1",
            role: .student, identification: .emailCode)
        let other = try sample.infrastructure.signatoryAuthority.issue(request, for: key, now: Date())
        let own = Data(sample.infrastructure.seal.certificate.der).base64EncodedString()
        let swapped = text.replacing(own, with: Data(other.der).base64EncodedString())
        #expect(swapped != text)
        #expect(try report(swapped).faults == [.seal])
    }

    @Test func `by a key that is not the certificate's is not made`() throws {
        #expect(throws: XMLSealError.self) {
            try ProofSample.reseal(
                sample.whole, sample.infrastructure.seal.certificate, .generate(.p256), sample.infrastructure)
        }
    }

    /// `xmlsec1` knows neither PSS nor EdDSA; signxml no EdDSA.
    @Test(arguments: TestAlgorithm.allCases.filter { $0 != .pss3072 })
    func `is made with every kind of key, and accepted by those who know it`(algorithm: TestAlgorithm) async throws {
        let key = try algorithm.sharedKey(for: "seal")
        let request = SignatoryCertificateRequest(
            commonName: "Seal", givenName: "A", surname: "B", title: "C", serialNumber: "1", role: .school,
            identification: .emailCode)
        let authority = sample.infrastructure.signatoryAuthority
        let certificate = try authority.issue(request, for: key.publicKey, now: Date())
        let sealed = try ProofSample.reseal(sample.whole, certificate, key, sample.infrastructure)
        #expect(try sample.check(sealed).seal.isIntact)
        #expect(try !sample.check(altered(sealed)).seal.isIntact)
        guard [.ecdsaP256, .ecdsaP384, .ecdsaP521, .rsa3072].contains(algorithm) else { return }
        let folder = try TemporaryDirectory()
        let issuer = sample.folder.file("data/pki/trust/issuing-ca.pem")
        #expect(try await Judge.xmlsec1(folder.write("good.xml", sealed), sample.root, untrusted: issuer).succeeded)
        #expect(
            try await !Judge.xmlsec1(folder.write("bad.xml", altered(sealed)), sample.root, untrusted: issuer).succeeded
        )
    }

    private func altered(_ bytes: [UInt8]) -> [UInt8] {
        Array(String(decoding: bytes, as: UTF8.self).replacing("<state>completed<", with: "<state>cancelled<").utf8)
    }

    @Test func `and its time-stamp are accepted by xmlsec1, signxml and openssl, and refused when altered`()
        async throws
    {
        let folder = try TemporaryDirectory()
        for (name, bytes) in [("whole", sample.whole), ("own", sample.own)] {
            let good = try folder.write("\(name).xml", bytes)
            let bad = try folder.write("\(name)-altered.xml", altered(bytes))
            for judge in [Judge.signxml, { try await Judge.xmlsec1($0, $1) }] {
                let verdict = try await judge(good, sample.root)
                #expect(verdict.succeeded, "\(verdict.text)")
                #expect(try await !judge(bad, sample.root).succeeded)
            }
            #expect(try await Judge.signxml(good, sample.root).output.contains("valid: proof, SignedProperties"))
            let other = try await ProofSample.other.value.root
            #expect(try await !Judge.signxml(good, other).succeeded)
            let valid = try await Command.outcome(
                "xmllint", "--noout", "--relaxng", PythonTool.root.appending(path: "Templates/Schemas/proof.rng").path,
                good)
            #expect(valid.succeeded, "\(valid.text)")
        }
    }
}

/// Outside software that judges seals.
enum Judge {
    static func signxml(_ file: String, _ root: String) async throws -> Outcome {
        try await Command.outcome(
            PythonTool.interpreter().path, [PythonTool.script("validate-xades-with-signxml.py"), file, root])
    }

    static func xmlsec1(_ file: String, _ root: String, untrusted: String? = nil) async throws -> Outcome {
        try await Command.outcome(
            "xmlsec1",
            [
                "--verify", "--id-attr:Id", "http://uri.etsi.org/01903/v1.3.2#:SignedProperties", "--trusted-pem", root,
            ] + (untrusted.map { ["--untrusted-pem", $0] } ?? []) + [file])
    }
}
