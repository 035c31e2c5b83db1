import ArgumentParser
import Bootstrap
import ConventionDomain
import Workflow

extension ConventionCommand {
    /// Sends a signatory a new link, or the employer a new access token.
    struct Resend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "resend", abstract: "Send a signatory a new link; the earlier one stops working.",
            discussion: """
                The link goes to the address on file; correct it with: seing convention contact. While a convention is being prepared, \
                it leads to the part of the host or of the family. A parent who does not sign gets a new link to read and to object, or \
                to take that back; correct that address with: seing convention sheet correct.
                """)

        @Argument(help: "The convention's reference.") var id: ConventionID
        @Option(
            help: "Whom: student, representative-1, representative-2, school or employer.",
            completion: .list(SignatoryWords.fields))
        var signatory: String
        @OptionGroup var options: Options

        func run() async throws {
            try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.workflow.resendInvitation(of: id, to: signatory)
            }
            let whom = SignatoryWords.name(ofField: signatory, in: options.language)
            Console.print(
                options.language(
                    "\(id.text) : un nouveau lien (\(whom)) part avec le service ; l’ancien ne fonctionne plus",
                    "\(id.text): a new link (\(whom)) leaves with the running service; the earlier one is dead"))
        }
    }

    /// Corrects where a signatory is reached.
    struct Contact: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "contact", abstract: "Correct a signatory's mail address.",
            discussion: """
                Links and codes sent to the former address stop working, messages to it that have not left are dropped, and \
                it is told nothing. The new address is invited if it is this signatory's turn; who has signed gets the \
                receipt or the finished document. Signatures stay as they are.
                """)

        @Argument(help: "The convention's reference.") var id: ConventionID
        @Option(
            help: "Whose: student, representative-1, representative-2, school or employer.",
            completion: .list(SignatoryWords.fields))
        var signatory: String
        @Option(help: "The right mail address.")
        var email: String
        @OptionGroup var options: Options

        func run() async throws {
            try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.workflow.correctContact(of: id, signatory: signatory, email: email)
            }
            let whose = SignatoryWords.name(ofField: signatory, in: options.language)
            Console.print(
                options.language(
                    "\(id.text) : adresse corrigée (\(whose)) ; ce qui était parti à l’ancienne ne fonctionne plus",
                    "\(id.text): address corrected (\(whose)); what went to the former one is dead"))
        }
    }
}
