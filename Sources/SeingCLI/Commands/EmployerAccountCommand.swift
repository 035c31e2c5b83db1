import ArgumentParser
import Bootstrap
import Placements
import Workflow

import struct Foundation.Date

/// Accounts that employers make themselves, to offer places.
struct EmployerAccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "employer-account", abstract: "List the accounts of employers who offer places, or remove one.",
        subcommands: [List.self, Remove.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the accounts, and when their holders entered last.")

        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let accounts = try await options.entering { desk throws(EntryError) in try await desk.employers() }
            if accounts.isEmpty { Console.note(options.language("aucun compte", "no account")) }
            for account in accounts {
                let moment = Moment.text(Int64(account.lastEnteredAt.timeIntervalSince1970), in: options.language)
                Console.print("\(account.id.text)  \(account.email)  \(account.name)  \(moment)")
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove",
            abstract: "Remove an account: whoever has entered with it is out, and its name and address are destroyed.",
            discussion: "Offers that it owns stay as they are: withdraw first what nobody shall see any more.")

        @Argument(help: "The address or the reference of the account.") var account: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let isGone = try await options.entering { desk throws(EntryError) in
                if let id = EmployerAccountID(account) { return try await desk.remove(id) }
                guard let found = try await desk.employer(email: account) else { return false }
                return try await desk.remove(found.id)
            }
            guard isGone else { throw options.unknownAccount() }
        }
    }
}

extension ConventionCommand.Options {
    /// - Parameter account: Its address or its reference.
    func accountOfEmployer(_ account: String) async throws -> EmployerAccount {
        let found = try await entering { desk throws(EntryError) in
            if let id = EmployerAccountID(account) { return try await desk.employer(id) }
            return try await desk.employer(email: account)
        }
        guard let found else { throw unknownAccount() }
        return found
    }

    fileprivate func unknownAccount() -> any Error {
        Console.fail(
            language(
                "aucun compte d’employeur n’a cette adresse ou cette référence ; voyez : seing employer-account list",
                "no employer's account has that address or reference; see: seing employer-account list"),
            as: .failed)
    }

    fileprivate func entering<Result>(
        _ body: (EntryDesk) async throws(EntryError) -> Result
    ) async throws -> Result {
        let desk = try data.openInstallation().entryDesk(clock: .system)
        do throws(EntryError) { return try await body(desk) } catch {
            guard case .unavailable(let reason) = error else { throw Console.fail("\(error)", as: .failed) }
            throw Console.fail(reason, as: .unavailable)
        }
    }
}
