import ArgumentParser
import Bootstrap
import ConventionTemplates
import Foundation
import Parties

extension TemplateCommand {
    struct Preview: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "preview", abstract: "Make a template with made-up data, as PDF and as images of its pages.",
            discussion: """
                Without --data and --variant one file for each situation that a template has to serve. The images are made by \
                pdftoppm (Debian package poppler-utils) when it is installed.
                """)

        @Argument(help: "Identifier such as observation-2025-11.")
        var identifier: String

        @Option(help: "Only this situation, such as seconde-public; a wrong name lists them.")
        var variant: String?

        @Option(help: "Your own data in place of made-up ones: convention.xml, or JSON.", completion: .file())
        var data: String?

        @Option(help: "Folder for the files; made when it is not there.", completion: .directory)
        var out = "."

        @OptionGroup var options: Options

        func run() async throws {
            let store = try options.openStore()
            let preview = try TemplateCommand.openPreview()
            let template: ConventionTemplate
            do throws(TemplateError) { template = try store.workingText(identifier) } catch {
                throw options.fault(error)
            }
            try makeFolder()
            for situation in try variants(of: template, store) {
                let document: TemplatePreview.Document
                do throws(TemplatePreviewError) { document = try preview.document(template, situation) } catch {
                    throw Console.fail(
                        "\(options.language(situation.french, situation.english)): "
                            + error.text(in: options.language.ofMessages), as: .failed)
                }
                try write(document.bytes, named: "\(identifier)-\(situation.name)")
            }
        }

        private func variants(of template: ConventionTemplate, _ store: TemplateStore) throws -> [SampleVariant] {
            if let data {
                do {
                    let bytes = [UInt8](try Data(contentsOf: URL(filePath: data)))
                    return [.own(try store.conventionXML.parse(bytes), for: template)]
                } catch let error as ConventionDataError {
                    for fault in error.faults {
                        Console.note(fault.text(in: options.language.ofMessages, quotingValues: true))
                    }
                    throw ExitStatus.unreadable.exitCode
                } catch {
                    throw Console.fail("\(data): \(FileFault(error).text(in: options.language))", as: .unreadable)
                }
            }
            let all = SampleVariant.all(for: template)
            guard let variant else { return all }
            guard let found = all.first(where: { $0.name == variant }) else {
                let known = all.map { "\($0.name) (\(options.language($0.french, $0.english)))" }.joined(
                    separator: "\n  ")
                throw Console.fail(
                    options.language(
                        "--variant \(variant) n’est pas une de ces situations :\n  \(known)",
                        "--variant \(variant) is none of these situations:\n  \(known)"), as: .usage)
            }
            return [found]
        }

        private func makeFolder() throws {
            do {
                try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
            } catch { throw unwritable(out) }
        }

        private func write(_ pdf: [UInt8], named name: String) throws {
            let base = URL(filePath: out).appending(path: name).path(percentEncoded: false)
            do { try Data(pdf).write(to: URL(filePath: base + ".pdf"), options: .atomic) } catch {
                throw unwritable(base + ".pdf")
            }
            Console.print(base + ".pdf")
            for image in PageImages.make(of: base + ".pdf", named: base) { Console.print(image) }
            if !PageImages.isPossible {
                Console.note(
                    options.language(
                        "pas d’image des pages : installez poppler-utils (commande pdftoppm)",
                        "no images of the pages: install poppler-utils (command pdftoppm)"))
            }
        }

        private func unwritable(_ path: String) -> any Error {
            Console.fail(
                options.language(
                    "\(path) : ce fichier ne peut pas être écrit ; choisissez un autre dossier avec --out",
                    "\(path): this file cannot be written; choose another folder with --out"), as: .unavailable)
        }
    }
}

/// Images of the pages of a PDF, by the program that Debian has for it.
enum PageImages {
    private static let program = "/usr/bin/pdftoppm"

    static var isPossible: Bool { FileManager.default.isExecutableFile(atPath: program) }

    /// - Returns: The paths of the images, one a page; none when the program is missing or fails.
    static func make(of pdf: String, named base: String) -> [String] {
        guard isPossible else { return [] }
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = ["-png", "-r", "100", pdf, base]
        guard (try? process.run()) != nil else { return [] }
        process.waitUntilExit()
        let folder = URL(filePath: base).deletingLastPathComponent().path(percentEncoded: false)
        let prefix = URL(filePath: base).lastPathComponent + "-"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { name in
            name.hasPrefix(prefix) && name.hasSuffix(".png")
                && name.dropFirst(prefix.count).dropLast(4).allSatisfy(\.isNumber)
        }.sorted().map { URL(filePath: folder).appending(path: $0).path(percentEncoded: false) }
    }
}
