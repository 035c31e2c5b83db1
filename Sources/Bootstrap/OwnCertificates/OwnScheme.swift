import CMS
import OpenSSLBridge
import Workflow

/// How somebody's own key signs: one of the few ways that are accepted.
///
/// Source: Cloud Signature Consortium API, `signAlgo` and `hashAlgorithmOID` of signatures/signHash (unchecked).
struct OwnScheme: Hashable {
    private enum Family: Hashable { case ecdsa, rsaPKCS1, rsaPSS }

    /// ISO/IEC 9798, by RFC 5480 §2.1.1: a key on a curve, with whatever digest.
    private static let ecPublicKey = "1.2.840.10045.2.1"

    let digest: DigestAlgorithm
    let algorithm: AlgorithmIdentifier
    private let family: Family

    /// - Throws: ``OwnCertificateRefusal/weakKey`` for the key, ``OwnCertificateRefusal/algorithmUnsupported`` for an algorithm
    ///   that is not accepted or not the key's.
    init(_ choice: OwnCertificateChoice, key: PublicKey) throws(OwnCertificateRefusal) {
        guard Self.isSuitable(key) else { throw .weakKey }
        let asked = choice.hashAlgorithm.flatMap(DigestAlgorithm.init(oid:))
        let named = Self.named[choice.signatureAlgorithm]
        // A digest that is none of ours, or contradicts the algorithm, is not passed over.
        guard (choice.hashAlgorithm == nil) == (asked == nil), asked == nil || named == nil || asked == named?.digest,
            let digest = named?.digest ?? asked,
            let family = named?.family ?? Self.unnamed[choice.signatureAlgorithm],
            Self.fits(family, digest, key), let algorithm = Self.identifier(family, digest)
        else { throw .algorithmUnsupported }
        (self.digest, self.family, self.algorithm) = (digest, family, algorithm)
    }

    /// Whether `value` was made by this scheme over `message`.
    func verifies(_ value: [UInt8], over message: [UInt8], by key: PublicKey) -> Bool {
        let padding: SignaturePadding = family == .rsaPSS ? .pss(saltByteCount: digest.byteCount) : .pkcs1
        return key.verify(value, over: message, digest: digest, padding: padding)
    }

    /// The strict policy of the verifier relies on RSA from 3072 bits for what has to prove something for years.
    private static func isSuitable(_ key: PublicKey) -> Bool {
        switch key.algorithmName {
        case "EC": ["EC P-256", "EC P-384"].contains(key.description)
        case "RSA", "RSA-PSS": key.bitCount >= SignatureScheme.minimumRSABitCount
        default: false
        }
    }

    private static func fits(_ family: Family, _ digest: DigestAlgorithm, _ key: PublicKey) -> Bool {
        switch (family, key.algorithmName) {
        case (.ecdsa, "EC"), (.rsaPKCS1, "RSA"), (.rsaPSS, "RSA"): true
        // A key restricted to PSS may insist on a digest.
        case (.rsaPSS, "RSA-PSS"): (try? key.signatureScheme())?.digest == digest
        default: false
        }
    }

    private static func identifier(_ family: Family, _ digest: DigestAlgorithm) -> AlgorithmIdentifier? {
        switch family {
        case .ecdsa: .ecdsa(digest: digest.oid)
        case .rsaPKCS1: .rsaPKCS1(digest: digest.oid)
        case .rsaPSS: .rsaPSS(digest: digest.oid, saltByteCount: UInt8(digest.byteCount))
        }
    }

    private static let named: [String: (family: Family, digest: DigestAlgorithm)] = [
        ObjectIdentifiers.ecdsaWithSHA256: (.ecdsa, .sha256), ObjectIdentifiers.ecdsaWithSHA384: (.ecdsa, .sha384),
        ObjectIdentifiers.ecdsaWithSHA512: (.ecdsa, .sha512), ObjectIdentifiers.sha256WithRSA: (.rsaPKCS1, .sha256),
        ObjectIdentifiers.sha384WithRSA: (.rsaPKCS1, .sha384), ObjectIdentifiers.sha512WithRSA: (.rsaPKCS1, .sha512),
    ]

    private static let unnamed: [String: Family] = [
        ecPublicKey: .ecdsa, ObjectIdentifiers.rsaEncryption: .rsaPKCS1, ObjectIdentifiers.rsaPSS: .rsaPSS,
    ]
}
