import ArgumentParser
import Bootstrap
import ConventionTemplates
import Foundation
import OpenSSLBridge
import Parties

/// Lists and checks the templates of conventions.
struct TemplateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "List and check the templates that conventions are made from.",
        subcommands: [List.self, Check.self, Confirm.self])

    static func openStore() throws -> TemplateStore {
        do {
            return try TemplateStore(
                directory: Resources.findForThisProgram().templates, sha256: DigestAlgorithm.sha256.digest)
        } catch { throw Console.fail(error, as: .unavailable) }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the templates, with version, source and digest.")

        func run() async throws {
            let store = try TemplateCommand.openStore()
            for identifier in store.identifiers() {
                do {
                    let template = try store.template(identifier)
                    let source = template.metadata.source
                    Console.print(
                        "\(identifier)  version \(template.identity.version)  \(source.status.rawValue)  "
                            + "\(source.reference), \(source.publication)  \(template.digest)")
                } catch { Console.print("\(identifier)  unusable, run: seing template check \(identifier)") }
            }
        }
    }

    struct Confirm: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record who compared a template with the official text, and when.",
            discussion: "Holds for this very text of the template: once it is edited, it has to be compared again.")

        @Argument(help: "Identifier such as observation-2025-11.")
        var identifier: String

        @Option(help: "Who compared it, as the record names that person.")
        var by: String

        @Option(help: "On which day, such as 2026-11-23; today by default.")
        var on: String?

        @OptionGroup var data: DataDirectory

        func run() async throws {
            let store = try TemplateCommand.openStore()
            guard let day = on.map({ CalendarDate(iso8601: $0) }) ?? .today else {
                throw ValidationError("--on is a day such as 2026-11-23")
            }
            guard day.dayNumber <= CalendarDate.today.dayNumber else {
                throw ValidationError("--on \(day.iso8601) has not come yet")
            }
            do {
                let template = try store.template(identifier)
                try TemplateReviews(dataDirectory: data.path).record(template, by: by, on: day)
            } catch { throw Console.fail(error, as: .unavailable) }
            Console.print("\(identifier): compared by \(by) on \(day.iso8601)")
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Check templates; by default all of them.")

        @Argument(help: "Identifiers such as observation-2025-11.")
        var identifiers: [String] = []

        func run() async throws {
            let store = try TemplateCommand.openStore()
            var isGood = true
            for identifier in identifiers.isEmpty ? store.identifiers() : identifiers {
                do {
                    _ = try store.template(identifier)
                    Console.print("\(identifier): good")
                } catch {
                    isGood = false
                    Console.print("\(identifier): \(error)")
                }
            }
            if !isGood { throw ExitStatus.failed.exitCode }
        }
    }
}
