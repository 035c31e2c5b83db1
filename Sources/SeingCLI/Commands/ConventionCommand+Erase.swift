public import ArgumentParser
import Bootstrap
public import ConventionDomain
import Workflow

extension ConventionCommand {
    /// Destroys what identifies people in a convention.
    struct Erase: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "erase", abstract: "Destroy a convention's personal data for good.",
            discussion: """
                Nobody can read the convention afterwards, its documents and journal included; messages that have not left \
                are dropped. Its reference, the times and kinds of its events, and the reason remain, and the journal still \
                verifies. Copies outside stay: documents that people received, and backups made before.
                A convention that is being signed has to be cancelled first. One under a legal hold stays. What a public school issued needs the \
                visa of the archives, whatever the reason: see 'seing purge'.
                """)

        @Argument(help: "The convention's reference.") var id: ConventionID
        @Option(help: "Why: retention (kept long enough), request (somebody asked) or mistake (entered in error).")
        var reason: Erasure.Reason
        @Flag(help: "Do not ask for the reference to be typed again.")
        var yes = false
        @OptionGroup var options: Options

        func run() async throws {
            if !yes { try confirm() }
            try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.retentionOffice().erase(id, reason: reason)
            }
            Console.print(options.language("\(id.text) : effacée", "\(id.text): erased"))
        }

        private func confirm() throws {
            Console.note(
                options.language(
                    "L’effacement est définitif. Pour confirmer, tapez la référence de la convention :",
                    "Erasure is for good. To confirm, type the convention's reference:"))
            guard readLine()?.split(separator: " ").joined() == id.text else {
                throw Console.fail(
                    options.language(
                        "ce n’est pas la référence : rien n’a été effacé (--yes évite la question)",
                        "this is not the reference; nothing was erased (--yes avoids the question)"), as: .failed)
            }
        }
    }
}

extension Erasure.Reason: ExpressibleByArgument {}
