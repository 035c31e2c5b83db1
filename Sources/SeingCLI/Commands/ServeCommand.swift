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
            demonstration keys and demo schools in an empty data directory and says where to click as each party.
            """)

    @OptionGroup var data: DataDirectoryOptions
    @OptionGroup var mail: MailOptions

    @Option(help: "Address to listen on; demonstration keys serve 127.0.0.1, ::1 and localhost only.")
    var host = "127.0.0.1"

    @Option(help: "Port to listen on; 0 lets the system choose.")
    var port = 8080

    @Option(
        help: """
            What links in mails begin with: https://, the name under which people reach the service, perhaps a port. \
            Needed but for demonstrations, whose default is http://HOST:PORT. It is filled in as mails leave: once it has \
            changed, mails that wait and mails to come carry the new one.
            """)
    var baseURL: String?

    @Option(help: "How people reach whoever runs the service; shown on its pages.")
    var contact = "l’établissement scolaire"

    @Flag(
        help: """
            Count requests by the last address of X-Forwarded-For. Safe only when a reverse proxy that sets or appends it \
            is the one way to the service; needed there, or all people together are counted as one. Without such a proxy \
            everybody could pass for anybody.
            """)
    var trustForwardedFor = false

    @Option(
        help: """
            How many requests that change something one link, token or key may send a minute; one address may send six \
            times as many. What comes above is answered with 429 and Retry-After.
            """)
    var postsPerMinute = 20

    @Option(
        help: ArgumentHelp(
            """
            File with a token, readable by its owner only; with it the service answers GET /metrics in Prometheus' text format to \
            whoever sends that token (Authorization: Bearer).
            """, valueName: "file"))
    var metricsTokenFile: String?

    @Flag(help: "Make demonstration keys and demo schools, in an empty data directory or one with such keys.")
    var demo = false

    @Option(
        help: """
            With --demo: full, with three schools, offers, applications and conventions in every state, played once at the first \
            start; or small, with one school, some pupils and offers and three conventions.
            """)
    var demoSize = DemoSize.full

    @Flag(
        help: """
            With --demo: erase what the demonstration in the data directory has made, but its keys, and begin anew. Refused where keys \
            are real ones, or a service runs. What was written by hand there, such as settings.json, stays.
            """)
    var reset = false

    func validate() throws {
        guard demo || !reset else { throw ValidationError("--reset needs --demo: only a demonstration is erased") }
        guard (1...1_000_000).contains(postsPerMinute) else {
            throw ValidationError("--posts-per-minute is \(postsPerMinute); expected a number from 1 to 1000000")
        }
    }

    func run() async throws {
        let logger = Logger(label: "seing")
        do {
            let ground = try claimGround()
            if demo { try DataDirectoryLock.makeDirectory(data.directory) }
            let lock = try DataDirectoryLock(data.directory)
            if reset { try DemonstrationKeys.eraseDemonstration(data.directory) }
            let (service, places) = try await prepare(on: ground, logger)
            let address = try publicAddress(ground)
            try await service.run { port in
                guard demo else { return logger.info("listening", metadata: ["port": "\(port)"]) }
                Console.print(
                    DemoSchool.directions(
                        baseURL: address.text, dataDirectory: data.directory, showsMailbox: mail.smtp == nil,
                        places: places, in: .ofLocale))
            }
            withExtendedLifetime((ground, lock)) {}
        } catch {
            throw Console.fail(error, as: .unavailable)
        }
    }

    /// What is settled before the first byte is written.
    private struct Ground {
        let isDemo: Bool
        let port: PortReservation
    }

    private func claimGround() throws -> Ground {
        let isDemo = try PublicKeyInfrastructure.isDemo(directory: data.keyDirectory)
        if demo, isDemo == false { throw DemonstrationKeys.NoDemonstration(directory: data.directory) }
        if demo { try DemonstrationKeys.requireOwnGround(data.directory) }
        guard let isDemo = demo ? true : isDemo else { throw SetupFault.noKeys(directory: data.directory) }
        let address = try ListenAddress(host: host, port: port)
        try address.checkReach(isDemo: isDemo)
        let ground = Ground(isDemo: isDemo, port: try PortReservation(address))
        _ = try publicAddress(ground)
        if case .localMailbox = try mail.settings(), !isDemo { throw SetupFault.noMailServer }
        return ground
    }

    private func publicAddress(_ ground: Ground) throws -> PublicAddress {
        if let baseURL { return try PublicAddress(baseURL) }
        guard ground.isDemo else { throw SetupFault.noPublicAddress }
        return PublicAddress(of: ground.port.address)
    }

    private func prepare(
        on ground: Ground, _ logger: Logger
    ) async throws -> (SeingService, DemoPlacements.Directions?) {
        let resources = try Resources.findForThisProgram()
        let passphrase = try passphrase(ground, resources)
        if demo { try DemoPlaces.lay(in: data.directory, resources) }
        let installation = try Installation.open(
            resources: resources, dataDirectory: data.directory, passphrase: passphrase,
            publicAddress: try publicAddress(ground).text, logger: logger)
        var settings = SeingService.Settings(
            dataDirectory: data.directory, address: ground.port.address, publicAddress: try publicAddress(ground),
            operatorContact: contact, version: Version.text, mail: try mail.settings())
        settings.trustsForwardedFor = trustForwardedFor
        settings.postsPerMinute = postsPerMinute
        (settings.bouncesTo, settings.bounceMailbox) = (mail.bouncesTo, mail.bounceMailbox)
        settings.bounceSecret = try mail.bounceSecretFile.map(Self.token(in:))
        settings.metricsToken = try metricsTokenFile.map(Self.token(in:))
        let service = try SeingService(settings, installation: installation, passphrase: passphrase, logger: logger)
        guard demo else { return (service, nil) }
        try await service.resumeDelivery()
        let places = try await openDemonstration(installation, service)
        try await service.deliverNow()
        return (service, places)
    }

    private func openDemonstration(
        _ installation: Installation, _ service: SeingService
    ) async throws -> DemoPlacements.Directions? {
        // Before anything is erased: of what was erased nobody knows which convention it was.
        try await DemoSchool(installation).open { Console.note($0) }
        let (directory, isFull) = (data.directory, demoSize == .full)
        let places = DemoPlacements(installation, age: isFull ? DemoLife.age : 0)
        guard let lycee = try await places.open(dataDirectory: directory) else { return nil }
        guard isFull else { return DemoPlacements.Directions(lycee: lycee) }
        // What waits is for the mailbox; what the life of a demonstration writes is read by nobody else.
        try await service.deliverNow()
        let others = try await DemoLife(installation).open(dataDirectory: directory) { Console.note($0) }
        return DemoPlacements.Directions(lycee: lycee, others: others)
    }

    private static func token(in file: String) throws -> [UInt8] {
        let token = try Passphrase.read(file: file)
        guard token.count >= 24, token.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw ValidationError(
                "the token in \(file) has \(token.count) bytes; expected 24 at least, of letters, digits and signs without spaces, such as "
                    + "'openssl rand -hex 24' prints")
        }
        return token
    }

    private func passphrase(_ ground: Ground, _ resources: Resources) throws -> [UInt8] {
        guard demo else { return try data.passphrase(isDemo: ground.isDemo) }
        Console.note(
            Language.ofLocale(
                "Ouverture de la démonstration dans \(data.directory)…",
                "Opening the demonstration in \(data.directory)…"))
        return try DemonstrationKeys.prepare(
            dataDirectory: data.directory, resources: resources, passphrase: data.givenPassphrase(), now: Date())
    }
}

/// How much a demonstration holds. What is full takes some seconds more to make, at the first start only; what plays one story needs it small.
enum DemoSize: String, ExpressibleByArgument, CaseIterable {
    case full, small
}

/// How mails are sent.
struct MailOptions: ParsableArguments {
    @Option(
        help:
            "Submission server as HOST or HOST:PORT; without it a demonstration's mails go to a mailbox in the data directory."
    )
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

    @Option(
        help: "Address to which mails that cannot be delivered come back; by default the sender's. Needs --smtp.")
    var bouncesTo: String?

    @Option(
        help: ArgumentHelp(
            """
            Folder of the form of Maildir into which the mail system puts what comes back; its reports are read and put away. Whoever a \
            message was for is then shown as somebody whose address is to be corrected.
            """, valueName: "folder"))
    var bounceMailbox: String?

    @Option(
        help: ArgumentHelp(
            """
            File with a secret, readable by its owner only; with it the service takes what came back from a mail provider that sends it: \
            POST /api/v1/bounces.
            """, valueName: "file"))
    var bounceSecretFile: String?

    func settings() throws -> MailSettings {
        guard smtp != nil || bouncesTo == nil else { throw ValidationError("--bounces-to needs --smtp") }
        guard let smtp else { return .localMailbox }
        guard let mailFrom else { throw ValidationError("with --smtp, name the sender's address with --mail-from") }
        let parts = smtp.split(separator: ":", maxSplits: 1).map(String.init)
        guard let host = parts.first, let port = parts.count > 1 ? Int(parts[1]) : 587 else {
            throw ValidationError("--smtp is a host, or a host and a port as in mail.exemple.fr:587")
        }
        var server = SMTPServer(host: host, port: port, security: smtpSecurity, authoritiesFile: smtpAuthorities)
        guard (smtpUser == nil) == (smtpPasswordFile == nil) else {
            throw ValidationError("--smtp-user and --smtp-password-file belong together")
        }
        if let smtpUser, let smtpPasswordFile {
            let password = String(decoding: try Passphrase.read(file: smtpPasswordFile), as: UTF8.self)
            server.credentials = .init(user: smtpUser, password: password)
        }
        return .smtp(server, from: mailFrom)
    }
}

extension SMTPServer.TransportSecurity: ExpressibleByArgument {}
