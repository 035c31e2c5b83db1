/// A language in which faults are told; the raw value is its BCP 47 tag.
public enum MessageLanguage: String, Hashable, Sendable, CaseIterable {
    case french = "fr"
    case english = "en"
}

/// What a fault says in each language.
///
/// `{found}` and `{expected}` stand for the cause's, `{value}` for what was typed or, where that may not be repeated,
/// for the words « the value ».
struct FaultText: Sendable {
    let french: String
    let english: String

    init(_ french: String, _ english: String) {
        self.french = french
        self.english = english
    }

    /// The texts of every code.
    static let all: [ConventionFault.Code: FaultText] = [
        file, form, values, coherence, signatures, supplements, workingTime, warnings,
    ].reduce(into: [:]) { all, table in all.merge(table) { first, _ in first } }
}

extension ConventionFault {
    /// What was found, what was expected and what to do, with the place where it stands.
    ///
    /// - Parameters:
    ///   - language: French for schools, English for logs and programs.
    ///   - quotingValues: Whether to repeat what was typed, which may be about a person: only to whoever handed the
    ///     data in, never into a log.
    public func text(in language: MessageLanguage, quotingValues: Bool = false) -> String {
        switch language {
        case .french: spaced("\(frenchPlace) : \(filled(template.french, .french, quotingValues))")
        case .english: "\(englishPlace): \(filled(template.english, .english, quotingValues))"
        }
    }

    private var template: FaultText { FaultText.all[code] ?? FaultText(code.rawValue, code.rawValue) }

    private var englishPlace: String { line.map { "line \($0), \(path)" } ?? path }

    private var frenchPlace: String {
        let place = FieldNames.french(path).map { "\($0) (\(path))" } ?? path
        return line.map { "ligne \($0), \(place)" } ?? place
    }

    private func filled(_ template: String, _ language: MessageLanguage, _ quotingValues: Bool) -> String {
        var text = template.replacing("{found}", with: cause.found).replacing(
            "{expected}", with: cause.expected.joined(separator: ", "))
        if text.contains("{value}") {
            text = text.replacing("{value}", with: value(language, quotingValues))
        }
        return text
    }

    private func value(_ language: MessageLanguage, _ quotingValues: Bool) -> String {
        guard quotingValues, let typed = cause.typed, !typed.isEmpty else {
            return language == .french ? "la valeur" : "the value"
        }
        return language == .french ? "« \(visible(typed)) »" : "“\(visible(typed))”"
    }
}

/// The beginning of a text, with everything that a terminal would not show as it is written out.
private func visible(_ text: String) -> String {
    let maximum = 40
    let shown = text.unicodeScalars.prefix(maximum).map { scalar in
        TextRule.isVisible(scalar) || scalar == " " ? String(scalar) : "<\(TextRule.name(of: scalar))>"
    }
    return shown.joined() + (text.unicodeScalars.count > maximum ? "…" : "")
}

/// French wants a space that does not break before high punctuation and inside guillemets.
private func spaced(_ text: String) -> String {
    [" :", " ;", " ?", " !", " »"].reduce(text.replacing("« ", with: "«\u{A0}")) { text, mark in
        text.replacing(mark, with: "\u{A0}" + mark.dropFirst())
    }
}
