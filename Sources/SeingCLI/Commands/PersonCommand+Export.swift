import ArgumentParser
import Bootstrap
import Foundation
import Parties
import Workflow

extension PersonCommand {
    /// Writes what is held about one person.
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Write everything that is held about one person, and nothing about others.",
            discussion: """
                For a pupil give the date of birth, for anybody else the mail address. Writes LISEZMOI.txt for people, donnees.json for \
                programs, and the documents to which the person is a party with the person's own proof files. Where a namesake, \
                another address or another spelling leaves a doubt, nothing is written: the places are listed, and those that are the \
                person's are named with --convention. That an export was made is recorded, without the name.
                Who asks, and whether for himself or herself, the school makes sure before it hands anything over.
                Exit status: 0 done; 1 nobody found, or in doubt; 64 wrong arguments; 69 something could not be read or written.
                """)

        @Option(help: "Given name, as the conventions have it.") var givenName: String
        @Option(help: "Family name.") var familyName: String
        @Option(help: "A pupil's date of birth, such as 2011-02-03.") var birthDate: String?
        @Option(help: "Mail address, for everybody else.") var email: String?

        @Option(
            name: .customLong("convention"),
            help:
                "A place that is the person's: REFERENCE, or REFERENCE/POSITION such as REFERENCE/tutor. Repeatable; then no other is taken."
        )
        var conventions: [String] = []

        @Option(
            name: .customLong("delegation"),
            help: "An act of the register that is the person's, by its reference. Repeatable.")
        var delegations: [String] = []

        @Option(help: "Folder to write to; it must not exist, or be empty.", completion: .directory) var out: String?
        @Flag(help: "Print what would be written; write and record nothing.") var dryRun = false
        @OptionGroup var options: ConventionCommand.Options

        func validate() throws {
            guard (birthDate == nil) != (email == nil) else {
                throw ValidationError("give --birth-date for a pupil, or --email for anybody else")
            }
            guard dryRun || out != nil else { throw ValidationError("name a folder with --out, or use --dry-run") }
            if let birthDate, CalendarDate(iso8601: birthDate) == nil {
                throw ValidationError("'\(Printable.text(birthDate))' is no day; write 2011-02-03")
            }
            for text in conventions where PersonChoice(text) == nil {
                throw ValidationError("'\(Printable.text(text))' is neither REFERENCE nor REFERENCE/POSITION")
            }
        }

        func run() async throws {
            if let out { try requireNew(out) }
            let query = query
            let installation = try options.data.openInstallation()
            let search = try await options.withWorkflow(of: installation) { installation throws(WorkflowError) in
                try await installation.personOffice().search(query)
            }
            let text = PersonExportText(language: options.language)
            guard delegations.allSatisfy({ id in search.delegations.contains { $0.id == id } }) else {
                throw Console.fail(text.noDelegation, as: .failed)
            }
            let places: [PersonPlace]
            do throws(PersonSearch.Problem) {
                places = try search.selected(conventions.compactMap(PersonChoice.init))
            } catch {
                for line in text.matches(search) { Console.note(line) }
                throw Console.fail(text.problem(error), as: .failed)
            }
            if !dryRun, let out { try makePrivate(out) }
            let (export, number) = try await options.withWorkflow(of: installation) {
                installation throws(WorkflowError) in
                let office = installation.personOffice()
                let export = try await office.export(search, places, delegations: Set(delegations))
                // Before anything is written: what is handed over is recorded.
                return (export, dryRun ? nil : try await office.record(export))
            }
            if let out, let number {
                try write(export, to: out)
                Console.print(text.written(export, number: number, in: out))
            } else {
                for line in text.matches(search) { Console.print(line) }
                Console.print(text.planned(export))
            }
            for line in text.warnings(export, search) { Console.note(line) }
        }

        private var query: PersonQuery {
            let name = PersonName(given: givenName, family: familyName)
            if let day = birthDate.flatMap(CalendarDate.init(iso8601:)) {
                return PersonQuery(name: name, mark: .birthDate(day))
            }
            return PersonQuery(name: name, mark: .email(email ?? ""))
        }

        /// Files of two people must not lie in one folder.
        private func requireNew(_ folder: String) throws {
            let found = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            guard found.isEmpty, !FileManager.default.fileExists(atPath: folder) || isFolder(folder) else {
                let name = Printable.text(folder)
                throw Console.fail(
                    options.language(
                        "\(name) existe et n’est pas un dossier vide ; nommez-en un autre : rien n’a été écrit",
                        "\(name) exists and is no empty folder; name another: nothing was written"), as: .usage)
            }
        }

        private func isFolder(_ path: String) -> Bool {
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
        }

        /// For the eyes of who runs the command alone, until somebody hands it over. Before anything is recorded: where it cannot be
        /// made so, nothing is handed over.
        private func makePrivate(_ folder: String) throws {
            do {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
                // A folder that was there keeps its rights otherwise.
                try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder)
            } catch {
                let name = Printable.text(folder)
                throw Console.fail(
                    options.language(
                        "\(name) ne peut être ni créé, ni réservé à vous seul (mode 0700) ; nommez un dossier ailleurs : rien n’a été écrit",
                        "\(name) could not be made, or not for you alone (mode 0700); name a folder elsewhere: nothing was written"
                    ),
                    as: .unavailable)
            }
        }

        private func write(_ export: PersonExport, to path: String) throws {
            do {
                let folder = try OutputFolder(path)
                let readMe = PersonExportText.readMe(export.content, export.files.map(\.name))
                try folder.write(Array(readMe.utf8), to: "LISEZMOI.txt")
                try folder.write(try PersonDatum.json(PersonExportText.whole(export.content)), to: "donnees.json")
                for file in export.files { try folder.write(file.bytes, to: file.name) }
            } catch { throw Console.fail(error, as: .unavailable) }
        }
    }
}
