import ArgumentParser
import Bootstrap
import Offers
import Parties
import Placements
import Spreadsheets

/// What all schools of a département come to.
struct FiguresCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figures", abstract: "Print the figures of a département, in counts that name nobody.",
        discussion: """
            Without a département, those of which schools have a roster here are listed. Counts are told to the nearest five, one to four as \
            « moins de 5 »; shares of conventions to five per cent, and none of fewer than twenty. The figures are in French.
            Exit status: 0 done; 64 wrong arguments; 65 no school of the département has a roster here; 69 the data directory cannot be used.
            """)

    @Argument(help: "The département, such as 94, 2A or 974.", transform: FiguresCommand.department)
    var department: Department?

    @Flag(help: "As a table for a spreadsheet.") var csv = false

    @OptionGroup var options: ConventionCommand.Options

    private static func department(_ text: String) throws -> Department {
        guard let department = Department(text) else {
            throw ValidationError("\(text) is no département; write its code, such as 94, 2A or 974")
        }
        return department
    }

    func run() async throws {
        let desk = try options.data.openInstallation().followUpDesk()
        let rows: [[String]]
        do throws(OfferStoreError) { rows = try await self.rows(desk) } catch {
            throw Console.fail(
                options.language(
                    "la base de données n’a pas répondu ; réessayez", "the database did not answer; try again"),
                as: .unavailable)
        }
        guard !rows.isEmpty else {
            throw Console.fail(
                options.language(
                    "aucun établissement \(department.map { "du département \($0.code) " } ?? "")n’a de liste d’élèves ; voyez : seing pupils import",
                    "no school \(department.map { "of département \($0.code) " } ?? "")has a roster; see: seing pupils import"
                ),
                as: .unreadable)
        }
        if csv { return try Console.write(SpreadsheetText.bytes(rows)) }
        let width = rows.filter { $0.count > 1 }.map { DisplayWidth.of($0[0]) }.max() ?? 0
        for row in rows {
            let first = row[0] + String(repeating: " ", count: max(0, width - DisplayWidth.of(row[0])))
            Console.print(row.count > 1 ? ([first] + row.dropFirst()).joined(separator: "  ") : row[0])
        }
    }

    private func rows(_ desk: FollowUpDesk) async throws(OfferStoreError) -> [[String]] {
        guard let department else {
            return try await desk.departments().map { [$0.department.code, $0.department.name, "\($0.schools)"] }
        }
        return try await desk.figures(of: department).map(Self.rows) ?? []
    }

    /// In columns for each grade, then in name and count.
    private static func rows(_ figures: DepartmentFigures) -> [[String]] {
        let known = figures.groups
        func line(_ name: String, _ count: (DepartmentFigures.Group) -> PublicCount) -> [String] {
            [name] + known.map { count($0).description }
        }
        let grades =
            [["Élèves"] + known.map(\.grade.rawValue)] + [
                line("  dans les listes", \.count), line("  avec stage", \.placed),
                line("  une semaine sur deux", \.partly), line("  sans stage", \.searching),
                line("  ne feront pas de stage", \.dispensed),
            ]
        let sectors = figures.sectors.sorted { ($1.value.length, $0.key.name) < ($0.value.length, $1.key.name) }
        return [
            ["Département", "\(figures.department.code) \(figures.department.name)"],
            ["Établissements", "\(figures.schoolCount)"],
        ]
            + grades + [["Stages, par manière de trouver"]]
            + SchoolFigures.Way.allCases.map { ["  " + $0.name, (figures.ways[$0] ?? .none).description] }
            + [["Stages, par nature de l’organisme d’accueil"]]
            + SchoolFigures.HostKind.allCases.map { ["  " + $0.name, (figures.kinds[$0] ?? .none).description] }
            + [["Stages, par secteur"]] + sectors.map { ["  " + $0.key.name, $0.value.description] }
            + [["  Autre, ou non précisé", figures.otherSectors.description], ["Conventions"]]
            + [
                ["  envoyées à la signature", figures.issued.description],
                ["  signées par tous", figures.signed.description],
            ]
            + [["Part signée par tous, à tant de jours du début"]]
            + figures.curve.filter { $0.daysBefore.isMultiple(of: 7) }.map {
                ["  \($0.daysBefore)", "\($0.percent) %"]
            }
    }
}
