import CMS
import CertificateAuthority
import ConventionVerification
import OpenSSLBridge
import PAdES
import PAdESValidation
import PDFModel
import TestSupport

extension Mutant {
    /// A CMS with one thing wrong, in the last signature, signed as it is.
    static let signedData: [Mutant] = attributes + encodings + signatures + unsignedParts

    private static let attributes: [Mutant] = [
        cms(
            "no signing-certificate attribute",
            .judged(Verdicts(.intact, .untrusted, .deviating), [.certificateNotBound, .attributesOutsideProfile], [])
        ) {
            $0.attributes.removeLast()
        },
        cms(
            "a signing-certificate attribute that names another certificate",
            .identity(.untrusted, .certificateNotBound)
        ) {
            let other = [UInt8](repeating: 7, count: 32)
            $0.attributes[2].value = ASN1.sequence(ASN1.sequence(ASN1.sequence(ASN1.octets(other))))
        },
        cms(
            "a signing-certificate attribute of the old kind",
            .judged(Verdicts(.intact, .untrusted, .deviating), [.certificateNotBound, .attributesOutsideProfile], [])
        ) {
            $0.attributes[2] = (
                ObjectIdentifiers.signingCertificate,
                ASN1.sequence(ASN1.sequence(ASN1.sequence(ASN1.octets([UInt8](repeating: 7, count: 20)))))
            )
        },
        cms(
            "a signing-certificate attribute with a name that is not the issuer's",
            .identity(.untrusted, .certificateNotBound)
        ) {
            let digest = ASN1.octets(DigestAlgorithm.sha256.digest($0.certificate.der))
            let issuer = ASN1.sequence(ASN1.sequence(ASN1.context(4, ASN1.sequence())), ASN1.integer([7]))
            $0.attributes[2].value = ASN1.sequence(ASN1.sequence(ASN1.sequence(digest, issuer)))
        },
        cms("a signing time", .deviating(.signingTimeAttribute)) {
            $0.attributes.append((ObjectIdentifiers.signingTime, ASN1.utcTime("261123090400Z")))
        },
        cms("one attribute more", .deviating(.attributesOutsideProfile)) {
            $0.attributes.append(("1.2.840.113549.1.9.16.2.4", ASN1.octets([1])))
        },
        cms("a message digest of something else", .broken(.messageDigestDiffers)) {
            $0.attributes[1].value = ASN1.octets([UInt8](repeating: 7, count: 32))
        },
        cms("no message digest", .broken(.messageDigestDiffers, .attributesOutsideProfile, profile: .deviating)) {
            $0.attributes.remove(at: 1)
        },
        cms("two message digests", .broken(.messageDigestDiffers, .attributesOutsideProfile, profile: .deviating)) {
            $0.attributes.append($0.attributes[1])
        },
        cms("a content type of something else", .deviating(.attributesOutsideProfile)) {
            $0.attributes[0].value = ASN1.oid(ObjectIdentifiers.timeStampInfo)
        },
        cms(
            "no signed attributes at all",
            .broken(
                .messageDigestDiffers, .signatureAlgorithmUnsupported, .certificateNotBound, .signatoryNotProven,
                .attributesOutsideProfile, identity: .untrusted, profile: .deviating)
        ) {
            $0.attributes = []
        },
    ]

