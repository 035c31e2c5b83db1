import ArgumentParser
import Bootstrap
import Foundation
import Parties
import Workflow

/// What people may ask about themselves.
struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "Answer people who ask what is held about them.",
        subcommands: [Export.self, List.self, Record.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the exports that were made: when, and of which conventions; no names.")

        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let lines = try await options.withWorkflow { installation throws(WorkflowError) in
                var lines: [String] = []
                for stored in try await installation.personOffice().records() {
                    let record = try PersonOffice.content(of: stored)
                    let moment = Moment.text(Int64(stored.madeAt.timeIntervalSince1970), in: options.language)
                    lines.append("\(stored.number)  \(moment)  \(record.places.joined(separator: " "))")
                }
                return lines
            }
            for line in lines { Console.print(line) }
            if lines.isEmpty { Console.note(options.language("aucun export", "no export")) }
        }
    }

    struct Record: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "record", abstract: "Write the sealed record of an export to a folder.",
            discussion: """
                person-NUMBER.json says when it was made and of which places, by reference; person-NUMBER.json.p7s is the platform's seal over \
                it, which openssl checks as it does the record of a purge.
                """)

        @Argument(help: "The export's number.") var number: Int64
        @Option(help: "Folder to write to; made when it does not exist.", completion: .directory) var out: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let records = try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.personOffice().records()
            }
            guard let sealed = records.first(where: { $0.number == number })?.record else {
                throw Console.fail(
                    options.language(
                        "aucun export n’a ce numéro ; voyez : seing person list",
                        "no export has this number; see: seing person list"), as: .failed)
            }
            do {
                try OutputFolder(out).write(sealed.content, to: "person-\(number).json")
                try OutputFolder(out).write(sealed.seal, to: "person-\(number).json.p7s")
            } catch { throw Console.fail(error, as: .unavailable) }
        }
    }
}
