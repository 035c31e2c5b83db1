import CMS
import DEREncoding
import Foundation
import OpenSSLBridge
import TestSupport

/// The parts of a certificate that lists and answers name, taken from its DER and not from the reader under test.
struct CertificateParts {
    let serialNumber: [UInt8]
    let issuer: [UInt8]
    let subject: [UInt8]
    /// Content of the public key's BIT STRING, without the count of unused bits.
    let keyBits: [UInt8]

    init(_ certificate: Certificate) throws {
        let outer = Elements(of: try Elements(of: certificate.der).only().content).elements
        var fields = Elements(of: outer[0].content).elements
        if fields.first?.tag == 0xA0 { fields.removeFirst() }
        serialNumber = fields[0].bytes
        issuer = fields[2].bytes
        subject = fields[4].bytes
        keyBits = Array(Elements(of: fields[5].content).elements[1].content.dropFirst())
    }
}

extension ASN1 {
    static func enumerated(_ value: UInt8) -> [UInt8] { element(0x0A, [value]) }
    static func boolean(_ value: Bool) -> [UInt8] { element(0x01, [value ? 0xFF : 0]) }
    static func bits(_ content: [UInt8]) -> [UInt8] { element(0x03, [0] + content) }

    static func generalizedTime(_ date: Date) -> [UInt8] { generalizedTime("\(digits(date))Z") }

    static func utcTime(_ date: Date) -> [UInt8] { utcTime("\(digits(date).dropFirst(2))Z") }

    static func certificateExtension(_ oid: String, isCritical: Bool, _ value: [UInt8]) -> [UInt8] {
        sequence(Self.oid(oid), isCritical ? boolean(true) : [], octets(value))
    }

    private static func digits(_ date: Date) -> String {
        let civil = CivilDate(secondsSince1970: Int64(date.timeIntervalSince1970))
        return "\(civil.year)"
            + [civil.month, civil.day, civil.hour, civil.minute, civil.second].map { ($0 < 10 ? "0" : "") + String($0) }
            .joined()
    }
}

/// An answer about one certificate, of which every part can be made wrong before it is signed.
struct CraftedOCSP {
    enum Status {
        case good
        case revoked(Date, reason: UInt8?)
        case unknown
    }

    let subject: Certificate
    let issuer: Certificate
    var responder: TestAuthority.SignatoryKey
    var status = Status.good
    var thisUpdate: Date
    var nextUpdate: Date?
    /// The moment it was signed; the moment it is about unless set.
    var producedAt: Date?
    /// Sent along.
    var certificates: [[UInt8]] = []
    var digest = VerificationDigest.sha1
    /// Of the one answer.
    var extensions: [[UInt8]] = []
    var algorithm = ASN1.algorithm(ObjectIdentifiers.ecdsaWithSHA256)
    var sign: @Sendable (SigningKey, [UInt8]) throws -> [UInt8] = { try $0.sign(message: $1, digest: .sha256) }

    func der() throws -> [UInt8] {
        let basic = try basicDER()
        return ASN1.sequence(
            ASN1.enumerated(0),
            ASN1.context(0, ASN1.sequence(ASN1.oid("1.3.6.1.5.5.7.48.1.1"), ASN1.octets(basic))))
    }

    func basicDER() throws -> [UInt8] {
        let data = ASN1.sequence(
            ASN1.context(1, try CertificateParts(responder.certificate).subject),
            ASN1.generalizedTime(producedAt ?? thisUpdate), ASN1.sequence(try single()))
        return ASN1.sequence(
            data, algorithm, ASN1.bits(try sign(responder.key, data)),
            certificates.isEmpty ? [] : ASN1.context(0, ASN1.element(0x30, certificates.flatMap(\.self))))
    }