    private static let encodings: [Mutant] = [
        cms("attributes in another order than DER's", .deviating(.encodingNotCanonical)) {
            $0.areAttributesSorted = false
        },
        der(
            "an indefinite length",
            .broken(
                .contentsMalformed, .certificateMissing, identity: .untrusted,
                convention: [.identificationMissing, .roleDiffers])
        ) { der in
            let content = try Elements(of: der).only().content
            return [0x30, 0x80] + content + [0, 0]
        },
        der(
            "a length in more bytes than needed",
            .broken(
                .contentsMalformed, .certificateMissing, identity: .untrusted,
                convention: [.identificationMissing, .roleDiffers])
        ) { der in
            let content = try Elements(of: der).only().content
            return [0x30, 0x83, 0] + [UInt8(content.count >> 8), UInt8(content.count & 0xFF)] + content
        },
        cms(
            "two signers",
            .broken(
                .contentsMalformed, .certificateMissing, identity: .untrusted,
                convention: [.identificationMissing, .roleDiffers])
        ) { $0.signerInfoCount = 2 },
        cms(
            "no signer",
            .broken(
                .contentsMalformed, .certificateMissing, identity: .untrusted,
                convention: [.identificationMissing, .roleDiffers])
        ) { $0.signerInfoCount = 0 },
        cms(
            "the content inside the CMS",
            .broken(
                .contentsMalformed, .certificateMissing, identity: .untrusted,
                convention: [.identificationMissing, .roleDiffers])
        ) {
            $0.content = [1, 2, 3]
        },
        cms(
            "another type of content",
            .broken(
                .contentsMalformed, .certificateMissing, identity: .untrusted,
                convention: [.identificationMissing, .roleDiffers])
        ) {
            $0.contentType = ObjectIdentifiers.timeStampInfo
        },
        cms("a version that does not follow from the content", .deviating(.encodingNotCanonical)) { $0.version = [3] },
        cms("a digest algorithm that nobody used", .deviating(.encodingNotCanonical)) {
            $0.digestAlgorithms = [ASN1.algorithm(ObjectIdentifiers.sha256), ASN1.algorithm(ObjectIdentifiers.sha512)]
        },
        cms("parameters for an algorithm that has none", .deviating(.encodingNotCanonical)) {
            $0.signatureAlgorithm = ASN1.algorithm(ObjectIdentifiers.ecdsaWithSHA256, ASN1.null)
        },
        cms(
            "a version beyond all versions",
            .broken(
                .contentsMalformed, .certificateMissing, identity: .untrusted,
                convention: [.identificationMissing, .roleDiffers])
        ) {
            $0.version = [0, 200]
        },
        cms(
            "a negative version",
            .broken(
                .contentsMalformed, .certificateMissing, identity: .untrusted,
                convention: [.identificationMissing, .roleDiffers])
        ) { $0.version = [0xFF] },
        cms(
            "a version without a number",
            .broken(
                .contentsMalformed, .certificateMissing, identity: .untrusted,
                convention: [.identificationMissing, .roleDiffers])
        ) { $0.version = [] },
        der(
            "another structure than SignedData",
            .broken(
                .contentsMalformed, .certificateMissing, identity: .untrusted,
                convention: [.identificationMissing, .roleDiffers])
        ) { _ in
            ASN1.sequence(ASN1.oid(ObjectIdentifiers.data), ASN1.context(0, ASN1.octets([1])))
        },
        der(
            "elements nested a thousand levels deep", rule: 21,
            .broken(
                .contentsMalformed, .certificateMissing, identity: .untrusted,
                convention: [.identificationMissing, .roleDiffers])
        ) {
            _ in
            (0..<1_000).reduce(ASN1.null) { inner, _ in ASN1.sequence(inner) }
        },
    ]

    private static let signatures: [Mutant] = [
        cms(
            "a signature by another key with the right digest",
            .broken(.signatureInvalid, .signatoryNotProven, identity: .undetermined)
        ) {
            $0.key = try SigningKey.generate(.p256)
        },
        cms("a signature value of zeros", .broken(.signatureInvalid, .signatoryNotProven, identity: .undetermined)) {
            $0.sign = { _, _ in ASN1.sequence(ASN1.integer([0]), ASN1.integer([0])) }
        },
        cms("a signature as two bare numbers", .broken(.signatureInvalid, .signatoryNotProven, identity: .undetermined))
        {
            $0.sign = { key, message in
                let numbers = Elements(of: try Elements(of: key.sign(message: message, digest: .sha256)).only().content)
                return numbers.elements.flatMap { $0.content.drop { $0 == 0 } }
            }
        },
        cms("an empty signature value", .broken(.signatureInvalid, .signatoryNotProven, identity: .undetermined)) {
            $0.sign = { _, _ in [] }
        },
        cms(
            "no certificate",
            .judged(
                Verdicts(.undetermined, .untrusted, .deviating),
                [.signatureKeyMissing, .certificateMissing, .certificatesOutsideProfile],
                [.identificationMissing, .roleDiffers])
        ) {
            $0.embeddedCertificates = []
        },
        cms(
            "no certificate, and the digest of altered bytes",
            .judged(
                Verdicts(.broken, .untrusted, .deviating),
                [.messageDigestDiffers, .signatureKeyMissing, .certificateMissing, .certificatesOutsideProfile],
                [.identificationMissing, .roleDiffers])
        ) {
            $0.embeddedCertificates = []
            $0.attributes[1].value = ASN1.octets([UInt8](repeating: 7, count: 32))
        },
        cms(
            "bytes that are no certificate",
            .judged(
                Verdicts(.undetermined, .untrusted, .deviating),
                [.signatureKeyMissing, .certificateMissing, .certificatesOutsideProfile],
                [.identificationMissing, .roleDiffers])
        ) {
            $0.embeddedCertificates = [ASN1.sequence(ASN1.null)]
        },
        cms(
            "a signer named by key identifier",
            .judged(
                Verdicts(.undetermined, .untrusted, .deviating),
                [.signatureKeyMissing, .certificateMissing, .certificatesOutsideProfile],
                [.identificationMissing, .roleDiffers])
        ) {
            $0.signerIdentifier = ASN1.element(0x80, $0.certificate.subjectKeyIdentifier ?? [])
            ($0.version, $0.signerVersion) = ([3], [3])
        },
        cms(
            "an algorithm that is not known here",
            .judged(
                Verdicts(.undetermined, .undetermined, .conforming),
                [.signatureAlgorithmUnsupported, .signatoryNotProven], [])
        ) {
            $0.signatureAlgorithm = ASN1.algorithm("1.3.101.112")
        },
        cms(
            "an algorithm with another digest than stated",
            .judged(
                Verdicts(.undetermined, .undetermined, .conforming),
                [.signatureAlgorithmUnsupported, .signatoryNotProven], [])
        ) {
            $0.signatureAlgorithm = ASN1.algorithm(ObjectIdentifiers.ecdsaWithSHA512)
        },
        Mutant(
            "SHA-1, by openssl", rule: 6,
            .judged(
                Verdicts(.undetermined, .untrusted, .deviating),
                [
                    .digestTooWeak, .signingTimeAttribute, .signatureAlgorithmUnsupported, .certificateNotBound,
                    .signatoryNotProven, .timeNotProven, .attributesOutsideProfile,
                ], [])
        ) {
            Specimen(try $0.signedByOpenSSL(digest: "sha1"))
        },
        Mutant(
            "a CAdES signature by openssl, which is none of PAdES", rule: 6,
            .judged(
                Verdicts(.intact, .undetermined, .deviating),
                [.signingTimeAttribute, .timeNotProven, .attributesOutsideProfile], [])
        ) {
            Specimen(try $0.signedByOpenSSL(digest: "sha256"))
        },
    ]

