import ArgumentParser
import Bootstrap
import Foundation
import Offers
import Parties
import Placements
import Spreadsheets

extension OfferCommand {
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Take over a table of offers (CSV) for an employer's account.",
            discussion: """
                The table is in UTF-8 or Windows-1252, with semicolons, commas or tabs, and has the columns \
                \(PartnerColumn.required.joined(separator: ", ")); one of hours.monday to hours.saturday at least; and, when needed, \
                employer.body, employer.naf, employer.nafEdition, site1.complement, site2.street and so on to site8.city, conditions, \
                accessibility, accessibilityNote, isRemote, audience.priority, audience.schools, contact.phone. Values are those of the API: \
                grades « troisieme quatrieme », periods « 2027-S11:2 2027-S12:1 » with the places, hours « 09:00-12:00 13:30-17:00 ».
                Nothing is taken of a table with a fault, and each fault is told with its line and column. remoteId names the offer: the \
                same table again changes nothing.
                Exit status: 0 done; 1 only a part was taken, and the rest may be tried again; 64 wrong arguments; 65 something in the table is \
                not acceptable; 69 the data directory cannot be used.
                """)

        @Argument(help: "The table.", completion: .file(extensions: ["csv", "txt"])) var file: String

        @Option(help: "The address or the reference of the account that owns the offers.") var owner: String

        @Flag(help: "Give new offers to moderation; without it they are drafts, which the account's holder looks at.")
        var submit = false

        @Flag(name: .customLong("dry-run"), help: "Only say what would be done.") var isDryRun = false

        @OptionGroup var options: ConventionCommand.Options

        private var language: Language { options.language }

        func run() async throws {
            let bytes = try ReadFile.bytes(file, in: language)
            let account = try await options.accountOfEmployer(owner)
            guard let owner = OfferOwner(account.id.text) else { throw ExitStatus.failed.exitCode }
            let rows: [[String]]
            do throws(SpreadsheetFault) {
                rows = try SpreadsheetText.rows(bytes, maximumRowCount: PartnerTable.maximumRowCount)
            } catch { throw refused([text(of: error)]) }
            let desk = try options.data.openInstallation().offerDesk()
            let table: PartnerTable
            do throws(PartnerTable.Faults) { table = try PartnerTable(rows, judgedBy: desk) } catch {
                throw refused(error.faults.map(text))
            }
            let outcomes = try await plan(table, desk, owner)
            for (line, outcome) in zip(table.lines, outcomes) { Console.print("\(words(outcome))  \(line.name)") }
            if !isDryRun { try await take(table, desk, owner) }
            Console.note(summary(outcomes))
        }

        /// What will be done, and everything that would keep it from being done, before anything is.
        private func plan(
            _ table: PartnerTable, _ desk: OfferDesk, _ owner: OfferOwner
        ) async throws -> [PartnerOutcome] {
            var (outcomes, faults, beginning): ([PartnerOutcome], [String], Int) = ([], [], 0)
            for line in table.lines {
                do throws(PlacementError) {
                    let (outcome, begins) = try await desk.preview(line.name, line.offer, of: owner, submits: submit)
                    outcomes.append(outcome)
                    if begins { beginning += 1 }
                } catch {
                    guard let fault = PartnerFault(error) else { throw failed(error) }
                    faults.append(text(of: table.fault(fault, in: line)))
                }
            }
            let living: Int
            do throws(PlacementError) {
                living = try await desk.livingCount(of: owner)
            } catch { throw failed(error) }
            let most = desk.partnersOffersAtOnce
            if living + beginning > most {
                faults.append(
                    language(
                        "un compte a \(most) offres en cours au plus ; il en a \(living) : retirez celles qui ne servent plus",
                        "an account has \(most) offers at most that have not ended; it has \(living): withdraw some"))
            }
            guard faults.isEmpty else { throw refused(faults) }
            return outcomes
        }

        private func take(_ table: PartnerTable, _ desk: OfferDesk, _ owner: OfferOwner) async throws {
            for (index, line) in table.lines.enumerated() {
                do throws(PlacementError) {
                    _ = try await desk.put(line.name, line.offer, of: owner, submits: submit)
                } catch {
                    Console.note(
                        language(
                            "ligne \(line.row) : arrêt après \(index) offres ; recommencez, ce qui est fait ne change plus",
                            "line \(line.row): stopped after \(index) offers; try again, what is done stays as it is"))
                    throw failed(error)
                }
            }
        }

        // MARK: Words

        private func words(_ outcome: PartnerOutcome) -> String {
            switch outcome {
            case .created: language("nouvelle", "new")
            case .replaced: language("changée", "changed")
            case .unchanged: language("inchangée", "unchanged")
            }
        }

        private func summary(_ outcomes: [PartnerOutcome]) -> String {
            let counts = PartnerOutcome.allCases.map { outcome in
                "\(words(outcome)) : \(outcomes.count { $0 == outcome })"
            }.joined(separator: ", ")
            return isDryRun ? counts + language(" (rien n’a été fait)", " (nothing was done)") : counts
        }

        private func text(of fault: PartnerTable.Fault) -> String {
            var place = language("ligne ", "line ") + "\(fault.row)"
            if let column = fault.column {
                place += language(", colonne ", ", column ") + SpreadsheetText.letters(ofColumn: column)
            }
            if let heading = fault.heading { place += " (\(heading))" }
            return place + language(" : ", ": ") + language(fault.text.french, fault.text.english)
        }

        private func text(of fault: SpreadsheetFault) -> String {
            let what =
                switch fault.code {
                case .tooManyRows:
                    language(
                        "plus de \(PartnerTable.maximumRowCount) lignes, ou un fichier trop gros",
                        "more than \(PartnerTable.maximumRowCount) rows, or too large a file")
                case .tooManyColumns: language("trop de colonnes", "too many columns")
                case .utf16: language("enregistrez le tableau en CSV UTF-8", "save the table as CSV in UTF-8")
                case .unknownEncoding: language("ni UTF-8 ni Windows-1252", "neither UTF-8 nor Windows-1252")
                case .quoteUnfinished: language("un guillemet n’est pas fermé", "a quotation mark is not closed")
                }
            return language("ligne ", "line ") + "\(fault.row)" + language(" : ", ": ") + what
        }

        private func refused(_ lines: [String]) -> any Error {
            lines.forEach(Console.note)
            Console.note(language("rien n’a été importé", "nothing was imported"))
            return ExitStatus.unreadable.exitCode
        }

        private func failed(_ error: PlacementError) -> any Error {
            if case .store = error {
                return Console.fail(
                    language(
                        "la base de données n’a pas répondu ; réessayez", "the database did not answer; try again"),
                    as: .unavailable)
            }
            if case .tooManyOffers(let limit) = error {
                return Console.fail(
                    language(
                        "un compte a \(limit) offres en cours au plus : retirez celles qui ne servent plus, puis recommencez",
                        "an account has \(limit) offers at most that have not ended: withdraw some, then try again"),
                    as: .failed)
            }
            return Console.fail(
                language(
                    "quelqu’un a changé l’offre entre-temps ; recommencez",
                    "an offer has changed meanwhile; try again"),
                as: .failed)
        }
    }
}
