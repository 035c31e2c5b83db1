import ArgumentParser
import Bootstrap
import ConventionDomain
import Foundation
import PDFModel
import Workflow

extension ArchiveCommand {
    struct Renew: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "renew", abstract: "Add a layer: newer validation data and a new time-stamp over everything.",
            discussion: """
                The time-stamp is made as the settings of the data directory say. FILE itself is not changed: the renewed \
                document is written beside it, as NAME-archive.pdf, or where --out says. A document that is not signed by \
                all, was changed, or cannot be verified with the trust folder of the data directory is refused. With --all \
                one that is refused keeps none of the others from being renewed. Exit status: 0 done, 1 something was \
                refused, 65 a file could not be read, 69 keys, store or time-stamp are not available.
                """)

        @Argument(help: "A PDF file, signed by all.", completion: .file(extensions: ["pdf"]))
        var file: String?

        @Flag(help: "Every completed convention of the data directory whose proof is due for renewal.")
        var all = false

        @Option(help: "Where to write the renewed document.", completion: .file(extensions: ["pdf"]))
        var out: String?

        @Flag(help: "Print JSON.")
        var json = false

        @OptionGroup var options: ConventionCommand.Options

        func validate() throws {
            guard all == (file == nil), !(all && out != nil) else {
                throw ValidationError("name one file, perhaps with --out, or use --all")
            }
        }

        func run() async throws {
            let now = Int64(Date().timeIntervalSince1970)
            let results = if let file { [try await renewFile(file, at: now)] } else { try await renewAll(at: now) }
            if json {
                Console.print(try ArchiveDTO(results.map { $0.dto(at: now) }, at: now).json())
            } else {
                for result in results { result.print(in: options.language) }
                if results.isEmpty { Console.print(options.language("rien à renouveler", "nothing to renew")) }
            }
            let status = RenewalResult.status(of: results)
            if status != .done { throw status.exitCode }
        }

        private func renewAll(at now: Int64) async throws -> [RenewalResult] {
            try await options.withWorkflow { installation throws(WorkflowError) in
                let renewal = ArchiveRenewal(installation: installation, now: now, language: options.language)
                var results: [RenewalResult] = []
                for archive in try await installation.workflow.archives() {
                    if let result = try await renewal.renewIfDue(archive.convention) { results.append(result) }
                }
                return results
            }
        }

        private func renewFile(_ path: String, at now: Int64) async throws -> RenewalResult {
            let language = options.language
            let target = out ?? beside(path)
            let bytes: [UInt8]
            do { bytes = try NamedFile(path: path).read() } catch {
                return RenewalResult(name: path, .unreadable(ArchivedFile.reason(error, in: language)))
            }
            guard !FileManager.default.fileExists(atPath: target) else {
                let reason = language(
                    "\(target) existe déjà ; indiquez un autre fichier avec --out",
                    "\(target) exists already; name another file with --out")
                return RenewalResult(
                    name: path, .refused(reason), standing: ArchiveStanding(name: path, document: bytes))
            }
            let installation = try options.data.openInstallation()
            let renewal = ArchiveRenewal(installation: installation, now: now, language: language)
            return await renewal.renew(path, bytes) { archived in try write(archived, to: target) }
        }

        /// Whole or not at all, and never over another file.
        private func write(_ bytes: [UInt8], to target: String) throws -> String {
            let part = URL(filePath: "\(target).\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: part) }
            try Data(bytes).write(to: part)
            try FileManager.default.moveItem(at: part, to: URL(filePath: target))
            return target
        }

        private func beside(_ path: String) -> String {
            let url = URL(filePath: path)
            return url.deletingPathExtension().path(percentEncoded: false) + "-archive.pdf"
        }
    }
}
