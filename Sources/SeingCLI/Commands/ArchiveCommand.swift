import ArgumentParser
import Bootstrap
import ConventionDomain
import Foundation
import PAdESValidation
import PDFModel
import Workflow

/// Keeps the proof of finished documents alive.
struct ArchiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive",
        abstract: "Say until when archived documents prove something, and renew the proof in time.",
        subcommands: [Status.self, Renew.self])

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what is archived, until when it proves, and what is due for renewal.",
            discussion: """
                Files are read as they are; whether they are true is for 'seing verify'. Exit status: 0 nothing is due, \
                1 something is not archived or due for renewal, 65 a file could not be read, 69 the store could not.
                """)

        @Argument(help: "PDF files.", completion: .file(extensions: ["pdf"]))
        var files: [String] = []

        @Flag(help: "Every completed convention of the data directory.")
        var all = false

        @OptionGroup var options: ConventionCommand.Options

        func validate() throws {
            guard all != !files.isEmpty else { throw ValidationError("name files, or use --all") }
        }

        func run() async throws {
            let now = Int64(Date().timeIntervalSince1970)
            var standings: [ArchiveStanding] = []
            var isUnreadable = false
            for file in files {
                do {
                    standings.append(ArchiveStanding(name: file, facts: try facts(of: file)))
                } catch {
                    isUnreadable = true
                    Console.note("seing: \(Printable.text(file)): \(reason(error))")
                }
            }
            if all {
                standings += try await options.withWorkflow { installation throws(WorkflowError) in
                    try await installation.workflow.archives().map(ArchiveStanding.init)
                }
            }
            for standing in standings { Console.print(standing.text(at: now, in: options.language)) }
            if isUnreadable { throw ExitStatus.unreadable.exitCode }
            if standings.contains(where: { $0.isDue(at: now) }) { throw ExitStatus.failed.exitCode }
        }

        private func facts(of file: String) throws -> DiagnosticData {
            try DocumentInspector(PDFDocument(bytes: NamedFile(path: file).read())).inspect()
        }

        private func reason(_ error: any Error) -> String {
            if let error = error as? PDFReadError {
                return ReadErrorText(error: error, language: options.language).answer
            }
            return (error as? FileFault ?? .failed).text(in: options.language)
        }
    }

    struct Renew: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a layer: newer validation data and a new time-stamp over everything.",
            discussion: """
                The time-stamp is made by the unit of the data directory. FILE itself is not changed: the renewed document \
                is written beside it, as NAME-archive.pdf, or where --out says. Exit status: 0 done, 1 refused, 65 a file \
                could not be read, 69 keys or store are not available.
                """)

        @Argument(help: "A PDF file, signed by all.", completion: .file(extensions: ["pdf"]))
        var file: String?

        @Flag(help: "Every completed convention of the data directory whose proof is due for renewal.")
        var all = false

        @Option(help: "Where to write the renewed document.", completion: .file(extensions: ["pdf"]))
        var out: String?

        @OptionGroup var options: ConventionCommand.Options

        func validate() throws {
            guard all == (file == nil), !(all && out != nil) else {
                throw ValidationError("name one file, perhaps with --out, or use --all")
            }
        }

        func run() async throws {
            if let file { try await renew(file) } else { try await renewAll() }
        }

        private func renewAll() async throws {
            let language = options.language
            let now = Int64(Date().timeIntervalSince1970)
            let lines = try await options.withWorkflow { installation throws(WorkflowError) in
                var lines: [String] = []
                for archive in try await installation.workflow.archives()
                where ArchiveStanding(archive).isDue(at: now) {
                    guard
                        case .archived(let until) = try await installation.workflow.renewArchive(of: archive.convention)
                    else { continue }
                    let end = Moment.text(Int64(until.timeIntervalSince1970), in: language)
                    lines.append(
                        language(
                            "\(archive.convention.text) : preuve renouvelée jusqu’au \(end)",
                            "\(archive.convention.text): proof renewed until \(end)"))
                }
                return lines
            }
            for line in lines { Console.print(line) }
            if lines.isEmpty { Console.print(language("rien à renouveler", "nothing to renew")) }
        }

        private func renew(_ path: String) async throws {
            let bytes: [UInt8]
            do { bytes = try NamedFile(path: path).read() } catch {
                throw Console.fail(
                    "\(Printable.text(path)): \((error as? FileFault ?? .failed).text(in: options.language))",
                    as: .unreadable)
            }
            let target = out ?? beside(path)
            guard !FileManager.default.fileExists(atPath: target) else {
                throw Console.fail(
                    options.language(
                        "\(target) existe déjà ; indiquez un autre fichier avec --out",
                        "\(target) exists already; name another file with --out"), as: .failed)
            }
            let archived = try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.workflow.renewArchive(ofDocument: bytes)
            }
            do { try Data(archived.document).write(to: URL(filePath: target), options: .withoutOverwriting) } catch {
                throw Console.fail(error, as: .unavailable)
            }
            let end = Moment.text(Int64(archived.provableUntil.timeIntervalSince1970), in: options.language)
            Console.print(
                options.language(
                    "\(target) : archivé, preuve jusqu’au \(end)", "\(target): archived, proves until \(end)"))
        }

        private func beside(_ path: String) -> String {
            let url = URL(filePath: path)
            return url.deletingPathExtension().path(percentEncoded: false) + "-archive.pdf"
        }
    }
}
