import ArgumentParser
import Bootstrap
import CertificateAuthority
import ConventionTemplates
import Foundation
import Parties
import Workflow

/// Where the service keeps its data.
struct DataDirectory: ParsableArguments {
    @Option(help: "Data directory; by default $SEING_DATA, or 'data' in the working directory.")
    var dataDir: String?

    var path: String { dataDir ?? Self.defaultPath }

    func openTemplates() throws -> TemplateStore {
        do {
            return try .forSchool(resources: .findForThisProgram(), dataDirectory: path)
        } catch { throw Console.fail(error, as: .unavailable) }
    }

    static var defaultPath: String { ProcessInfo.processInfo.environment["SEING_DATA"] ?? "data" }
}

/// Where the service keeps its data, and how its keys are opened.
struct DataDirectoryOptions: ParsableArguments {
    @OptionGroup var dataDirectory: DataDirectory

    @Option(
        help: """
            File with the passphrase of the keys, readable by its owner only; by default the systemd credential \
            'seing-passphrase'. Demonstration keys have theirs in DATA-DIR/passphrase.
            """)
    var passphraseFile: String?

    var directory: String { dataDirectory.path }
    var keyDirectory: String { directory + "/pki" }

    /// The passphrase that the operator hands over, when there is one.
    func givenPassphrase() throws -> [UInt8]? {
        let environment = ProcessInfo.processInfo.environment
        if let passphraseFile { return try Passphrase.read(file: passphraseFile) }
        guard environment["CREDENTIALS_DIRECTORY"] != nil else { return nil }
        return try Passphrase.read(systemdCredential: "seing-passphrase", environment: environment)
    }

    /// - Parameter isDemo: A demonstration may keep its passphrase beside its keys, where it protects nothing.
    func passphrase(isDemo: Bool) throws -> [UInt8] {
        if let given = try givenPassphrase() { return given }
        guard isDemo else { throw SetupFault.noPassphrase(directory: directory) }
        return try Passphrase.read(file: directory + "/passphrase")
    }

    func openInstallation() throws -> Installation {
        do {
            guard let isDemo = try PublicKeyInfrastructure.isDemo(directory: keyDirectory) else {
                throw SetupFault.noKeys(directory: directory)
            }
            return try Installation.open(
                resources: .findForThisProgram(), dataDirectory: directory, passphrase: passphrase(isDemo: isDemo))
        } catch {
            throw Console.fail(error, as: .unavailable)
        }
    }
}

/// What an operator has not set up yet.
enum SetupFault: Error, CustomStringConvertible {
    case noKeys(directory: String)
    case noPassphrase(directory: String)
    case noPublicAddress
    case noMailServer

    var description: String {
        switch self {
        case .noKeys(let directory): Self.noKeys(in: directory, Language.ofLocale)
        case .noPassphrase(let directory):
            Language.ofLocale(
                "les clés de \(directory)/pki demandent une phrase secrète, et aucune n’a été donnée ; indiquez son fichier "
                    + "avec --passphrase-file FICHIER, ou laissez systemd la remettre : "
                    + "LoadCredential=seing-passphrase:FICHIER",
                "the keys in \(directory)/pki need a passphrase, and none was given; name its file with"
                    + " --passphrase-file FILE, or let systemd hand it over: LoadCredential=seing-passphrase:FILE")
        case .noPublicAddress:
            "the address under which people reach the service is not known, and their links would lead nowhere; name it"
                + " with --base-url, as in --base-url https://conventions.lycee.example"
        case .noMailServer:
            "without a submission server, mails would stay in a folder of the data directory; name one with --smtp HOST"
                + " and the sender with --mail-from ADDRESS"
        }
    }

    private static func noKeys(in directory: String, _ language: Language) -> String {
        language(
            """
            il n’y a pas de clés dans \(directory)/pki. Si le service tourne déjà, indiquez son dossier de données avec \
            --data-dir. Sinon, créez les clés :
              seing pki init --data-dir \(directory) --organisation NOM --arc OID --passphrase-file FICHIER
            ou essayez Seing :
              seing serve --demo --data-dir \(directory)
            """,
            """
            there are no keys in \(directory)/pki. If the service runs already, name its data directory with --data-dir; \
            if not, make them with
              seing pki init --data-dir \(directory) --organisation NAME --arc OID --passphrase-file FILE
            or try Seing out with
              seing serve --demo --data-dir \(directory)
            """)
    }
}
