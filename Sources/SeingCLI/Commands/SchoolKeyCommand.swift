import ArgumentParser
import Bootstrap
import Foundation
import Workflow

/// Keys with which a school's own software enters drafts over HTTP, and signs when it was let.
struct SchoolKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "school-key", abstract: "Give a school's own software a key, or take one back.",
        subcommands: [New.self, List.self, Grant.self, Withdraw.self, Revoke.self])

    struct New: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "new", abstract: "Make a key and print it, this once; only its hash is kept.")

        @Argument(help: "What to call the software that will hold it.")
        var name: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let key = try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.schoolKeyring().add(name: name)
            }
            Console.print(key.text)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the names of the keys, since when they hold, and since when they may sign.")

        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let keys = try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.schoolKeyring().list()
            }
            if keys.isEmpty { Console.note(options.language("aucune clé", "no key")) }
            for key in keys {
                var line = "\(key.name)  \(moment(key.createdAt))"
                if let since = key.signsSince {
                    line += options.language("  autorisée à signer depuis le ", "  may sign since ") + moment(since)
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
                "Let a key sign for the school, with the certificate of whoever signs; settings.json has to allow it.")

        @Argument var name: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws { try await SchoolKeyCommand.letSign(true, name, options) }
    }

    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "withdraw", abstract: "Let a key sign no longer; it goes on entering drafts.")

        @Argument var name: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws { try await SchoolKeyCommand.letSign(false, name, options) }
    }

    private static func letSign(_ maySign: Bool, _ name: String, _ options: ConventionCommand.Options) async throws {
        let isThere = try await options.withWorkflow { installation throws(WorkflowError) in
            try await installation.schoolKeyring().letSign(maySign, name: name)
        }
        guard isThere else { throw unknownName(options.language) }
    }

    private static func unknownName(_ language: Language) -> any Error {
        Console.fail(
            language(
                "aucune clé ne porte ce nom ; voyez : seing school-key list",
                "no key has that name; see: seing school-key list"), as: .failed)
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke", abstract: "Take a key back; what was entered with it stays.")

        @Argument var name: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let isGone = try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.schoolKeyring().remove(name: name)
            }
            guard isGone else { throw SchoolKeyCommand.unknownName(options.language) }
        }
    }
}
