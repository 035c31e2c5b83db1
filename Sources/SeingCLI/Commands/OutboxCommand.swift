import ArgumentParser
import Bootstrap
import ConventionDomain
import Persistence
import Workflow

import struct Foundation.Date

/// Messages that were given up.
struct OutboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox", abstract: "See the messages that were given up, and send them again.",
        subcommands: [List.self, Resend.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the messages that were given up or came back: number, convention, signatory, why.")

        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let language = options.language
            let letters = try await options.withWorkflow { installation throws(WorkflowError) in
                try await OutboxCommand.letters(installation)
            }
            if letters.isEmpty { Console.note(language("aucun message abandonné", "no message was given up")) }
            for letter in letters {
                let tries = language("essais : \(letter.attempts)", "tries: \(letter.attempts)")
                Console.print(
                    "\(letter.id)  \(letter.convention)  \(letter.fieldName ?? letter.lane.rawValue)  \(tries)  \(letter.reason)"
                )
            }
        }
    }

    struct Resend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "resend", abstract: "Send messages that were given up once more, to the same address.",
            discussion: """
                They leave with the running service, with the same key as before. What came back after a mail system had taken it over is not \
                kept: 'seing convention resend' writes anew. When the address is wrong, correct it instead: \
                'seing convention contact' sends a new link.
                """)

        @Argument(help: "Numbers of the messages, as 'seing outbox list' prints them.") var numbers: [Int64] = []
        @Flag(help: "All messages that were given up.") var all = false
        @OptionGroup var options: ConventionCommand.Options

        func validate() throws {
            guard numbers.isEmpty == all else {
                throw ValidationError("name the messages by their numbers, or all of them with --all")
            }
        }

        func run() async throws {
            let language = options.language
            let (chosen, unknown) = try await options.withWorkflow { installation throws(WorkflowError) in
                let known = try await OutboxCommand.letters(installation).filter { !$0.isBounce }.map(\.id)
                let chosen = all ? known : numbers.filter(known.contains)
                for id in chosen {
                    do { try await installation.store.outboxStore.requeue(id, Date()) } catch {
                        throw WorkflowError.unavailable(.storage)
                    }
                }
                return (chosen, numbers.filter { !known.contains($0) })
            }
            for id in chosen {
                Console.print(
                    language("\(id) : repart avec le service", "\(id): leaves again with the running service"))
            }
            guard let first = unknown.first else { return }
            throw Console.fail(
                language(
                    "aucun message abandonné n’a le numéro \(first) ; voyez : seing outbox list",
                    "no message that was given up has the number \(first); see: seing outbox list"), as: .failed)
        }
    }

    private static func letters(_ installation: Installation) async throws(WorkflowError) -> [DeadLetter] {
        do {
            return try await installation.store.outboxStore.deadLetters()
                + installation.store.outboxStore(.webhook).deadLetters()
        } catch { throw WorkflowError.unavailable(.storage) }
    }
}
