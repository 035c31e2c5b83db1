import ArgumentParser
import Bootstrap
import ConventionDomain
import Foundation
import Parties
import Workflow

extension ConventionCommand {
    /// Signatures on paper: states them, takes them back, gives the statement.
    struct Paper: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "paper", abstract: "Record that one party has signed a printed copy.",
            discussion: """
                One party of a convention may sign on paper, never the school. The statement is a PDF with the scan in it, sealed \
                by the platform; it completes the convention's PDF, and 'seing verify FILE --with STATEMENT' holds both together.
                """,
            subcommands: [Attest.self, Withdraw.self, Save.self])

        struct Attest: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "attest", abstract: "State that a signatory has signed a printed copy, with its scan.",
                discussion: """
                    The signatory's link stops signing, and whoever comes next is invited. Nobody's identity is checked by this: \
                    the statement names who attests, and the school answers for that.
                    """)

            @Argument(help: "The convention's reference.") var id: ConventionID

            @Option(
                help: "Who signed on paper: student, representative-1, representative-2 or employer.",
                completion: .list(SignatoryWords.fields.filter { $0 != "school" }))
            var signatory: String

            @Option(help: "The day that stands beside the signature, such as 2026-06-09.", transform: Self.day)
            var signedOn: CalendarDate

            @Option(
                help: "The scan of the signed copy: PDF, PNG or JPEG, at most 10 MiB.",
                completion: .file(extensions: ["pdf", "png", "jpg", "jpeg"]))
            var scan: String

            @Option(help: "Who holds the signed copy and attests: given name and name.")
            var by: String

            @Option(help: "The function of that person in the school, such as proviseure.")
            var function: String

            @OptionGroup var options: Options

            func run() async throws {
                let bytes = try ReadFile.bytes(scan, in: options.language)
                try await options.withWorkflow { installation throws(WorkflowError) in
                    let request = PaperAttestationRequest(
                        fieldName: signatory, signedOn: signedOn, attestedBy: by, function: function,
                        scan: try Self.scan(bytes))
                    try await installation.workflow.attestPaper(request, on: id)
                }
                Console.print(
                    options.language(
                        "\(id.text) : signature sur papier attestée ; les messages partent avec le service",
                        "\(id.text): signature on paper attested; the mails leave with the running service"))
            }

            private static func day(_ text: String) throws -> CalendarDate {
                guard let day = CalendarDate(iso8601: text) else {
                    throw ValidationError("'\(Printable.text(text))' is no day; write 2026-06-09")
                }
                return day
            }

            private static func scan(_ bytes: [UInt8]) throws(WorkflowError) -> PaperScan {
                do { return try PaperScan(bytes) } catch { throw .invalidData([error.text]) }
            }
        }

        struct Withdraw: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "withdraw", abstract: "Take such a statement back; the signatory is asked anew.",
                discussion: """
                    Possible as long as nobody later in the signing order has signed, also when the convention was complete. Once \
                    the document is archived, the signatory can only sign on paper.
                    """)

            @Argument(help: "The convention's reference.") var id: ConventionID

            @Option(help: "Whose signature on paper it was.", completion: .list(SignatoryWords.fields))
            var signatory: String

            @Option(help: "Why; kept with the convention.")
            var reason: String

            @OptionGroup var options: Options

            func run() async throws {
                try await options.withWorkflow { installation throws(WorkflowError) in
                    try await installation.workflow.withdrawPaper(signatory, of: id, reason: reason)
                }
                Console.print(
                    options.language(
                        "\(id.text) : attestation retirée ; les messages partent avec le service",
                        "\(id.text): statement taken back; the mails leave with the running service"))
            }
        }

        struct Save: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "save", abstract: "Write the statement to a file.")

            @Argument(help: "The convention's reference.") var id: ConventionID
            @Option(help: "File to write.", completion: .file()) var out: String
            @OptionGroup var options: Options

            func run() async throws {
                let file = try await options.withWorkflow { installation throws(WorkflowError) in
                    try await installation.workflow.paperStatement(of: id)
                }
                do { try Data(file.bytes).write(to: URL(filePath: out), options: .atomic) } catch {
                    let name = Printable.text(out)
                    throw Console.fail(
                        options.language(
                            "\(name) : écriture impossible", "\(name): this cannot be written"), as: .unavailable)
                }
                Console.print(out)
            }
        }
    }
}
