import ArgumentParser
import Bootstrap
import ConventionTemplates
import Parties

extension TemplateCommand {
    struct New: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "new", abstract: "Make a template of your own, from one that is there.",
            discussion: "The new file is in DATA-DIR/templates and may be edited until it is published.")

        @Argument(help: "Its identifier: small letters, digits and hyphens.")
        var identifier: String

        @Option(help: "The template to begin from.")
        var from = Installation.templateIdentifier

        @OptionGroup var options: Options

        func run() async throws {
            let store = try options.openStore()
            let path: String
            do throws(TemplateError) { path = try store.copy(from, to: identifier) } catch {
                throw options.fault(error)
            }
            Console.print(path)
            if let successor = (try? store.successor(of: from)) ?? nil {
                Console.note(
                    options.language(
                        "! \(from) a été remplacé par \(successor) ; partez plutôt de celui-ci",
                        "! \(from) was superseded by \(successor); better begin from that one"))
            }
            Console.note(
                options.language(
                    "modifiez ce fichier, puis : seing template check \(identifier), preview, publish",
                    "edit this file, then: seing template check \(identifier), preview, publish"))
        }
    }

    struct Publish: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "publish",
            abstract: "Fix the text of a template for ever, so that conventions may be made from it.",
            discussion:
                """
                Checks the template first, as 'seing template check' does. A published text never changes again; for another \
                one make its next version: 'seing template revise'.
                """)

        @Argument(help: "Identifier of a template of your own.")
        var identifier: String

        @OptionGroup var options: Options

        func run() async throws {
            let store = try options.openStore()
            let entry: PublishedTemplates.Entry
            do {
                let template = try store.workingText(identifier)
                let preview = try TemplateCommand.openPreview()
                let file = store.workingFile(of: identifier)
                let trial = preview.trial(of: template, source: file.bytes)
                guard trial.problems.isEmpty else { throw TemplateError(file: file.path, problems: trial.problems) }
                entry = try store.publish(template, on: .today)
            } catch let error as TemplateError {
                throw options.fault(error)
            }
            Console.print(
                options.language(
                    "\(identifier) : version \(entry.version) publiée le \(entry.day.iso8601), \(entry.digest)",
                    "\(identifier): version \(entry.version) published on \(entry.day.iso8601), \(entry.digest)"))
        }
    }

    struct Revise: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revise", abstract: "Make the next version of a published template, as a draft.",
            discussion: """
                The published text is kept in the folder 'earlier' beside the template: documents made from it can still be \
                shown and made again, and new ones are made from it until the next version is published.
                """)

        @Argument(help: "Identifier of a published template of your own.")
        var identifier: String

        @OptionGroup var options: Options

        func run() async throws {
            let store = try options.openStore()
            guard !store.isShipped(identifier) else {
                throw Console.fail(
                    options.language(
                        "\(identifier) est fourni avec le programme ; faites-en un modèle à vous : seing template new NOM --from \(identifier)",
                        "\(identifier) came with the program; make one of your own: seing template new NAME --from \(identifier)"
                    ),
                    as: .failed)
            }
            let draft: (path: String, version: String)
            do throws(TemplateError) { draft = try store.revise(identifier) } catch { throw options.fault(error) }
            Console.print(draft.path)
            Console.note(
                options.language(
                    "version \(draft.version) : modifiez ce fichier, puis : seing template check \(identifier), preview, publish ; "
                        + "d’ici là, la version publiée continue de servir",
                    "version \(draft.version): edit this file, then: seing template check \(identifier), preview, publish; until "
                        + "then the published version goes on serving"))
        }
    }
}