    private static let unsignedParts: [Mutant] = [
        cms("a revocation list in the CMS", .deviating(.embeddedRevocationLists)) { cms in
            let workshop = try Workshop.shared.get()
            cms.revocationLists = [try workshop.authority.trust.revocationLists.first.orThrow().der]
        },
        cms("a certificate too many in the CMS", .deviating(.certificatesOutsideProfile)) { cms in
            let workshop = try Workshop.shared.get()
            cms.chain.append(workshop.authority.trust.seal.der)
        },
        cms("the issuing authority's certificate with a byte altered", .deviating(.certificatesOutsideProfile)) {
            $0.chain[0][$0.chain[0].count - 1] ^= 1
        },
        last(
            "seventeen certificates in the CMS", rule: 21,
            .broken(
                .contentsMalformed, .certificateMissing, identity: .untrusted,
                convention: [.roleDiffers, .identificationMissing])
        ) {
            $0.reservedByteCount = 16_384
            $0.alterCMS = { cms in
                let forge = try Forge(Workshop.shared.get().authority)
                let plan = CertificatePlan(authority: cms.certificate.subject, at: Workshop.issuedAt)
                cms.chain += try (0..<15).map { _ in try forge.make(plan, by: nil).certificate.der }
            }
        },
        last(
            "five time-stamps", rule: 21,
            .broken(
                .contentsMalformed, .certificateMissing, identity: .untrusted,
                convention: [.roleDiffers, .identificationMissing])
        ) {
            $0.reservedByteCount = 16_384
            $0.alterCMS = { cms in
                let inner = cms.unsignedAttributes
                cms.unsignedAttributes = { signature in
                    let stamps = try (0..<5).map { _ in try inner(signature)[0] }
                    return [(stamps[0].type, stamps.flatMap(\.values))]
                }
            }
        },
        cms("the signatory's certificate alone in the CMS", .deviating(.certificatesOutsideProfile)) { $0.chain = [] },
        cms("a counter-signature", .deviating(.attributesOutsideProfile)) { cms in
            let inner = cms.unsignedAttributes
            cms.unsignedAttributes = { try inner($0) + [("1.2.840.113549.1.9.6", [ASN1.sequence()])] }
        },
        cms("an unsigned attribute twice", .deviating(.attributesOutsideProfile)) { cms in
            let inner = cms.unsignedAttributes
            cms.unsignedAttributes = { try inner($0) + inner($0) }
        },
        cms("two tokens in one attribute", .deviating(.attributesOutsideProfile)) { cms in
            let inner = cms.unsignedAttributes
            cms.unsignedAttributes = { signature in
                let (first, second) = (try inner(signature), try inner(signature))
                return [(first[0].type, first[0].values + second[0].values)]
            }
        },
    ]

    /// The CMS of the last signature altered before it is signed.
    static func cms(
        _ name: String, rule: Int = 6, _ expected: Expectation,
        _ alter: @escaping @Sendable (inout CraftedCMS) throws -> Void
    ) -> Mutant {
        last(name, rule: rule, expected) { $0.alterCMS = alter }
    }

    private static func der(
        _ name: String, rule: Int = 6, _ expected: Expectation,
        _ alter: @escaping @Sendable ([UInt8]) throws -> [UInt8]
    ) -> Mutant {
        last(name, rule: rule, expected) { $0.alterDER = alter }
    }
}

extension Workshop {
    /// The last signature made by the command of OpenSSL, with the right key and certificate.
    func signedByOpenSSL(digest: String) throws -> [UInt8] {
        var signature = try CraftedSignature(self, on: after(3), index: 3)
        let directory = try TemporaryDirectory()
        let passphrase = "of this test"
        let key = try directory.write("key.pem", signature.holder.key.encryptedPEM(passphrase: Array(passphrase.utf8)))
        let certificate = try directory.write("certificate.pem", signature.holder.certificate.pem)
        let chain = try directory.write("chain.pem", authority.trust.issuingAuthority.pem)
        let content = try signature.coveredBytes()
        let file = try directory.write("content", content)
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
}
