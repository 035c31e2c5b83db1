import ArgumentParser
import Bootstrap
import Parties
import Workflow

/// Endpoints at which other software is told of what happens to conventions.
struct WebhookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook",
        abstract: "Say where an employer's or a school's own software is told of what happens to conventions.",
        subcommands: [
            Add.self, List.self, Show.self, Rotate.self, Enable.self, Test.self, Deliveries.self, Resend.self,
            Remove.self,
        ])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Register an endpoint and print its secret, this once.",
            discussion: """
                The address begins with https:// and is public, unless webhooks.json lists its host. What is sent says nothing of any \
                person: type, time, reference and address of the convention.
                """)

        @Argument(help: "What to call the endpoint.") var name: String
        @Option(help: "Address that messages are sent to.") var url: String
        @Option(
            help: "SIRET of the establishment: it is told of the conventions that name it as host, and of no other.")
        var siret: String?
        @Flag(help: "The school's own software: it is told of all conventions.") var school = false
        @Option(
            name: .customLong("event"),
            help: ArgumentHelp("What it is told of; may be given several times. All by default.", valueName: "event"))
        var events: [String] = []
        @OptionGroup var options: ConventionCommand.Options

        func validate() throws {
            guard (siret == nil) == school else {
                throw ValidationError("say whose software it is: --siret SIRET of an establishment, or --school")
            }
        }

        func run() async throws {
            let endpoint = try await options.withWebhooks { office throws(WorkflowError) in
                try await office.add(name: name, url: url, siret: siret, events: events)
            }
            Console.print(endpoint.secret.text)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the endpoints: name, whose, how deliveries go, address.")

        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let endpoints = try await options.withWebhooks { office throws(WorkflowError) in try await office.list() }
            if endpoints.isEmpty { Console.note(options.language("aucun point d’entrée", "no endpoint")) }
            for endpoint in endpoints { Console.print(WebhookText(endpoint, in: options.language).line) }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show an endpoint and how deliveries to it go; never its secret.")

        @Argument var name: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let endpoint = try await options.endpoint(name) { office, name throws(WorkflowError) in
                try await office.find(name)
            }
            Console.print(WebhookText(endpoint, in: options.language).text)
        }
    }

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate",
            abstract: "Make another secret and print it; for seven days messages are signed with the old one as well.",
            discussion:
                "Three secrets are good at once at most: a further rotation is refused until the oldest is not any more."
        )

        @Argument var name: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let endpoint = try await options.endpoint(name) { office, name throws(WorkflowError) in
                try await office.rotate(name: name)
            }
            Console.print(endpoint.secret.text)
        }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "enable",
            abstract: "Send to an endpoint again that was given up; it is told what happened meanwhile, too.")

        @Argument var name: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            _ = try await options.endpoint(name) { office, name throws(WorkflowError) in
                try await office.enable(name: name)
            }
            Console.print(options.language("\(name) : de nouveau prévenu", "\(name): told again"))
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "Remove an endpoint; what waits for it is not sent.")

        @Argument var name: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let isGone = try await options.withWebhooks { office throws(WorkflowError) in try await office.remove(name)
            }
            guard isGone else { throw WebhookCommand.unknownName(options.language) }
        }
    }

    static func unknownName(_ language: Language) -> any Error {
        Console.fail(
            language(
                "aucun point d’entrée ne porte ce nom ; voyez : seing webhook list",
                "no endpoint has that name; see: seing webhook list"), as: .failed)
    }
}

extension ConventionCommand.Options {
    /// With what registers endpoints; a `webhooks.json` that cannot be read is said.
    func withWebhooks<Result>(
        _ body: (WebhookOffice) async throws(WorkflowError) -> Result
    ) async throws -> Result {
        let office: WebhookOffice
        do { office = try data.openInstallation().webhookOffice() } catch {
            throw Console.fail(error, as: .unavailable)
        }
        return try await explaining { () throws(WorkflowError) in try await body(office) }
    }

    /// One endpoint, or the refusal of its name.
    func endpoint(
        _ name: String, _ body: (WebhookOffice, String) async throws(WorkflowError) -> WebhookEndpoint?
    ) async throws -> WebhookEndpoint {
        let found = try await withWebhooks { office throws(WorkflowError) in try await body(office, name) }
        guard let found else { throw WebhookCommand.unknownName(language) }
        return found
    }
}
