import ArgumentParser
import Bootstrap
import ConventionTemplates
import Parties

extension TemplateCommand {
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Check templates; by default all of them.",
            discussion: """
                Reads each template, then makes it with made-up data of every situation, among them texts as long as they may \
                be. Says of each mistake the file, the line, the cause and how to mend it; values of every convention that \
                the template never prints are named, and are no mistake.
                """)

        @Argument(help: "Identifiers such as observation-2025-11.")
        var identifiers: [String] = []

        @OptionGroup var options: Options

        func run() async throws {
            let store = try options.openStore()
            let preview = try TemplateCommand.openPreview()
            var isGood = true
            for identifier in identifiers.isEmpty ? store.identifiers() : identifiers {
                isGood = check(identifier, store, preview) && isGood
            }
            if !isGood { throw ExitStatus.failed.exitCode }
        }

        private func check(_ identifier: String, _ store: TemplateStore, _ preview: TemplatePreview) -> Bool {
            let language = options.language
            let template: ConventionTemplate
            let successor: String?
            do throws(TemplateError) {
                template = try store.workingText(identifier)
                try store.requireEveryPublishedText(of: identifier)
                successor = try store.successor(of: identifier)
            } catch {
                Console.print("\(identifier)\(colon) \(error.text(in: language.ofMessages))")
                return false
            }
            let file = store.workingFile(of: identifier)
            let trial = preview.trial(of: template, source: file.bytes)
            guard trial.problems.isEmpty else {
                let error = TemplateError(file: file.path, problems: trial.problems)
                Console.print("\(identifier)\(colon) \(error.text(in: language.ofMessages))")
                return false
            }
            let pages = trial.pageCounts
            let range = Set([pages.min(), pages.max()].compactMap(\.self)).sorted().map { String($0) }
                .joined(separator: "–")
            Console.print(
                language("\(identifier) : utilisable, \(range) pages", "\(identifier): good, \(range) pages"))
            if let successor {
                Console.print(
                    language(
                        "  remplacé par \(successor) pour les nouvelles conventions",
                        "  superseded by \(successor) for new conventions"))
            }
            tellUnprinted(template)
            tellUnguarded(template, in: file.path)
            return true
        }

        private func tellUnprinted(_ template: ConventionTemplate) {
            guard template.metadata.document == .convention, !template.unprintedValues.isEmpty else { return }
            let names = template.unprintedValues.joined(separator: ", ")
            Console.print(
                options.language("  jamais imprimés : \(names)", "  never printed: \(names)"))
        }

        /// A template may want a value of every convention: its author has to know that it does.
        private func tellUnguarded(_ template: ConventionTemplate, in file: String) {
            guard template.metadata.document == .convention else { return }
            for value in template.unguardedValues {
                let remedy = value.remedy(in: options.language.ofMessages)
                Console.print(
                    options.language(
                        "  \(file):\(value.line): des données sans \(value.name) seront refusées à l’émission ; si elles peuvent manquer, "
                            + remedy,
                        "  \(file):\(value.line): data without \(value.name) will be refused at the issue; if they may lack it, "
                            + remedy))
            }
        }

        private var colon: String { options.language("\u{A0}:", ":") }
    }

    static func openPreview() throws -> TemplatePreview {
        do { return try TemplatePreview() } catch { throw Console.fail(error, as: .unavailable) }
    }
}
