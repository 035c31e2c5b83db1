import ArgumentParser
import Bootstrap
import Foundation
import Parties
import Placements
import Workflow

/// Erases what the school has kept long enough.
struct PurgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge", abstract: "Erase what has been kept long enough, and record it.",
        discussion: """
            How long what is kept, settings.json says ("retention"), or else the recommended durations. A public school's conventions are \
            erased only once the Archives départementales have approved a slip that lists them: 'slip' makes it, 'visa' records the \
            answer. A convention under a legal hold stays. Each run leaves a sealed record without personal data.
            """,
        subcommands: [Run.self, Slip.self, Visa.self, List.self, Record.self], defaultSubcommand: Run.self)

    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "run", abstract: "Erase what is due; what 'seing purge' does.",
            discussion: """
                A run that was interrupted is finished first. Nothing is erased when nobody can seal the record. Copies outside stay: \
                documents that people received, and backups made before.
                """)

        @Flag(help: "Print what would be erased and why; erase nothing.") var dryRun = false
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let language = options.language
            if dryRun {
                let plan = try await options.withWorkflow { installation throws(WorkflowError) in
                    try await installation.retentionOffice().plan()
                }
                Console.print(PurgeText(language: language).plan(plan))
                return try await purgePupils(removes: false)
            }
            let (records, rest) = try await options.withWorkflow { installation throws(WorkflowError) in
                let office = installation.retentionOffice()
                return (try await office.purge(), try await office.plan())
            }
            if records.isEmpty { Console.print(language("rien à effacer", "nothing to erase")) }
            for record in records { Console.print(PurgeText(language: language).record(record)) }
            for line in PurgeText(language: language).waiting(rest) { Console.note(line) }
            try await purgePupils(removes: true)
        }

        /// Rosters are no archives: pupils whom no file names any more go without a visa.
        private func purgePupils(removes: Bool) async throws {
            let installation = try options.data.openInstallation()
            let months = installation.workflow.settings.retention.pupilMonths
            let count: Int
            do throws(RosterError) {
                count = try await installation.rosterDesk().purge(months: months, removes: removes)
            } catch { throw PupilsCommand.explained(error, options.language) }
            if count > 0 { Console.print(PurgeText(language: options.language).pupils(count, isDone: removes)) }
        }
    }

    struct Slip: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "slip", abstract: "Make the slip (bordereau d'élimination) for the Archives départementales.",
            discussion: """
                It lists everything that is due and not under a legal hold, by reference and without names: a PDF with places for \
                signature and visa, and a table. Erases nothing.
                """)

        @Option(help: "Folder for NUMBER.pdf and NUMBER.csv; made when it does not exist.", completion: .directory)
        var out: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let (installation, language) = (try options.data.openInstallation(), options.language)
            let slips = try await options.withWorkflow(of: installation) { installation throws(WorkflowError) in
                try await installation.retentionOffice().makeSlips()
            }
            if slips.isEmpty { Console.print(language("rien à éliminer", "nothing to eliminate")) }
            for slip in slips {
                do {
                    for file in try installation.files(of: slip) {
                        try OutputFolder(out).write(file.bytes, to: file.name)
                    }
                } catch { throw Console.fail(error, as: .unavailable) }
                let count = slip.entries.count
                Console.print(
                    language(
                        "\(slip.number) : dossiers listés : \(count) ; \(out)/\(slip.number).pdf",
                        "\(slip.number): \(count) file(s) listed; \(out)/\(slip.number).pdf"))
            }
        }
    }

    struct Visa: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "visa", abstract: "Record the visa that the archives gave to a slip.",
            discussion:
                "From then on 'seing purge' erases what the slip lists, and of the conventions that need a visa nothing else."
        )

        @Argument(help: "The slip's number, such as BE-2032-1.") var slip: String
        @Option(help: "The visa's number, as the archives wrote it.") var number: String
        @Option(help: "The day of the visa, such as 2032-03-01.") var on: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            guard let day = CalendarDate(iso8601: on) else {
                throw Console.fail(
                    options.language(
                        "« \(on) » n’est pas un jour ; écrivez-le comme 2032-03-01",
                        "\(on) is no day; write it like 2032-03-01"), as: .usage)
            }
            try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.retentionOffice().recordVisa(number, on: day, of: slip)
            }
            Console.print(options.language("\(slip) : visa enregistré", "\(slip): visa recorded"))
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List slips with their visas, and the runs with what they erased.")

        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let (slips, records) = try await options.withWorkflow { installation throws(WorkflowError) in
                let office = installation.retentionOffice()
                return (try await office.slips(), try await office.runs())
            }
            let text = PurgeText(language: options.language)
            for slip in slips { Console.print(text.slip(slip)) }
            for run in records { Console.print(text.run(run)) }
            if slips.isEmpty, records.isEmpty {
                Console.note(options.language("ni bordereau ni purge", "no slip and no run"))
            }
        }
    }

    struct Record: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "record", abstract: "Write the sealed record of a run to a folder.",
            discussion: """
                NUMBER.json says what was erased, by reference; NUMBER.json.p7s is the platform's seal over it, which 'openssl cms -verify \
                -binary -inform DER -in NUMBER.json.p7s -content NUMBER.json' checks.
                """)

        @Argument(help: "The run's number.") var number: Int64
        @Option(help: "Folder to write to; made when it does not exist.", completion: .directory) var out: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let runs = try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.retentionOffice().runs()
            }
            guard let sealed = runs.first(where: { $0.number == number })?.record else {
                throw Console.fail(
                    options.language(
                        "aucune purge achevée n’a ce numéro ; voyez : seing purge list",
                        "no finished run has this number; see: seing purge list"), as: .failed)
            }
            do {
                try OutputFolder(out).write(sealed.content, to: "purge-\(number).json")
                try OutputFolder(out).write(sealed.seal, to: "purge-\(number).json.p7s")
            } catch { throw Console.fail(error, as: .unavailable) }
        }
    }
}
