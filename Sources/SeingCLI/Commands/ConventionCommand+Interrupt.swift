import ArgumentParser
import Bootstrap
import ConventionDomain
import Parties
import Workflow

extension ConventionCommand {
    /// Records that a placement stopped before its last day.
    struct Interrupt: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "interrupt",
            abstract: "Record that a placement stopped before its last day, or does not take place.",
            discussion: """
                The convention has to be signed by all. The parties are told the day, and the school the reason too. What was signed \
                stays signed, and is read and verified as before.
                """)

        @Argument(help: "Reference of the convention.") var id: ConventionID
        @Option(
            help: ArgumentHelp(
                "The last day on which the pupil was there; a day before the first one says that the placement did not take place.",
                valueName: "day"), transform: PlacementDay.read)
        var on: CalendarDate
        @Option(help: "Why; kept with the convention, and told to the school alone.")
        var reason: String
        @OptionGroup var options: Options

        func run() async throws {
            try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.workflow.interrupt(id, on: on, reason: reason)
            }
            Console.print(
                options.language(
                    "\(id.text) : stage interrompu ; les messages partent avec le service",
                    "\(id.text): placement interrupted; the messages leave with the running service"))
        }
    }

    /// A day on the command line.
    enum PlacementDay {
        static func read(_ text: String) throws -> CalendarDate {
            guard let day = CalendarDate(iso8601: text) else {
                throw ValidationError("'\(Printable.text(text))' is no day; write 2026-06-17")
            }
            return day
        }
    }

    /// Takes an interruption back.
    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "resume", abstract: "Take back that a placement was interrupted.",
            discussion:
                "The parties are told. The journal keeps the interruption and that it was taken back, with the reason.")

        @Argument(help: "Reference of the convention.") var id: ConventionID
        @Option(help: "Why; kept with the convention. Nobody is told.")
        var reason: String
        @OptionGroup var options: Options

        func run() async throws {
            try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.workflow.resume(id, reason: reason)
            }
            Console.print(
                options.language(
                    "\(id.text) : interruption retirée ; les messages partent avec le service",
                    "\(id.text): interruption taken back; the messages leave with the running service"))
        }
    }
}
