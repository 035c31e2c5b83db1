import ArgumentParser
import Bootstrap
import CertificateAuthority
import CurlBridge
import Foundation
import HTTPService
import Logging

/// Runs the service.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the service: pages, API, mails. Stops gracefully on SIGTERM and SIGINT.",
        discussion: """
            TLS is the reverse proxy's task: the service listens on loopback unless told otherwise. With --demo it makes \
            demonstration keys and a demo school in an empty data directory and says where to click as each party.
            """)

    @OptionGroup var data: DataDirectoryOptions
    @OptionGroup var mail: MailOptions

    @Option(help: "Address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "Port to listen on.")
    var port = 8080

    @Option(help: "Scheme, host and port under which people reach the service; by default http://HOST:PORT.")
    var baseURL: String?

    @Option(help: "How people reach whoever runs the service; shown on its pages.")
    var contact = "l’établissement scolaire"

    @Flag(help: "Make demonstration keys and a demo school in an empty data directory.")
    var demo = false

    func run() async throws {
        let logger = Logger(label: "seing")
        do {
            let service = try await prepare(logger)
            try await service.run { port in
                guard demo else { return logger.info("listening", metadata: ["port": "\(port)"]) }
                Console.print(DemoSchool.directions(baseURL: publicBaseURL, dataDirectory: data.directory))
            }
        } catch {
            throw Console.fail(error, as: .unavailable)
        }
    }

    private var publicBaseURL: String { baseURL ?? "http://\(host):\(port)" }

    private func prepare(_ logger: Logger) async throws -> SeingService {
        let resources = try Resources.findForThisProgram()
        if demo {
            Console.note("Preparing demonstration keys in \(data.directory)…")
            _ = try DemonstrationKeys.prepare(dataDirectory: data.directory, resources: resources, now: Date())
        }
        let passphrase = try data.passphrase()
        let installation = try Installation.open(
            resources: resources, dataDirectory: data.directory, passphrase: passphrase,
            addresses: .served(below: publicBaseURL), logger: logger)
        let settings = SeingService.Settings(
            dataDirectory: data.directory, address: try ListenAddress(host: host, port: port),
            publicBaseURL: publicBaseURL, operatorContact: contact, version: Version.text, mail: try mail.settings())
        let service = try SeingService(settings, installation: installation, passphrase: passphrase, logger: logger)
        if demo {
            try await service.resumeDelivery()
            try await DemoSchool(installation).openIfEmpty { Console.note($0) }
            try await service.deliverNow()
        }
        return service
    }
}

/// How mails are sent.
struct MailOptions: ParsableArguments {
    @Option(
        help: "Submission server as HOST or HOST:PORT; by default mails go to a local mailbox in the data directory.")
    var smtp: String?

    @Option(help: "How the connection is protected: starttls-required, starttls-if-offered or implicit-tls.")
    var smtpSecurity = SMTPServer.TransportSecurity.startTLSRequired

    @Option(help: "User name at the submission server.")
    var smtpUser: String?

    @Option(help: "File with the password at the submission server, readable by its owner only.")
    var smtpPasswordFile: String?

    @Option(
        help: "PEM file of the authorities that the server's certificate is checked against; the system's by default.")
    var smtpAuthorities: String?

    @Option(help: "Address that mails come from; needed with --smtp.")
    var mailFrom: String?

    func settings() throws -> MailSettings {
        guard let smtp else { return .localMailbox }
        guard let mailFrom else { throw ValidationError("with --smtp, name the sender's address with --mail-from") }
        let parts = smtp.split(separator: ":", maxSplits: 1).map(String.init)
        guard let host = parts.first, let port = parts.count > 1 ? Int(parts[1]) : 587 else {
            throw ValidationError("--smtp is a host, or a host and a port as in mail.exemple.fr:587")
        }
        var server = SMTPServer(host: host, port: port, security: smtpSecurity, authoritiesFile: smtpAuthorities)
        if let smtpUser, let smtpPasswordFile {
            let password = String(decoding: try Passphrase.read(file: smtpPasswordFile), as: UTF8.self)
            server.credentials = .init(user: smtpUser, password: password)
        }
        return .smtp(server, from: mailFrom)
    }
}

extension SMTPServer.TransportSecurity: ExpressibleByArgument {}
