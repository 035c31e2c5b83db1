import ArgumentParser
import Bootstrap
import ConventionDomain
import ConventionTemplates
import Foundation
import Parties
import Workflow

extension ConventionCommand {
    /// Gives the data that conventions were made from.
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Give the data of conventions as XML, JSON or one table (CSV).",
            discussion: """
                Without references, all conventions that were not erased. A convention that was amended is given as it is in force, and \
                the amendment is named: in a column of the table, otherwise on the standard error stream. An amendment is given only by its own reference. XML is the canonical form, byte for byte what was \
                entered and, but for what the issue added, what the document carries. Several conventions in XML or JSON \
                become files of a folder, a table is one file; 'seing convention import' reads them again.
                Exit status: 0 done; 1 refused; 64 wrong arguments; 69 something could not be read or written.
                """)

        enum Format: String, ExpressibleByArgument, CaseIterable { case xml, json, csv }

        @Argument(help: "References; by default all.")
        var ids: [ConventionID] = []

        @Option(help: "xml, json or csv.")
        var format: Format = .xml

        @Option(help: "File to write, or folder for several in XML or JSON; by default standard output.")
        var out: String?

        @Flag(help: "With the contacts, which are never signed; nothing about health is exported.")
        var contacts = false

        @OptionGroup var options: Options

        func validate() throws {
            if contacts, format != .csv, out == nil {
                throw ValidationError("contacts of XML and JSON are files of their own: name a folder with --out")
            }
        }

        func run() async throws {
            let sources = try await sources()
            if format != .csv { sources.forEach(name(amendmentOf:)) }
            if format == .csv {
                let entries = sources.map { source in
                    ConventionTable.Entry(
                        reference: source.id.text, amendment: source.amendment?.text, data: source.data,
                        contacts: contacts ? source.sheet : nil)
                }
                return try write(ConventionTable.bytes(of: entries), to: out)
            }
            let isFolder = contacts || sources.count > 1 || out.map(Self.isFolder) == true
            guard isFolder else {
                guard let source = sources.first else { throw noConvention() }
                return try write(bytes(of: source), to: out)
            }
            guard let out else {
                throw Console.fail(
                    options.language(
                        "plusieurs conventions : nommez un dossier avec --out, ou choisissez --format csv",
                        "several conventions: name a folder with --out, or choose --format csv"), as: .usage)
            }
            try write(sources, toFolder: out)
        }

        /// A convention as it was entered.
        private struct Source {
            let id: ConventionID
            let canonical: [UInt8]
            let data: ConventionData
            let sheet: ContactSheet
            /// The amendment with which they are read.
            let amendment: ConventionID?
        }

        /// All of them before anything is written.
        private func sources() async throws -> [Source] {
            try await options.withWorkflow { installation throws(WorkflowError) in
                let workflow = installation.workflow
                let all = try await workflow.list().filter { $0.status != .erased }.map(\.id)
                var sources: [Source] = []
                for id in ids.isEmpty ? all.reversed() : ids {
                    // Of all conventions those are left out whose data are not whole yet.
                    guard let source = try await source(of: id, in: workflow) else { continue }
                    let data: ConventionData
                    do throws(ConventionDataError) { data = try ConventionXML.parseKept(source.canonicalData) } catch {
                        throw .invalidData(error.faults.map(\.inEachLanguage))
                    }
                    let sheet = ContactSheet(
                        signatories: source.contacts, others: source.otherContacts, of: id)
                    sources.append(
                        Source(
                            id: id, canonical: source.canonicalData, data: data, sheet: sheet,
                            amendment: source.amendment))
                }
                return sources
            }
        }

        private func source(
            of id: ConventionID, in workflow: ConventionWorkflow
        ) async throws(WorkflowError) -> ConventionSource? {
            do throws(WorkflowError) {
                let source = try await workflow.source(of: id)
                return ids.isEmpty && source.follows != nil ? nil : source
            } catch {
                if ids.isEmpty, case .wrongState = error { return nil }
                throw error
            }
        }

        /// Neither XML nor JSON has a place for it: the data are those of a convention.
        private func name(amendmentOf source: Source) {
            guard let amendment = source.amendment else { return }
            Console.note(
                options.language(
                    "\(source.id.text) : données modifiées par l’avenant \(amendment.text)",
                    "\(source.id.text): data as amended by \(amendment.text)"))
        }

        private func bytes(of source: Source) -> [UInt8] {
            format == .xml ? source.canonical : ConventionXML.json(source.data)
        }

        private func write(_ sources: [Source], toFolder folder: String) throws {
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch { throw unwritable(folder) }
            for source in sources {
                try write(bytes(of: source), to: "\(folder)/\(source.id.text).\(format.rawValue)")
                guard contacts, !source.sheet.contacts.isEmpty else { continue }
                let sheet =
                    format == .xml ? ContactSheetXML.serialize(source.sheet) : ContactSheetXML.json(source.sheet)
                try write(sheet, to: "\(folder)/\(source.id.text).contacts.\(format.rawValue)")
            }
        }

        private func write(_ bytes: [UInt8], to path: String?) throws {
            guard let path else { return try Console.write(bytes) }
            do { try Data(bytes).write(to: URL(filePath: path), options: .atomic) } catch { throw unwritable(path) }
        }

        private func unwritable(_ path: String) -> any Error {
            let name = Printable.text(path)
            return Console.fail(
                options.language("\(name) : écriture impossible", "\(name): this cannot be written"), as: .unavailable)
        }

        private func noConvention() -> any Error {
            Console.fail(options.language("aucune convention à exporter", "no convention to export"), as: .failed)
        }

        private static func isFolder(_ path: String) -> Bool {
            var isDirectory: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
        }
    }
}
