import ArgumentParser
import Bootstrap
import Foundation
import Parties
import Placements
import Rosters

/// A school's roster of pupils and their representatives.
struct PupilsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pupils", abstract: "Keep a school's roster: import it, list it, print class codes.",
        subcommands: [Import.self, List.self, ClassCodes.self, Remove.self])

    /// Which school, and where its data are.
    struct School: ParsableArguments {
        @Option(
            name: .customLong("school"), help: "The school's number (UAI), such as 0990011Z.",
            transform: TypedReference.school)
        var uai: UAI

        @OptionGroup var options: ConventionCommand.Options

        var language: Language { options.language }

        func withDesk<Result>(
            _ body: (RosterDesk) async throws(RosterError) -> Result
        ) async throws -> Result {
            let desk = try options.data.openInstallation().rosterDesk()
            do throws(RosterError) { return try await body(desk) } catch {
                throw PupilsCommand.explained(error, language)
            }
        }
    }
}

extension PupilsCommand {
    /// Says what was wrong, and gives the status to end with.
    static func explained(_ error: RosterError, _ language: Language) -> any Error {
        switch error {
        case .faults(let faults):
            for line in RosterText(language: language).lines(of: faults) { Console.note(line) }
            Console.note(language("rien n’a été importé", "nothing was imported"))
            return ExitStatus.unreadable.exitCode
        case .lookAgain:
            return Console.fail(
                language(
                    "la liste a changé entre-temps ; recommencez", "the roster has changed meanwhile; try again"),
                as: .failed)
        case .unknownPupil:
            return Console.fail(
                language(
                    "aucun élève n’a cette référence ; voyez : seing pupils list",
                    "no pupil has that reference; see: seing pupils list"), as: .failed)
        case .unknownClass:
            return Console.fail(
                language(
                    "aucun élève n’est dans cette classe ; voyez : seing pupils list",
                    "no pupil is in that class; see: seing pupils list"), as: .failed)
        case .store:
            return Console.fail(
                language(
                    "la base de données n’a pas répondu ; réessayez", "the database did not answer; try again"),
                as: .unavailable)
        }
    }
}

extension PupilsCommand {
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Look at a file of pupils (CSV), and take it with --apply.",
            discussion: """
                Columns are known by the headings of usual exports; others are named once with --map, and remembered. Nothing is taken \
                of a file with a fault, and each fault is told with its line and column. The same file again changes nothing.
                Columns: \(RosterColumn.allCases.map(\.rawValue).joined(separator: ", ")).
                Exit status: 0 done; 1 the roster has changed meanwhile; 64 wrong arguments; 65 something in the file is not acceptable; \
                69 the data directory cannot be used.
                """)

        @Argument(help: "The file.", completion: .file(extensions: ["csv", "txt"])) var file: String

        @Option(
            name: .customLong("map"),
            help: "A heading and its column, such as « Patronyme=familyName »; may be repeated.")
        var mapped: [ColumnChoice] = []

        @Option(help: "The heading of a column that is not to be read; may be repeated.") var ignore: [String] = []

        @Flag(help: "Take the file; without it, only say what would be done.") var apply = false

        @Flag(help: "Those who are not in the file have left the school.") var left = false

        @OptionGroup var school: School

        func run() async throws {
            let language = school.language
            let bytes = try ReadFile.bytes(file, in: language)
            var mapping: [String: RosterColumn?] = [:]
            for choice in mapped { mapping[choice.heading] = .some(choice.column) }
            for heading in ignore { mapping.updateValue(nil, forKey: heading) }
            let columns = mapping
            let preview = try await school.withDesk { desk throws(RosterError) in
                let preview = try await desk.preview(bytes, of: school.uai, mapping: columns)
                guard preview.comparison.faults.isEmpty else { throw .faults(preview.comparison.faults) }
                guard apply else { return preview }
                return try await desk.take(
                    bytes, of: school.uai, mapping: columns, token: preview.token, marksLeft: left)
            }
            for line in RosterText(language: language).lines(of: preview, isDone: apply, left: left) {
                Console.print(line)
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List a school's pupils by class.")

        @Option(name: .customLong("class"), help: "Only this class.") var className: String?
        @Flag(help: "All that is kept of them, as a table for a spreadsheet.") var csv = false
        @OptionGroup var school: School

        func run() async throws {
            let pupils = try await school.withDesk { desk throws(RosterError) in
                let present = try await desk.roster(of: school.uai).present
                guard let className else { return present }
                let found = present.filter { $0.details.className == className }
                guard !found.isEmpty else { throw .unknownClass }
                return found
            }
            let text = RosterText(language: school.language)
            if csv { return try Console.write(text.table(of: pupils)) }
            if pupils.isEmpty { Console.note(school.language("aucun élève", "no pupil")) }
            for line in text.lines(of: pupils) { Console.print(line) }
        }
    }

    struct ClassCodes: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "class-code", abstract: "Print what the pupils of a class enter with.",
            discussion: """
                A pupil without a mail address in the roster enters with the code of the class, name and date of birth. \
                --renew makes new codes, when one got about; the former enter nobody from then on.
                """)

        @Option(name: .customLong("class"), help: "Only this class.") var className: String?
        @Flag(help: "Make new codes.") var renew = false
        @OptionGroup var school: School

        func run() async throws {
            let codes = try await school.withDesk { desk throws(RosterError) in
                try await desk.classCodes(of: school.uai, className: className, renews: renew)
            }
            if codes.isEmpty { Console.note(school.language("aucune classe", "no class")) }
            for code in codes { Console.print(RosterText(language: school.language).sheet(of: code)) }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "Erase what the roster says of a pupil; conventions stay.")

        @Argument(help: "The pupil's reference, as 'seing pupils list' prints it.", transform: TypedReference.pupil)
        var reference: PupilReference
        @OptionGroup var school: School

        func run() async throws {
            try await school.withDesk { desk throws(RosterError) in
                try await desk.remove(PupilIdentity(school: school.uai, reference: reference))
            }
            Console.print(school.language("\(reference.text) : effacé", "\(reference.text): erased"))
        }
    }

    /// « Patronyme=familyName »
    struct ColumnChoice: ExpressibleByArgument {
        let heading: String
        let column: RosterColumn

        init?(argument: String) {
            guard let sign = argument.lastIndex(of: "="),
                let column = RosterColumn(rawValue: String(argument[argument.index(after: sign)...])),
                sign > argument.startIndex
            else { return nil }
            heading = String(argument[..<sign])
            self.column = column
        }
    }
}

/// References and numbers as they are typed.
enum TypedReference {
    /// - Throws: `ValidationError`, which repeats what was typed: it is no personal datum.
    @Sendable static func school(_ text: String) throws -> UAI {
        guard let uai = UAI(text.uppercased()) else {
            throw ValidationError(
                "'\(Printable.text(text))' is no UAI; expected seven digits and their letter, as 0990011Z")
        }
        return uai
    }

    /// - Throws: `ValidationError`.
    @Sendable static func pupil(_ text: String) throws -> PupilReference {
        guard let reference = PupilReference(text) else {
            throw ValidationError("'\(Printable.text(text))' is no reference; see: seing pupils list")
        }
        return reference
    }
}
