private import COpenSSL
private import Synchronization

/// Makes key pairs of one kind, one after another.
///
/// OpenSSL spends as long on setting up a curve as on making a key on it, so the generators of curves are kept.
@safe final class KeyGenerator: Sendable {
    static let ofCurve: [KeyAlgorithm: KeyGenerator] = {
        var generators: [KeyAlgorithm: KeyGenerator] = [:]
        for curve in [KeyAlgorithm.p256, .p384, .p521] { generators[curve] = try? KeyGenerator(curve) }
        return generators
    }()

    /// Owns exactly one reference to an `EVP_PKEY_CTX`, released in `deinit`.
    @safe private struct Context: @unchecked Sendable {
        // Sound: only used under the lock below.
        let pointer: OpaquePointer
    }

    private let context: Mutex<Context>
    private let name: String

    /// - Throws: ``OpenSSLError`` when OpenSSL refuses, for instance an RSA key of fewer than 512 bits.
    init(_ algorithm: KeyAlgorithm) throws(OpenSSLError) {
        name = "\(algorithm)"
        let pointer = try unsafe obtain("prepare a key pair") {
            unsafe EVP_PKEY_CTX_new_from_name(nil, algorithm.keyType, nil)
        }
        unsafe context = Mutex(Context(pointer: pointer))
        try require("prepare a key pair") { unsafe EVP_PKEY_keygen_init(pointer) }
        try require("choose \(algorithm)") {
            switch algorithm {
            case .rsa(let bits), .rsaPSS(let bits):
                unsafe EVP_PKEY_CTX_set_rsa_keygen_bits(pointer, Int32(clamping: bits))
            case .p256, .p384, .p521: unsafe EVP_PKEY_CTX_set_group_name(pointer, algorithm.curveName)
            case .ed25519: 1
            }
        }
    }

    deinit { context.withLock { unsafe EVP_PKEY_CTX_free($0.pointer) } }

    /// A new key pair from OpenSSL's private random generator.
    func makeKey() throws(OpenSSLError) -> SigningKey {
        try context.withLock { context throws(OpenSSLError) in
            var key: OpaquePointer?
            try require("make a key pair") { unsafe EVP_PKEY_generate(context.pointer, &key) }
            return try unsafe SigningKey(takingOwnershipOf: obtain("make a key pair") { unsafe key })
        }
    }
}
