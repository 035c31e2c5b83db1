import ArgumentParser
import Bootstrap
import ConventionDomain
import Workflow

extension ConventionCommand {
    /// Records that conventions may be signed although the placement has begun.
    struct Reopen: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reopen", abstract: "Let conventions be signed although the placement has begun or is over.",
            discussion: """
                The decision is kept in the journal with its reason. Those whose turn it is get a new link. Their signatures carry \
                the time at which they are made: nothing is antedated.
                """)

        @Argument(help: "References of the conventions.") var ids: [ConventionID]
        @Option(help: "Why; kept with each convention.")
        var reason: String
        @OptionGroup var options: Options

        func run() async throws {
            try await options.withWorkflow { installation throws(WorkflowError) in
                for id in ids {
                    try await installation.workflow.reopen(id, reason: reason)
                    Console.print(
                        options.language(
                            "\(id.text) : rouverte ; les invitations partent avec le service",
                            "\(id.text): reopened; the invitations leave with the running service"))
                }
            }
        }
    }
}
