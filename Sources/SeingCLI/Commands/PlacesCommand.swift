import ArgumentParser
import Foundation
import Offers
import Placements

/// The table by which distances are known.
struct PlacesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "places", abstract: "Look at a table of places before it is installed.",
        subcommands: [Check.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Say whether a table of communes and postal codes can be used, and what it finds.",
            discussion: """
                The table is CSV as La Poste publishes its codes: UTF-8 or Windows-1252, semicolons, commas or tabs, with the columns \
                code_postal, nom_de_la_commune and latitude and longitude (or _geopoint). Copied to places.csv in the data directory, it is read \
                at the next start of the service.
                Exit status: 0 the table can be used, and what was looked for is one place; 1 it is none, or several; 65 the table cannot be used.
                """)

        @Argument(help: "The table.", completion: .file(extensions: ["csv", "txt"])) var file: String
        @Option(help: "What somebody types, such as \"Saint-Denis\" or 94000.") var find: String?
        @OptionGroup var chosen: LanguageOption

        private var language: Language { chosen.language }

        func run() async throws {
            let bytes = try ReadFile.bytes(file, in: language)
            let table: PlaceTable
            do throws(PlaceTableFaults) { table = try PlaceTable.read(bytes) } catch {
                for fault in error.faults {
                    Console.note("seing: \(file): " + language(fault.frenchText, fault.description))
                }
                Console.note(language("ce tableau ne peut pas servir", "this table cannot be used"))
                throw ExitStatus.unreadable.exitCode
            }
            guard let find else {
                return Console.print(
                    language(
                        "\(table.rows.count) communes et codes postaux", "\(table.rows.count) communes and postal codes"
                    ))
            }
            switch table.find(find) {
            case .found(let place): Console.print(line(place))
            case .several(let places):
                for place in places { Console.print(line(place)) }
                throw ExitStatus.failed.exitCode
            case .unknown:
                Console.note(language("lieu inconnu", "unknown place"))
                throw ExitStatus.failed.exitCode
            }
        }

        private func line(_ place: FoundPlace) -> String {
            Printable.text(place.label) + String(format: "  %.2f %.2f", place.point.latitude, place.point.longitude)
        }
    }
}
