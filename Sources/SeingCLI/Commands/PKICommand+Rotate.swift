import ArgumentParser
import Bootstrap
import CertificateAuthority
import Foundation
import OpenSSLBridge

extension PKICommand {
    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate",
            abstract: "Replace the key and certificate of issuing CA (ca), seal or time-stamping unit (tsu).",
            discussion: """
                What was signed before verifies as before: the old certificate and its revocation list stay in pki/trust. \
                The root's key is needed. Stop the service first; it is refused while one runs.
                """)

        @Argument(help: "Which: ca, seal or tsu.")
        var role: KeyRole

        @OptionGroup var options: DataDirectoryOptions

        @Option(help: "Where the root's private key is, if elsewhere.")
        var rootDir: String?

        @Option(
            help: """
                The new key: its URI, or 'file' to make one in an encrypted file. Needed when the old key is not in a file of \
                the data directory.
                """)
        var key: String?

        @Flag(
            help: """
                Somebody else may have the old key: the root revokes its certificate too. What a time-stamping unit stamped \
                is worth nothing then, what a CA or seal signed counts if its time is proven to be before.
                """)
        var compromised = false

        func run() async throws {
            let choice = try choice()
            do {
                guard let isDemo = try PublicKeyInfrastructure.isDemo(directory: options.keyDirectory) else {
                    throw SetupFault.noKeys(directory: options.directory)
                }
                let lock = try DataDirectoryLock(options.directory)
                defer { withExtendedLifetime(lock) {} }
                let request = RotationRequest(
                    role: role, directory: options.keyDirectory, rootDirectory: rootDir, key: choice,
                    isCompromised: compromised,
                    passphrase: try options.passphrase(isDemo: isDemo))
                let certificate = try PublicKeyInfrastructure.rotate(
                    request, profiles: CertificateProfiles(directory: Resources.findForThisProgram().profiles),
                    now: Date())
                Console.print(
                    "replaced the key of \(role.rawValue): \(certificate.subject), until"
                        + " \(Moment.iso8601(certificate.notAfter)); give verifiers the folder \(options.directory)/pki/trust anew"
                )
            } catch { throw Console.fail(error, as: .unavailable) }
        }

        private func choice() throws -> RotationRequest.KeyChoice {
            key == "file" ? .encryptedFile : try KeyURI.argument(key).map { .at($0) } ?? .asBefore
        }
    }
}

extension KeyRole: ExpressibleByArgument {}
