import ArgumentParser
import Bootstrap
import ConventionTemplates
import Foundation
import Parties
import Persistence
import Placements

/// What each school says of itself once, for all its conventions.
struct SchoolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "school",
        abstract:
            "Keep what a school says of itself for all its conventions: name, address, who signs and how it is reached.",
        subcommands: [Set.self, Show.self, List.self, Remove.self])

    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Enter what a school says of itself, in place of what it said before.",
            discussion: """
                The file is JSON: "format": "\(SchoolRecordJSON.format)", "school" as in a convention's data, and "contacts" as in a contact \
                sheet, of "school" with an address and of "referent-teacher" if there is one; and, if so, "priority" with "rep", "repPlus" or "qpv": \
                its pupils see what is kept for priority education. Conventions of places that pupils have \
                found are begun with it, and 'seing convention prepare --from-roster' takes it where the common data name no school. \
                A service that runs takes it at once; conventions that were begun stay as they are.
                Exit status: 0 done; 65 something in the file is not acceptable, and nothing was changed; 69 the data directory cannot be used.
                """)

        @Argument(help: "The file.", completion: .file(extensions: ["json"])) var file: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let bytes = try ReadFile.bytes(file, in: options.language)
            do {
                let record = try SchoolCommand.register(options).set(bytes)
                Console.print("\(record.school.uai.text)  \(record.school.name)")
            } catch let error as ConventionDataError {
                for fault in error.faults {
                    let text = fault.text(in: options.language.ofMessages, quotingValues: true)
                    Console.note("seing: \(file): \(text)")
                }
                Console.note(options.language("rien n’a été changé", "nothing was changed"))
                throw ExitStatus.unreadable.exitCode
            } catch { throw Console.fail(error, as: .unavailable) }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Print what a school says of itself, in the form that 'seing school set' reads.")

        @Argument(help: "The school's number (UAI), such as 0990011Z.", transform: TypedReference.school) var school:
            UAI
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let register = try SchoolCommand.register(options)
            let record: SchoolRecord?
            do throws(SchoolFileFault) { record = try register.record(of: school) } catch {
                throw SchoolCommand.explained(error, options.language)
            }
            guard let record else { throw SchoolCommand.nothing(of: school, options.language) }
            try Console.write(SchoolRecordJSON.bytes(record))
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract:
                "List the schools, those with a roster that have said nothing of themselves, and what waits for it.")

        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let installation = try options.data.openInstallation()
            let lines: [String]
            do { lines = try await SchoolText(language: options.language).lines(of: installation) } catch {
                throw Console.fail(error, as: .unavailable)
            }
            if lines.isEmpty { Console.note(options.language("aucun établissement", "no school")) }
            lines.forEach(Console.print)
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "Erase what a school says of itself; conventions that were begun stay.")

        @Argument(help: "The school's number (UAI).", transform: TypedReference.school) var school: UAI
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let isGone: Bool
            do { isGone = try SchoolCommand.register(options).remove(school) } catch {
                throw Console.fail(error, as: .unavailable)
            }
            guard isGone else { throw SchoolCommand.nothing(of: school, options.language) }
            Console.print(options.language("\(school.text) : effacé", "\(school.text): erased"))
        }
    }
}

extension SchoolCommand {
    /// Of a data directory that was set up: in another one nobody would look for what is entered.
    static func register(_ options: ConventionCommand.Options) throws -> SchoolRegister {
        try options.data.openInstallation().schoolRegister
    }

    static func nothing(of school: UAI, _ language: Language) -> any Error {
        Console.fail(
            language(
                "\(school.text) n’a pas de fiche ; saisissez-la : seing school set FICHIER",
                "\(school.text) has said nothing of itself; enter it: seing school set FILE"), as: .failed)
    }

    static func explained(_ fault: SchoolFileFault, _ language: Language) -> any Error {
        let causes =
            fault.faults.isEmpty
            ? language("le fichier ne s’ouvre pas", "the file cannot be opened")
            : fault.faults.map { $0.text(in: language.ofMessages) }.joined(separator: " ; ")
        return Console.fail(
            language(
                "\(fault.file) : \(causes) ; saisissez-le de nouveau : seing school set FICHIER",
                "\(fault.file): \(causes); enter it anew: seing school set FILE"), as: .unavailable)
    }
}

/// Schools and what they lack, in words for a terminal.
private struct SchoolText {
    let language: Language

    func lines(of installation: Installation) async throws -> [String] {
        let register = installation.schoolRegister
        let (own, rosters) = (try register.schools(), try await installation.rosterDesk().schools())
        let waiting = try await installation.store.waitingPlaces()
        let all = Set(own).union(rosters).union(waiting.keys).sorted { $0.text < $1.text }
        return all.map { "\($0.text)  \(standing(of: $0, register))" + places(waiting[$0] ?? [:]) }
    }

    private func standing(of school: UAI, _ register: SchoolRegister) -> String {
        do throws(SchoolFileFault) {
            if let record = try register.record(of: school) {
                return record.school.name + priority(record.priority)
            }
            return language(
                "sans fiche : aucune convention ne commence d’elle-même",
                "has said nothing of itself: no convention begins by itself")
        } catch {
            return language("fiche illisible : seing school show", "its file cannot be read: seing school show")
        }
    }

    /// « , éducation prioritaire : REP »
    private func priority(_ kinds: Swift.Set<PriorityEducation>) -> String {
        let names: [PriorityEducation: String] = [.rep: "REP", .repPlus: "REP+", .qpv: "QPV"]
        let told = PriorityEducation.allCases.filter(kinds.contains).compactMap { names[$0] }
        guard !told.isEmpty else { return "" }
        return language(", éducation prioritaire : ", ", priority education: ") + told.joined(separator: ", ")
    }

    private func places(_ counts: [HandOverProblem: Int]) -> String {
        counts.sorted { $0.key.rawValue < $1.key.rawValue }.map { problem, count in
            "  " + language("places en attente", "places that wait") + " (\(words(problem))) : \(count)"
        }.joined()
    }

    private func words(_ problem: HandOverProblem) -> String {
        switch problem {
        case .pupilUnknown: language("élève absent de la liste", "pupil not on the roster")
        case .schoolUnknown: language("établissement sans fiche", "school has said nothing of itself")
        case .familyUnreachable: language("famille sans adresse", "family without an address")
        case .noDays: language("aucun jour dans la période", "no day in the period")
        case .hostUnchecked: language("offre à la modération", "offer before moderation")
        case .notAcceptable: language("données refusées", "data not acceptable")
        case .hostBlocked: language("organisme bloqué par l’établissement", "host that the school blocks")
        case .closedToFamily:
            language("élève fermé à la famille", "pupil closed to the family")
        case .overlapping: language("autre convention ces jours-là", "another convention for these days")
        case .unavailable: language("base de données", "database")
        }
    }
}
