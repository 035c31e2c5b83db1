public import ArgumentParser
import Bootstrap
public import ConventionDomain
import Workflow

extension ConventionCommand {
    /// Keeps a convention whatever its retention, and lets it go again.
    struct LegalHoldCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "legal-hold",
            abstract:
                "Keep a convention's file whatever its retention: an accident was declared, or there is a dispute.",
            subcommands: [Place.self, Lift.self])

        struct Place: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "place",
                abstract: "Keep the files of conventions: neither 'purge' nor 'erase' touches them.",
                discussion: """
                    Links, codes, messages and lists of these conventions stay as well, whatever their age. A health sheet does not: it is \
                    erased after the placement all the same.
                    """)

            @Argument(help: "References of the conventions.") var ids: [ConventionID]
            @Option(help: "Why: accident (one was declared) or dispute.")
            var reason: LegalHold.Reason
            @OptionGroup var options: Options

            func run() async throws {
                try await options.forEach(ids) { installation, id throws(WorkflowError) in
                    try await installation.workflow.placeLegalHold(on: id, reason: reason)
                    Console.print(
                        options.language("\(id.text) : conservation gelée", "\(id.text): legal hold placed"))
                }
            }
        }

        struct Lift: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "lift", abstract: "Let the retention of conventions count again.")

            @Argument(help: "References of the conventions.") var ids: [ConventionID]
            @Option(help: "Why; kept with each convention.")
            var reason: String
            @OptionGroup var options: Options

            func run() async throws {
                try await options.forEach(ids) { installation, id throws(WorkflowError) in
                    try await installation.workflow.liftLegalHold(of: id, reason: reason)
                    Console.print(
                        options.language("\(id.text) : conservation dégelée", "\(id.text): legal hold lifted"))
                }
            }
        }
    }
}

extension LegalHold.Reason: ExpressibleByArgument {}

extension LegalHold {
    func text(in language: Language) -> String {
        switch reason {
        case .accident:
            language("conservation gelée : accident déclaré", "legal hold: an accident was declared")
        case .dispute: language("conservation gelée : litige", "legal hold: dispute")
        }
    }
}
