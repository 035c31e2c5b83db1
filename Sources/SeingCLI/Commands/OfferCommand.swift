import ArgumentParser
import Bootstrap
import Offers
import Parties
import Placements
import Spreadsheets

/// Offers, for whoever runs the service.
struct OfferCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "offer", abstract: "Take over a table of offers, list offers, point out those that may be one.",
        subcommands: [Import.self, List.self, Duplicates.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the offers that have not ended: reference, state, SIRET, weeks and places, title.",
            discussion: """
                How a host is reached is never listed. Exit status: 0 done; 69 the data directory cannot be used.
                """)

        @Flag(help: "As a table for a spreadsheet.") var csv = false
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let offers = try await options.livingOffers()
            let text = OfferText(language: options.language)
            if csv { return try Console.write(SpreadsheetText.bytes(text.table(of: offers))) }
            if offers.isEmpty { Console.note(options.language("aucune offre", "no offer")) }
            for offer in offers { Console.print(text.line(of: offer)) }
        }
    }

    struct Duplicates: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "duplicates",
            abstract: "Point out offers of one SIRET whose title and tasks have nearly the same words.",
            discussion: """
                Two offers may well say the same for different places: this is a doubt, not a verdict. Exit status: 0 nothing was found; \
                1 something was; 69 the data directory cannot be used.
                """)

        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let found = try await options.livingOffers().duplicates
            let text = OfferText(language: options.language)
            if found.isEmpty { return Console.note(options.language("aucun doublon", "no duplicate")) }
            for duplicate in found {
                Console.print("\(Int((duplicate.likeness * 100).rounded())) %")
                for offer in [duplicate.first, duplicate.second] { Console.print("  " + text.line(of: offer)) }
            }
            throw ExitStatus.failed.exitCode
        }
    }
}

extension ConventionCommand.Options {
    fileprivate func livingOffers() async throws -> [StoredOffer] {
        try await withOffers { desk throws(PlacementError) in
            var offers: [StoredOffer] = []
            while true {
                let page = try await desk.living(after: offers.last?.id, limit: 500)
                offers += page
                if page.count < 500 { return offers }
            }
        }
    }
}

/// Offers in words for a terminal, and for a spreadsheet; without anybody's name or address.
struct OfferText {
    let language: Language

    func line(of stored: StoredOffer) -> String { cells(of: stored).map { Printable.text($0) }.joined(separator: "  ") }

    func table(of offers: [StoredOffer]) -> [[String]] {
        [["reference", "remoteId", "owner", "state", "siret", "periods", "title"]]
            + offers.map { offer in
                let cells = cells(of: offer)
                return [cells[0], offer.remote?.text ?? "", offer.owner.text] + cells[1...]
            }
    }

    private func cells(of stored: StoredOffer) -> [String] {
        let posting = stored.offer.posting
        let periods = posting.periods.map { "\($0.period.formText):\(stored.placesLeft(in: $0.period))/\($0.places)" }
        return [
            stored.id.text, stored.state.phase.rawValue, posting.employer.siret.digits,
            periods.joined(separator: " "), posting.title,
        ]
    }
}
