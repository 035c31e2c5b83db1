import Foundation
package import OpenSSLBridge
import ToolSupport

/// A token of SoftHSM with its keys, made at run time, one for the process: a PKCS #11 module is started once.
package struct TestToken: Sendable {
    package static let shared = Swift.Result { try TestToken() }

    /// What SoftHSM and p11-kit agree on in Debian.
    package static let module = "/usr/lib/softhsm/libsofthsm2.so"
    private static let label = "seing"
    private static let pin = "739164"

    /// A key in the token, by its label.
    package enum Key: String, CaseIterable, Sendable {
        case p256 = "EC:prime256v1"
        case otherP256 = "EC:secp256r1"
        case p384 = "EC:secp384r1"
        case rsa3072 = "rsa:3072"
        case rsa2048 = "rsa:2048"
    }

    package let folder: TemporaryDirectory
    /// The PIN, readable by its owner only.
    package let pinFile: String

    private init() throws {
        folder = try TemporaryDirectory()
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "tokens"), withIntermediateDirectories: false)
        let configuration = try folder.write(
            "softhsm2.conf",
            Array(
                "directories.tokendir = \(folder.file("tokens"))\nobjectstore.backend = file\nlog.level = ERROR\n".utf8)
        )
        pinFile = try folder.write("pin", Array((Self.pin + "\n").utf8))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: pinFile)
        // Before the module is started in this process; programs that tests start inherit it.
        setenv("SOFTHSM2_CONF", configuration, 1)
        try run(
            "softhsm2-util", "--init-token", "--free", "--label", Self.label, "--pin", Self.pin, "--so-pin", "84629173")
        for (index, key) in Key.allCases.enumerated() {
            try run(
                "pkcs11-tool", "--module", Self.module, "--token-label", Self.label, "--login", "--pin", Self.pin,
                "--keypairgen", "--key-type", key.rawValue, "--label", "\(key)", "--id", "0\(index + 1)")
        }
    }

    private func run(_ name: String, _ arguments: String...) throws {
        let result = try Command.run(name, arguments)
        guard result.succeeded else { throw Failure(description: "\(name): \(result.output)") }
    }

    private struct Failure: Error, CustomStringConvertible { let description: String }

    /// - Parameter pinFile: Another file with a PIN, for what has to be refused.
    package func uri(_ key: Key, pinFile: String? = nil) throws -> KeyURI {
        try uri(labelled: "\(key)", pinFile: pinFile)
    }

    package func uri(labelled label: String, token: String = "seing", pinFile: String? = nil) throws -> KeyURI {
        try KeyURI(
            "pkcs11:token=\(token);object=\(label)?module-path=\(Self.module)&pin-source=file:\(pinFile ?? self.pinFile)"
        )
    }

    package func key(_ key: Key) throws -> SigningKey {
        try SigningKey(at: uri(key), secret: Array(Self.pin.utf8))
    }
}
