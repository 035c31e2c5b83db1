import ArgumentParser

/// In which language a command speaks.
struct LanguageOption: ParsableArguments {
    @Option(name: .customLong("lang"), help: "Language of what is printed: fr or en; by default that of the locale.")
    var chosen: Language?

    var language: Language { chosen ?? .ofLocale }
}
