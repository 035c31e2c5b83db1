import Foundation
import OpenSSLBridge
import TestSupport
import Testing

@Suite("KeyURI")
struct KeyURITests {
    @Test(arguments: [
        ("", "neither file: nor pkcs11:"), ("/etc/key.pem", "neither"), ("http://a/key.pem", "neither"),
        ("file:key.pem", "absolute"), ("file://host/key.pem", "absolute"), ("file:/a?b=c", "absolute"),
        ("file:/a%0Ab", "absolute"), ("file:/a%zz", "absolute"), ("file:/a b", "blanks"), ("file:/é", "ASCII"),
        ("pkcs11:token=t?pin-source=file:/p", "no key"), ("pkcs11:object=k", "where the PIN is"),
        ("pkcs11:object=k?pin-source=p", "absolute"),
        ("pkcs11:object=k?pin-source=file:/p&pin-source=file:/q", "each once"),
        ("pkcs11:object=k?pin-source=file:/p&module-name=m", "expected module-path= and pin-source="),
        ("pkcs11:object=k?pin-source=file:/p&module-path=m.so", "absolute"),
    ])
    func `refuses what is no URI of a key, and says why`(text: String, reason: String) {
        let error = #expect(throws: OpenSSLError.self) { try KeyURI(text) }
        #expect(error?.description.contains(reason) == true, "\(text): \(error?.description ?? "")")
    }

    @Test(arguments: ["pkcs11:object=k?pin-value=739164", "pkcs11:object=k;PIN-VALUE=739164?pin-source=file:/p"])
    func `refuses a PIN, and does not repeat it`(text: String) {
        let error = #expect(throws: OpenSSLError.self) { try KeyURI(text) }
        #expect(error?.description.contains("holds a PIN") == true)
        #expect(error?.description.contains("739164") == false)
    }

    @Test func `shows the key, and not the way to its PIN`() throws {
        let uri = try KeyURI("pkcs11:token=a%20b;object=ca?module-path=/m.so&pin-source=file:///etc/my%20pin")
        #expect(uri.name == "pkcs11:token=a%20b;object=ca" && "\(uri)" == uri.name)
        #expect(uri.place == .token(pinFile: "/etc/my pin", module: "/m.so"))
        #expect(try KeyURI("file:///srv/ca.pem").place == .file("/srv/ca.pem"))
        #expect(try KeyURI("pkcs11:id=%01?pin-source=/p").place == .token(pinFile: "/p", module: nil))
    }
}

@Suite("SigningKey by URI")
struct SigningKeyAtURITests {
    private let folder: TemporaryDirectory
    private let passphrase = Array("correct horse battery staple".utf8)
    private let message = Array("convention".utf8)

    init() throws { folder = try TemporaryDirectory() }

    private func uri(_ bytes: [UInt8]) throws -> KeyURI { try KeyURI("file:" + folder.write("key.pem", bytes)) }

    private func refusal(_ bytes: [UInt8], _ passphrase: [UInt8]? = nil) throws -> String {
        let uri = try uri(bytes)
        let error = #expect(throws: OpenSSLError.self) {
            try SigningKey(at: uri, secret: passphrase ?? self.passphrase)
        }
        return error?.description ?? ""
    }

    @Test func `a file that is missing, no key, cut short, double, or under another passphrase is refused`() throws {
        #expect(throws: OpenSSLError.self) { try SigningKey(at: KeyURI("file:/nowhere/key.pem"), secret: passphrase) }
        let pem = try SigningKey.generate(.p256).encryptedPEM(passphrase: passphrase, rounds: 1000)
        #expect(try refusal(Array("no key".utf8)).contains("is it one"))
        #expect(try refusal(Array(pem.prefix(200))).contains("is it one"))
        #expect(
            try refusal(pem + SigningKey.generate(.p256).encryptedPEM(passphrase: passphrase, rounds: 1000))
                .contains("several keys"))
        let wrong = try refusal(pem, Array("hunter2".utf8))
        #expect(wrong.contains("is this its passphrase?") && !wrong.contains("hunter2"))
    }

    @Test func `a key that is not encrypted is refused, with the command that encrypts it`() throws {
        let path = folder.file("plain.pem")
        let made = try Command.run(
            "openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", path)
        try #require(made.succeeded)
        let uri = try KeyURI("file:" + path)
        let error = #expect(throws: OpenSSLError.self) { try SigningKey(at: uri, secret: passphrase) }
        #expect(error?.description.contains("openssl pkcs8 -topk8") == true)
    }

    @Test(arguments: [KeyAlgorithm.p256, .p521, .ed25519])
    func `an encrypted file gives its key`(algorithm: KeyAlgorithm) throws {
        let key = try SigningKey.generate(algorithm)
        let again = try SigningKey(at: uri(key.encryptedPEM(passphrase: passphrase, rounds: 1000)), secret: passphrase)
        #expect(try again.publicKeyDER == key.publicKeyDER)
    }

    @Test(arguments: [TestToken.Key.p256, .p384, .rsa3072], [false, true])
    func `a key in a token signs what its public half verifies`(_ name: TestToken.Key, prefersPSS: Bool) throws {
        let key = try TestToken.shared.get().key(name)
        let publicKey = try key.publicKey
        let scheme = try publicKey.signatureScheme(prefersPSS: prefersPSS)
        #expect((scheme.kind == .rsaPSS) == (prefersPSS && name == .rsa3072))
        let signature = try key.sign(message: message, by: scheme)
        #expect(publicKey.verify(signature, over: message, digest: scheme.digest, padding: scheme.padding))
        #expect(!publicKey.verify(signature, over: message + [0], digest: scheme.digest, padding: scheme.padding))
        #expect(throws: OpenSSLError.self, "a token gives no key away") { try key.encryptedPEM(passphrase: passphrase) }
    }

    @Test func `many tasks sign with one key of a token at once`() async throws {
        let key = try TestToken.shared.get().key(.p256)
        let publicKey = try key.publicKey
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<64 {
                group.addTask {
                    let message = [UInt8(index)]
                    let signature = try key.sign(message: message, digest: .sha256)
                    return publicKey.verify(signature, over: message, digest: .sha256)
                }
            }
            for try await isValid in group { #expect(isValid) }
        }
    }

    @Test func `another token, object or module is refused, and no PIN is said`() throws {
        let token = try TestToken.shared.get()
        _ = try token.key(.p256)
        let pin = Array("739164".utf8)
        for uri in try [
            token.uri(labelled: "nobody"), token.uri(labelled: "p256", token: "elsewhere"),
            KeyURI("pkcs11:object=p256?module-path=/nowhere.so&pin-source=file:/p"),
        ] {
            let error = #expect(throws: OpenSSLError.self) { try SigningKey(at: uri, secret: pin) }
            #expect(error?.description.contains("739164") == false)
        }
        #expect(throws: OpenSSLError.self) { try SigningKey(at: token.uri(.p256), secret: []) }
    }
}
