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
                "Checks the template first, as 'seing template check' does. A published text never changes again.")

        @Argument(help: "Identifier of a template of your own.")
        var identifier: String

        @OptionGroup var options: Options

        func run() async throws {
            let store = try options.openStore()
            let entry: PublishedTemplates.Entry
            do {
                let template = try store.template(identifier)
                let preview = try TemplateCommand.openPreview()
                for variant in SampleVariant.all(for: template) { _ = try preview.document(template, variant) }
                entry = try store.publish(template, on: .today)
            } catch let error as TemplateError {
                throw options.fault(error)
            } catch let error as TemplatePreviewError {
                throw Console.fail(error.text(in: options.language.ofMessages), as: .failed)
            }
            Console.print(
                options.language(
                    "\(identifier) : version \(entry.version) publiée le \(entry.day.iso8601), \(entry.digest)",
                    "\(identifier): version \(entry.version) published on \(entry.day.iso8601), \(entry.digest)"))
        }
    }
}
