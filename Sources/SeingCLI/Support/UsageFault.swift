import ArgumentParser
import Foundation

/// What the argument parser says of a command that it does not understand, in French.
///
/// The parser has English only. A message that is not known here is repeated as it is, so that nothing is lost.
struct UsageFault {
    private let message: String
    private let usage: String
    /// Which command gives help.
    private let help: String?

    /// - Parameters:
    ///   - message: The parser's message alone.
    ///   - text: All that it would print.
    init(message: String, text: String) {
        self.message = message
        let lines = text.split(separator: "\n").map(String.init)
        usage = lines.last { $0.hasPrefix("Usage: ") }.map { String($0.dropFirst("Usage: ".count)) } ?? ""
        help =
            lines.compactMap { line in
                (try? /\s*See '(.+)' for more information\./.wholeMatch(in: line)).map { String($0.1) }
            }.last
    }

    /// What is wrong, how the command is written, where to find help.
    var french: String {
        let french = translation
        var lines = ["seing: \(french ?? message)"]
        // Of a fault that a command found while it ran, the parser does not know which command it was.
        if !usage.isEmpty, french != nil || !namesNoCommand { lines.append("Usage : \(usage)") }
        if let help { lines.append("Aide : \(help)") }
        return lines.map(Language.withFrenchSpaces).joined(separator: "\n")
    }

    private var namesNoCommand: Bool { usage.hasSuffix("<subcommand>") }

    private var translation: String? {
        let unknownCommand = /(?:Unexpected argument|\d+ unexpected arguments:) '(.+?)'.*/
        if namesNoCommand, let match = try? unknownCommand.wholeMatch(in: message) {
            return "il n’y a pas de commande « \(match.1) »"
        }
        for (pattern, text) in Self.patterns {
            guard let match = try? Regex(pattern).wholeMatch(in: message) else { continue }
            let parts = match.output.compactMap { $0.substring.map(Self.enumerated) }
            return parts.indices.dropFirst().reduce(text) { $0.replacingOccurrences(of: "$\($1)", with: parts[$1]) }
        }
        return nil
    }

    /// A list of words in quotes without the English word before the last one.
    private static func enumerated(_ words: Substring) -> String {
        String(words.replacing("' and '", with: "', '").replacing("' or '", with: "', '"))
    }

    /// Messages of swift-argument-parser 1.8, and the same in French.
    private static let patterns: [(String, String)] = [
        ("Unknown option '(.+)'\\. Did you mean '(.+)'\\?", "l’option $1 n’existe pas ; vouliez-vous dire $2 ?"),
        ("Unknown option '(.+)'", "l’option $1 n’existe pas ici"),
        ("Missing expected argument '(.+)'", "il manque $1"),
        ("Missing one of: (.+)", "il manque l’un de : $1"),
        ("Missing value for '(.+)'", "il manque la valeur de $1"),
        ("Unexpected argument '(.+)'", "« $1 » n’est pas attendu ici"),
        ("\\d+ unexpected arguments: '(.+)'", "ne sont pas attendus ici : '$1'"),
        (
            "The value '(.*)' is invalid for '(.+)'\\. Please provide one of (.+)\\.",
            "« $1 » ne convient pas à $2 ; valeurs possibles : $3"
        ),
        ("The value '(.*)' is invalid for '(.+)'", "« $1 » ne convient pas à $2"),
        (
            "The option '(.+)' does not take any value, but '(.+)' was specified\\.",
            "l’option $1 ne prend pas de valeur, mais « $2 » est donné"
        ),
    ]
}

extension Seing {
    /// Runs the command that the process was started with, and ends the process.
    ///
    /// The parser's own `main()` with one difference: a command that is not understood is answered in French to whoever
    /// has not asked for another language.
    public static func start() async {
        do {
            if let command = VerifyCommand(plain: Array(CommandLine.arguments.dropFirst())) {
                return try await command.run()
            }
            var command = try await asyncParseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            let message = message(for: error)
            if exitCode(for: error) == .validationFailure, !message.isEmpty, Language.ofArguments == .french {
                Console.note(UsageFault(message: message, text: fullMessage(for: error)).french)
                Foundation.exit(ExitCode.validationFailure.rawValue)
            }
            exit(withError: error)
        }
    }
}

extension Language {
    /// The language asked for by arguments that could not be read, or the locale's.
    fileprivate static var ofArguments: Language {
        let arguments = ProcessInfo.processInfo.arguments
        let chosen = zip(arguments, arguments.dropFirst()).first { $0.0 == "--lang" }?.1
        return chosen.flatMap(Language.init(rawValue:)) ?? .ofLocale
    }
}
