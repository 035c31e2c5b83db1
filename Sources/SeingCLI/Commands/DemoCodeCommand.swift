import ArgumentParser
import Bootstrap
import Foundation
import Workflow

/// In place of a telephone with an application for codes, for accounts of a demonstration.
struct DemoCodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo-code",
        abstract: "Print the code that an application would show now, for an account of a demonstration.",
        discussion:
            "'seing serve --demo' says which accounts there are. Each code enters once; the next is there after half a minute."
    )

    @Argument(help: "The address of the account.") var email: String
    @OptionGroup var data: DataDirectory
    @OptionGroup var option: LanguageOption

    func run() throws {
        let secrets: [String: String]
        do { secrets = try DemoAccounts(dataDirectory: data.path).secrets() } catch {
            throw Console.fail(error, as: .unavailable)
        }
        guard let secret = secrets[email], let code = ShownCode.digits(of: secret, at: Date()) else {
            throw Console.fail(
                option.language(
                    "\(data.path) n’a pas de compte de démonstration à cette adresse ; celles qui existent : "
                        + secrets.keys.sorted().joined(separator: ", "),
                    "\(data.path) has no demonstration's account of that address; there are: "
                        + secrets.keys.sorted().joined(separator: ", ")), as: .failed)
        }
        Console.print(code)
    }
}
