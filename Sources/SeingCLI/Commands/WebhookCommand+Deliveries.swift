import ArgumentParser
import Bootstrap
import Persistence
import Workflow

import struct Foundation.Date
import struct Foundation.UUID

extension WebhookCommand {
    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "test",
            abstract: "Send an endpoint a message that is about nothing, now, and say whether it arrived.")

        @Argument var name: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let endpoint = try await options.endpoint(name) { office, name throws(WorkflowError) in
                try await office.find(name)
            }
            let door: WebhookDoor
            do { door = try options.data.openInstallation().webhookDoor() } catch {
                throw Console.fail(error, as: .unavailable)
            }
            let fault = try await options.explaining { () throws(WorkflowError) in
                try await door.tryOut(endpoint, id: UUID().uuidString)
            }
            guard let fault else { return Console.print(options.language("\(name) : reçu", "\(name): received")) }
            throw Console.fail("\(name): \(fault)", as: .failed)
        }
    }

    struct Deliveries: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "deliveries",
            abstract: "List the newest messages to an endpoint: number, webhook-id, convention, state, tries, why.")

        @Argument var name: String
        @Option(help: "How many.") var limit = 50
        @OptionGroup var options: ConventionCommand.Options

        func validate() throws {
            guard (1...10_000).contains(limit) else {
                throw ValidationError("--limit is \(limit); expected a number from 1 to 10000")
            }
        }

        func run() async throws {
            let records = try await options.deliveries(to: name, limit: limit)
            if records.isEmpty { Console.note(options.language("aucun message", "no message")) }
            for record in records { Console.print(WebhookText.line(record, in: options.language)) }
        }
    }

    struct Resend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "resend", abstract: "Send messages to an endpoint that were given up once more.",
            discussion: "They leave with the running service, with the same webhook-id as before.")

        @Argument var name: String
        @Argument(help: "Numbers of the messages, as 'seing webhook deliveries' prints them.") var numbers: [Int64] = []
        @Flag(help: "All messages to it that were given up.") var all = false
        @OptionGroup var options: ConventionCommand.Options

        func validate() throws {
            guard numbers.isEmpty == all else {
                throw ValidationError("name the messages by their numbers, or all of them with --all")
            }
        }

        func run() async throws {
            let dead = try await options.deliveries(to: name, limit: 10_000).filter { $0.state == .dead }.map(\.id)
            let chosen = all ? dead : numbers.filter(dead.contains)
            try await options.withWorkflow { installation throws(WorkflowError) in
                for id in chosen {
                    do { try await installation.store.outboxStore(.webhook).requeue(id, Date()) } catch {
                        throw WorkflowError.unavailable(.storage)
                    }
                }
            }
            for id in chosen {
                Console.print(
                    options.language("\(id) : repart avec le service", "\(id): leaves again with the running service"))
            }
            guard let first = numbers.first(where: { !dead.contains($0) }) else { return }
            throw Console.fail(
                options.language(
                    "aucun message abandonné n’a le numéro \(first) ; voyez : seing webhook deliveries \(name)",
                    "no message that was given up has the number \(first); see: seing webhook deliveries \(name)"),
                as: .failed)
        }
    }
}

extension ConventionCommand.Options {
    fileprivate func deliveries(to name: String, limit: Int) async throws -> [WebhookDeliveryRecord] {
        let found = try await withWebhooks { office throws(WorkflowError) -> [WebhookDeliveryRecord]? in
            guard let endpoint = try await office.find(name) else { return nil }
            return try await office.deliveries(to: endpoint, limit: limit)
        }
        guard let found else { throw WebhookCommand.unknownName(language) }
        return found
    }
}
