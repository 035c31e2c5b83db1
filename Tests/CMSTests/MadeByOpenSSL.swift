import CertificateAuthority
import Foundation
import OpenSSLBridge
import Parties
import TestSupport

/// CMS and time-stamps as the command of OpenSSL makes them, once for all tests.
struct MadeByOpenSSL: Sendable {
    static let shared = Result { try MadeByOpenSSL() }

    let content = Array("Convention".utf8)
    /// DER of a detached CAdES signature with SHA-256.
    let detached: [UInt8]
    /// The same with the content inside.
    let attached: [UInt8]
    /// Signed by two.
    let twoSigners: [UInt8]
    /// With indefinite lengths, as `-stream` makes it.
    let indefinite: [UInt8]
    let certificate: Certificate
    /// A token over the content, in DER.
    let token: [UInt8]

    init() throws {
        let authority = try TestAuthority.shared.get()
        let holder = try authority.signatory(.student)
        certificate = holder.certificate
        let bench = try Bench(holder, authority)
        try bench.directory.write("content", content)
        detached = try bench.sign()
        attached = try bench.sign("-nodetach")
        let second = try authority.signatory(.school)
        twoSigners = try bench.sign(
            "-signer", bench.directory.write("second.pem", second.certificate.pem), "-inkey",
            bench.directory.write("second.key.pem", second.key.encryptedPEM(passphrase: TestAuthority.passphrase)))
        indefinite = try bench.sign("-nodetach", "-stream")
        token = try bench.stamp()
    }
}

/// The files that the commands need.
private struct Bench {
    let directory: TemporaryDirectory
    let key: String
    let certificate: String
    private let authority: TestAuthority

    init(_ holder: TestAuthority.SignatoryKey, _ authority: TestAuthority) throws {
        self.authority = authority
        directory = try TemporaryDirectory()
        key = try directory.write("key.pem", holder.key.encryptedPEM(passphrase: TestAuthority.passphrase))
        certificate = try directory.write("certificate.pem", holder.certificate.pem)
    }

    func sign(_ more: String...) throws -> [UInt8] {
        try run(
            [
                "cms", "-sign", "-cades", "-binary", "-nosmimecap", "-md", "sha256", "-in", directory.file("content"),
                "-signer",
                certificate, "-inkey", key, "-passin", passphrase, "-outform", "DER", "-out", directory.file("out"),
            ] + more)
    }

    /// Source: openssl-ts(1).
    func stamp() throws -> [UInt8] {
        let settings = """
            [tsa]
            serial = \(directory.file("serial"))
            default_policy = 2.999.1.3
            digests = sha256
            accuracy = secs:1
            ordering = yes
            ess_cert_id_alg = sha256
            signer_digest = sha256
            """
        let file = try directory.write("ts.cnf", Array(settings.utf8))
        let unit = try directory.write("tsu.pem", authority.trust.timeStampingUnit.pem)
        _ = try run([
            "ts", "-query", "-sha256", "-cert", "-data", directory.file("content"), "-out", directory.file("out"),
        ])
        _ = try directory.write("query", directory.read("out"))
        return try run([
            "ts", "-reply", "-config", file, "-section", "tsa", "-queryfile", directory.file("query"), "-signer", unit,
            "-inkey", "\(authority.path)/private/tsu.key.pem", "-passin", passphrase, "-token_out", "-out",
            directory.file("out"),
        ])
    }

    private var passphrase: String { "pass:" + String(decoding: TestAuthority.passphrase, as: UTF8.self) }

    private func run(_ arguments: [String]) throws -> [UInt8] {
        let result = try Command.run("openssl", arguments)
        guard result.succeeded else { throw Refused(output: result.output) }
        return try directory.read("out")
    }

    struct Refused: Error { let output: String }
}
