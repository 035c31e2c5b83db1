import OpenSSLBridge
import Testing
import ToolSupport

@Suite("SigningKey")
struct SigningKeyTests {
    let passphrase = Array("correct horse battery staple".utf8)

    @Test func `refuses another passphrase, and says nothing of it`() throws {
        let pem = try SigningKey.generate(.p256).encryptedPEM(passphrase: passphrase)
        let error = #expect(throws: OpenSSLError.self) {
            try SigningKey(encryptedPEM: pem, passphrase: Array("hunter2".utf8))
        }
        #expect(error?.description.contains("passphrase is not the one") == true)
        #expect(error?.description.contains("hunter2") == false)
    }

    @Test(arguments: [0, 1, 60, 200, 300])
    func `refuses a file cut short`(byteCount: Int) throws {
        let pem = try SigningKey.generate(.p256).encryptedPEM(passphrase: passphrase)
        #expect(throws: OpenSSLError.self) {
            try SigningKey(encryptedPEM: Array(pem.prefix(byteCount)), passphrase: passphrase)
        }
    }

    @Test func `refuses a file with two keys, and one that is not encrypted`() throws {
        let pem = try SigningKey.generate(.p256).encryptedPEM(passphrase: passphrase)
        #expect(throws: OpenSSLError.self) { try SigningKey(encryptedPEM: pem + pem, passphrase: passphrase) }
        // A whole key, made by openssl: refused for want of encryption, and for nothing else.
        let made = try Command.run("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256")
        try #require(made.succeeded && made.output.contains("PRIVATE KEY"))
        #expect(throws: OpenSSLError.self) {
            try SigningKey(encryptedPEM: Array(made.output.utf8), passphrase: passphrase)
        }
    }

    @Test func `refuses to write a key without a passphrase`() throws {
        #expect(throws: OpenSSLError.self) { try SigningKey.generate(.p256).encryptedPEM(passphrase: []) }
    }

    @Test func `refuses an RSA key too short to be one`() {
        #expect(throws: OpenSSLError.self) { try SigningKey.generate(.rsa(bits: 256)) }
    }

    @Test(arguments: [(KeyAlgorithm.p256, "EC P-256"), (.p384, "EC P-384"), (.p521, "EC P-521")])
    func `comes back whole from its file`(algorithm: KeyAlgorithm, description: String) throws {
        let key = try SigningKey.generate(algorithm)
        let again = try SigningKey(
            encryptedPEM: key.encryptedPEM(passphrase: passphrase), passphrase: passphrase)
        #expect(try again.publicKeyDER == key.publicKeyDER)
        #expect(try key.publicKey.description == description)
    }

    @Test func `signs different messages on several threads at once`() async throws {
        let key = try SigningKey.generate(.p256)
        let publicKey = try key.publicKey
        let good = try await withThrowingTaskGroup(of: Int.self) { group in
            for thread in 0..<8 as Range<UInt8> {
                group.addTask {
                    var good = 0
                    for number in 0..<50 as Range<UInt8> {
                        let message = [thread, number]
                        let signature = try key.sign(message: message, digest: .sha256)
                        good += publicKey.verify(signature, over: message, digest: .sha256) ? 1 : 0
                    }
                    return good
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(good == 400)
    }

    @Test(arguments: [DigestAlgorithm.sha256, .sha384, .sha512])
    func `signs what its public key verifies, and nothing else`(digest: DigestAlgorithm) throws {
        let key = try SigningKey.generate(.p256)
        let message = Array("convention".utf8)
        let signature = try key.sign(message: message, digest: digest)
        let publicKey = try PublicKey(der: key.publicKeyDER)
        #expect(publicKey.verify(signature, over: message, digest: digest))
        #expect(!publicKey.verify(signature, over: message + [0], digest: digest))
        #expect(!publicKey.verify(signature + [0], over: message, digest: digest))
        #expect(!publicKey.verify([], over: message, digest: digest))
        #expect(try !SigningKey.generate(.p256).publicKey.verify(signature, over: message, digest: digest))
    }

    @Test func `RSA signatures are bound to their padding`() throws {
        let key = try SigningKey.generate(.rsa(bits: 3072))
        let message: [UInt8] = [1, 2, 3]
        let publicKey = try key.publicKey
        #expect(publicKey.description == "RSA 3072")
        let pss = try key.sign(message: message, digest: .sha256, padding: .pss(saltByteCount: nil))
        #expect(publicKey.verify(pss, over: message, digest: .sha256, padding: .pss(saltByteCount: 32)))
        #expect(!publicKey.verify(pss, over: message, digest: .sha256, padding: .pss(saltByteCount: 20)))
        #expect(!publicKey.verify(pss, over: message, digest: .sha256))
        let pkcs1 = try key.sign(message: message, digest: .sha256)
        #expect(publicKey.verify(pkcs1, over: message, digest: .sha256))
        #expect(!publicKey.verify(pkcs1, over: message, digest: .sha256, padding: .pss(saltByteCount: nil)))
    }

    @Test func `a public key is refused when bytes follow it`() throws {
        let der = try SigningKey.generate(.p256).publicKeyDER
        let error = #expect(throws: OpenSSLError.self) { try PublicKey(der: der + [0]) }
        #expect(error?.finding == "1 bytes follow it, expected none")
        #expect(throws: OpenSSLError.self) { try PublicKey(der: Array(der.dropLast())) }
    }

    @Test func `an elliptic-curve key has no PSS`() throws {
        #expect(throws: OpenSSLError.self) {
            try SigningKey.generate(.p256).sign(message: [1], digest: .sha256, padding: .pss(saltByteCount: nil))
        }
    }
}
