import Dispatch
import OpenSSLBridge
import Synchronization
import TestSupport
import Testing

/// Signatures that openssl makes, verified by what they say of themselves.
@Suite("VerificationScheme")
struct VerificationSchemeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        /// For `openssl genpkey`.
        let key: [String]
        /// For `openssl pkeyutl`, or for `openssl dgst` when it begins with a digest.
        let signing: [String]
        let scheme: VerificationScheme
        /// Of another digest, mask or salt.
        let wrong: VerificationScheme

        var testDescription: String { name }
    }

    private static let rsa = ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"]
    private static let p256 = ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]
    private static let p384 = ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"]

    static let cases: [Case] = [
        Case(
            name: "RSA with SHA-1", key: rsa, signing: ["-sha1"], scheme: .rsaPKCS1(.sha1), wrong: .rsaPKCS1(.sha256)),
        Case(
            name: "RSA with SHA3-256", key: rsa, signing: ["-sha3-256"], scheme: .rsaPKCS1(.sha3x256),
            wrong: .rsaPKCS1(.sha256)),
        Case(
            name: "RSA-PSS with another mask", key: rsa,
            signing: pss(["rsa_pss_saltlen:20", "rsa_mgf1_md:sha1"]),
            scheme: .rsaPSS(.sha256, mask: .sha1, saltByteCount: 20),
            wrong: .rsaPSS(.sha256, mask: .sha256, saltByteCount: 20)),
        Case(
            name: "RSA-PSS with another salt", key: rsa, signing: pss(["rsa_pss_saltlen:17"]),
            scheme: .rsaPSS(.sha256, mask: .sha256, saltByteCount: 17),
            wrong: .rsaPSS(.sha256, mask: .sha256, saltByteCount: 32)),
        Case(
            name: "ECDSA on P-256", key: p256, signing: ["-sha256"], scheme: .ecdsa(.sha256), wrong: .ecdsa(.sha512)),
        Case(
            name: "ECDSA on P-256 with SHA3-256", key: p256, signing: ["-sha3-256"], scheme: .ecdsa(.sha3x256),
            wrong: .ecdsa(.sha256)),
        Case(
            name: "ECDSA on P-384", key: p384, signing: ["-sha384"], scheme: .ecdsa(.sha384), wrong: .ecdsa(.sha256)),
        Case(name: "Ed25519", key: ["-algorithm", "ED25519"], signing: [], scheme: .ed25519, wrong: .ed448),
        Case(name: "Ed448", key: ["-algorithm", "ED448"], signing: [], scheme: .ed448, wrong: .ed25519),
    ]

    private static func pss(_ options: [String]) -> [String] {
        ["-sha256", "-sigopt", "rsa_padding_mode:pss"] + options.flatMap { ["-sigopt", $0] }
    }

    private static let message = Array("what was signed".utf8)

    /// Contexts of OpenSSL are used again, by one thread at a time.
    @Test func `threads that ask one key at once are each told about their own signature`() throws {
        let key = try SigningKey.generate(.p256)
        let publicKey = try key.publicKey
        let signed = try (UInt8(0)..<8).map { ([$0], try key.sign(message: [$0], digest: .sha256)) }
        let wrong = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 800) { turn in
            let (message, signature) = signed[turn % signed.count]
            let isOwn = turn % 3 != 0
            let asked = isOwn ? message : signed[(turn + 1) % signed.count].0
            let verdict = publicKey.verdict(on: signature, over: asked, scheme: .ecdsa(.sha256))
            if verdict != (isOwn ? .valid : .invalid) { wrong.withLock { $0 += 1 } }
        }
        #expect(wrong.withLock { $0 } == 0)
    }

    @Test(arguments: cases)
    func `takes what openssl signed, and nothing near it`(one: Case) throws {
        let (key, signature) = try signed(one)
        #expect(key.verdict(on: signature, over: Self.message, scheme: one.scheme) == .valid)
        #expect(key.verdict(on: signature, over: Self.message + [0], scheme: one.scheme) == .invalid)
        #expect(key.verdict(on: Array(signature.dropLast()), over: Self.message, scheme: one.scheme) == .invalid)
        #expect(key.verdict(on: [], over: Self.message, scheme: one.scheme) == .invalid)
        #expect(key.verdict(on: signature, over: Self.message, scheme: one.wrong) != .valid)
    }

    @Test func `says that a key of another kind cannot tell`() throws {
        let key = try SigningKey.generate(.p256).publicKey
        for scheme in [
            VerificationScheme.rsaPKCS1(.sha256), .rsaPSS(.sha256, mask: .sha256, saltByteCount: 32), .ed25519,
        ] {
            #expect(key.verdict(on: [1, 2, 3], over: Self.message, scheme: scheme) == .unsupported)
        }
    }

    @Test func `tells two bare numbers from a wrong signature`() throws {
        let key = try SigningKey.generate(.p256)
        let bare = [UInt8](repeating: 0x11, count: 64)
        #expect(try key.publicKey.verdict(on: bare, over: Self.message, scheme: .ecdsa(.sha256)) == .plainECDSA)
        let other = try SigningKey.generate(.p256).sign(message: Self.message, digest: .sha256)
        #expect(try key.publicKey.verdict(on: other, over: Self.message, scheme: .ecdsa(.sha256)) == .invalid)
    }

    private func signed(_ one: Case) throws -> (key: PublicKey, signature: [UInt8]) {
        let directory = try TemporaryDirectory()
        let (`private`, `public`, output) = (
            directory.file("key"), directory.file("public"), directory.file("signature")
        )
        let file = try directory.write("message", Self.message)
        expect(try Command.run("openssl", ["genpkey", "-out", `private`] + one.key))
        expect(try Command.run("openssl", "pkey", "-in", `private`, "-pubout", "-outform", "DER", "-out", `public`))
        let signing =
            one.signing.isEmpty
            ? ["pkeyutl", "-sign", "-rawin", "-inkey", `private`, "-in", file, "-out", output]
            : ["dgst"] + one.signing + ["-sign", `private`, "-out", output, file]
        expect(try Command.run("openssl", signing))
        return (try PublicKey(der: directory.read("public")), try directory.read("signature"))
    }

    private func expect(_ result: Command.Result) { #expect(result.succeeded, "\(result.output)") }
}
