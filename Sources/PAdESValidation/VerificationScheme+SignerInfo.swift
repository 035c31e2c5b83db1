import CMS
internal import OpenSSLBridge

/// Why nobody here can say whether a signature value is right.
struct UnknownAlgorithm: Error {
    /// Object identifier, or what does not fit.
    let name: String
}

extension VerificationScheme {
    /// The scheme that a SignerInfo names.
    ///
    /// - Throws: ``UnknownAlgorithm`` for one that is not known here, or contradicts the digest that the SignerInfo states.
    ///
    /// Source: RFC 5754 §3; RFC 4056 §3; RFC 8419 §3.
    init(_ info: SignerInfo) throws(UnknownAlgorithm) {
        let identifier = info.signatureAlgorithm
        guard let stated = VerificationDigest(oid: info.digestAlgorithm.oid) else {
            throw UnknownAlgorithm(name: info.digestAlgorithm.oid)
        }
        switch identifier.oid {
        case ObjectIdentifiers.rsaEncryption: self = .rsaPKCS1(stated)
        case ObjectIdentifiers.rsaPSS: self = try Self.pss(identifier.parameters, stated: stated)
        case "1.3.101.112": self = .ed25519
        case "1.3.101.113": self = .ed448
        default: self = try Self.fixed(identifier.oid)
        }
        guard digest.map({ $0 == stated }) ?? true else {
            throw UnknownAlgorithm(name: "\(identifier.oid) with \(stated.rawValue)")
        }
    }

    private static func pss(
        _ parameters: [UInt8]?, stated: VerificationDigest
    ) throws(UnknownAlgorithm) -> VerificationScheme {
        guard let parameters, let pss = try? RSAPSSParameters(der: parameters),
            let digest = VerificationDigest(oid: pss.digestAlgorithm),
            let mask = VerificationDigest(oid: pss.maskDigestAlgorithm)
        else { throw UnknownAlgorithm(name: ObjectIdentifiers.rsaPSS) }
        return .rsaPSS(digest, mask: mask, saltByteCount: pss.saltByteCount)
    }

    /// An identifier that names key and digest at once.
    private static func fixed(_ oid: String) throws(UnknownAlgorithm) -> VerificationScheme {
        if let digest = rsa[oid] { return .rsaPKCS1(digest) }
        if let digest = ecdsa[oid] { return .ecdsa(digest) }
        throw UnknownAlgorithm(name: oid)
    }

    private static let rsa: [String: VerificationDigest] = [
        "1.2.840.113549.1.1.4": .md5, "1.2.840.113549.1.1.5": .sha1, "1.2.840.113549.1.1.14": .sha224,
        ObjectIdentifiers.sha256WithRSA: .sha256, ObjectIdentifiers.sha384WithRSA: .sha384,
        ObjectIdentifiers.sha512WithRSA: .sha512, "2.16.840.1.101.3.4.3.14": .sha3x256,
        "2.16.840.1.101.3.4.3.15": .sha3x384, "2.16.840.1.101.3.4.3.16": .sha3x512,
    ]

    private static let ecdsa: [String: VerificationDigest] = [
        "1.2.840.10045.4.1": .sha1, "1.2.840.10045.4.3.1": .sha224, ObjectIdentifiers.ecdsaWithSHA256: .sha256,
        ObjectIdentifiers.ecdsaWithSHA384: .sha384, ObjectIdentifiers.ecdsaWithSHA512: .sha512,
        "2.16.840.1.101.3.4.3.10": .sha3x256, "2.16.840.1.101.3.4.3.11": .sha3x384,
        "2.16.840.1.101.3.4.3.12": .sha3x512,
    ]
}
