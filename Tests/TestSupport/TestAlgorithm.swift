package import OpenSSLBridge
import Parties
import Synchronization

/// Every way in which a signatory's certificate may demand to sign.
package enum TestAlgorithm: String, CaseIterable, Sendable, CustomStringConvertible {
    case ecdsaP256 = "ECDSA P-256"
    case ecdsaP384 = "ECDSA P-384"
    case ecdsaP521 = "ECDSA P-521"
    case rsa3072 = "RSA 3072"
    /// A key that may do either, asked for PSS.
    case pss3072 = "PSS 3072"
    /// A key that says it does nothing but PSS.
    case pssOnly3072 = "PSS 3072, restricted key"
    case ed25519 = "Ed25519"

    package var description: String { rawValue }

    package var keyAlgorithm: KeyAlgorithm {
        switch self {
        case .ecdsaP256: .p256
        case .ecdsaP384: .p384
        case .ecdsaP521: .p521
        case .rsa3072, .pss3072: .rsa(bits: 3072)
        case .pssOnly3072: .rsaPSS(bits: 3072)
        case .ed25519: .ed25519
        }
    }

    package var prefersPSS: Bool { self == .pss3072 }

    /// A key for every test of the process that signs by this algorithm in this field: RSA keys take long to make.
    package func sharedKey(for field: String) throws -> SigningKey {
        let name = KeyName(algorithm: keyAlgorithm, field: field)
        return try Self.keys.withLock { keys in
            if let key = keys[name] { return key }
            let key = try SigningKey.generate(keyAlgorithm)
            keys[name] = key
            return key
        }
    }

    private struct KeyName: Hashable {
        let algorithm: KeyAlgorithm
        let field: String
    }

    private static let keys = Mutex<[KeyName: SigningKey]>([:])
}

extension TestSigner {
    /// Appends one signature by this algorithm, with a new certificate for the field's role.
    package func sign(_ document: [UInt8], field: String, by algorithm: TestAlgorithm) throws -> [UInt8] {
        let role = Self.role(of: field)
        let holder = try authority.signatory(
            role, name: Self.names[role] ?? PersonName(given: "A", family: "B"), key: algorithm.sharedKey(for: field))
        return try sign(
            document, field: field, credential: credential(holder, prefersPSS: algorithm.prefersPSS),
            at: authority.madeAt, stampedAt: authority.madeAt)
    }
}
