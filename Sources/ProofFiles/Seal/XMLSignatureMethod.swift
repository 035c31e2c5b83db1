import DEREncoding
import OpenSSLBridge

/// A way of signing XML, by the name that `SignatureMethod` gives it. What is not listed here is neither made nor accepted.
///
/// Source: RFC 9231 §2.3 (PKCS #1, ECDSA, PSS with MGF1 over the same digest, EdDSA).
enum XMLSignatureMethod: String, CaseIterable {
    case ecdsaSHA256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"
    case ecdsaSHA384 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384"
    case ecdsaSHA512 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512"
    case rsaSHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
    case rsaSHA384 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384"
    case rsaSHA512 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"
    case rsaPSSSHA256 = "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1"
    case rsaPSSSHA384 = "http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1"
    case rsaPSSSHA512 = "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1"
    case ed25519 = "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519"

    init?(_ scheme: SignatureScheme) {
        let digests: [DigestAlgorithm: XMLSignatureMethod] =
            switch scheme.kind {
            case .ecdsa: [.sha256: .ecdsaSHA256, .sha384: .ecdsaSHA384, .sha512: .ecdsaSHA512]
            case .rsaPKCS1: [.sha256: .rsaSHA256, .sha384: .rsaSHA384, .sha512: .rsaSHA512]
            case .rsaPSS: [.sha256: .rsaPSSSHA256, .sha384: .rsaPSSSHA384, .sha512: .rsaPSSSHA512]
            case .ed25519: [.sha512: .ed25519]
            }
        guard let method = digests[scheme.digest] else { return nil }
        self = method
    }

    private var verification: VerificationScheme {
        switch self {
        case .ecdsaSHA256: .ecdsa(.sha256)
        case .ecdsaSHA384: .ecdsa(.sha384)
        case .ecdsaSHA512: .ecdsa(.sha512)
        case .rsaSHA256: .rsaPKCS1(.sha256)
        case .rsaSHA384: .rsaPKCS1(.sha384)
        case .rsaSHA512: .rsaPKCS1(.sha512)
        case .rsaPSSSHA256: .rsaPSS(.sha256, mask: .sha256, saltByteCount: 32)
        case .rsaPSSSHA384: .rsaPSS(.sha384, mask: .sha384, saltByteCount: 48)
        case .rsaPSSSHA512: .rsaPSS(.sha512, mask: .sha512, saltByteCount: 64)
        case .ed25519: .ed25519
        }
    }

    private var isECDSA: Bool {
        if case .ecdsa = verification { true } else { false }
    }

    /// - Parameter signature: As OpenSSL makes it.
    /// - Returns: The octets of `SignatureValue`; `nil` when the signature is not of this method.
    func value(of signature: [UInt8], by key: PublicKey) -> [UInt8]? {
        isECDSA ? ECDSAValue.plain(signature, numberByteCount: (key.bitCount + 7) / 8) : signature
    }

    /// Whether the octets of `SignatureValue` were made over a message with the matching private key.
    func verifies(_ value: [UInt8], over message: [UInt8], by key: PublicKey) -> Bool {
        // A weak RSA key is not one that seals here.
        if key.algorithmName.hasPrefix("RSA"), key.bitCount < SignatureScheme.minimumRSABitCount { return false }
        guard isECDSA else { return key.verdict(on: value, over: message, scheme: verification) == .valid }
        guard value.count == 2 * ((key.bitCount + 7) / 8) else { return false }
        return key.verdict(on: ECDSAValue.der(value), over: message, scheme: verification) == .valid
    }
}

/// The two numbers of an ECDSA signature: in a DER SEQUENCE for OpenSSL, one behind the other in XML.
///
/// Source: RFC 9231 §2.3.6; RFC 3279 §2.2.3.
enum ECDSAValue {
    /// - Parameter numberByteCount: Of each number, in bytes: as long as the curve's field.
    static func plain(_ der: [UInt8], numberByteCount: Int) -> [UInt8]? {
        guard var numbers = (try? DERElement(der: der))?.children(.sequence),
            let first = numbers.next()?.content(.integer), let second = numbers.next()?.content(.integer),
            numbers.isAtEnd
        else { return nil }
        let padded = [first, second].map { number in
            let digits = number.drop { $0 == 0 }
            return [UInt8](repeating: 0, count: max(0, numberByteCount - digits.count)) + digits
        }
        return padded.allSatisfy { $0.count == numberByteCount } ? padded[0] + padded[1] : nil
    }

    /// - Parameter plain: An even number of bytes.
    static func der(_ plain: [UInt8]) -> [UInt8] {
        var builder = DERBuilder(capacity: plain.count + 16)
        builder.sequence { builder in
            for half in [plain.prefix(plain.count / 2), plain.suffix(plain.count / 2)] {
                let digits = Array(half.drop { $0 == 0 })
                builder.unsignedInteger(digits.isEmpty ? [0] : digits)
            }
        }
        return builder.bytes
    }
}
