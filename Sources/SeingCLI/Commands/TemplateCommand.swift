import ArgumentParser
import Bootstrap
import ConventionTemplates
import Foundation
import OpenSSLBridge
import Parties
import Workflow

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
            commandName: "list", abstract: "List the templates, with version, source and digest.")

        @OptionGroup var option: LanguageOption

        func run() async throws {
            let store = try TemplateCommand.openStore()
            let language = option.language
            for identifier in store.identifiers() {
                do {
                    let template = try store.template(identifier)
                    let source = template.metadata.source
                    Console.print(
                        "\(identifier)  version \(template.identity.version)  \(source.status.name(in: language))  "
                            + "\(source.reference), \(source.publication)  \(template.digest)")
                } catch {
                    Console.print(
                        language(
                            "\(identifier)  inutilisable ; voyez : seing template check \(identifier)",
                            "\(identifier)  unusable, run: seing template check \(identifier)"))
                }
            }
        }
    }

    struct Confirm: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "confirm", abstract: "Record who compared a template with the official text, and when.",
            discussion: "Holds for this very text of the template: once it is edited, it has to be compared again.")

        @Argument(help: "Identifier such as observation-2025-11.")
        var identifier: String

        @Option(help: "Who compared it, as the record names that person.")
        var by: String

        @Option(help: "On which day, such as 2026-11-23; today by default.")
        var on: String?

        @OptionGroup var data: DataDirectory
        @OptionGroup var option: LanguageOption

        func run() async throws {
            let language = option.language
            let day = try day(in: language)
            let store = try TemplateCommand.openStore()
            do {
                let template = try store.template(identifier)
                try TemplateReviews(dataDirectory: data.path).record(template, by: by, on: day)
            } catch { throw Console.fail(error, as: .unavailable) }
            Console.print(
                language(
                    "\(identifier) : comparé au texte officiel par \(by) le \(FrenchDate.day(iso: day.iso8601))",
                    "\(identifier): compared by \(by) on \(day.iso8601)"))
        }

        private func day(in language: Language) throws -> CalendarDate {
            guard let on else { return .today }
            guard let day = CalendarDate(iso8601: on) else {
                throw Console.fail(
                    language(
                        "--on est un jour écrit comme 2026-11-23", "--on is a day such as 2026-11-23"), as: .usage)
            }
            guard day.dayNumber <= CalendarDate.today.dayNumber else {
                throw Console.fail(
                    language(
                        "--on : le \(FrenchDate.day(iso: day.iso8601)) n’est pas encore venu",
                        "--on \(day.iso8601) has not come yet"), as: .usage)
            }
            return day
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Check templates; by default all of them.")

        @Argument(help: "Identifiers such as observation-2025-11.")
        var identifiers: [String] = []

        @OptionGroup var option: LanguageOption

        func run() async throws {
            let store = try TemplateCommand.openStore()
            let language = option.language
            var isGood = true
            for identifier in identifiers.isEmpty ? store.identifiers() : identifiers {
                do {
                    _ = try store.template(identifier)
                    Console.print(language("\(identifier) : utilisable", "\(identifier): good"))
                } catch {
                    isGood = false
                    Console.print(
                        language(
                            "\(identifier) : \(error.text(in: .french))", "\(identifier): \(error.text(in: .english))"))
                }
            }
            if !isGood { throw ExitStatus.failed.exitCode }
        }
    }
}

extension TemplateMetadata.SourceStatus {
    fileprivate func name(in language: Language) -> String {
        switch self {
        case .toVerify: language("à comparer au texte officiel", "to-verify")
        case .verified: language("comparé au texte officiel", "verified")
        }
    }
}
