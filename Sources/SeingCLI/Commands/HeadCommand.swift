import ArgumentParser
import Bootstrap
import Parties
import Workflow

/// Accounts of those who sign for schools, with a second factor.
struct HeadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "head",
        abstract: "Give who signs for a school, or its staff, an account with a second factor, or take it back.",
        subcommands: [Enroll.self, Confirm.self, List.self, Revoke.self])

    struct Enroll: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "enroll", abstract: "Make an account, and print its secret this once.",
            discussion: """
                The account signs exactly those conventions whose signatory for the school has this name and this address. It is \
                good once a first code was entered: here, on a terminal, or on the page that its holder enters by; after seven \
                days without one it is not any more.
                """)

        @Option(help: "The name, as the conventions have it.") var name: String
        @Option(help: "The address, as the contact sheets have it.") var email: String
        @Flag(help: "For staff that prepares, follows and imports; the account never signs.")
        var staff = false
        @Option(help: "UAI of the school, where the installation knows several.") var school: String?
        @Flag(inversion: .prefixedNo, help: "Ask for a first code, when there is a terminal to ask on.")
        var confirm = true
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let school = try checkedSchool()
            let installation = try options.data.openInstallation()
            let dialogue = EnrolmentDialogue(options: options, role: staff ? .staff : .signatory)
            try await dialogue.enrol(installation, name: name, email: email, school: school)
            if confirm { try await dialogue.askForCode(installation, email: email) }
        }

        private func checkedSchool() throws -> String? {
            guard let school else { return nil }
            guard let uai = UAI(school.uppercased()) else {
                throw Console.fail(
                    options.language(
                        "--school \(school) n’est pas un UAI : sept chiffres et la lettre qui leur correspond",
                        "--school \(school) is no UAI: seven digits and the letter that belongs to them"), as: .usage)
            }
            return uai.text
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
            try await EnrolmentDialogue(options: options, role: .signatory)
                .confirm(try options.data.openInstallation(), email: email, code: readLine() ?? "")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the accounts, and since when they are good.")

        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            try await EnrolmentDialogue(options: options, role: .signatory).list()
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke",
            abstract: "Take an account back: sessions end, nothing more is signed; what was signed stays.")

        @Argument(help: "The address of the account.") var email: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            try await EnrolmentDialogue(options: options, role: .signatory).takeBack(email: email)
        }
    }
}
