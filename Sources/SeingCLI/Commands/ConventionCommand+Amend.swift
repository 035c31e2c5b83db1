import ArgumentParser
import Bootstrap
import ConventionDomain
import Foundation
import Parties
import Workflow

extension ConventionCommand {
    /// Begins an amendment of a convention that all have signed.
    struct Amend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "amend", abstract: "Begin an amendment (avenant) of a convention that all have signed.",
            discussion: """
                The file holds the data of the whole placement after the change: 'seing convention export ID --format json' gives them \
                as they are in force. Who signs follows from what changes: school and host always, pupil and representatives too when place, dates \
                or hours change. The amendment is a draft with a reference of its own; 'seing convention issue' has it signed. Until all whom it concerns \
                have signed, the convention holds unchanged. It has to be signed before the day of effect.
                """)

        @Argument(help: "Reference of the convention.") var id: ConventionID

        @Option(help: "The data after the change: convention.xml, or JSON of the same structure.", completion: .file())
        var data: String

        @Option(
            help: ArgumentHelp("The day from which the change is to hold, such as 2026-06-17.", valueName: "day"),
            transform: PlacementDay.read)
        var effective: CalendarDate

        @Option(
            help:
                "What changes, as the amendment prints it; without it the service words dates, places, hours and tutor."
        )
        var changes: String?

        @Option(help: "Why, as the amendment prints it; all parties read it.")
        var reason: String?

        @Option(help: "The template to make it from.")
        var template: String?

        @OptionGroup var overlap: OverlapOption
        @OptionGroup var options: Options

        func run() async throws {
            let bytes = try ReadFile.bytes(data, in: options.language)
            var request = AmendmentRequest(
                data: bytes, effectiveOn: effective, changes: changes, reason: reason, template: template)
            request.overlapReason = overlap.despiteOverlap
            let detail = try await options.withWorkflow { installation throws(WorkflowError) in
                let amendment = try await installation.workflow.amend(id, request)
                return try await installation.workflow.show(amendment)
            }
            let signers = detail.parties.map {
                SignatoryWords.name(ofField: $0.signatory.fieldName, in: options.language)
            }
            let list = signers.joined(separator: ", ")
            Console.note(
                options.language(
                    "avenant à \(id.text), à signer par : \(list) ; pour l’émettre : seing convention issue "
                        + detail.summary.id.text,
                    "amendment of \(id.text), to be signed by: \(list); to issue it: seing convention issue "
                        + detail.summary.id.text))
            options.tell(detail.notices)
            Console.print(detail.summary.id.text)
        }
    }
}
