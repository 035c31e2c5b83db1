import ArgumentParser
import Bootstrap
import Foundation
import Workflow

/// Keys with which a school's own software enters drafts over HTTP.
struct SchoolKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "school-key", abstract: "Give a school's own software a key, or take one back.",
        subcommands: [New.self, List.self, Revoke.self])

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
            commandName: "list", abstract: "List the names of the keys, and since when they hold.")

        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let keys = try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.schoolKeyring().list()
            }
            if keys.isEmpty { Console.note(options.language("aucune clé", "no key")) }
            for key in keys {
                Console.print(
                    "\(key.name)  \(Moment.text(Int64(key.createdAt.timeIntervalSince1970), in: options.language))")
            }
        }
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
            guard isGone else {
                throw Console.fail(
                    options.language(
                        "aucune clé ne porte ce nom ; voyez : seing school-key list",
                        "no key has that name; see: seing school-key list"), as: .failed)
            }
        }
    }
}
