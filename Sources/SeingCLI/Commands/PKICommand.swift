import ArgumentParser
import Bootstrap
import CertificateAuthority
import Foundation
import OpenSSLBridge
import Parties

/// Makes and keeps the service's keys.
struct PKICommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pki", abstract: "Make the service's keys and certificates, watch over them, and replace them.",
        subcommands: [Initialize.self, Status.self, Rotate.self, RefreshLists.self])

    struct Initialize: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "init",
            abstract: "Make root, issuing CA, platform seal and time-stamping unit from Certificates/profiles.",
            discussion: """
                A key is made and kept in an encrypted file, unless it is named by a URI: pkcs11:token=…;object=…\
                ?pin-source=file:PATH for a token, file:PATH for an encrypted file elsewhere. No option takes a secret.
                """)

        @OptionGroup var options: DataDirectoryOptions

        @Option(help: "Who runs the service, as certificates name it.")
        var organisation: String

        @Option(help: "Object identifier under which roles and identification are named; needed unless --demo.")
        var arc: String?

        @Flag(help: "Make keys that say in every subject that they have no legal value.")
        var demo = false

        @Option(help: "Where the root's private key is made and kept, such as a stick taken away afterwards.")
        var rootDir: String?

        @Option(help: "URI of the issuing CA's key, when it is there already.")
        var caKey: String?

        @Option(help: "URI of the seal's key, when it is there already.")
        var sealKey: String?

        @Option(help: "URI of the time-stamping unit's key, when it is there already.")
        var tsuKey: String?

        func run() async throws {
            guard let arc = arc.map(PolicyArc.init(oid:)) ?? (demo ? .demo : nil) else {
                throw ValidationError("name your own object identifier with --arc, or use --demo")
            }
            let keys = try keys()
            do {
                let passphrase = try options.passphrase(isDemo: demo)
                try DataDirectoryLock.makeDirectory(options.directory)
                let request = InfrastructureRequest(
                    organisation: organisation, arc: arc, isDemo: demo, directory: options.keyDirectory,
                    rootDirectory: rootDir, keys: keys, passphrase: passphrase)
                try PublicKeyInfrastructure.initialize(
                    request, profiles: CertificateProfiles(directory: Resources.findForThisProgram().profiles),
                    now: Date())
            } catch { throw Console.fail(error, as: .unavailable) }
            Console.print("made \(options.directory)/pki; give verifiers the folder \(options.directory)/pki/trust")
        }

        private func keys() throws -> [KeyRole: KeyURI] {
            var keys: [KeyRole: KeyURI] = [:]
            keys[.issuingAuthority] = try .argument(caKey)
            keys[.seal] = try .argument(sealKey)
            keys[.timeStampingUnit] = try .argument(tsuKey)
            return keys
        }
    }

    struct RefreshLists: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "refresh-lists",
            abstract: "Issue the revocation lists anew, those of the root only where its key is at hand.")

        @OptionGroup var options: DataDirectoryOptions

        @Option(help: "Where the root's private key is, if elsewhere.")
        var rootDir: String?

        @OptionGroup var option: LanguageOption

        func run() async throws {
            do {
                let profiles = try CertificateProfiles(directory: Resources.findForThisProgram().profiles)
                guard let isDemo = try PublicKeyInfrastructure.isDemo(directory: options.keyDirectory) else {
                    throw SetupFault.noKeys(directory: options.directory)
                }
                let renewed = try PublicKeyInfrastructure.refreshRevocationLists(
                    directory: options.keyDirectory, rootDirectory: rootDir, profiles: profiles,
                    passphrase: options.passphrase(isDemo: isDemo), now: Date())
                for authority in Revocation.Authority.allCases where renewed.contains(authority) {
                    Console.print(authority.words(in: option.language) + " \(options.directory)/pki/trust")
                }
            } catch { throw Console.fail(error, as: .unavailable) }
        }
    }
}

extension Revocation.Authority {
    /// What was done; the folder comes behind.
    fileprivate func words(in language: Language) -> String {
        switch self {
        case .root:
            language("liste de révocation de la racine renouvelée dans", "renewed the root's revocation list in")
        case .issuing:
            language(
                "liste de révocation des signataires renouvelée dans", "renewed the revocation list of signatories in")
        }
    }
}

extension KeyURI {
    /// The value of an option.
    ///
    /// - Throws: A wrong usage that says what is wrong and does not repeat the text, which may hold a PIN.
    static func argument(_ text: String?) throws -> KeyURI? {
        do { return try text.map { text throws(OpenSSLError) in try KeyURI(text) } } catch {
            throw ValidationError("\(error)")
        }
    }
}
