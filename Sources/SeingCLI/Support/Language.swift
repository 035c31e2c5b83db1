import ArgumentParser
import Foundation

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

    func callAsFunction(_ french: String, _ english: String) -> String { self == .french ? french : english }
}
