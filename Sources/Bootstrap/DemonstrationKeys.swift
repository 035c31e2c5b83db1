import CertificateAuthority
package import Foundation
import OpenSSLBridge
import Parties

/// Keys for trying Seing out: each certificate says that it has no legal value.
package enum DemonstrationKeys {
    /// Makes a passphrase and a public-key infrastructure in a data directory, unless they are there already.
    ///
    /// - Parameter passphrase: The one to use; `nil` for the file `passphrase` of the directory.
    /// - Returns: The passphrase.
    /// - Throws: ``NoDemonstration`` before anything is written when the keys that are there are real ones.
    package static func prepare(
        dataDirectory: String, resources: Resources, passphrase given: [UInt8]? = nil, now: Date
    ) throws -> [UInt8] {
        let directory = dataDirectory + "/pki"
        let profiles = try CertificateProfiles(directory: resources.profiles)
        if let isDemo = try PublicKeyInfrastructure.isDemo(directory: directory) {
            guard isDemo else { throw NoDemonstration(directory: dataDirectory) }
            let passphrase = try given ?? Passphrase.read(file: dataDirectory + "/passphrase")
            _ = try PublicKeyInfrastructure.refreshRevocationLists(
                directory: directory, profiles: profiles, passphrase: passphrase, now: now, onlyWhenDue: true)
            return passphrase
        }
        try DataDirectoryLock.makeDirectory(dataDirectory)
        let passphrase = try given ?? passphrase(in: dataDirectory)
        let request = InfrastructureRequest(
            organisation: "Seing", arc: .demo, isDemo: true, directory: directory, passphrase: passphrase,
            derivationRounds: derivationRounds)
        try PublicKeyInfrastructure.initialize(request, profiles: profiles, now: now)
        return passphrase
    }

    /// The passphrase lies beside the keys: that a guess is dear protects nothing here, and every command would wait for it.
    private static let derivationRounds = 10_000

    /// The data directory holds what real conventions are signed with.
    package struct NoDemonstration: Error, Hashable, Sendable, CustomStringConvertible {
        package let directory: String

        package init(directory: String) { self.directory = directory }

        package var description: String {
            "refused to play a demonstration in \(directory): its keys are real ones, and nothing was changed;"
                + " name another directory with --data-dir, or leave out --demo"
        }
    }

    /// What a start of ours that was killed may have left.
    private static let leftovers: Set<String> = ["passphrase", "passphrase.partial", "pki.partial"]

    /// - Throws: ``ForeignDirectory`` when the directory holds files of somebody else and no keys of ours.
    package static func requireOwnGround(_ dataDirectory: String) throws {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: dataDirectory)) ?? []
        guard names.contains("pki") || leftovers.isSuperset(of: names) else {
            throw ForeignDirectory(directory: dataDirectory)
        }
    }

    /// A directory that somebody uses for something else.
    package struct ForeignDirectory: Error, Hashable, Sendable, CustomStringConvertible {
        package let directory: String

        package var description: String {
            "refused to open a demonstration in \(directory): it holds other files, and nothing was changed; name a new or"
                + " empty directory with --data-dir"
        }
    }

    /// Removes all that a demonstration has made but its keys, and nothing else; does nothing where there is none.
    ///
    /// The caller has the directory's lock, so that no service runs on it. Keys stay: they say to the next start, also after a removal that was
    /// interrupted, that the directory is a demonstration's.
    ///
    /// - Throws: ``NoDemonstration`` when the keys are real ones, ``ForeignDirectory`` as ``requireOwnGround(_:)``; nothing is removed then.
    package static func eraseDemonstration(_ dataDirectory: String) throws {
        try requireOwnGround(dataDirectory)
        guard let isDemo = try PublicKeyInfrastructure.isDemo(directory: dataDirectory + "/pki") else { return }
        guard isDemo else { throw NoDemonstration(directory: dataDirectory) }
        let files = FileManager.default
        for name in made where files.fileExists(atPath: "\(dataDirectory)/\(name)") {
            try files.removeItem(atPath: "\(dataDirectory)/\(name)")
        }
    }

    /// What an operator writes by hand is not among them. The log of the database goes before it: alone it would be applied to the next one.
    private static let made = [
        "demo-life", "demo-accounts.json", "mailbox", "sms", "schools", "seing.sqlite-wal", "seing.sqlite-shm",
        "seing.sqlite", "keys",
    ]

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
