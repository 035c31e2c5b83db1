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
        abstract: "Say until when archived documents prove something, renew the proof in time, and hand them over.",
        subcommands: [Status.self, Renew.self, Export.self])

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "status",
            abstract: "List what is archived, until when it proves, and what is due for renewal.",
            discussion: """
                A renewal is due half a year before the certificate of the last time-stamp ends, or one of its algorithms \
                is not relied on any more. Files are read as they are; whether they are true is for 'seing verify'. Exit \
                status: 0 nothing is due, 1 something is not archived or due for renewal, 65 a file could not be read, 69 \
                the store could not.
                """)

        @Argument(help: "PDF files.", completion: .file(extensions: ["pdf"]))
        var files: [String] = []

        @Flag(help: "Every completed convention of the data directory.")
        var all = false

        @Flag(help: "Print JSON.")
        var json = false

        @OptionGroup var options: ConventionCommand.Options

        func validate() throws {
            guard all != !files.isEmpty else { throw ValidationError("name files, or use --all") }
        }

        func run() async throws {
            let now = Int64(Date().timeIntervalSince1970)
            let documents = all ? try await conventions() : files.map(document)
            if json {
                Console.print(try ArchiveDTO(documents.map { $0.dto(at: now) }, at: now).json())
            } else {
                for document in documents { document.print(at: now, in: options.language) }
            }
            let standings = documents.compactMap { if case .standing(let standing) = $0 { standing } else { nil } }
            if standings.count < documents.count { throw ExitStatus.unreadable.exitCode }
            if standings.contains(where: { $0.isDue(at: now) }) { throw ExitStatus.failed.exitCode }
        }

        private func document(_ file: String) -> ArchivedFile {
            do {
                return .standing(
                    ArchiveStanding(name: file, facts: try ArchivedFile.facts(NamedFile(path: file).read())))
            } catch {
                return .unreadable(name: file, reason: ArchivedFile.reason(error, in: options.language))
            }
        }

        private func conventions() async throws -> [ArchivedFile] {
            try await options.withWorkflow { installation throws(WorkflowError) in
                var documents: [ArchivedFile] = []
                for archive in try await installation.workflow.archives() {
                    let name = archive.convention.text
                    let bytes = try await installation.workflow.document(of: archive.convention).bytes
                    do {
                        documents.append(.standing(ArchiveStanding(name: name, facts: try ArchivedFile.facts(bytes))))
                    } catch {
                        let reason = ArchivedFile.reason(error, in: options.language)
                        documents.append(.unreadable(name: name, reason: reason))
                    }
                }
                return documents
            }
        }
    }
}

/// A document that was asked about.
enum ArchivedFile {
    case standing(ArchiveStanding)
    case unreadable(name: String, reason: String)

    static func facts(_ bytes: [UInt8]) throws(PDFReadError) -> DiagnosticData {
        try DocumentInspector(PDFDocument(bytes: bytes)).inspect()
    }

    static func reason(_ error: any Error, in language: Language) -> String {
        if let error = error as? PDFReadError { return ReadErrorText(error: error, language: language).answer }
        return (error as? FileFault ?? .failed).text(in: language)
    }

    func print(at now: Int64, in language: Language) {
        switch self {
        case .standing(let standing): Console.print(standing.text(at: now, in: language))
        case .unreadable(let name, let reason): Console.note("seing: \(Printable.text(name)): \(reason)")
        }
    }

    func dto(at now: Int64) -> ArchiveDTO.Document {
        switch self {
        case .standing(let standing): .init(standing, at: now)
        case .unreadable(let name, let reason): .init(unreadable: name, reason)
        }
    }
}
