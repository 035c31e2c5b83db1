import ArgumentParser
import Bootstrap
import ConventionDomain
import Foundation
import Workflow

extension ConventionCommand {
    /// Makes proof files.
    struct Proof: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "proof",
            abstract: "Make the proof file (dossier de preuve) of a convention or of one signatory.",
            discussion: """
                Writes two files: XML, sealed by the platform, which proves; and a PDF for reading, with the XML inside. That of \
                the convention is the school's, it tells everything; that of a signatory tells of the others only their roles \
                and signatures. Each is made anew from the journal. 'seing verify CONVENTION.pdf --proof FILE.xml' checks it.
                """)

        @Argument(help: "The convention's reference.") var id: ConventionID

        @Option(
            help:
                "Whose: school, employer, student, representative-1 or representative-2; by default the whole convention's.",
            completion: .list(SignatoryWords.fields))
        var signatory: String?

        @Option(help: "Folder to write into; made if it does not exist.", completion: .directory) var out: String

        @OptionGroup var options: Options

        func run() async throws {
            let copies = try await options.withWorkflow { installation throws(WorkflowError) in
                var copies: [ProofCopy] = []
                for form in ProofForm.allCases {
                    copies.append(try await installation.workflow.proof(form, of: id, for: signatory))
                }
                return copies
            }
            do {
                try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
                for copy in copies {
                    let file = URL(filePath: out).appending(component: copy.fileName)
                    try Data(copy.bytes).write(to: file, options: .atomic)
                    Console.print(out + "/" + copy.fileName)
                }
            } catch {
                let name = Printable.text(out)
                throw Console.fail(
                    options.language("\(name) : écriture impossible", "\(name): this cannot be written"),
                    as: .unavailable)
            }
        }
    }
}
