import ArgumentParser
import Bootstrap
import Foundation
import Parties
import Placements
import Workflow

/// Keys with which an employer's own software lists what awaits it over HTTP, and signs for whom it was let.
struct EmployerKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "employer-key", abstract: "Give an employer's own software a key, replace one, or take one back.",
        subcommands: [
            New.self, List.self, Grant.self, Withdraw.self, LetOffer.self, OfferNoMore.self, Rotate.self, Revoke.self,
        ])

    struct New: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "new", abstract: "Make a key and print it, this once; only its hash is kept.")

        @Argument(help: "What to call the software that will hold it.")
        var name: String
        @Option(help: "SIRET of the establishment; the key lists the conventions that name it as host, and no other.")
        var siret: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let key = try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.employerKeyring().add(name: name, siret: siret)
            }
            Console.print(key.text)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract:
                "List the keys, their SIRET, since when they hold, for whom they sign, and when those that were replaced end."
        )

        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let keys = try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.employerKeyring().list()
            }
            if keys.isEmpty { Console.note(options.language("aucune clé", "no key")) }
            for key in keys {
                var line = "\(key.name)  \(key.siret.digits)  \(moment(key.createdAt))"
                if let signatory = key.signatory {
                    line += options.language("  signe pour ", "  signs for ") + signatory
                }
                if let account = key.offersAs {
                    line += options.language("  publie pour ", "  offers for ") + account
                }
                if let end = key.endsAt {
                    line += options.language("  remplacée, jusqu’au ", "  replaced, until ") + moment(end)
                }
                Console.print(line)
            }
        }

        private func moment(_ date: Date) -> String {
            Moment.text(Int64(date.timeIntervalSince1970), in: options.language)
        }
    }

    struct Grant: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "grant",
            abstract:
                "Let a key sign for one representative what awaits its establishment, those that it replaced as well.")

        @Argument var name: String
        @Option(name: .customLong("for"), help: "Full name of the representative, as the conventions have it.")
        var signatory: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws { try await EmployerKeyCommand.letSign(for: signatory, name, options) }
    }

    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "withdraw", abstract: "Let a key sign no longer, and forget for whom; it goes on listing.")

        @Argument var name: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws { try await EmployerKeyCommand.letSign(for: nil, name, options) }
    }

    struct LetOffer: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "let-offer",
            abstract: "Let a key publish offers for an employer's account, those that it replaced as well.",
            discussion: """
                The offers are that account's: whoever enters with it sees them, and the applications for them.
                """)

        @Argument var name: String
        @Option(name: .customLong("as"), help: "The address or the reference of the account.") var account: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let owner = try await options.accountOfEmployer(account)
            try await EmployerKeyCommand.letOffer(as: owner.id.text, name, options)
        }
    }

    struct OfferNoMore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "offer-no-more", abstract: "Let a key publish offers no longer; those that it published stay.")

        @Argument var name: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws { try await EmployerKeyCommand.letOffer(as: nil, name, options) }
    }

    private static func letOffer(
        as account: String?, _ name: String, _ options: ConventionCommand.Options
    ) async throws {
        let isThere = try await options.withWorkflow { installation throws(WorkflowError) in
            try await installation.employerKeyring().letOffer(as: account, name: name)
        }
        guard isThere else { throw unknownName(options.language) }
    }

    private static func letSign(
        for signatory: String?, _ name: String, _ options: ConventionCommand.Options
    ) async throws {
        let isThere = try await options.withWorkflow { installation throws(WorkflowError) in
            try await installation.employerKeyring().letSign(for: signatory, name: name)
        }
        guard isThere else { throw unknownName(options.language) }
    }

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate",
            abstract: "Make a new key in the place of one and print it; the old one goes on working for seven days.")

        @Argument var name: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let key = try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.employerKeyring().rotate(name: name)
            }
            guard let key else { throw EmployerKeyCommand.unknownName(options.language) }
            Console.print(key.text)
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke", abstract: "Take a key back at once, and those that it replaced.")

        @Argument var name: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let isGone = try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.employerKeyring().remove(name: name)
            }
            guard isGone else { throw EmployerKeyCommand.unknownName(options.language) }
        }
    }

    private static func unknownName(_ language: Language) -> any Error {
        Console.fail(
            language(
                "aucune clé ne porte ce nom ; voyez : seing employer-key list",
                "no key has that name; see: seing employer-key list"), as: .failed)
    }
}
