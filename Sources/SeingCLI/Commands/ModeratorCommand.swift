import ArgumentParser
import Bootstrap
import Workflow

/// Accounts of those who decide which offers pupils see, with a second factor.
struct ModeratorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "moderator",
        abstract: "Give who looks at offers before pupils see them an account with a second factor, or take it back.",
        subcommands: [Add.self, Confirm.self, List.self, Remove.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Make an account, and print its secret this once.",
            discussion: """
                The account is good once a first code was entered: here, on a terminal, or on the page that its holder enters by; after \
                seven days without one it is not any more.
                """)

        @Option(help: "The name of the person.") var name: String
        @Option(help: "The address to which links are mailed.") var email: String
        @Flag(inversion: .prefixedNo, help: "Ask for a first code, when there is a terminal to ask on.")
        var confirm = true
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let installation = try options.data.openInstallation()
            let dialogue = EnrolmentDialogue(options: options, role: .moderator)
            try await dialogue.enrol(installation, name: name, email: email)
            if confirm { try await dialogue.askForCode(installation, email: email) }
        }
    }

    struct Confirm: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "confirm", abstract: "Enter the first code of an account.",
            discussion:
                "The code is read from the terminal or from standard input: on the command line others could see it.")

        @Argument(help: "The address of the account.") var email: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            try await EnrolmentDialogue(options: options, role: .moderator)
                .confirm(try options.data.openInstallation(), email: email, code: readLine() ?? "")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the accounts, and since when they are good.")

        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            try await EnrolmentDialogue(options: options, role: .moderator).list()
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "Take an account back: whoever has entered with it is out.")

        @Argument(help: "The address of the account.") var email: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            try await EnrolmentDialogue(options: options, role: .moderator).takeBack(email: email)
        }
    }
}
