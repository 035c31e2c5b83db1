import ArgumentParser
import Bootstrap
import Offers
import Parties
import Placements
import Workflow

/// From which day on pupils see offers.
struct CampaignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "campaign",
        abstract: "Say from which day on pupils see the offers of a school year; without it they see none.",
        subcommands: [Open.self, List.self])

    struct Open: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Say from which day on pupils of a grade see the offers of a school year.",
            discussion: """
                Employers write and change offers before that day. A grade that is not named keeps its day; a later day hides the offers again \
                until then. Exit status: 0 done; 64 wrong arguments; 69 the data directory cannot be used.
                """)

        @Argument(help: "The school year, such as 2026-2027.", transform: CampaignCommand.schoolYear)
        var schoolYear: SchoolYear

        @Option(help: "The first day, such as 2027-02-13.", transform: CampaignCommand.day) var opens: CalendarDate

        @Option(
            name: .customLong("grade"),
            help: "quatrieme, troisieme or seconde; may be repeated; by default all three.",
            transform: CampaignCommand.grade)
        var grades: [ConventionData.Grade] = []

        @OptionGroup var options: ConventionCommand.Options

        func validate() throws {
            guard let days = schoolYear.openingDays, days.contains(opens) else {
                let expected =
                    schoolYear.openingDays.map { "\($0.lowerBound.iso8601) to \($0.upperBound.iso8601)" } ?? ""
                throw ValidationError(
                    "--opens is \(opens.iso8601); offers of \(schoolYear.text) are opened on a day of \(expected)")
            }
        }

        func run() async throws {
            let chosen = Set(grades.isEmpty ? ConventionData.Grade.observing : grades)
            let campaign = try await options.withOffers { desk throws(PlacementError) in
                try await desk.open(schoolYear, for: chosen, on: opens)
            }
            CampaignText(language: options.language, today: .today).lines(of: campaign).forEach(Console.print)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List what pupils of each grade see, of this school year and those around it.")

        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let today = CalendarDate.today
            let present = SchoolYear(containing: today)
            let campaigns = try await options.withOffers { desk throws(PlacementError) in
                var found: [OfferCampaign] = []
                for start in present.start - 2...present.start + 2 {
                    let year = SchoolYear(start: start)
                    // Of the present year it is said, too, that there is none.
                    let campaign = try await desk.campaign(of: year)
                    if let campaign {
                        found.append(campaign)
                    } else if year == present {
                        found.append(OfferCampaign(schoolYear: year, opensOn: [:]))
                    }
                }
                return found
            }
            let text = CampaignText(language: options.language, today: today)
            campaigns.flatMap(text.lines).forEach(Console.print)
            guard campaigns.contains(where: { $0.schoolYear >= present && $0.opensOn.isEmpty }) else { return }
            Console.note(text.advice(for: present))
        }
    }
}

extension CampaignCommand {
    @Sendable static func schoolYear(_ text: String) throws -> SchoolYear {
        guard let year = SchoolYear(text) else {
            throw ValidationError("'\(Printable.text(text))' is no school year; write 2026-2027")
        }
        return year
    }

    @Sendable static func day(_ text: String) throws -> CalendarDate {
        guard let day = CalendarDate(iso8601: text) else {
            throw ValidationError("'\(Printable.text(text))' is no day; write 2027-02-13")
        }
        return day
    }

    @Sendable static func grade(_ text: String) throws -> ConventionData.Grade {
        let short = ["4e": ConventionData.Grade.quatrieme, "3e": .troisieme, "2de": .seconde]
        guard let grade = short[text] ?? ConventionData.Grade(rawValue: text),
            ConventionData.Grade.observing.contains(grade)
        else {
            throw ValidationError(
                "'\(Printable.text(text))' is no grade that sees offers; write quatrieme, troisieme or seconde")
        }
        return grade
    }
}

extension ConventionCommand.Options {
    /// - Throws: A status and its words, of whatever kept the use case from being done.
    func withOffers<Result>(
        _ body: (OfferDesk) async throws(PlacementError) -> Result
    ) async throws -> Result {
        let desk = try data.openInstallation().offerDesk()
        do throws(PlacementError) { return try await body(desk) } catch {
            throw Console.fail(
                language("la base de données n’a pas répondu ; réessayez", "the database did not answer; try again"),
                as: .unavailable)
        }
    }
}

/// What pupils see and from when on, in words for a terminal.
struct CampaignText {
    let language: Language
    let today: CalendarDate

    func lines(of campaign: OfferCampaign) -> [String] {
        ConventionData.Grade.observing.sorted { $0.rawValue < $1.rawValue }.map { grade in
            "\(campaign.schoolYear.text)  \(grade.rawValue)  \(standing(campaign.opensOn[grade]))"
        }
    }

    private func standing(_ day: CalendarDate?) -> String {
        guard let day else {
            return language("sans date : les élèves ne voient aucune offre", "no day: pupils see no offer")
        }
        let text = language(FrenchDate.day(iso: day.iso8601), day.iso8601)
        return day <= today
            ? language("ouverte depuis le \(text)", "open since \(text)")
            : language("s’ouvre le \(text)", "opens on \(text)")
    }

    func advice(for year: SchoolYear) -> String {
        language(
            "les élèves ne voient aucune offre de \(year.text) ; pour les ouvrir : seing campaign set \(year.text) --opens AAAA-MM-JJ",
            "pupils see no offer of \(year.text); to open them: seing campaign set \(year.text) --opens YYYY-MM-DD")
    }
}
