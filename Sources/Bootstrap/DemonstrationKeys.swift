import CertificateAuthority
package import Foundation
import OpenSSLBridge
import Parties

/// Keys for trying Seing out: each certificate says that it has no legal value.
package enum DemonstrationKeys {
    /// Makes a passphrase and a public-key infrastructure in a data directory, unless they are there already.
    ///
    /// - Returns: The passphrase.
    package static func prepare(dataDirectory: String, resources: Resources, now: Date) throws -> [UInt8] {
        try FileManager.default.createDirectory(
            atPath: dataDirectory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let passphrase = try passphrase(in: dataDirectory)
        let profiles = try CertificateProfiles(directory: resources.profiles)
        let directory = dataDirectory + "/pki"
        if FileManager.default.fileExists(atPath: directory) {
            _ = try PublicKeyInfrastructure.refreshRevocationLists(
                directory: directory, profiles: profiles, passphrase: passphrase, now: now, onlyWhenDue: true)
        } else {
            let request = InfrastructureRequest(
                organisation: "Seing", arc: .demo, isDemo: true, directory: directory, passphrase: passphrase)
            try PublicKeyInfrastructure.initialize(request, profiles: profiles, now: now)
        }
        return passphrase
    }

    private static func passphrase(in dataDirectory: String) throws -> [UInt8] {
        let path = dataDirectory + "/passphrase"
        if !FileManager.default.fileExists(atPath: path) {
            // Put in place whole: a start that is killed here must not leave an empty passphrase for the next one.
            let (text, beside) = (hexadecimal(try SecureRandom.bytes(16)), path + ".partial")
            let made = FileManager.default.createFile(
                atPath: beside, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
            guard made else { throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: beside]) }
            try FileManager.default.moveItem(atPath: beside, toPath: path)
        }
        return try Passphrase.read(file: path)
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
