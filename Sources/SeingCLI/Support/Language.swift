import ArgumentParser
import Foundation
import Parties

/// In which language a report is written.
enum Language: String, ExpressibleByArgument, CaseIterable {
    case french = "fr"
    case english = "en"

    /// French, unless the locale asks for another language.
    static var ofLocale: Language {
        let environment = ProcessInfo.processInfo.environment
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.filter { !$0.isEmpty }
        guard let name = names.first, name != "C", name != "POSIX", !name.hasPrefix("C.") else { return .french }
        return name.hasPrefix("fr") ? .french : .english
    }

    /// The same, for texts that are not the command's own.
    var ofMessages: MessageLanguage { self == .french ? .french : .english }

    /// - Parameter french: With plain spaces; before high punctuation and inside guillemets they become narrow ones that
    ///   do not break.
    func callAsFunction(_ french: String, _ english: String) -> String {
        self == .french ? Self.withFrenchSpaces(french) : english
    }

    static func withFrenchSpaces(_ text: String) -> String {
        [
            (" :", "\u{202F}:"), (" ;", "\u{202F};"), (" !", "\u{202F}!"), (" ?", "\u{202F}?"), (" »", "\u{202F}»"),
            ("« ", "«\u{202F}"),
        ]
        .reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    }
}
