import Foundation
import OpenSSLBridge
import ToolSupport

/// What `Tests/Tools/trust_server.py` has made.
struct TrustFiles {
    let directory: TemporaryDirectory

    func certificate(_ name: String) throws -> Certificate {
        try Certificate(pem: directory.read("\(name).pem"))
    }

    /// The key of a certificate; openssl encrypts it first, because nothing here reads a key in clear.
    func key(_ name: String) throws -> SigningKey {
        let converted = try Command.run(
            "openssl", "pkcs8", "-topk8", "-v2", "aes256", "-in", directory.file("\(name).key"), "-passout",
            "pass:test", "-out", directory.file("\(name).encrypted"))
        guard converted.succeeded else { throw Failure(description: converted.output) }
        return try SigningKey(encryptedPEM: directory.read("\(name).encrypted"), passphrase: Array("test".utf8))
    }

    private struct Failure: Error, CustomStringConvertible { let description: String }
}
