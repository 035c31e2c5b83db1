import ArgumentParser
import Foundation
import Parties

/// In which language a report is written.
enum Language: String, ExpressibleByArgument, CaseIterable {
    case french = "fr"
    case english = "en"

    /// French, unless the locale asks for another language.
    static var ofLocale: Language {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"]
        let values = names.compactMap { name -> String? in getenv(name).map { String(cString: $0) } }
        guard let name = values.first(where: { !$0.isEmpty }), name != "C", name != "POSIX", !name.hasPrefix("C.")
        else { return .french }
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
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            let isNarrow =
                scalar == " "
                && (index > 0 && scalars[index - 1] == "«"
                    || index + 1 < scalars.count && [":", ";", "!", "?", "»"].contains(scalars[index + 1]))
            result.append(isNarrow ? "\u{202F}" : scalar)
        }
        return String(result)
    }
}
