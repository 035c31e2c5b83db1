import ArgumentParser
import Bootstrap
import ConventionTemplates
import Foundation
import Parties
import Workflow

/// Lists, makes, checks, shows and publishes the templates of conventions.
struct TemplateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "Make, check, preview and publish the templates of conventions.",
        subcommands: [List.self, New.self, Check.self, Preview.self, Publish.self, Revise.self, Confirm.self])

    /// Where templates are, and the language of what is printed.
    struct Options: ParsableArguments {
        @OptionGroup var data: DataDirectory
        @OptionGroup var option: LanguageOption

        var language: Language { option.language }

        func openStore() throws -> TemplateStore { try data.openTemplates() }

        /// What is wrong with a template, as the reader's language has it.
        func fault(_ error: TemplateError) -> any Error {
            Console.fail(error.text(in: language.ofMessages), as: .failed)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the templates, with version, source and digest.",
            discussion: "A template whose next version is being prepared has two lines.")

        @OptionGroup var options: Options

        func run() async throws {
            let store = try options.openStore()
            let language = options.language
            for identifier in store.identifiers() {
                if let template = try? store.template(identifier) {
                    Console.print(line(template, successor: (try? store.successor(of: identifier)) ?? nil))
                    guard template.isPublished else { continue }
                }
                if let draft = try? store.workingText(identifier) {
                    if !draft.isPublished { Console.print(line(draft)) }
                } else {
                    Console.print(
                        language(
                            "\(identifier)  texte inutilisable ; voyez : seing template check \(identifier)",
                            "\(identifier)  unusable text, run: seing template check \(identifier)"))
                }
            }
        }

        private func line(_ template: ConventionTemplate, successor: String? = nil) -> String {
            let language = options.language
            let source = template.metadata.source
            let standing = template.isPublished ? language("publié", "published") : language("brouillon", "draft")
            return "\(template.identity.identifier)  version \(template.identity.version)  \(standing)  "
                + "\(source.status.name(in: language))  "
                + "\(source.reference), \(source.publication)  \(template.digest)"
                + (successor.map { language("  remplacé par \($0)", "  superseded by \($0)") } ?? "")
        }
    }

    struct Confirm: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "confirm", abstract: "Record who compared a template with the official text, and when.",
            discussion: """
                Holds for the text that new conventions are made from, and for that text alone: the next version has to be \
                compared again once it is published.
                """)

        @Argument(help: "Identifier such as observation-2025-11.")
        var identifier: String

        @Option(help: "Who compared it, as the record names that person.")
        var by: String

        @Option(help: "On which day, such as 2026-11-23; today by default.")
        var on: String?

        @OptionGroup var options: Options

        func run() async throws {
            let language = options.language
            let day = try day(in: language)
            let store = try options.openStore()
            do {
                let template = try store.template(identifier)
                try TemplateReviews(dataDirectory: options.data.path).record(template, by: by, on: day)
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
}

extension TemplateMetadata.SourceStatus {
    fileprivate func name(in language: Language) -> String {
        switch self {
        case .toVerify: language("à comparer au texte officiel", "to-verify")
        case .verified: language("comparé au texte officiel", "verified")
        }
    }
}