    private func single() throws -> [UInt8] {
        let authority = try CertificateParts(issuer)
        let identifier = ASN1.sequence(
            ASN1.algorithm(digest.oid, ASN1.null), ASN1.octets(try digest.digest(authority.subject).orThrow()),
            ASN1.octets(try digest.digest(authority.keyBits).orThrow()), try CertificateParts(subject).serialNumber)
        return ASN1.sequence(
            identifier, statusDER, ASN1.generalizedTime(thisUpdate),
            nextUpdate.map { ASN1.context(0, ASN1.generalizedTime($0)) } ?? [],
            extensions.isEmpty ? [] : ASN1.context(1, ASN1.element(0x30, extensions.flatMap(\.self))))
    }

    private var statusDER: [UInt8] {
        switch status {
        case .good: ASN1.element(0x80, [])
        case .unknown: ASN1.element(0x82, [])
        case .revoked(let date, let reason):
            ASN1.context(
                1, ASN1.generalizedTime(date) + (reason.map { ASN1.context(0, ASN1.enumerated($0)) } ?? []))
        }
    }
}

/// A revocation list with any extension, by hand.
struct CraftedList {
    let issuer: TestAuthority.SignatoryKey
    var thisUpdate: Date
    var nextUpdate: Date
    /// DER of each entry.
    var entries: [[UInt8]] = []
    var extensions: [[UInt8]] = []
    var algorithm = ASN1.algorithm(ObjectIdentifiers.ecdsaWithSHA256)
    var sign: @Sendable (SigningKey, [UInt8]) throws -> [UInt8] = { try $0.sign(message: $1, digest: .sha256) }

    func der() throws -> [UInt8] {
        let data = ASN1.sequence(
            ASN1.integer([1]), algorithm, try CertificateParts(issuer.certificate).subject, ASN1.utcTime(thisUpdate),
            ASN1.utcTime(nextUpdate), entries.isEmpty ? [] : ASN1.element(0x30, entries.flatMap(\.self)),
            ASN1.context(0, ASN1.element(0x30, extensions.flatMap(\.self) + Self.number)))
        return ASN1.sequence(data, algorithm, ASN1.bits(try sign(issuer.key, data)))
    }

    private static let number = ASN1.certificateExtension("2.5.29.20", isCritical: false, ASN1.integer([3]))
}

/// Signatures with a digest that nothing here signs with any more, made by openssl.
enum WeakSignature {
    static let ecdsaWithSHA1 = ASN1.algorithm("1.2.840.10045.4.1")

    static func sha1(_ key: SigningKey, _ message: [UInt8]) throws -> [UInt8] { try sha1(key, message, []) }

    static func pssWithSHA1(_ key: SigningKey, _ message: [UInt8]) throws -> [UInt8] {
        let options = ["digest:sha1", "rsa_padding_mode:pss", "rsa_pss_saltlen:20"]
        return try sha1(key, message, options.flatMap { ["-pkeyopt", $0] })
    }

    /// A digest that this OpenSSL verifies and that no policy of ours knows.
    static func ripemd160(_ key: SigningKey, _ message: [UInt8]) throws -> [UInt8] {
        let directory = try TemporaryDirectory()
        let result = try Command.run(
            "openssl", "dgst", "-ripemd160", "-sign",
            directory.write("key.pem", key.encryptedPEM(passphrase: Array("of this test".utf8))), "-passin",
            "pass:of this test", "-out", directory.file("signature"), directory.write("message", message))
        guard result.succeeded else { throw CannotMutate(result.output) }
        return try directory.read("signature")
    }

    private static func sha1(_ key: SigningKey, _ message: [UInt8], _ options: [String]) throws -> [UInt8] {
        let directory = try TemporaryDirectory()
        let digest = try VerificationDigest.sha1.digest(message).orThrow()
        let result = try Command.run(
            "openssl",
            [
                "pkeyutl", "-sign", "-inkey",
                directory.write("key.pem", key.encryptedPEM(passphrase: Array("of this test".utf8))), "-passin",
                "pass:of this test", "-in", directory.write("digest", digest), "-out", directory.file("signature"),
            ] + options)
        guard result.succeeded else { throw CannotMutate(result.output) }
        return try directory.read("signature")
    }
}
