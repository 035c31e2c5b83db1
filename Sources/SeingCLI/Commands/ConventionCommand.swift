public import ArgumentParser
import Bootstrap
public import ConventionDomain
import Foundation
import Parties
import Persistence
import Workflow

/// What a school does with conventions.
struct ConventionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convention",
        abstract: "Prepare, exchange, issue, follow, correct, amend, cancel and erase conventions.",
        subcommands: [
            New.self, Prepare.self, CorrectPart.self, HostPartJSON.self, HandBack.self, ConfirmHost.self, Approve.self,
            Import.self,
            Export.self, Issue.self, List.self, Show.self, Resend.self, Contact.self, Sheet.self, Paper.self,
            Proof.self,
            Revise.self, Amend.self, Cancel.self, Reopen.self, Interrupt.self, Resume.self, LegalHoldCommand.self,
            Erase.self,
        ])

    /// Options that every one of these commands has.
    struct Options: ParsableArguments {
        @OptionGroup var data: DataDirectoryOptions

        @Option(help: "Language of what is printed: fr or en; by default that of the locale.")
        var lang: Language?

        var language: Language { lang ?? .ofLocale }

        func withWorkflow<Result>(
            _ body: (Installation) async throws(WorkflowError) -> Result
        ) async throws -> Result {
            try await withWorkflow(of: try data.openInstallation(), body)
        }

        func withWorkflow<Result>(
            of installation: Installation, _ body: (Installation) async throws(WorkflowError) -> Result
        ) async throws -> Result {
            try await explaining { () throws(WorkflowError) in try await body(installation) }
        }

        /// A refusal of the workflow is said in words, with its exit status.
        func explaining<Result>(_ body: () async throws(WorkflowError) -> Result) async throws -> Result {
            do throws(WorkflowError) {
                return try await body()
            } catch {
                throw explained(error)
            }
        }

        /// What has to be known of a template.
        func tell(_ notices: [BilingualText]) {
            for notice in notices { Console.note("! \(notice(in: language.ofMessages))") }
        }

        private func explained(_ error: WorkflowError) -> any Error {
            switch error {
            case .invalidData(let messages):
                for message in messages { Console.note("seing: \(message(in: language.ofMessages))") }
                return ExitStatus.unreadable.exitCode
            case .unavailable: return Console.fail(error.text(in: language.ofMessages), as: .unavailable)
            default:
                let refused = language("refusé", "refused")
                return Console.fail("\(refused) (\(error.code)): \(error.text(in: language.ofMessages))", as: .failed)
            }
        }
    }

    struct New: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "new", abstract: "Enter a draft from the convention's data and its contact sheet.")

        @Argument(help: "The data: convention.xml, or JSON of the same structure.")
        var data: String

        @Option(help: "The contact sheet, which is never signed.")
        var contacts: String

        @Option(
            help:
                "Who signs before whom: countersign, head-last or free; by default the school's setting, then the template's."
        )
        var order: SigningOrder.Preset?

        @Option(help: "The template to make the document from; by default the school's setting.")
        var template: String?

        @OptionGroup var overlap: OverlapOption
        @OptionGroup var options: Options

        func run() async throws {
            let bytes = try read(data)
            let sheet = try read(contacts)
            let id = try await options.withWorkflow { installation throws(WorkflowError) in
                var request = try installation.draftRequest(
                    data: bytes, sheet: sheet, order: order.map { .preset($0) }, template: template)
                request.overlapReason = overlap.despiteOverlap
                let id = try await installation.workflow.draft(request)
                for warning in installation.warnings(
                    on: bytes, issuedOn: .today, in: options.language.ofMessages)
                {
                    Console.note("\(options.language("attention", "warning")): \(warning)")
                }
                options.tell(try await installation.workflow.show(id).notices)
                return id
            }
            Console.print(id.text)
        }

        private func read(_ path: String) throws -> [UInt8] {
            do {
                return [UInt8](try Data(contentsOf: URL(filePath: path)))
            } catch {
                throw Console.fail(
                    "\(path): \(FileFault(error).text(in: options.language))", as: .unreadable)
            }
        }
    }

    struct Issue: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "issue", abstract: "Freeze the bytes of drafts and invite the first signatories of each.")

        @Argument(help: "References of the conventions.") var ids: [ConventionID]
        @Option(
            help: ArgumentHelp(
                "Why it may be signed although the placement has begun; kept as a decision of the school.",
                valueName: "reason"))
        var late: String?
        @OptionGroup var options: Options

        func run() async throws {
            try await options.forEach(ids) { installation, id throws(WorkflowError) in
                // Of the text that it is made from now: the draft may be older than what took that text's place.
                let notices = try await installation.workflow.show(id).notices
                try await installation.workflow.issue(id, lateReason: late)
                Console.print(
                    options.language(
                        "\(id.text) : émise ; les invitations partent avec le service",
                        "\(id.text): issued; the invitations leave with the running service"))
                options.tell(notices)
                guard !installation.printsVerification, id == ids.last else { return }
                Console.note(
                    options.language(
                        "! le document ne porte ni code ni QR de vérification : la commande ne connaît pas l’adresse du service ; "
                            + "indiquez \"publicAddress\" dans settings.json avant d’émettre les suivantes",
                        "! the document carries no verification code and no QR code: the command does not know the service's address; "
                            + "put \"publicAddress\" into settings.json before you issue others"))
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List all conventions, the newest first.")

        @OptionGroup var options: Options

        func run() async throws {
            let summaries = try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.workflow.list()
            }
            if summaries.isEmpty {
                Console.note(
                    options.language(
                        "aucune convention ; pour en saisir une : seing convention new",
                        "no conventions yet; enter one with: seing convention new"))
            }
            for summary in summaries { Console.print(ConventionText.line(summary, in: options.language)) }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show who has signed and what has happened.")

        @Argument var id: ConventionID
        @OptionGroup var options: Options

        @Option(help: "Write the newest revision of the document to this file.", completion: .file())
        var pdf: String?

        func run() async throws {
            let (text, document, undelivered) = try await options.withWorkflow { installation throws(WorkflowError) in
                let (text, document) = try await read(installation.workflow)
                let letters: [DeadLetter]
                do { letters = try await installation.store.outboxStore.deadLetters() } catch {
                    throw WorkflowError.unavailable(.storage)
                }
                return (text, document, letters.filter { $0.convention == id.text })
            }
            Console.print(text)
            for letter in undelivered { Console.print(ConventionText.undelivered(letter, in: options.language)) }
            guard let pdf, let document else { return }
            do {
                try Data(document).write(to: URL(filePath: pdf), options: .atomic)
            } catch {
                throw Console.fail(
                    options.language(
                        "\(pdf) : ce fichier ne peut pas être écrit ; vérifiez que le dossier existe, que vous y avez accès et "
                            + "qu’il y reste de la place",
                        "\(pdf): this file cannot be written; check that the folder exists, that you may write there, and that "
                            + "there is room"), as: .unavailable)
            }
        }

        private func read(_ workflow: ConventionWorkflow) async throws(WorkflowError) -> (String, [UInt8]?) {
            let erased = try await workflow.list().first { $0.id == id && $0.status == .erased }
            if let erased, pdf == nil { return (ConventionText.erasure(erased, in: options.language), nil) }
            let detail = try await workflow.show(id)
            let document = pdf == nil ? nil : try await workflow.document(of: id).bytes
            return (ConventionText(detail, in: options.language).text, document)
        }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "cancel", abstract: "Withdraw a convention that is not completed.")

        @Argument var id: ConventionID
        @Option(help: "Why; kept with the convention. The parties are told that it is cancelled, not why.")
        var reason: String
        @OptionGroup var options: Options

        func run() async throws {
            try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.workflow.cancel(id, reason: reason)
            }
            Console.print(options.language("\(id.text) : annulée", "\(id.text): cancelled"))
        }
    }
}

extension ConventionID: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension SigningOrder.Preset: ExpressibleByArgument {}
