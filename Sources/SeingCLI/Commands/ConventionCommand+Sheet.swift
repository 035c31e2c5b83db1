import ArgumentParser
import Bootstrap
import ConventionDomain
import Foundation
import Parties
import Workflow

extension ConventionCommand {
    /// Makes the sheets that are handed over apart from the convention, and erases those about health.
    struct Sheet: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sheet", abstract: "Make the contact sheet or the health sheet (PAI) of a convention.",
            discussion: """
                Both are PDF files that nobody signs, made for one reader and kept nowhere. Each reader's copy says only what \
                that person may know: no parent reads where the other one is reached.
                """,
            subcommands: [Contacts.self, Health.self, Correct.self, Erase.self])

        /// Whose copy, and where it goes.
        struct Copy: ParsableArguments {
            @Argument(help: "The convention's reference.") var id: ConventionID

            @Option(
                name: .customLong("for"),
                help: "Whose copy: school, employer, student, representative-1 or representative-2.",
                completion: .list(SignatoryWords.fields))
            var reader: String

            @Option(help: "File to write.", completion: .file()) var out: String

            @OptionGroup var options: Options

            func make(_ kind: HandoverSheet) async throws {
                let file = try await options.withWorkflow { installation throws(WorkflowError) in
                    try await installation.workflow.sheet(kind, of: id, for: reader)
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

        struct Contacts: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "contacts", abstract: "Make the sheet that says whom to call.")

            @OptionGroup var copy: Copy

            func run() async throws { try await copy.make(.contacts) }
        }

        struct Health: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "health", abstract: "Make the sheet that says that there is a health plan (PAI).",
                discussion: """
                    It exists when the contact sheet of the draft says who brings the emergency kit, and until the placement's \
                    last day. It says nothing about an illness.
                    """)

            @OptionGroup var copy: Copy

            func run() async throws { try await copy.make(.health) }
        }

        struct Correct: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "correct", abstract: "Enter what has changed in a convention's contact sheet.",
                discussion: """
                    Each person in the file gets the data given there, everybody else keeps theirs; who brings the emergency kit \
                    is replaced when the file says it. Nobody signs again. Nobody is told but a parent who does not sign: with another \
                    address, or with notice allowed, that parent gets a new link there; with another address, none, or notice \
                    forbidden, the earlier link stops working. The mail address of somebody who signs is corrected by \
                    'seing convention contact'.
                    """)

            @Argument(help: "The convention's reference.") var id: ConventionID
            @Argument(help: "The contact sheet: XML, or JSON of the same structure.", completion: .file())
            var contacts: String
            @OptionGroup var options: Options

            func run() async throws {
                let bytes = try ReadFile.bytes(contacts, in: options.language)
                try await options.withWorkflow { installation throws(WorkflowError) in
                    let sheet = try installation.contactSheet(bytes)
                    guard sheet.convention.map({ $0 == id.text }) ?? true else {
                        throw .invalidData([
                            BilingualText(
                                "Cette fiche est celle d’une autre convention : rien n’a été modifié.",
                                "This sheet belongs to another convention; nothing was changed.")
                        ])
                    }
                    try await installation.correctSheet(of: id, with: sheet)
                }
                Console.print(options.language("\(id.text) : fiche corrigée", "\(id.text): sheet corrected"))
            }
        }

        struct Erase: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "erase", abstract: "Erase health sheets for good.",
                discussion: """
                    With a reference, that convention's, at once, as when the family asks for it; without, those of all \
                    placements that are over, which the running service does by itself every hour. What people received stays \
                    with them, and so do backups made before.
                    """)

            @Argument(help: "The convention's reference.") var id: ConventionID?
            @OptionGroup var options: Options

            func run() async throws {
                let language = options.language
                guard let id else {
                    let count = try await options.withWorkflow { installation throws(WorkflowError) in
                        try await installation.workflow.eraseHealthSheetsThatAreOver()
                    }
                    return Console.print(
                        language("fiches PAI effacées : \(count)", "health sheets erased: \(count)"))
                }
                try await options.withWorkflow { installation throws(WorkflowError) in
                    try await installation.workflow.eraseHealthSheet(of: id)
                }
                Console.print(language("\(id.text) : fiche PAI effacée", "\(id.text): health sheet erased"))
            }
        }
    }
}
