import ArgumentParser
import Bootstrap
import Foundation
import Parties
import Workflow

/// The register of those who may sign for a head of school.
struct DelegationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delegation",
        abstract: "Record by which act somebody may sign for a head of school, or take one back.",
        subcommands: [Add.self, List.self, Revoke.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Record an act, and print its reference in the register.",
            discussion: """
                Whoever signs for a school without being its head signs only while an act in his or her name is in force. In a public \
                school only a deputy head may hold one. What the scope says is kept and printed; whether a convention is within it, a \
                person has to know.
                """)

        @Option(help: "UAI of the school.") var school: String
        @Option(help: "The holder's name, as the conventions have it.") var name: String
        @Option(help: "The holder's function, as in 'Proviseure adjointe'.") var function: String
        @Option(help: "How the school names the act, as in 'arrêté n° 12 du 1er septembre 2026'.") var act: String
        @Option(help: "What the act lets its holder sign, in its words.") var scope = "conventions de stage"
        @Option(help: "First day on which it holds, as in 2026-09-01.", transform: DelegationCommand.day) var from:
            CalendarDate
        @Option(help: "Last day on which it holds, as in 2027-08-31.", transform: DelegationCommand.day) var to:
            CalendarDate
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let delegation = try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.delegations.add(
                    DelegationEntry(
                        school: school, holder: name, function: function, act: act, scope: scope, from: from, to: to))
            }
            Console.print(delegation.id)
            guard !ConventionData.isDeputy(function) else { return }
            Console.note(
                options.language(
                    "attention : cette fonction n’est pas celle d’un adjoint ; dans un établissement public, cette délégation ne permet pas "
                        + "de signer",
                    "warning: this function is not a deputy's; in a public school nobody signs under this delegation"))
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the acts, until when they hold, and which were taken back.")

        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let delegations = try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.delegations.list()
            }
            if delegations.isEmpty { Console.note(options.language("aucune délégation", "no delegation")) }
            for delegation in delegations { Console.print(line(delegation)) }
        }

        private func line(_ delegation: Delegation) -> String {
            let holder = "\(delegation.id)  \(delegation.school.text)  \(delegation.holder), \(delegation.function)"
            let act = options.language(
                "\(delegation.act) (\(delegation.scope)), du \(FrenchDate.day(iso: delegation.from.iso8601)) au "
                    + FrenchDate.day(iso: delegation.to.iso8601),
                "\(delegation.act) (\(delegation.scope)), \(delegation.from.iso8601) to \(delegation.to.iso8601)")
            return "\(holder)  \(act)" + (standing(delegation).map { "  \($0)" } ?? "")
        }

        private func standing(_ delegation: Delegation) -> String? {
            if let revokedAt = delegation.revokedAt {
                let moment = Moment.text(Int64(revokedAt.timeIntervalSince1970), in: options.language)
                return options.language("retirée le \(moment)", "taken back \(moment)")
            }
            return switch delegation.refusal(on: .today) {
            case .notYet: options.language("pas encore en vigueur", "not in force yet")
            case .ended: options.language("terminée", "ended")
            case .missing, .revoked, .notDeputy, nil: nil
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke",
            abstract: "Take an act back at once: nothing more is signed under it; what was signed stays good.")

        @Argument(help: "The reference that the register gave it.") var id: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let isGone = try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.delegations.revoke(id)
            }
            guard isGone else {
                throw Console.fail(
                    options.language(
                        "aucune délégation en vigueur n’a cette référence ; voyez : seing delegation list",
                        "no delegation in force has that reference; see: seing delegation list"), as: .failed)
            }
        }
    }

    private static func day(_ text: String) throws -> CalendarDate {
        guard let day = CalendarDate(iso8601: text) else {
            throw ValidationError("'\(Printable.text(text))' is no day; write 2026-09-01")
        }
        return day
    }
}
