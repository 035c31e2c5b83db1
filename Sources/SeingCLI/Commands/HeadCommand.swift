import ArgumentParser
import Bootstrap
import CertificateAuthority
import Foundation
import Parties
import QREncodeBridge
import Workflow

/// Accounts of those who sign for schools, with a second factor.
struct HeadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "head", abstract: "Give who signs for a school an account with a second factor, or take it back.",
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
        @Flag(inversion: .prefixedNo, help: "Ask for a first code, when there is a terminal to ask on.")
        var confirm = true
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let installation = try options.data.openInstallation()
            let enrolment = try await options.withWorkflow(of: installation) { installation throws(WorkflowError) in
                try await installation.headOffice.enrol(
                    name: name, email: email, issuer: installation.infrastructure.trust.policies.organisation)
            }
            show(enrolment)
            guard confirm, Terminal(descriptor: STDIN_FILENO, environment: [:]).isTerminal else { return }
            try await askForCode(installation)
        }

        private func show(_ enrolment: HeadEnrolment) {
            let terminal = Terminal.output
            if terminal.canRedraw, let code = try? TerminalQRCode(enrolment.address) {
                code.lines.forEach(Console.print)
            }
            Console.print(enrolment.address)
            Console.print(enrolment.secret)
            Console.note(
                options.language(
                    "Ce secret n’est montré que cette fois. Scannez le code ou saisissez le secret dans une application de codes "
                        + "(TOTP), puis effacez-le d’ici.",
                    "This secret is shown this once. Scan the code or type the secret into an application for codes (TOTP), then "
                        + "erase it here."))
        }

        private func askForCode(_ installation: Installation) async throws {
            Console.draw(
                options.language(
                    "Premier code de l’application, ou Entrée pour plus tard : ",
                    "First code of the application, or Enter for later: "))
            guard let code = readLine(), !code.isEmpty else { return }
            try await options.withWorkflow(of: installation) { installation throws(WorkflowError) in
                try await installation.headOffice.confirm(email: email, code: code)
            }
            Console.note(options.language("Le compte est actif.", "The account is active."))
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
            let code = readLine() ?? ""
            try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.headOffice.confirm(email: email, code: code)
            }
            Console.note(options.language("Le compte est actif.", "The account is active."))
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the accounts, and since when they are good.")

        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let accounts = try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.headOffice.accounts()
            }
            if accounts.isEmpty { Console.note(options.language("aucun compte", "no account")) }
            for account in accounts {
                let state = account.confirmedAt.map {
                    Moment.text(Int64($0.timeIntervalSince1970), in: options.language)
                }
                Console.print(
                    "\(account.email)  \(account.name)  "
                        + (state ?? options.language("attend son premier code", "awaits its first code")))
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke",
            abstract: "Take an account back: sessions end, nothing more is signed; what was signed stays.")

        @Argument(help: "The address of the account.") var email: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let isGone = try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.headOffice.revoke(email: email)
            }
            guard isGone else {
                throw Console.fail(
                    options.language(
                        "aucun compte n’a cette adresse ; voyez : seing head list",
                        "no account has that address; see: seing head list"), as: .failed)
            }
        }
    }
}
