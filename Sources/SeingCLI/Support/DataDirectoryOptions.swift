import ArgumentParser
import Bootstrap
import CertificateAuthority
import Foundation
import HTTPService
import Workflow

/// Where the service keeps its data.
struct DataDirectory: ParsableArguments {
    @Option(help: "Data directory; by default $SEING_DATA, or 'data' in the working directory.")
    var dataDir: String?

    var path: String { dataDir ?? ProcessInfo.processInfo.environment["SEING_DATA"] ?? "data" }
}

/// Where the service keeps its data, and how its keys are opened.
struct DataDirectoryOptions: ParsableArguments {
    @OptionGroup var dataDirectory: DataDirectory

    @Option(
        help:
            "File with the passphrase of the keys, readable by its owner only; by default the systemd credential 'seing-passphrase', else DATA-DIR/passphrase."
    )
    var passphraseFile: String?

    var directory: String { dataDirectory.path }

    func passphrase() throws -> [UInt8] {
        let environment = ProcessInfo.processInfo.environment
        if let passphraseFile { return try Passphrase.read(file: passphraseFile) }
        if environment["CREDENTIALS_DIRECTORY"] != nil {
            return try Passphrase.read(systemdCredential: "seing-passphrase", environment: environment)
        }
        return try Passphrase.read(file: directory + "/passphrase")
    }

    /// - Parameter baseURL: Scheme, host and port that links in mails begin with.
    func openInstallation(baseURL: String) throws -> Installation {
        do {
            return try Installation.open(
                resources: .findForThisProgram(), dataDirectory: directory, passphrase: passphrase(),
                addresses: .served(below: baseURL))
        } catch {
            throw Console.fail(error, as: .unavailable)
        }
    }
}
